"""The attributes, arguments and types that import knows; others are problems."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from scaffold.errors import Problem, SchemaError
from scaffold.importing.prisma.prisma_declarations import Attribute, Block
from scaffold.importing.prisma.prisma_native_types import SCALARS
from scaffold.naming.suggest import suggest

Words = Mapping[str, tuple[str, ...]]
_KEY = ("", "map", "length", "sort", "clustered")
_FIELD: Words = {
    "id": _KEY,
    "unique": _KEY,
    "map": ("", "name"),
    "default": ("", "value", "map"),
    "relation": ("", "name", "fields", "references", "onDelete", "onUpdate", "map"),
    "updatedAt": (),
    "ignore": (),
}
_FIELDS = ("", "fields", "name", *_KEY)
_MODEL: Words = {
    "id": _FIELDS,
    "unique": _FIELDS,
    "index": (*_FIELDS, "type"),
    "fulltext": ("", "fields", "map"),
    "map": ("", "name"),
    "schema": ("", "map"),
    "ignore": (),
}
_ENUM: Words = {"map": ("", "name"), "schema": ("", "map")}
_VALUE: Words = {"map": ("", "name")}


def check_words(blocks: Sequence[Block], declared: Collection[str]) -> None:
    """Raise a SchemaError with all that is unknown."""
    problems = tuple(
        each
        for block in blocks
        if block.kind in ("model", "view", "enum")
        for each in _problems(block, declared)
    )
    if problems:
        raise SchemaError(problems)


def _problems(block: Block, declared: Collection[str]) -> Iterator[Problem]:
    is_enum = block.kind == "enum"
    for attribute in block.attributes:
        yield from _unknown(attribute, "@@", _ENUM if is_enum else _MODEL)
    names: set[str] = set()
    for field in block.fields:
        if field.name in names:
            yield Problem(
                field.place,
                f"Prisma schema: {block.name}.{field.name} is declared twice",
                "Remove one of the declarations.",
            )
        names.add(field.name)
        known = {*SCALARS["postgres"], *declared, "Unsupported"}
        if not is_enum and field.type not in known:
            near = suggest(field.type, sorted(known))
            yield Problem(
                field.place,
                f"Prisma schema: the type `{field.type}` of {block.name}.{field.name} is unknown",
                f"Did you mean `{near}`?" if near else "Declare it as a model or an enum.",
            )
        for attribute in field.attributes:
            if is_enum or not attribute.name.startswith("db."):
                yield from _unknown(attribute, "@", _VALUE if is_enum else _FIELD)


def _unknown(attribute: Attribute, sign: str, known: Words) -> Iterator[Problem]:
    if attribute.name not in known:
        yield Problem(
            attribute.place,
            f"Prisma schema: `{sign}{attribute.name}` is unknown to import",
            f"Known here are: {', '.join(sign + name for name in known)}.",
        )
        return
    for argument in attribute.arguments:
        if argument.name not in known[attribute.name]:
            name = argument.name or argument.value.text
            yield Problem(
                argument.value.place,
                f"Prisma schema: `{name}` of `{sign}{attribute.name}` is unknown to import",
                "Remove it, and import from the database with a URL.",
            )
