"""The commands that would have done the same without a question."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Iterator

from scaffold.editing.name_changes import rename
from scaffold.editing.removals import remove
from scaffold.errors import SchemaError
from scaffold.interview.interview_state import InterviewState
from scaffold.interview.outline import Outline, outlines
from scaffold.interview.preset_answers import PresetAnswers
from scaffold.interview.project_questions import begin, defaults
from scaffold.project.plan import known_targets
from scaffold.schema.edit import add_fields
from scaffold.schema.edit.model_references import Named
from scaffold.schema.schema_file import SchemaFile, parse_file
from scaffold.schema.shorthand import FieldLine
from scaffold.values import dataclass

NOTHING = PresetAnswers()


@dataclass(frozen=True, slots=True)
class _Difference:
    """What the models have now and did not have before, by model, and the other way round."""

    gone: tuple[Named, ...]
    changed: tuple[tuple[Named, str], ...]
    added: tuple[tuple[str, tuple[FieldLine, ...]], ...]


def commands(
    before: bytes | None,
    state: InterviewState,
    directory: str,
    given: PresetAnswers = NOTHING,
    skeleton: bool = True,
) -> tuple[str, ...]:
    """A line for a shell each; `before` is the schema as it stood, None for a new project.

    What no command does, a line changed in its place, is said as a comment.
    """
    if before is None and given.models:
        return _by_answers(state, directory, given, skeleton)
    steps = [] if before is not None else [shlex.join(_new(state, directory, given, skeleton))]
    if os.path.normpath(directory) != os.curdir:
        steps.append(f"cd {shlex.quote(directory)}")
    renames, file = _renames(_parsed(before, state), state)
    difference = _difference(outlines(file), outlines(state.schema_file))
    by_hand = not _comes_out(file, difference, state)
    return (*steps, *renames, *_edits(difference, by_hand), "scaffold generate")


def _by_answers(
    state: InterviewState, directory: str, given: PresetAnswers, skeleton: bool
) -> tuple[str, ...]:
    """The same from the file that had the models; what it should say otherwise is a comment."""
    stood = outlines(begin("", state.file, given.models).schema_file)
    difference = _difference(stood, outlines(state.schema_file))
    changes = [f"{name}: {line}" for name, line in difference.changed]
    changes += [f"without {name}" for name in difference.gone]
    words = [*_new(state, directory, given, skeleton), "--answers", given.file]
    for model, fields in difference.added:
        for name, line in fields:
            words += ["--field", f"{model}.{name}: {line}"]
        words += [] if fields else ["--field", model]
    return (*(f"# first, in {given.file}:  {each}" for each in changes), shlex.join(words))


def _new(state: InterviewState, directory: str, given: PresetAnswers, skeleton: bool) -> list[str]:
    words = ["scaffold", "new", directory, "--yes"]
    usual = dict(defaults(os.path.basename(os.path.abspath(directory))))
    for step, said in state.project:
        # The file may say otherwise.
        if said != usual[step] or (given.models and step in given.project):
            words += [
                f"--{step.replace('_', '-')}",
                said if isinstance(said, str) else ",".join(said),
            ]
    for question, text in given.skeleton.items():
        words += [f"--{question.replace('_', '-')}", text]
    words += ["--only-new-tables"] if given.only_new_tables else []
    return words if skeleton else [*words, "--no-skeleton"]


def _parsed(before: bytes | None, state: InterviewState) -> SchemaFile:
    """The schema as it was when the questions began."""
    if before is None:
        return begin("", state.file).schema_file
    file, problems = parse_file(before, state.file, known_targets())
    if file is None:
        raise SchemaError(problems)
    return file


def _renames(file: SchemaFile, state: InterviewState) -> tuple[list[str], SchemaFile]:
    """What has another name now and stood before, and the schema that had only that done to it."""
    lines = []
    for row, new in state.renamed:
        model, _, name = row.partition(".")
        renamed, _ = rename(file, Named(model, name or None), new, state.generated)
        if renamed is not None:
            lines.append(shlex.join(["scaffold", "rename", row, new]))
            file = renamed
    return lines, file


def _difference(before: tuple[Outline, ...], after: tuple[Outline, ...]) -> _Difference:
    old = {one.name: dict(one.fields) for one in before}
    new = {one.name: dict(one.fields) for one in after}
    gone = [Named(name) for name in old if name not in new]
    changed: list[tuple[Named, str]] = []
    for model, fields in old.items():
        for name, line in fields.items():
            now = new.get(model, fields).get(name)
            if now is None:
                gone.append(Named(model, name))
            elif now != line:
                changed.append((Named(model, name), now))
    added = (
        (one.name, tuple(each for each in one.fields if each[0] not in old.get(one.name, {})))
        for one in after
    )
    some = ((model, fields) for model, fields in added if fields or model not in old)
    return _Difference(tuple(gone), tuple(changed), tuple(some))


def _comes_out(file: SchemaFile, difference: _Difference, state: InterviewState) -> bool:
    """Whether the schema comes out where what is changed is taken out and added again."""
    if out := _out(difference):
        edited, _ = remove(file, out)
        if edited is None:
            return False
        file = edited
    for model, fields in _into(difference):
        edited, _ = add_fields(file, model, fields)
        if edited is None:
            return False
        file = edited
    return _models(file.data) == _models(state.data)


def _models(data: bytes) -> bytes:
    """The schema from its models on: what stands before them `scaffold new` has written."""
    return data[data.find(b"models") :]


def _out(difference: _Difference) -> tuple[Named, ...]:
    return (*difference.gone, *(name for name, _ in difference.changed))


def _into(difference: _Difference) -> Iterator[tuple[str, tuple[FieldLine, ...]]]:
    """The fields that each model gets, those first that it had otherwise."""
    changed: dict[str, list[FieldLine]] = {}
    for name, line in difference.changed:
        changed.setdefault(name.model, []).append((str(name.field), line))
    added = dict(difference.added)
    for model in dict.fromkeys((*changed, *added)):
        yield model, (*changed.get(model, ()), *added.get(model, ()))


def _edits(difference: _Difference, by_hand: bool) -> Iterator[str]:
    if by_hand:
        for name, line in difference.changed:
            yield f"# by hand, below `{name.model}:`  {name.field}: {' '.join(line.split())}"
    yield from _remove(difference.gone if by_hand else _out(difference))
    for model, fields in difference.added if by_hand else _into(difference):
        yield shlex.join(["scaffold", "add", model, *(f"{name}: {line}" for name, line in fields)])


def _remove(names: Iterable[Named]) -> Iterator[str]:
    if names := tuple(names):
        yield shlex.join(["scaffold", "remove", *map(str, names)])
