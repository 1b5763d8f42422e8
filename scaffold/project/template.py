"""The project around the models: the Copier template, rendered for `scaffold new`.

Copier is given a plain copy of the template, for of a git clone it would take the newest tag, and
a temporary folder to write to, for it leaves behind what it wrote before it failed.
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
from scaffold.files.disk import make_folder
from scaffold.files.temporary import in_temporary_folder
from scaffold.project.schema_source import SCHEMA_FILES
from scaffold.templating.template_folder import templates_folder

if TYPE_CHECKING:
    from scaffold.files.file_plan import File

# What `copier update` goes by: where the template is, and which version of it this is.
SOURCE = {"_commit": f"v{__version__}", "_src_path": REPOSITORY}
_QUESTIONS_FILE = "copier.yml"
_PROJECT = os.path.join("templates", "project")
# How Copier says that an answer is no good. Anything else that it raises is a bug of ours.
_REFUSAL = re.compile(r"Validation error for question '(\w+)': (.+)", re.DOTALL)


def render_skeleton(root: str, answers: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    """Render the project's files and write them into the folder `root`.

    Errors as `skeleton_files` and `write_skeleton` have them.
    """
    return write_skeleton(root, skeleton_files(answers, os.path.basename(os.path.abspath(root))))


def write_skeleton(root: str, files: tuple[File, ...]) -> tuple[tuple[str, str], ...]:
    """Write the files into the folder `root`, which is made where it is missing.

    An action and a path for each: `create`, `identical`, or `skip` where another file stands,
    which is kept. SchemaError where something in the way is no file of its own, EnvironmentFailure
    where the disk refuses: nothing is written then.
    """
    from scaffold.files.apply_changes import apply_plan, recover
    from scaffold.files.disk import ProjectFolder
    from scaffold.files.planning import plan_files
    from scaffold.files.runlock import exclusive

    make_folder(root)
    with exclusive(root):
        recover(root)
        wanted = plan_files(_without_second_schema(root, files), ProjectFolder(root))
        apply_plan(root, wanted)
    return tuple([(change.action, change.path) for change in wanted.changes])


def skeleton_files(answers: Mapping[str, object], folder: str) -> tuple[File, ...]:
    """The project's files, each written once and then its owner's.

    A question without an answer has its default; `folder` names the project. UsageError with the
    answers that are wrong.
    """
    from scaffold.files.file_plan import File

    check_answers(answers)
    with in_temporary_folder(), tempfile.TemporaryDirectory(prefix="scaffold-") as work:
        template, rendered = os.path.join(work, "template"), os.path.join(work, "out", folder)
        _copy_template(template)
        _render(template, rendered, answers)
        return tuple([File(path, text, "once") for path, text in _texts(rendered)])


def questions() -> dict[str, dict[str, Any]]:
    """What the template asks, in order: the questions of copier.yml by name."""
    import yaml

    with open(os.path.join(_home(), _QUESTIONS_FILE), encoding="utf-8") as file:
        settings = yaml.safe_load(file)
    return {name: each for name, each in settings.items() if not name.startswith("_")}


def check_answers(answers: Mapping[str, object]) -> None:
    """UsageError where an answer has no question, or is of another kind than that asks for.

    Copier itself would let the first pass, and some of the second.
    """
    asked = questions()
    problems = []
    for name, answer in answers.items():
        if name not in asked:
            hint = f"There are: {', '.join(asked)}."
            problems.append(Problem(None, f"there is no question `{name}`", hint))
        elif not _fits(answer, asked[name]):
            problems.append(Problem(None, f"{name}: `{answer}` is no answer", _hint(asked[name])))
    if problems:
        raise UsageError(problems)


def _fits(answer: object, question: Mapping[str, Any]) -> bool:
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
        return f"{question['help']} Answer with a text."
    several = "some" if question.get("multiselect") else "one"
    return f"{question['help']} Choose {several} of: {', '.join(_choices(question))}."


def _choices(question: Mapping[str, Any]) -> list[str]:
    choices = question["choices"]
    return list(choices.values() if isinstance(choices, dict) else choices)


def _render(template: str, rendered: str, answers: Mapping[str, object]) -> None:
    from copier import run_copy

    given = {
        name: list(each) if isinstance(each, tuple) else each for name, each in answers.items()
    }
    try:
        run_copy(template, rendered, {**given, "_source": SOURCE}, defaults=True, quiet=True)
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
    """The folder of copier.yml: it stands beside `templates`."""
    return os.path.dirname(templates_folder())


def _texts(folder: str) -> Iterator[tuple[str, str]]:
    """Path and text of each file in a folder, in the order of their paths."""
    paths = [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names]
    for path in sorted(paths):
        with open(path, encoding="utf-8", newline="") as file:
            yield os.path.relpath(path, folder).replace(os.sep, "/"), file.read()


def _without_second_schema(root: str, files: tuple[File, ...]) -> tuple[File, ...]:
    """A project has one schema: beside scaffold.json there is to be no scaffold.yaml."""
    ours, *others = SCHEMA_FILES
    if not any(os.path.lexists(os.path.join(root, name)) for name in others):
        return files
    return tuple([each for each in files if each.path != ours])
