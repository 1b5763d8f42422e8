"""The columns of Prisma's models."""

from __future__ import annotations

from scaffold.database.sql_text import enum_name
from scaffold.importing.database_facts import ColumnFacts
from scaffold.importing.prisma.default_values import FieldDefault, field_default
from scaffold.importing.prisma.prisma_declarations import Block, Field
from scaffold.importing.prisma.prisma_native_types import SCALARS, native_type
from scaffold.importing.prisma.prisma_schema import PrismaSchema, column, mapped
from scaffold.importing.prisma.prisma_tokens import problem
from scaffold.importing.readers.declared_enums import is_shared_name


def enum_values(block: Block) -> tuple[str, ...]:
    """Return the values of an enum as the database has them."""
    return tuple(mapped(each.attribute("map")) or each.name for each in block.fields)


def column_facts(
    model: Block, field: Field, schema: PrismaSchema, primary: tuple[str, ...]
) -> tuple[ColumnFacts, FieldDefault]:
    """Return the column of a field, and its default; SchemaError if it is not understood."""
    dialect = schema.dialect
    native = _native(field, schema)
    enum = schema.enums.get(field.type)
    default = field_default(field, schema, native)
    name = column(field)
    if field.is_list and dialect != "postgres":
        raise problem(
            field.place, f"the list {field.name} needs PostgreSQL", "Make it a field of type Json."
        )
    is_rowid = dialect == "sqlite" and primary == (name,) and native == "INTEGER"
    if default.numbered and dialect == "sqlite" and not is_rowid:
        raise problem(
            field.place,
            f"SQLite numbers no column such as {field.name}",
            "Only an `Int @id` can be autoincrement() there.",
        )
    remarks = ("SQLite numbers it without AUTOINCREMENT",)
    has_values = enum is not None and dialect != "sqlite"
    facts = ColumnFacts(
        name,
        f"{native}[]" if field.is_list else native,
        # Prisma declares no list as NOT NULL.
        field.optional or field.is_list,
        default.sql,
        default.numbered or is_rowid,
        values=enum_values(enum) if enum is not None and has_values else (),
        enum=schema.table(enum) if enum is not None and dialect == "postgres" else None,
        remarks=remarks if is_rowid and not default.numbered else (),
        shares_enum=enum is not None and _is_shared(model, field, enum, schema),
    )
    return facts, default


def _is_shared(model: Block, field: Field, enum: Block, schema: PrismaSchema) -> bool:
    """Return whether the enum type of a column is an entry of `enums:`."""
    if schema.dialect != "postgres" or "" in enum_values(enum):
        return False
    name = schema.table(enum)
    if not is_shared_name(name):
        return False
    uses = sum(each.type == enum.name for one in schema.models.values() for each in one.fields)
    return uses > 1 or name != enum_name(schema.table(model), column(field))


def _native(field: Field, schema: PrismaSchema) -> str:
    dialect = schema.dialect
    if field.unsupported:
        return field.unsupported
    written = [each for each in field.attributes if each.name.startswith("db.")]
    if written:
        name = written[0].name.removeprefix("db.")
        sizes = tuple(each.value.text for each in written[0].arguments)
        found = native_type(name, sizes, dialect)
        if found is None or not all(size.isdecimal() for size in sizes):
            raise problem(
                written[0].place,
                f"`@{written[0].name}` is no type of {dialect} that import knows",
                "Correct it, or import from the database with a URL.",
            )
        return found
    enum = schema.enums.get(field.type)
    if enum is None:
        if field.type not in SCALARS[dialect]:
            raise problem(
                field.place,
                f"{field.name} has the type {field.type}, a view",
                "Import from the database with a URL.",
            )
        return SCALARS[dialect][field.type]
    if dialect == "postgres":
        return f'"{schema.table(enum).name}"'
    if dialect == "mysql":
        values = ",".join("'" + each.replace("'", "''") + "'" for each in enum_values(enum))
        return f"enum({values})"
    return "TEXT"
