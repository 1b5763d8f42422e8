"""References to models and fields in a schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from scaffold.errors import SourceLocation
from scaffold.naming import pluralize, table_name
from scaffold.schema.composite_terms import SEVERAL
from scaffold.schema.document import Document, MappingNode, Node, ScalarNode, SequenceNode
from scaffold.schema.model import DeclaredAssociation, DeclaredModel, Schema
from scaffold.schema.reference import BELONGS_TO, BELONGS_TO_MANY, KINDS
from scaffold.schema.schema_file import SchemaFile
from scaffold.schema.terms import BRACES, QUOTED, Term, parse_terms


class Named(NamedTuple):
    """A model, or a field or foreign key of a model.

    For an implicit join table `model` is the table.
    """

    model: str
    field: str | None = None

    def __str__(self) -> str:
        return self.model if self.field is None else f"{self.model}.{self.field}"


class NameReference(NamedTuple):
    """A reference to a name at `begin` to `end` of the text, by the keyword `word` of `source`."""

    begin: int
    end: int
    name: str
    refers_to: Named
    source: Named
    word: str
    location: SourceLocation


# A keyword, and the range of its argument in a scalar's decoded text.
_KeywordRange = tuple[str, int, int]


def name_references(file: SchemaFile) -> list[NameReference]:
    """Return all references in the order of the file."""
    tables = _tables(file.schema)
    document = file.document
    found: list[NameReference] = []
    for model in file.schema.models:
        mapping = file.fields(model.name)
        fields = {field.name: field for field in model.fields}
        for key, node in mapping.entries if mapping else ():
            source = Named(model.name, key.text)
            field = fields.get(key.text)
            ranges = _of_setting(key.text, node) if field is None else _of_field(node)
            association = field if isinstance(field, DeclaredAssociation) else None
            for scalar, (word, begin, end) in ranges:
                name = scalar.text[begin:end]
                refers_to = _referred_name(word, name, model, association, tables)
                at = span(document, scalar, begin, end)
                location = document.locate(scalar)(begin)
                found.append(NameReference(*at, name, refers_to, source, word, location))
    return found


def table_of(model: DeclaredModel, schema: Schema) -> str:
    """Return the table name of a model."""
    plural = model.plural or pluralize(model.name)
    noun = model.name if schema.options.tables == "singular" else plural
    return model.table or table_name(noun, schema.options.naming)


def _tables(schema: Schema) -> dict[str, str]:
    """Return the models by the values that `through(…)` can have: their names and tables."""
    by_table = {table_of(model, schema): model.name for model in reversed(schema.models)}
    return by_table | {model.name: model.name for model in schema.models}


def _referred_name(
    word: str,
    name: str,
    model: DeclaredModel,
    association: DeclaredAssociation | None,
    tables: dict[str, str],
) -> Named:
    if association is None:
        return Named(model.name, name)
    join = tables.get(association.through or "", association.through or "")
    if word in KINDS:
        return Named(name)
    if word == "through":
        return Named(join)
    holder = {BELONGS_TO: model.name, BELONGS_TO_MANY: join}.get(
        association.kind, association.target
    )
    owners = {
        "foreignKey": holder,
        "otherKey": join,
        "throughScope": join,
        "sourceKey": model.name,
    }
    return Named(owners.get(word, association.target), name)


_NAMES = ("through", "foreignKey", "otherKey", "inverse", "sourceKey", "targetKey")
_PAIRS = ("scope", "throughScope")
_EXPRESSIONS = ("check", "where")


def _of_field(node: Node) -> Iterator[tuple[ScalarNode, _KeywordRange]]:
    if isinstance(node, ScalarNode):
        for found_range in _of_line(node.text):
            yield node, found_range
    elif isinstance(node, MappingNode):
        for key, value in node.entries:
            if isinstance(value, SequenceNode) and key.text in SEVERAL:
                for item in value.items:
                    if isinstance(item, ScalarNode):
                        yield item, (key.text, 0, len(item.text))
                continue
            if isinstance(value, SequenceNode) and key.text in _PAIRS:
                value = value.items[0]
            if isinstance(value, ScalarNode):
                for found_range in _of_value(key.text, value.text):
                    yield value, found_range


def terms_of(line: str) -> tuple[Term, ...]:
    """Parse the terms of a line; the column of a location is the offset in the line."""
    return parse_terms(line, lambda offset: SourceLocation("", 0, offset))[0]


def argument(line: str, term: Term) -> tuple[int, int]:
    """Return the range of a term's first argument in the line, without quotes."""
    begin = term.arguments[0].location.column if term.arguments else 0
    quoted = QUOTED.match(line, begin)
    if quoted:
        return begin + 1, quoted.end() - 1
    return begin, begin + len(term.arguments[0].word) if term.arguments else begin


def _of_line(line: str) -> Iterator[_KeywordRange]:
    for term in terms_of(line):
        for each in (term.arguments or ())[: None if term.word in SEVERAL else 1]:
            begin, end = argument(line, term._replace(arguments=(each,)))
            for word, first, last in _of_value(term.word, line[begin:end]):
                yield word, begin + first, begin + last


def _of_value(word: str, text: str) -> Iterator[_KeywordRange]:
    if word in _EXPRESSIONS:
        yield from ((word, found.start(1), found.end(1)) for found in _names(text))
    elif word in _NAMES or word in _PAIRS or word in KINDS:
        yield word, 0, len(text)


def _names(expression: str) -> Iterator[re.Match[str]]:
    return (found for found in BRACES.finditer(expression) if found[1])


def _of_setting(setting: str, node: Node) -> Iterator[tuple[ScalarNode, _KeywordRange]]:
    reads: dict[str, Callable[[Node], Iterator[tuple[ScalarNode, _KeywordRange]]]] = {
        "$indexes": _of_index,
        "$unique": _of_index,
        "$checks": _of_check,
    }
    if setting in reads and isinstance(node, SequenceNode):
        for item in node.items:
            yield from reads[setting](item)
    elif setting == "$timestamps" and isinstance(node, MappingNode):
        for key, value in node.entries:
            if isinstance(value, ScalarNode) and value.text != "false":
                yield value, (key.text, 0, len(value.text))
    elif isinstance(node, ScalarNode) and setting == "$paranoid":
        yield node, (setting, 0, len(node.text))


def _of_index(node: Node) -> Iterator[tuple[ScalarNode, _KeywordRange]]:
    if isinstance(node, SequenceNode):
        for item in node.items:
            if isinstance(item, MappingNode):
                yield from _of_part(item)
            elif isinstance(item, ScalarNode) and "(" in item.text:
                yield from _of_check(item)
            elif isinstance(item, ScalarNode):
                yield item, ("fields", 0, len(item.text))
    elif isinstance(node, MappingNode):
        for key, value in node.entries:
            if key.text == "fields":
                yield from _of_index(value)
            elif key.text == "where":
                yield from _of_check(value)


def _of_part(node: MappingNode) -> Iterator[tuple[ScalarNode, _KeywordRange]]:
    for key, value in node.entries:
        if key.text == "field" and isinstance(value, ScalarNode):
            yield value, ("fields", 0, len(value.text))
        elif key.text == "expression":
            yield from _of_check(value)


def _of_check(node: Node) -> Iterator[tuple[ScalarNode, _KeywordRange]]:
    if isinstance(node, ScalarNode):
        for found in _names(node.text):
            yield node, ("check", found.start(1), found.end(1))
    elif isinstance(node, MappingNode):
        for key, value in node.entries:
            if key.text == "check":
                yield from _of_check(value)


def span(document: Document, node: ScalarNode, begin: int, end: int) -> tuple[int, int]:
    """Return the range in the file of a part of the scalar's text."""
    if node.style in ("|", ">"):
        # A block scalar's text is in the file unchanged, except for white space.
        part = re.compile(f"(?={re.escape(node.text[begin:end])})")
        count = sum(found.start() < begin for found in part.finditer(node.text))
        starts = [found.start() for found in part.finditer(document.text, node.start.index)]
        return starts[count], starts[count] + end - begin
    first = offset_of(document, node, begin)
    return first, first + end - begin


def offset_of(document: Document, node: ScalarNode, offset: int) -> int:
    """Return the offset in the file of a scalar's character; not for block scalars."""
    location = document.locate(node)(offset)
    start = node.start
    if location.line == start.line + 1:
        return start.index + location.column - 1 - start.column
    breaks = re.compile(r"\r\n|\r|\n").finditer(document.text, start.index)
    line = next(islice(breaks, location.line - start.line - 2, None))
    return line.end() + location.column - 1
