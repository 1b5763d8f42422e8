"""The commands that would have done the same without a question."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator

from scaffold.interview.outline import Outline, outlines
from scaffold.interview.project import defaults
from scaffold.interview.state import State
from scaffold.renaming import rename
from scaffold.schema.edit.mentions import Named
from scaffold.schema.shorthand import FieldLine
from scaffold.source import Source


def commands(before: bytes | None, state: State, directory: str) -> tuple[str, ...]:
    """A line for a shell each; `before` is the schema as it stood, None for a new project."""
    steps = [_new(state, directory)] if before is None else []
    if os.path.normpath(directory) != os.curdir:
        steps.append(f"cd {shlex.quote(directory)}")
    renames, data = _renames(before or b"", state)
    edits = _edits(outlines(data, state.file), outlines(state.data, state.file))
    return (*steps, *renames, *edits, "scaffold generate")


def _renames(data: bytes, state: State) -> tuple[list[str], bytes]:
    """What has another name now and stood before, and the schema that had only that done to it."""
    lines = []
    for row, new in state.renamed:
        model, _, name = row.partition(".")
        source = Source(os.curdir, state.file, data)
        renamed, _ = rename(source, Named(model, name or None), new, state.generated)
        if renamed is not None:
            lines.append(shlex.join(["scaffold", "rename", row, new]))
            data = renamed
    return lines, data


def _new(state: State, directory: str) -> str:
    words = ["scaffold", "new", directory, "--yes"]
    usual = dict(defaults(os.path.basename(os.path.abspath(directory))))
    for step, said in state.project:
        if said != usual[step]:
            words += [f"--{step}", said if isinstance(said, str) else ",".join(said)]
    return shlex.join(words)


def _edits(before: tuple[Outline, ...], after: tuple[Outline, ...]) -> Iterator[str]:
    old = {one.name: dict(one.fields) for one in before}
    new = {one.name: dict(one.fields) for one in after}
    gone = [name for name in old if name not in new]
    gone += [
        f"{model}.{name}"
        for model, fields in old.items()
        for name, line in fields.items()
        if model in new and new[model].get(name) != line
    ]
    if gone:
        yield shlex.join(["scaffold", "remove", *gone])
    for one in after:
        stood = old.get(one.name)
        added = [line for line in one.fields if stood is None or stood.get(line[0]) != line[1]]
        if added or stood is None:
            yield shlex.join(["scaffold", "add", one.name, *map(_argument, added)])


def _argument(field: FieldLine) -> str:
    return f"{field[0]}: {field[1]}"
