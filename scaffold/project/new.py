"""What `scaffold new` writes: the schema, the skeleton around it, the generated files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from scaffold.errors import SchemaError
from scaffold.files.disk import make_folder
from scaffold.files.runlock import exclusive
from scaffold.project import run
from scaffold.project.request import Request
from scaffold.project.schema_source import Source, write_source
from scaffold.schema.load import load
from scaffold.targets import TARGETS
from scaffold.values import dataclass

if TYPE_CHECKING:
    from scaffold.files.file_plan import File


@dataclass(frozen=True, slots=True)
class WriteResult:
    """Each file's action and path, in the order of writing, and what the run came to.

    `left_out` says which of a new project's files the folder does not get.
    """

    actions: tuple[tuple[str, str], ...]
    result: run.Result
    left_out: tuple[str, ...] = ()

    def has_kept(self, *paths: str) -> bool:
        """Whether one of these files was there, and is not that of a new project."""
        return any(("skip", path) in self.actions for path in paths)

    def has_made(self, *paths: str) -> bool:
        """Whether these files are the ones of a new project."""
        made = {path for action, path in self.actions if action in ("create", "identical")}
        return made.issuperset(paths)


def write_project(
    source: Source,
    before: bytes | None,
    skeleton: Mapping[str, object] | None,
    request: Request,
) -> WriteResult:
    """Write the schema, the skeleton where there is one, and what the schema makes.

    What would stop it is found before the first file is written: UsageError for an answer that
    the skeleton cannot take, SchemaError where the change cannot be migrated, EnvironmentFailure
    where the disk refuses. Where generated files are in conflict, the schema and the skeleton are
    written, and `result` has the problems.
    """
    rendered: tuple[File, ...] = ()
    left_out: tuple[str, ...] = ()
    if skeleton is not None:
        from scaffold.project.adapted_template import fitting
        from scaffold.project.template import skeleton_files

        files = skeleton_files(skeleton, os.path.basename(os.path.abspath(source.root)))
        fits = fitting(files, source.root, str(skeleton.get("package_manager")))
        rendered, left_out = fits.files, fits.left_out
    run.preview(source, request, rendered)
    make_folder(source.root)
    actions = [(_action(source.data, before), os.path.basename(source.name))]
    _write_schema(source, before)
    if rendered:
        from scaffold.project.template import write_skeleton

        written = write_skeleton(source.root, rendered)
        actions += [each for each in written if each[1] != actions[0][1]]
    result = run.generate(source, request)
    return WriteResult((*actions, *result.actions), result, left_out)


def require_place(source: Source, is_new: bool, skeleton: bool, request: Request) -> None:
    """SchemaError where nothing could be generated into the folder, before questions are asked.

    `source` is the schema as it is then.
    """
    if is_new:
        run.preview(source, request, planned_files(source, skeleton))
    elif not request.only_new_tables:
        from scaffold.project.existing_code import require_no_others_yet

        require_no_others_yet(source)


def planned_files(source: Source, skeleton: bool) -> tuple[File, ...]:
    """The skeleton's files that matter to what is generated, as far as they are to be written."""
    from scaffold.files.file_plan import File
    from scaffold.project.adapted_template import fitting

    texts = {"package.json": "{}", "config/config.js": ""}
    files = tuple(File(path, text, "once") for path, text in texts.items())
    return fitting(files, source.root, "").files if skeleton else ()


def skeleton_answers(
    project: Mapping[str, object], others: Mapping[str, str]
) -> dict[str, object] | None:
    """Return the skeleton's answers for a project; None where it has none for these targets."""
    targets = project["targets"]
    assert isinstance(targets, tuple)
    languages: dict[str, object] = {}
    for name, target in TARGETS.items():
        for question, answer in target.skeleton_answers.items():
            languages[question] = answer if name in targets else not answer
    if not any(TARGETS[name].skeleton_answers for name in targets):
        return None
    answers = {word: project[word] for word in ("dialects", "id", "naming", "foreign_key")}
    return {"project_name": project["name"], **answers, **languages, **others}


def _write_schema(source: Source, before: bytes | None) -> None:
    """Write the schema where it is still the one that the questions began with."""
    with exclusive(source.root, writes=source.name):
        standing = load(source.name) if os.path.lexists(source.name) else None
        if standing != before:
            hint = "Begin again from what stands there now: `--resume` gives the same answers."
            raise SchemaError(f"{source.name} was changed while questions were asked", hint)
        if source.data != before:
            write_source(source, source.data, before)


def _action(data: bytes, before: bytes | None) -> str:
    if before is None:
        return "create"
    return "identical" if data == before else "update"
