"""The project template (a Copier template), rendered for `scaffold new`.

Copier gets a copy of the template, because it would check out the newest tag of a git clone. It
writes to a temporary folder, because it does not remove its files after a failure.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from scaffold import REPOSITORY, __version__
from scaffold.errors import Problem, UsageError
from scaffold.files.failures import make_folder
from scaffold.files.temporary import in_temporary_folder
from scaffold.project.schema_source import SCHEMA_FILES
from scaffold.templating.template_folder import templates_folder

if TYPE_CHECKING:
    from scaffold.files.file_plan import File

# `copier update` finds the template and the version of the project with these answers.
SOURCE = {"_commit": f"v{__version__}", "_src_path": REPOSITORY}
_QUESTIONS_FILE = "copier.yml"
_PROJECT = os.path.join("templates", "project")
# Copier's message about an invalid answer. Its other exceptions are bugs of ours.
_REFUSAL = re.compile(r"Validation error for question '(\w+)': (.+)", re.DOTALL)


def render_project(root: str, answers: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Render the project's files and write them into the folder `root`.

    Raises the errors of `project_files` and `write_project_files`.
    """
    return write_project_files(
        root, project_files(answers, os.path.basename(os.path.abspath(root)))
    )


def write_project_files(root: str, files: tuple[File, ...]) -> tuple[tuple[str, str], ...]:
    """Write the files into the folder `root`, which is created if missing.

    Return an action and a path for each: `create`, `identical`, or `skip` for an existing other
    file, which is kept. SchemaError if a folder or link is in the way, EnvironmentFailure if the
    disk does not allow it; nothing is written then.
    """
    from scaffold.files.apply_changes import apply_plan, recover
    from scaffold.files.disk import ProjectFolder
    from scaffold.files.planning import plan_files
    from scaffold.files.runlock import exclusive

    make_folder(root)
    with exclusive(root):
        recover(root)
        file_plan = plan_files(_without_second_schema(root, files), ProjectFolder(root))
        apply_plan(root, file_plan)
    return tuple([(change.action, change.path) for change in file_plan.changes])


def project_files(answers: Mapping[str, object], folder: str) -> tuple[File, ...]:
    """Return the project's files, which are written once and then belong to the user.

    Questions without an answer get their default; the project is named after `folder`. UsageError
    with the invalid answers.
    """
    from scaffold.files.file_plan import File

    check_answers(answers)
    with in_temporary_folder(), tempfile.TemporaryDirectory(prefix="scaffold-") as work:
        template, rendered = os.path.join(work, "template"), os.path.join(work, "out", folder)
        _copy_template(template)
        _render(template, rendered, answers)
        return tuple([File(path, text, "once") for path, text in _texts(rendered)])


def questions() -> dict[str, dict[str, Any]]:
    """Return the questions of copier.yml by name, in order."""
    import yaml

    with open(os.path.join(_home(), _QUESTIONS_FILE), encoding="utf-8") as file:
        settings = yaml.safe_load(file)
    return {name: each for name, each in settings.items() if not name.startswith("_")}


def check_answers(answers: Mapping[str, object]) -> None:
    """UsageError if an answer has no question or has the wrong type.

    Copier itself does not check the first, and not all of the second.
    """
    known = questions()
    problems = []
    for name, answer in answers.items():
        if name not in known:
            hint = f"The questions are: {', '.join(known)}."
            problems.append(Problem(None, f"unknown question `{name}`", hint))
        elif not _is_valid(answer, known[name]):
            problems.append(
                Problem(None, f"{name}: `{answer}` is not a valid answer", _hint(known[name]))
            )
    if problems:
        raise UsageError(problems)


def _is_valid(answer: object, question: Mapping[str, Any]) -> bool:
    if question["type"] == "bool":
        return isinstance(answer, bool)
    if question.get("multiselect"):
        choices = _choices(question)
        return isinstance(answer, list | tuple) and all(each in choices for each in answer)
    return isinstance(answer, str) and ("choices" not in question or answer in _choices(question))


def _hint(question: Mapping[str, Any]) -> str:
    if question["type"] == "bool":
        return f"{question['help']} Answer with true or false."
    if "choices" not in question:
        return f"{question['help']} Answer with text."
    several = "some" if question.get("multiselect") else "one"
    return f"{question['help']} Choose {several} of: {', '.join(_choices(question))}."


def _choices(question: Mapping[str, Any]) -> list[str]:
    choices = question["choices"]
    return list(choices.values() if isinstance(choices, dict) else choices)


def _render(template: str, rendered: str, answers: Mapping[str, object]) -> None:
    from copier import run_copy

    data = {name: list(each) if isinstance(each, tuple) else each for name, each in answers.items()}
    try:
        run_copy(template, rendered, {**data, "_source": SOURCE}, defaults=True, quiet=True)
    except ValueError as error:
        refusal = _REFUSAL.match(str(error))
        if refusal is None:
            raise
        name, message = refusal.groups()
        raise UsageError(f"{name}: {message}", questions()[name]["help"]) from error


def _copy_template(to: str) -> None:
    shutil.copytree(os.path.join(_home(), _PROJECT), os.path.join(to, _PROJECT))
    shutil.copy(os.path.join(_home(), _QUESTIONS_FILE), to)


def _home() -> str:
    """Return the folder of copier.yml, which also contains `templates`."""
    return os.path.dirname(templates_folder())


def _texts(folder: str) -> Iterator[tuple[str, str]]:
    """Return the path and text of each file in a folder, sorted by path."""
    paths = [os.path.join(parent, name) for parent, _, names in os.walk(folder) for name in names]
    for path in sorted(paths):
        with open(path, encoding="utf-8", newline="") as file:
            yield os.path.relpath(path, folder).replace(os.sep, "/"), file.read()


def _without_second_schema(root: str, files: tuple[File, ...]) -> tuple[File, ...]:
    """Leave out scaffold.yaml if the folder has a scaffold.json: a project has one schema."""
    ours, *others = SCHEMA_FILES
    if not any(os.path.lexists(os.path.join(root, name)) for name in others):
        return files
    return tuple([each for each in files if each.path != ours])
