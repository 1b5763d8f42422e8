"""The terms that decide about a change: written as an answer, and removed once they are spent."""

from __future__ import annotations

from dataclasses import replace

from scaffold.schema.document import MappingNode, ScalarNode
from scaffold.schema.edit.add_fields import add_fields
from scaffold.schema.edit.cut_entry import cut_entry
from scaffold.schema.edit.edit_subject import Edited, finish, position, unknown_name
from scaffold.schema.edit.model_references import terms_of
from scaffold.schema.edit.rename_markers import set_was
from scaffold.schema.edit.replace_field import replace_field
from scaffold.schema.edit.setting_edits import lost_setting
from scaffold.schema.edit.splice import Entry, Splice, append_entries
from scaffold.schema.schema_file import SchemaFile, find


def write_term(file: SchemaFile, model: str, field: str | None, text: str) -> Edited:
    """Return the file with a term on a field, or with a setting of the model (`$was: Old`).

    A term of the same word is replaced.
    """
    if field is None:
        name, _, value = text.partition(": ")
        without, problems = remove_term(file, model, None, name)
        return (None, problems) if without is None else add_fields(without, model, [(name, value)])
    word = text.partition("(")[0]
    without, problems = remove_term(file, model, field, word)
    if without is None:
        return None, problems
    mapping = without.fields(model)
    assert mapping is not None
    key, node = mapping.entries[position(mapping, field)]
    if isinstance(node, ScalarNode):
        return replace_field(without, model, field, (field, f"{node.text.rstrip()} {text}"))
    splices = append_entries(without.document, key, node, (_entry(text),), gap=False)
    return _finished(without, splices, model, field, word)


def remove_term(file: SchemaFile, model: str, field: str | None, word: str) -> Edited:
    """Return the file without a field's term, or without a setting of the model."""
    if missing := unknown_name(file.schema, file.name, model, field):
        return None, (missing,)
    mapping = file.fields(model)
    if mapping is None:
        return file, ()
    if field is None:
        model_key, body = find(file.models, model) if file.models else (None, None)
        if model_key is None or body is None or find(mapping, word)[0] is None:
            return file, ()
        splices = set_was(file.document, model_key, body, word, None)
        hint = f"Remove `{word}` from `{model}` by hand."
        return finish(file, splices, lambda after: lost_setting(file, after, model, word), hint)
    _, node = mapping.entries[position(mapping, field)]
    if isinstance(node, ScalarNode):
        line = _without(node.text, word)
        if line == node.text:
            return file, ()
        return replace_field(file, model, field, (field, line))
    if not isinstance(node, MappingNode) or find(node, word)[0] is None:
        return file, ()
    splices = cut_entry(file.document, node, position(node, word))
    return _finished(file, splices, model, field, word)


def remove_enum_map(file: SchemaFile, enum: str) -> Edited:
    """Return the file without the `map` of a shared enum."""
    _, enums = find(file.document.root, "enums")
    _, node = find(enums, enum) if isinstance(enums, MappingNode) else (None, None)
    if not isinstance(node, MappingNode) or find(node, "map")[0] is None:
        return file, ()
    splices = cut_entry(file.document, node, position(node, "map"))

    def is_expected(after: SchemaFile) -> bool:
        expected = (
            replace(each, map=()) if each.name == enum else each for each in file.schema.enums
        )
        return after.schema.enums == tuple(expected)

    return finish(file, splices, is_expected, f"Remove `map` of the enum `{enum}` by hand.")


def _without(line: str, word: str) -> str:
    terms = terms_of(line)
    for at, term in enumerate(terms):
        if at and term.word == word:
            begin = term.location.column
            end = terms[at + 1].location.column if at + 1 < len(terms) else len(line)
            return (line[:begin] + line[end:]).rstrip()
    return line


def _entry(text: str) -> Entry:
    """Return a term as an entry of the long form."""
    (term,) = terms_of(text)
    values = [each.word for each in term.arguments or ()]
    if term.word == "map":
        return term.word, tuple(zip(values[::2], values[1::2], strict=True))
    return term.word, values[0]


def _finished(file: SchemaFile, splices: list[Splice], model: str, field: str, word: str) -> Edited:
    def is_expected(after: SchemaFile) -> bool:
        changed = after.model(model)
        return changed is not None and any(each.name == field for each in changed.fields)

    return finish(file, splices, is_expected, f"Edit `{word}` of `{model}.{field}` by hand.")
