"""What `scaffold new` writes: the schema, the files of a new project, the generated files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from scaffold.errors import SchemaError
from scaffold.files.failures import make_folder
from scaffold.files.runlock import exclusive
from scaffold.project import run
from scaffold.project.editor_schema import with_editor_schema
from scaffold.project.request import Request
from scaffold.project.schema_source import Source, write_source
from scaffold.schema.load import load
from scaffold.targets import TARGETS
from scaffold.values import dataclass

if TYPE_CHECKING:
    from scaffold.files.file_plan import File


@dataclass(frozen=True, slots=True)
class WriteResult:
    """The action and path of each file, in the order of writing, and the result of the run.

    `left_out`: sentences about files of a new project that were not written, with the reason.
    """

    actions: tuple[tuple[str, str], ...]
    result: run.Result
    left_out: tuple[str, ...] = ()

    def has_kept(self, *paths: str) -> bool:
        """Whether one of these files existed before and was kept."""
        return any(("skip", path) in self.actions for path in paths)

    def has_made(self, *paths: str) -> bool:
        """Whether all these files are from the project template."""
        made = {path for action, path in self.actions if action in ("create", "identical")}
        return made.issuperset(paths)


def write_project(
    source: Source,
    before: bytes | None,
    answers: Mapping[str, object] | None,
    request: Request,
) -> WriteResult:
    """Write the schema, the project template with these answers (None: no template), and the code.

    Errors are raised before the first file is written: UsageError for an invalid answer,
    SchemaError for a change that cannot be migrated, EnvironmentFailure if the disk does not allow
    it. If generated files have conflicts, only the schema and the template's files are written, and
    `result` has the problems.
    """
    rendered: tuple[File, ...] = ()
    left_out: tuple[str, ...] = ()
    if answers is not None:
        from scaffold.project.adapted_template import adapted_files
        from scaffold.project.template import project_files

        files = project_files(answers, os.path.basename(os.path.abspath(source.root)))
        adapted = adapted_files(files, source.root, str(answers.get("package_manager")))
        rendered, left_out = _with_diagram(adapted.files, source), adapted.left_out
        if before is None and not source.name.endswith(".json"):
            source = replace(source, data=with_editor_schema(source.data))
    run.preview(source, request, rendered)
    make_folder(source.root)
    actions = [(_action(source.data, before), os.path.basename(source.name))]
    _write_schema(source, before)
    if rendered:
        from scaffold.project.template import write_project_files

        written = write_project_files(source.root, rendered)
        actions += [each for each in written if each[1] != actions[0][1]]
    result = run.generate(source, request)
    return WriteResult((*actions, *result.actions), result, left_out)


def _with_diagram(files: tuple[File, ...], source: Source) -> tuple[File, ...]:
    """Return the files with the diagram of the schema in README.md."""
    from scaffold.diagram.graph import graph_of
    from scaffold.diagram.markdown import BEGIN, with_diagram
    from scaffold.diagram.mermaid import mermaid
    from scaffold.project.compilation import resolve_source

    database = resolve_source(source)[1]
    if not database.models:
        return files
    text = mermaid(graph_of(database))
    return tuple(
        replace(each, content=with_diagram(each.content, text, each.path))
        if each.path == "README.md" and BEGIN in each.content
        else each
        for each in files
    )


def require_writable(
    source: Source, is_new: bool, answers: Mapping[str, object] | None, request: Request
) -> bool:
    """Return whether no existing file is where a generated one will be.

    Called before the first question: `source` is the schema at the start of the interview.
    SchemaError if nothing can be generated into the folder.
    """
    if is_new:
        return not run.preview(source, request, planned_files(source, answers)).problems
    if not request.only_new_tables:
        from scaffold.project.existing_code import require_no_others_yet

        require_no_others_yet(source)
    return True


def planned_files(source: Source, answers: Mapping[str, object] | None) -> tuple[File, ...]:
    """Return the template's files that the targets look for, if they will be written.

    `answers` are those for the template; None if it is not rendered.
    """
    if answers is None:
        return ()
    from scaffold.files.file_plan import File
    from scaffold.project.adapted_template import adapted_files

    kind = "commonjs" if answers.get("modules", "commonjs") == "commonjs" else "module"
    texts = {"package.json": f'{{"type": "{kind}"}}', "config/config.js": ""}
    files = tuple(File(path, text, "once") for path, text in texts.items())
    return adapted_files(files, source.root, "").files


def template_answers(
    project: Mapping[str, object], others: Mapping[str, str]
) -> dict[str, object] | None:
    """Return the project template's answers; None if it has no part for these targets."""
    targets = project["targets"]
    assert isinstance(targets, tuple)
    languages: dict[str, object] = {}
    for name, target in TARGETS.items():
        for question, answer in target.template_answers.items():
            languages[question] = answer if name in targets else not answer
    if not any(TARGETS[name].template_answers for name in targets):
        return None
    shared = ("dialects", "id", "naming", "foreign_key", "modules")
    answers = {step: project[step] for step in shared if step in project}
    return {"project_name": project["name"], **answers, **languages, **others}


def _write_schema(source: Source, before: bytes | None) -> None:
    """Write the schema; SchemaError if its file was changed since the interview began."""
    with exclusive(source.root, writes=source.name):
        current = load(source.name) if os.path.lexists(source.name) else None
        if current != before:
            hint = "Run again with `--resume`: it repeats your answers on the changed file."
            raise SchemaError(f"{source.name} was changed during the interview", hint)
        if source.data != before:
            write_source(source, source.data, before)


def _action(data: bytes, before: bytes | None) -> str:
    if before is None:
        return "create"
    return "identical" if data == before else "update"
