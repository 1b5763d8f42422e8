"""What rows must fulfil before a migration, as SELECTs of those that do not."""

from __future__ import annotations

from scaffold.changes.condition import Condition
from scaffold.changes.condition_texts import without_target
from scaffold.database.sql_text import quoted_text
from scaffold.database.stored_values import BOOLEAN_WORDS
from scaffold.schema.data_types import STRING_LENGTH, DataType, integer_range
from scaffold.schema.type_table import TYPES

_LENGTH = {"sqlite": "length", "postgres": "char_length", "mysql": "char_length"}


def reason(condition: Condition) -> str:
    """Return what is required of the rows, in words."""
    table = condition.table.name
    columns = ", ".join(f"{table}.{column}" for column in condition.columns)
    match condition.kind:
        case "not null":
            return f"{columns} becomes required"
        case "unique":
            return f"{columns} becomes unique"
        case "repeated":
            return f"rows of {table} get equal values in unique columns"
        case "foreign key":
            key = condition.foreign_key
            return f"{columns} refers to {key.table.name if key else 'new keys'}"
        case "composite key":
            target = condition.target
            return f"{columns} refer to {target.name if target else 'new keys'}"
        case "fill":
            return f"{columns} gets {condition.allowed[0]}"
        case "check":
            assert condition.expression
            return (
                f"{table} gets the check {condition.expression.replace('{', '').replace('}', '')}"
            )
        case "values":
            return f"{columns} allows {', '.join(condition.allowed)}"
        case _:
            assert condition.column
            return f"{columns} becomes {condition.column.type}"


def query(condition: Condition, stored: DataType, dialect: str) -> str | None:
    """Return the SELECT of the rows that do not fulfil it, `{name}` to be quoted.

    `stored` is the type of the first column before. None where the database itself refuses
    them, and undoes the migration.
    """
    test = _test(condition, stored, dialect)
    if test is None:
        return None
    table = _table(condition)
    if condition.kind == "unique":
        columns = ", ".join(map(_name, condition.columns))
        return f"SELECT {columns} FROM {table} WHERE {test} GROUP BY {columns} HAVING count(*) > 1"
    return f"SELECT * FROM {table} WHERE {test}"


def _test(condition: Condition, stored: DataType, dialect: str) -> str | None:
    names = [_name(column) for column in condition.columns]
    match condition.kind:
        case "not null":
            return f"{names[0]} IS NULL"
        case "unique":
            tests = [f"{name} IS NOT NULL" for name in names]
            where = condition.expression
            return " AND ".join([f"({where})", *tests] if where else tests)
        case "foreign key":
            key = condition.foreign_key
            if key is None:
                return f"{names[0]} IS NOT NULL"
            target = f"{_name(key.table.schema)}." if key.table.schema else ""
            value, known = names[0], _name(key.key)
            if condition.as_text:
                words = "CHAR" if dialect == "mysql" else "TEXT"
                value, known = (f"CAST({each} AS {words})" for each in (value, known))
            found = f"SELECT {known} FROM {target}{_name(key.table.name)}"
            # A subquery with a NULL in it would match nothing.
            found += f" WHERE {_name(key.key)} IS NOT NULL"
            return f"{value} NOT IN ({found})"
        case "composite key" | "repeated":
            return condition.expression
        case "fill":
            return without_target(condition)
        case "check":
            return f"NOT ({condition.expression})"
        case "length":
            assert condition.column
            room = condition.column.type.length or STRING_LENGTH
            text = _as_text(names[0], stored, dialect)
            return f"{_LENGTH[dialect]}({text}) > {room}"
        case "range":
            return _out_of_range(condition, names[0])
        case "values":
            return _other_values(condition, _as_text(names[0], stored, dialect), dialect)
        case "cast":
            return _uncastable(condition, names[0], dialect)


def _as_text(name: str, stored: DataType, dialect: str) -> str:
    """PostgreSQL casts nothing to a text by itself here."""
    if dialect == "postgres" and stored.name == "binary":
        return f"convert_from({name}, 'UTF8')"
    is_text = dialect != "postgres" or stored.name in ("string", "char", "text", "array")
    return name if is_text else f"{name}::text"


def _out_of_range(condition: Condition, name: str) -> str:
    assert condition.column
    data_type = condition.column.type
    if data_type.name == "decimal":
        whole = (data_type.precision or 0) - (data_type.scale or 0)
        return f"abs({name}) >= {10**whole}"
    low, high = integer_range(data_type)
    return f"{name} < {low} OR {name} > {high}"


def _other_values(condition: Condition, name: str, dialect: str) -> str:
    assert condition.column
    listed = ", ".join(quoted_text(value, dialect) for value in condition.allowed)
    listed = listed.replace("{", "{{").replace("}", "}}")
    if condition.column.type.name == "array":
        return f"NOT {name}::text[] <@ ARRAY[{listed}]"
    return f"{name} NOT IN ({listed})"


def _uncastable(condition: Condition, name: str, dialect: str) -> str | None:
    """SQLite keeps what it cannot convert, and MySQL does not undo what came before."""
    assert condition.column
    family = TYPES[condition.column.type.name].family
    if family == "uuid" and dialect != "postgres":
        return f"{name} NOT LIKE '________-____-____-____-____________'"
    match dialect:
        case "sqlite":
            return _uncastable_on_sqlite(family, name)
        case "mysql":
            return _uncastable_on_mysql(family, name)
    return None


def _uncastable_on_mysql(family: str, name: str) -> str | None:
    match family:
        case "integer":
            return f"{name} NOT REGEXP '^ *[-+]?[0-9]+ *$'"
        case "decimal" | "float":
            return f"{name} NOT REGEXP '^ *[-+]?[0-9]*[.]?[0-9]+ *$'"
        case "boolean":
            return f"lower({name}) NOT IN {BOOLEAN_WORDS}"
        case "date" | "datetime" | "time":
            return f"{name} IS NOT NULL AND CAST({name} AS {family.upper()}) IS NULL"
        case "json":
            return f"NOT json_valid({name})"
    return None


def _uncastable_on_sqlite(family: str, name: str) -> str | None:
    match family:
        case "integer":
            return f"CAST(CAST({name} AS INTEGER) AS TEXT) <> trim({name})"
        case "decimal" | "float":
            return f"trim({name}, '+-0123456789.eE') <> '' OR {name} = ''"
        case "boolean":
            return f"lower({name}) NOT IN {BOOLEAN_WORDS}"
        case "date" | "datetime" | "time":
            return f"{name} IS NOT NULL AND {family}({name}) IS NULL"
        case "json":
            return f"NOT json_valid({name})"
    return None


def _table(condition: Condition) -> str:
    name = condition.table
    return f"{_name(name.schema)}.{_name(name.name)}" if name.schema else _name(name.name)


def _name(name: str) -> str:
    return f"{{{name}}}"
