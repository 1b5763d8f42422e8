"""Column types and defaults of a revision, which makes tables and reads no row.

A revision must make the same tables for ever, so that it takes nothing from the models: only
SQLAlchemy's own types, and words of the database's own where SQLAlchemy has no type for them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from scaffold.database.dialects import DIALECTS
from scaffold.database.tables import TableName
from scaffold.schema.data_types import STRING_LENGTH, DataType
from scaffold.targets.sqlalchemy.layout import TRUE, Call, Chain, Expr, Raw, Str, number

# SQLAlchemy calls MariaDB by either name, as its URL does.
MYSQL_NAMES = ("mysql", "mariadb")
_NAMES = {"postgres": ("postgresql",), "mysql": MYSQL_NAMES, "sqlite": ("sqlite",)}
_STOCK = {
    "text": "sa.Text",
    "smallint": "sa.SmallInteger",
    "integer": "sa.Integer",
    "bigint": "sa.BigInteger",
    "float": "sa.Float",
    "double": "sa.Double",
    "real": "sa.REAL",
    "date": "sa.Date",
    "time": "sa.Time",
    "json": "sa.JSON",
    "binary": "sa.LargeBinary",
    "boolean": "sa.Boolean",
    "citext": "postgresql.CITEXT",
    "inet": "postgresql.INET",
    "cidr": "postgresql.CIDR",
    "macaddr": "postgresql.MACADDR",
    "hstore": "postgresql.HSTORE",
    "tsvector": "postgresql.TSVECTOR",
}


def type_expr(
    data_type: DataType, dialects: tuple[str, ...], enum: TableName, *, row_number: bool = False
) -> Expr:
    """The type for all dialects; `row_number`: SQLite's own, which a primary key of whole numbers
    is there."""
    spelled = {
        name: _SPELLED[name](data_type, dialects, enum) for name in _NAMES if name in dialects
    }
    if row_number and "sqlite" in spelled:
        spelled["sqlite"] = Call("sa.Integer")
    (first, base), *others = spelled.items()
    variants = {name: expr for name, expr in others if expr != base}
    if not variants:
        return base
    assert isinstance(base, Call), first
    calls = (
        Call("with_variant", (expr, *map(Str, _NAMES[name]))) for name, expr in variants.items()
    )
    return Chain(base, tuple(calls))


def dialect_type(
    data_type: DataType, dialect: str, dialects: tuple[str, ...], enum: TableName
) -> Expr:
    """The type for one of a project's dialects."""
    return _SPELLED[dialect](data_type, dialects, enum)


def enum_expr(data_type: DataType, enum: TableName) -> Call:
    """The enum as a type of PostgreSQL's."""
    named: list[tuple[str, Expr]] = [("name", Str(enum.name))]
    if enum.schema:
        named.append(("schema", Str(enum.schema)))
    if data_type.type_name is not None:
        named.append(("create_type", Raw("False")))
        return Call("postgresql.ENUM", tuple(map(Str, data_type.values)), tuple(named))
    return Call("sa.Enum", tuple(map(Str, data_type.values)), tuple(named))


def enum_words(enum: TableName) -> str:
    """Return the quoted name of an enum's type."""
    quoted = DIALECTS["postgres"].quoted
    return f"{quoted(enum.schema)}.{quoted(enum.name)}" if enum.schema else quoted(enum.name)


def postgres_words(data_type: DataType, enum: TableName) -> str:
    """Return a type as PostgreSQL writes it."""
    return (
        DIALECTS["postgres"]
        .types[data_type.name]
        .format(
            length=data_type.length or STRING_LENGTH,
            precision=data_type.precision,
            scale=data_type.scale,
            native=data_type.native,
        )
    )


@lru_cache(maxsize=4096)
def _common(data_type: DataType, enum: TableName) -> Call:
    collation: tuple[tuple[str, Expr], ...] = ()
    if data_type.collation is not None:
        collation = (("collation", Str(data_type.collation)),)
    match data_type.name:
        case "type":
            return _declared(data_type.native or "")
        case "string":
            return Call("sa.String", (number(data_type.length or STRING_LENGTH),), collation)
        case "char":
            return Call("sa.CHAR", (number(data_type.length or STRING_LENGTH),), collation)
        case "text":
            return Call("sa.Text", (), collation)
        case "decimal" if data_type.precision is None:
            return Call("sa.DECIMAL")
        case "decimal":
            return Call(
                "sa.DECIMAL", (number(data_type.precision or 0), number(data_type.scale or 0))
            )
        case name:
            return Call(_STOCK[name])


def _declared(words: str) -> Call:
    return Call("types.Declared", (Str(words),))


def _postgres(data_type: DataType, dialects: tuple[str, ...], enum: TableName) -> Expr:
    match data_type.name:
        case "tinyint":
            return Call("sa.SmallInteger")
        case "double" if "sqlite" in dialects:
            return Call("sa.DOUBLE_PRECISION")
        case "datetime" if data_type.local and data_type.length is not None:
            return Call("postgresql.TIMESTAMP", (), (("precision", number(data_type.length)),))
        case "datetime" if data_type.local:
            return Call("sa.DateTime")
        case "datetime":
            return Call("sa.DateTime", (), (("timezone", TRUE),))
        case "uuid":
            return Call("sa.UUID" if "sqlite" in dialects else "sa.Uuid")
        case "enum":
            return enum_expr(data_type, enum)
        case "jsonb":
            return Call("postgresql.JSONB")
        case "array":
            return _array(data_type, dialects, enum)
        case "range":
            assert data_type.of is not None
            name = DIALECTS["postgres"].range_types[data_type.of.name].upper()
            return Call(f"postgresql.{name}")
        case "geometry" | "geography":
            return _declared(data_type.name.upper())
        case _:
            return _common(data_type, enum)


def _array(data_type: DataType, dialects: tuple[str, ...], enum: TableName) -> Expr:
    """SQLAlchemy writes an array of arrays as one of several dimensions."""
    dimensions, element = 0, data_type
    while element.name == "array":
        assert element.of is not None
        dimensions, element = dimensions + 1, element.of
    named = (("dimensions", number(dimensions)),) if dimensions > 1 else ()
    return Call("postgresql.ARRAY", (_postgres(element, dialects, enum),), named)


def _mysql(data_type: DataType, dialects: tuple[str, ...], enum: TableName) -> Expr:
    name = data_type.name
    if data_type.unsigned:
        return Call(f"mysql.{name.upper()}", (), (("unsigned", TRUE),))
    match name:
        case "tinyint":
            return Call("mysql.TINYINT")
        case "double" if "sqlite" in dialects:
            return Call("sa.DOUBLE_PRECISION")
        case "datetime" if data_type.length:
            return Call("mysql.DATETIME", (), (("fsp", number(data_type.length)),))
        case "datetime" if "postgres" in dialects:
            return Call("sa.DateTime", (), (("timezone", TRUE),))
        case "datetime":
            return Call("sa.DateTime")
        case "uuid":
            return Call("mysql.CHAR", (number(36),), (("binary", TRUE),))
        case "enum" if "postgres" in dialects and data_type.type_name is None:
            return enum_expr(data_type, enum)
        case "enum":
            return Call("sa.Enum", tuple(map(Str, data_type.values)))
        case _:
            return _common(data_type, enum)


def _sqlite(data_type: DataType, dialects: tuple[str, ...], enum: TableName) -> Expr:
    match data_type.name:
        case "boolean":
            return _declared("TINYINT(1)")
        case "tinyint" | "jsonb":
            return _declared(data_type.name.upper())
        case "double":
            return Call("sa.DOUBLE_PRECISION")
        case "datetime" if "postgres" in dialects:
            return Call("sa.DateTime", (), (("timezone", TRUE),))
        case "datetime":
            return Call("sa.DateTime")
        case "uuid":
            return Call("sa.UUID")
        case "enum":
            return Call("sa.Text")
        case "decimal" if not data_type.scale:
            # Sequelize leaves it out.
            return Call("sa.DECIMAL", (number(data_type.precision or 0),))
        case _:
            return _common(data_type, enum)


_SPELLED: dict[str, Callable[[DataType, tuple[str, ...], TableName], Expr]] = {
    "postgres": _postgres,
    "mysql": _mysql,
    "sqlite": _sqlite,
}
