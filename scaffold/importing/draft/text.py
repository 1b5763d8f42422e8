"""A draft as the text of a schema file, with the entry that each line comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import NamedTuple

from scaffold.importing.draft.draft import Draft, DraftField, DraftModel, DraftSetting, Note
from scaffold.schema.edit.quoting import as_yaml
from scaffold.schema.printable import one_line, printable

_WIDEST = 100


class DraftLine(NamedTuple):
    """A line of the file, and what it declares."""

    text: str
    model: DraftModel | None = None
    entry: DraftField | DraftSetting | None = None
    item: int | None = None


def draft_lines(draft: Draft, heading: Sequence[str] = ()) -> list[DraftLine]:
    """Return the lines of the schema file."""
    return list(_lines(draft, heading))


def draft_text(lines: Sequence[DraftLine]) -> str:
    """Return the lines as one text."""
    return "".join(f"{line.text}\n" for line in lines)


def remark_lines(source: str, remarks: Mapping[str, Sequence[str]]) -> list[str]:
    """Return lines for the head of the file: by kind, what only `source` has; none of nothing."""
    lines = [f"Only in {source}:"] if remarks else []
    for kind, places in remarks.items():
        text = f"{kind}: {', '.join(places)}" if places else kind
        lines += wrap(one_line(text), _WIDEST - 2, subsequent_indent="  ", break_long_words=False)
    return lines


def _lines(draft: Draft, heading: Sequence[str]) -> Iterator[DraftLine]:
    yield from _comment("\n".join(heading), "")
    yield from map(DraftLine, ("version: 1", "", "targets:"))
    yield from (DraftLine(f"  {name}: {value}") for name, value in draft.targets.items())
    yield from map(DraftLine, ("", "options:"))
    yield from (DraftLine(f"  {word}: {value}") for word, value in draft.options.items())
    if draft.enums:
        yield from map(DraftLine, ("", "enums:"))
        yield from (DraftLine(f"  {name}: {value}") for name, value in draft.enums.items())
    yield DraftLine("")
    if not draft.models:
        yield DraftLine("models: {}")
        return
    yield DraftLine("models:")
    for number, model in enumerate(draft.models):
        if number:
            yield DraftLine("")
        yield from model_lines(model)


def model_lines(model: DraftModel) -> Iterator[DraftLine]:
    """Yield the lines of a model, its name indented by two spaces."""
    yield from _comment(model.comment, "  ")
    if not (model.fields or model.settings):
        yield DraftLine(f"  {model.name}: {{}}", model)
    else:
        yield DraftLine(f"  {model.name}:", model)
    for field in model.fields:
        yield from _comment(field.comment, "    ")
        yield from _notes(field.notes)
        yield DraftLine(f"    {field.name}: {as_yaml(field.line)}", model, field)
    for setting in model.settings:
        yield from _setting(model, setting)
    yield from _notes(model.notes)


def _setting(model: DraftModel, setting: DraftSetting) -> Iterator[DraftLine]:
    if not setting.is_list:
        yield DraftLine(f"    {setting.word}: {setting.items[0]}", model, setting)
        return
    line = f"    {setting.word}: [{', '.join(setting.items)}]"
    if len(line) <= _WIDEST and len(setting.items) == 1:
        yield DraftLine(line, model, setting, 0)
        return
    yield DraftLine(f"    {setting.word}:", model, setting)
    for at, item in enumerate(setting.items):
        yield DraftLine(f"      - {item}", model, setting, at)


def _comment(text: str, indent: str) -> Iterator[DraftLine]:
    for line in text.split("\n") if text else ():
        yield DraftLine(f"{indent}# {one_line(line)}".rstrip())


def _notes(notes: Sequence[Note]) -> Iterator[DraftLine]:
    for note in notes:
        for number, line in enumerate(note.text.split("\n")):
            head = "# not expressed: " if number == 0 else "#   "
            yield DraftLine(f"    {head}{printable(line)}".rstrip())
