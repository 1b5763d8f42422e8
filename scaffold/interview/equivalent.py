"""The commands that lead to the same schema without an interview."""

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
from scaffold.interview.project_questions import asked_answers, default_answers, new_project
from scaffold.project.compilation import known_targets
from scaffold.schema.edit import add_fields
from scaffold.schema.edit.model_references import Named
from scaffold.schema.schema_file import SchemaFile, parse_file
from scaffold.schema.shorthand import FieldLine
from scaffold.values import dataclass

NOTHING = PresetAnswers()


@dataclass(frozen=True, slots=True)
class _Difference:
    """The removed, changed and added fields between two versions of the models."""

    removed: tuple[Named, ...]
    changed: tuple[tuple[Named, str], ...]
    added: tuple[tuple[str, tuple[FieldLine, ...]], ...]


def equivalent_commands(
    before: bytes | None,
    state: InterviewState,
    directory: str,
    preset: PresetAnswers = NOTHING,
    with_template: bool = True,
) -> tuple[str, ...]:
    """Return shell commands; `before` is the existing schema, None for a new project.

    A change that no command can make, such as a changed line in its place, is a comment.
    """
    if before is None and preset.models:
        return _commands_with_answers(state, directory, preset, with_template)
    steps = (
        []
        if before is not None
        else [shlex.join(_new_command(state, directory, preset, with_template))]
    )
    if os.path.normpath(directory) != os.curdir:
        steps.append(f"cd {shlex.quote(directory)}")
    renames, file = _renames(_parsed(before, state), state)
    difference = _difference(outlines(file), outlines(state.schema_file))
    by_hand = not _can_be_replayed(file, difference, state)
    return (*steps, *renames, *_edit_commands(difference, by_hand), "scaffold generate")


def _commands_with_answers(
    state: InterviewState, directory: str, preset: PresetAnswers, with_template: bool
) -> tuple[str, ...]:
    """Return the command with the answers file; differences from that file are comments."""
    preset_models = outlines(new_project("", state.file, preset.models).schema_file)
    difference = _difference(preset_models, outlines(state.schema_file))
    changes = [f"{name}: {line}" for name, line in difference.changed]
    changes += [f"remove {name}" for name in difference.removed]
    arguments = [*_new_command(state, directory, preset, with_template), "--answers", preset.file]
    for model, fields in difference.added:
        for name, line in fields:
            arguments += ["--field", f"{model}.{name}: {line}"]
        arguments += [] if fields else ["--field", model]
    return (*(f"# first, in {preset.file}:  {each}" for each in changes), shlex.join(arguments))


def _new_command(
    state: InterviewState, directory: str, preset: PresetAnswers, with_template: bool
) -> list[str]:
    arguments = ["scaffold", "new", directory, "--yes"]
    defaults = dict(default_answers(os.path.basename(os.path.abspath(directory))))
    for step, answer in asked_answers(state):
        # The answers file may have another value.
        if answer != defaults[step] or (preset.models and step in preset.project):
            arguments += [
                f"--{step.replace('_', '-')}",
                answer if isinstance(answer, str) else ",".join(answer),
            ]
    for question, text in preset.template.items():
        arguments += [f"--{question.replace('_', '-')}", text]
    arguments += ["--only-new-tables"] if preset.only_new_tables else []
    return arguments if with_template else [*arguments, "--no-project-files"]


def _parsed(before: bytes | None, state: InterviewState) -> SchemaFile:
    """Return the schema at the start of the interview."""
    if before is None:
        return new_project("", state.file).schema_file
    file, problems = parse_file(before, state.file, known_targets())
    if file is None:
        raise SchemaError(problems)
    return file


def _renames(file: SchemaFile, state: InterviewState) -> tuple[list[str], SchemaFile]:
    """Return the commands for the renames, and the schema after them."""
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
    removed = [Named(name) for name in old if name not in new]
    changed: list[tuple[Named, str]] = []
    for model, fields in old.items():
        for name, line in fields.items():
            now = new.get(model, fields).get(name)
            if now is None:
                removed.append(Named(model, name))
            elif now != line:
                changed.append((Named(model, name), now))
    added = (
        (one.name, tuple(each for each in one.fields if each[0] not in old.get(one.name, {})))
        for one in after
    )
    nonempty = ((model, fields) for model, fields in added if fields or model not in old)
    return _Difference(tuple(removed), tuple(changed), tuple(nonempty))


def _can_be_replayed(file: SchemaFile, difference: _Difference, state: InterviewState) -> bool:
    """Whether removing changed fields and adding them again leads to the same schema."""
    if names := _to_remove_command(difference):
        edited, _ = remove(file, names)
        if edited is None:
            return False
        file = edited
    for model, fields in _to_add(difference):
        edited, _ = add_fields(file, model, fields)
        if edited is None:
            return False
        file = edited
    return _models(file.data) == _models(state.data)


def _models(data: bytes) -> bytes:
    """Return the schema from `models` on; the lines before are written by `scaffold new`."""
    return data[data.find(b"models") :]


def _to_remove_command(difference: _Difference) -> tuple[Named, ...]:
    return (*difference.removed, *(name for name, _ in difference.changed))


def _to_add(difference: _Difference) -> Iterator[tuple[str, tuple[FieldLine, ...]]]:
    """Return the fields to add to each model, changed ones first."""
    changed: dict[str, list[FieldLine]] = {}
    for name, line in difference.changed:
        changed.setdefault(name.model, []).append((str(name.field), line))
    added = dict(difference.added)
    for model in dict.fromkeys((*changed, *added)):
        yield model, (*changed.get(model, ()), *added.get(model, ()))


def _edit_commands(difference: _Difference, by_hand: bool) -> Iterator[str]:
    if by_hand:
        for name, line in difference.changed:
            yield f"# by hand, below `{name.model}:`  {name.field}: {' '.join(line.split())}"
    yield from _remove_command(difference.removed if by_hand else _to_remove_command(difference))
    for model, fields in difference.added if by_hand else _to_add(difference):
        yield shlex.join(["scaffold", "add", model, *(f"{name}: {line}" for name, line in fields)])


def _remove_command(names: Iterable[Named]) -> Iterator[str]:
    if names := tuple(names):
        yield shlex.join(["scaffold", "remove", *map(str, names)])
