"""The keys and indexes of Prisma's models, with the names that Prisma gives them."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.importing.database_facts import IndexFacts, IndexKeyFacts
from scaffold.importing.prisma.prisma_declarations import Argument, Attribute, Block
from scaffold.importing.prisma.prisma_schema import PrismaSchema, column, listed
from scaffold.importing.prisma.prisma_tokens import problem

_LONGEST = {"postgres": 63, "mysql": 64, "sqlite": 10_000}
_METHODS = {
    "BTree": "",
    "Hash": "hash",
    "Gin": "gin",
    "Gist": "gist",
    "SpGist": "spgist",
    "Brin": "brin",
}
_SORTS = ("Asc", "Desc")


def constraint_name(
    schema: PrismaSchema, model: Block, columns: tuple[str, ...], suffix: str
) -> str:
    """Return Prisma's name of a constraint, cut before its suffix where it is too long."""
    name = "_".join((schema.table(model).name, *columns))
    longest = _LONGEST[schema.dialect] - len(suffix)
    return name.encode()[:longest].decode(errors="ignore") + suffix


def primary_key(model: Block, schema: PrismaSchema) -> tuple[tuple[str, ...], str]:
    """Return the columns of the primary key, and its name where the database keeps one."""
    own = [(field, field.attribute("id")) for field in schema.scalars(model)]
    found = [(field, attribute) for field, attribute in own if attribute is not None]
    whole = model.attribute("id")
    if whole is not None:
        fields = schema.columns(model, whole.argument("fields", ""), whole)
        columns, attribute = tuple(map(column, fields)), whole
    elif found:
        columns, attribute = (column(found[0][0]),), found[0][1]
    else:
        return (), ""
    if schema.dialect != "postgres":
        return columns, ""
    return columns, _given(attribute) or constraint_name(schema, model, (), "_pkey")


def model_indexes(model: Block, schema: PrismaSchema) -> Iterator[IndexFacts]:
    """Yield the indexes of a model; all that are unique are unique indexes."""
    for field in schema.scalars(model):
        attribute = field.attribute("unique")
        if attribute is not None:
            name = _given(attribute) or constraint_name(schema, model, (column(field),), "_key")
            part = _part(column(field), attribute.arguments)
            definition = _definition(name, model, schema, (part,), True, "")
            yield IndexFacts(name, (part,), unique=True, definition=definition)
    for attribute in model.attributes:
        if attribute.name not in ("unique", "index", "fulltext"):
            continue
        named = attribute.argument("fields", "")
        fields = schema.columns(model, named, attribute)
        columns = tuple(map(column, fields))
        unique = attribute.name == "unique"
        suffix = "_key" if unique else "_idx"
        parts = tuple(
            _part(each, item.value.items) for each, item in zip(columns, listed(named), strict=True)
        )
        name = _given(attribute) or constraint_name(schema, model, columns, suffix)
        method = _method(attribute)
        definition = _definition(name, model, schema, parts, unique, method)
        yield IndexFacts(name, parts, unique, method=method, definition=definition)


def _definition(
    name: str,
    model: Block,
    schema: PrismaSchema,
    parts: tuple[IndexKeyFacts, ...],
    unique: bool,
    method: str,
) -> str:
    """Return an index as people read it in SQL."""
    items = []
    for part in parts:
        length = f"({part.length})" if part.length is not None else ""
        descending = "DESC" if part.descending else ""
        items.append(
            " ".join(filter(None, (f"{part.column}{length}", part.operator_class, descending)))
        )
    words = ("CREATE", "UNIQUE" if unique else "", "INDEX", name, "ON", str(schema.table(model)))
    using = f"USING {method}" if method else ""
    return " ".join(filter(None, (*words, using, f"({', '.join(items)})")))


def _given(attribute: Attribute) -> str | None:
    """Return the name that an index is given in the database.

    `name` was that before Prisma 3. It still is of an `@@index`, and of others the client's:
    https://www.prisma.io/docs/orm/reference/prisma-schema-reference#index.
    """
    value = attribute.argument("map")
    if value is None and attribute.name == "index":
        value = attribute.argument("name")
    return value.text if value is not None else None


def _method(attribute: Attribute) -> str:
    if attribute.name == "fulltext":
        return "fulltext"
    value = attribute.argument("type")
    if value is None:
        return ""
    if value.text not in _METHODS:
        raise problem(
            value.place,
            f"the index type `{value.text}` is unknown",
            f"Known are: {', '.join(_METHODS)}.",
        )
    return _METHODS[value.text]


def _part(name: str, arguments: tuple[Argument, ...]) -> IndexKeyFacts:
    descending, length, operators = False, None, None
    for argument in arguments:
        value = argument.value
        if argument.name == "sort" and value.text in _SORTS:
            descending = value.text == "Desc"
        elif argument.name == "length" and value.text.isdecimal():
            length = int(value.text)
        elif argument.name == "ops":
            inner = [each.value.text for each in value.items if each.value.kind == "text"]
            # `raw("gin_trgm_ops")`, or a word such as JsonbPathOps.
            operators = inner[0] if inner else _snake(value.text)
        elif argument.name not in ("map", "clustered"):
            raise problem(
                value.place,
                f"`{argument.name or value.text}` of an index of {name} is unknown to import",
                "Remove it, and import from the database with a URL.",
            )
    return IndexKeyFacts(name, descending=descending, operator_class=operators, length=length)


def _snake(word: str) -> str:
    return "".join(f"_{each.lower()}" if each.isupper() else each for each in word).lstrip("_")
