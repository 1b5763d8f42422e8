"""The models of a Prisma schema with their tables, columns and relations."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping

from scaffold.database.tables import TableName
from scaffold.errors import EnvironmentFailure, SchemaError, SourceLocation, UsageError
from scaffold.importing.prisma.known_words import check_words
from scaffold.importing.prisma.prisma_declarations import (
    Argument,
    Attribute,
    Block,
    Field,
    PrismaValue,
    parse,
)
from scaffold.importing.prisma.prisma_tokens import problem
from scaffold.values import dataclass

_DIALECTS = {
    "postgresql": "postgres",
    "postgres": "postgres",
    "mysql": "mysql",
    "sqlite": "sqlite",
}


@dataclass(frozen=True, slots=True, eq=False)
class PrismaSchema:
    """The declarations by their names; `has_keys` if relations are foreign keys."""

    dialect: str
    has_keys: bool
    models: Mapping[str, Block]
    enums: Mapping[str, Block]
    views: tuple[Block, ...]
    place: SourceLocation
    source: Block

    def table(self, model: Block) -> TableName:
        """Return the table of a model, or the type of an enum."""
        schema = mapped(model.attribute("schema"))
        if schema == "public" or self.dialect != "postgres":
            schema = None
        return TableName(mapped(model.attribute("map")) or model.name, schema)

    def scalars(self, model: Block) -> Iterator[Field]:
        """Yield the fields of a model that have a column."""
        return (field for field in model.fields if field.type not in self.models)

    def relations(self, model: Block) -> Iterator[Field]:
        """Yield the fields of a model that are ends of relations."""
        return (field for field in model.fields if field.type in self.models)

    def columns(
        self, model: Block, value: PrismaValue | None, owner: Attribute
    ) -> tuple[Field, ...]:
        """Return the fields that a list names; SchemaError if it names others."""
        fields = {field.name: field for field in self.scalars(model)}
        items = listed(value)
        if not items:
            raise problem(
                owner.place,
                f"`{owner.name}` of {model.name} names no fields",
                "Name them in brackets, such as `[email]`.",
            )
        found = []
        for item in items:
            if item.value.text not in fields:
                raise problem(
                    item.value.place,
                    f"{model.name} has no field `{item.value.text}` with a column",
                    f"It has: {', '.join(fields)}.",
                )
            found.append(fields[item.value.text])
        return tuple(found)

    def opposite(self, model: Block, field: Field) -> Field | None:
        """Return the other end of a relation."""
        for each in self.relations(self.models[field.type]):
            is_own = each is field
            if (
                each.type == model.name
                and not is_own
                and relation_name(each) == relation_name(field)
            ):
                return each
        return None


def listed(value: PrismaValue | None) -> tuple[Argument, ...]:
    """Return the items of a list; Prisma also accepts a single one without brackets."""
    if value is None:
        return ()
    return value.items if value.kind == "list" else (Argument("", value),)


def mapped(attribute: Attribute | None) -> str | None:
    """Return the text of `@map("…")` and its like; None without one."""
    value = attribute.argument("", "name", "map") if attribute is not None else None
    return value.text if value is not None else None


def column(field: Field) -> str:
    """Return the name of a field's column."""
    return mapped(field.attribute("map")) or field.name


def relation_name(field: Field) -> str:
    """Return the name of a field's relation, empty without one."""
    relation = field.attribute("relation")
    value = relation.argument("name", "") if relation is not None else None
    return value.text if value is not None else ""


def holds_key(field: Field) -> bool:
    """Return whether a relation's columns are those of this field's model."""
    relation = field.attribute("relation")
    return relation is not None and relation.argument("fields") is not None


def read_prisma(path: str) -> PrismaSchema:
    """Read a file, or a folder of them.

    UsageError if there is none, SchemaError if it is not understood.
    """
    if os.path.isdir(path):
        files = sorted(
            os.path.join(folder, name)
            for folder, _, names in os.walk(path)
            for name in names
            if name.endswith(".prisma")
        )
    else:
        files = [path]
    if not files:
        raise UsageError(f"--prisma: {path} has no file that ends in .prisma", "Name the file.")
    sources: dict[str, str] = {}
    for file in files:
        try:
            with open(file, encoding="utf-8-sig") as opened:
                sources[file] = opened.read()
        except UnicodeDecodeError:
            raise UsageError(f"--prisma: {file} is not UTF-8", "Save it as UTF-8.") from None
        except FileNotFoundError:
            raise UsageError(
                f"--prisma: {file} does not exist", "Name it, such as prisma/schema.prisma."
            ) from None
        except OSError as error:
            raise EnvironmentFailure(f"{file}: {error.strerror}") from None
    try:
        return prisma_schema([b for file, text in sources.items() for b in parse(text, file)], path)
    except SchemaError as error:
        raise SchemaError(error.problems, sources=sources) from None


def prisma_schema(blocks: list[Block], path: str) -> PrismaSchema:
    """Return the schema of declarations; SchemaError if one is not understood."""
    sources = [block for block in blocks if block.kind == "datasource"]
    place = sources[0].place if sources else SourceLocation(path, 1, 1)
    provider = sources[0].setting("provider") if sources else None
    written = provider.text if provider is not None else ""
    if written not in _DIALECTS:
        raise problem(
            provider.place if provider is not None else place,
            f"the provider `{written}` is not supported" if written else "it has no datasource",
            f"Import reads the providers {', '.join(_DIALECTS)}.",
        )
    mode = sources[0].setting("relationMode") if sources else None
    models: dict[str, Block] = {}
    enums: dict[str, Block] = {}
    seen: set[str] = set()
    for block in blocks:
        if block.kind in ("datasource", "generator"):
            continue
        if block.kind == "type":
            raise problem(
                block.place,
                f"`type {block.name}` is for MongoDB only",
                "Make it a model, or a field of type Json.",
            )
        if block.name in seen:
            raise problem(
                block.place, f"{block.name} is declared twice", "Remove one of the declarations."
            )
        seen.add(block.name)
        if block.kind != "view":
            (models if block.kind == "model" else enums)[block.name] = block
    views = tuple(block for block in blocks if block.kind == "view")
    found = PrismaSchema(
        _DIALECTS[written],
        mode is None or mode.text != "prisma",
        models,
        enums,
        views,
        place,
        sources[0],
    )
    check_words(blocks, {*models, *enums, *(view.name for view in views)})
    return found
