"""Schemas of known databases: from neutral facts (tests/corpus/*.json) to scaffold.yaml.

What the language or SQLite does not support is left out and listed: composite foreign keys, keys to
columns that are not unique, functions as defaults, CHECKs that SQLite does not accept.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from scaffold.naming import (
    JAVASCRIPT_RESERVED,
    PYTHON_RESERVED,
    camel,
    pascal,
    pluralize,
    singularize,
)
from scaffold.schema.read_schema import read_schema
from scaffold.targets.sequelize.reserved import FILE_NAMES, MEMBERS

CORPUS = Path(__file__).parents[1] / "corpus"
ACTIONS = {
    "CASCADE": "cascade",
    "SET NULL": "setNull",
    "RESTRICT": "restrict",
    "NO ACTION": "noAction",
    "SET DEFAULT": "setDefault",
}
PLAIN_TYPES = {
    "INT": "integer",
    "INTEGER": "integer",
    "MEDIUMINT": "integer",
    "SMALLINT": "smallint",
    "TINYINT": "tinyint",
    "BIGINT": "bigint",
    "BOOLEAN": "boolean",
    "BOOL": "boolean",
    "TEXT": "text",
    "CLOB": "text",
    "REAL": "real",
    "FLOAT": "float",
    "DOUBLE": "double",
    "DOUBLE PRECISION": "double",
    "DATE": "date",
    "TIME": "time",
    "DATETIME": "datetime",
    "TIMESTAMP": "datetime",
    "TIMESTAMP WITH TIME ZONE": "datetime",
    "TIMESTAMP WITHOUT TIME ZONE": "datetime",
    "BLOB": "binary",
    "BYTEA": "binary",
    "UUID": "uuid",
    "JSON": "json",
    "JSONB": "jsonb",
}
TEXTS = {"VARCHAR", "NVARCHAR", "CHARACTER VARYING", "VARCHAR2"}
CHARS = {"CHAR", "NCHAR", "CHARACTER", "BPCHAR"}
DECIMALS = {"NUMERIC", "DECIMAL"}
NOW = {"now()", "current_timestamp", "current_timestamp()", "current_date", "datetime('now')"}
MOMENTS = {"date", "datetime"}
INTEGERS = {"integer", "smallint", "tinyint", "bigint"}
NUMBERS = INTEGERS | {"real", "float", "double"}


@dataclass(slots=True)
class ForeignKey:
    """A foreign key of one column that a belongsTo can declare."""

    column: str
    table: str
    references: str
    on_delete: str
    on_update: str

    @property
    def actions(self) -> tuple[str, str]:
        return self.on_delete, self.on_update


@dataclass(slots=True)
class Table:
    """What the language can declare of a table; `attributes` maps columns to attributes."""

    name: str
    model: str
    columns: dict[str, dict[str, Any]]
    primary_key: list[str]
    attributes: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    uniques: list[tuple[str, ...]] = field(default_factory=list)
    indexes: list[tuple[str, ...]] = field(default_factory=list)
    foreign_keys: list[ForeignKey] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)

    def is_required(self, column: str) -> bool:
        return not self.columns[column]["nullable"]

    def is_unique(self, column: str) -> bool:
        return [column] == self.primary_key or (column,) in self.uniques

    def is_autoincrement(self, column: str) -> bool:
        """Return whether the database numbers it; on SQLite only a single integer key."""
        said = self.columns[column].get("autoincrement")
        return bool(said) and self.primary_key == [column] and self.types[column] in INTEGERS


@dataclass(slots=True)
class Facts:
    """A whole database, and what is left out of it."""

    name: str
    tables: dict[str, Table]
    left_out: list[str]


def load(path: Path) -> Facts:
    """Read a file of the corpus."""
    return read(json.loads(path.read_text(encoding="utf-8")))


def read(data: dict[str, Any]) -> Facts:
    """Return the facts that the language can declare on SQLite."""
    facts = Facts(data["name"], {}, [])
    models: set[str] = set()
    for said in data["tables"]:
        columns = {column["name"]: column for column in said["columns"]}
        table = Table(said["name"], _model(said["name"], models), columns, said["primary_key"])
        facts.tables[table.name] = table
        _name_attributes(table)
        for name, column in columns.items():
            table.types[name] = _type(column)
        _read_indexes(table, said, facts.left_out)
        _read_checks(table, said["checks"], facts.left_out)
    for said in data["tables"]:
        _read_foreign_keys(facts, facts.tables[said["name"]], said["foreign_keys"])
    for table in facts.tables.values():
        for key in table.foreign_keys:
            table.types[key.column] = _type_at_the_end(facts, table, key.column)
        for name, column in table.columns.items():
            _read_default(table, name, column["default"], facts.left_out)
        for key in [each for each in table.foreign_keys if "SET DEFAULT" in each.actions]:
            if key.column not in table.defaults:
                facts.left_out.append(f"{table.name}: key {key.column}: no default to set")
                table.foreign_keys.remove(key)
    return facts


def schema_text(facts: Facts, *, keys: str = "declared", both_sides: bool = True) -> str:
    """Return the scaffold.yaml of a database, for SQLite.

    `keys`: a foreign key is a `declared` attribute, or is `made` by its association where the
    column has nothing that only an attribute can declare.
    """
    lines = {table.model: list(_fields(facts, table, keys)) for table in facts.tables.values()}
    if both_sides:
        for table in facts.tables.values():
            _add_other_sides(facts, table, lines)
            _add_joins(facts, table, lines)
    settings = {table.model: list(_settings(table)) for table in facts.tables.values()}
    return "\n".join(
        [
            "version: 1",
            "targets:",
            "  sequelize: {directory: .}",
            "options:",
            "  timestamps: false",
            "  index_foreign_keys: false",
            "  dialects: [sqlite]",
            "models:",
            *(line for model in lines for line in [f"  {model}:", *settings[model], *lines[model]]),
            "",
        ]
    )


def _fields(facts: Facts, table: Table, keys: str) -> Iterator[str]:
    ordered = list(table.columns)
    if table.primary_key != [name for name in ordered if name in table.primary_key]:
        ordered = [*table.primary_key, *(name for name in ordered if name not in table.primary_key)]
    foreign = {key.column: key for key in table.foreign_keys}
    for column in ordered:
        key = foreign.get(column)
        if key is None:
            yield _line(table.attributes[column], _attribute(table, column))
            continue
        target = facts.tables[key.table]
        terms = [f"belongsTo({target.model})", f"foreignKey({table.attributes[column]})"]
        terms += [f"onDelete({ACTIONS[key.on_delete]})", f"onUpdate({ACTIONS[key.on_update]})"]
        if target.primary_key != [key.references]:
            terms.append(f"targetKey({target.attributes[key.references]})")
        made = column not in table.defaults and not table.is_autoincrement(column)
        # A table needs a column before the foreign keys are added.
        made = made and (column != ordered[0] or column in table.primary_key)
        if keys == "made" and made:
            if table.attributes[column] != column:
                terms.append(_call("column", column))
            terms += _flags(table, column, unique=True)
        else:
            yield _line(table.attributes[column], _attribute(table, column))
        alias = _alias(table, _stem(table.attributes[column]), camel(target.model))
        yield _line(alias, terms)


def _attribute(table: Table, column: str) -> list[str]:
    terms = [table.types[column]]
    if table.attributes[column] != column:
        terms.append(_call("column", column))
    if table.is_autoincrement(column):
        terms.append("autoincrement")
    if column in table.defaults:
        terms.append(table.defaults[column])
    return terms + _flags(table, column, unique=True)


def _flags(table: Table, column: str, unique: bool) -> list[str]:
    if column in table.primary_key:
        return ["primary", *(["unique"] if unique and (column,) in table.uniques else [])]
    return [
        *(["required"] if table.is_required(column) else []),
        *(["unique"] if unique and (column,) in table.uniques else []),
    ]


def _add_other_sides(facts: Facts, table: Table, lines: dict[str, list[str]]) -> None:
    """Add hasMany, or hasOne if the key is unique, to each target."""
    for key in table.foreign_keys:
        target = facts.tables[key.table]
        attribute = table.attributes[key.column]
        one = table.is_unique(key.column)
        name = camel(table.model) if one else pluralize(camel(table.model))
        alias = _alias(target, name, f"{name}By{pascal(attribute)}")
        terms = [f"{'hasOne' if one else 'hasMany'}({table.model})", f"foreignKey({attribute})"]
        if target.primary_key != [key.references]:
            terms.append(f"sourceKey({target.attributes[key.references]})")
        if not one and pluralize(camel(table.model)) == camel(table.model):
            terms.append(f"singular({alias}Item)")
        lines[target.model].append(_line(alias, terms))


def _add_joins(facts: Facts, table: Table, lines: dict[str, list[str]]) -> None:
    """Add belongsToMany to both ends of a table whose primary key is two foreign keys."""
    ends = [key for key in table.foreign_keys if key.column in table.primary_key]
    if len(ends) != 2 or len(table.primary_key) != 2 or ends[0].table == ends[1].table:
        return
    if any(facts.tables[end.table].primary_key != [end.references] for end in ends):
        return
    for end, other in (ends, reversed(ends)):
        source, target = facts.tables[end.table], facts.tables[other.table]
        name = pluralize(camel(target.model))
        alias = _alias(source, name, f"{name}Of{table.model}")
        terms = [
            f"belongsToMany({target.model})",
            f"through({table.model})",
            f"foreignKey({table.attributes[end.column]})",
            f"otherKey({table.attributes[other.column]})",
        ]
        if pluralize(camel(target.model)) == camel(target.model):
            terms.append(f"singular({alias}Item)")
        lines[source.model].append(_line(alias, terms))


def _settings(table: Table) -> Iterator[str]:
    yield f"    $table: {_yaml(table.name)}"
    if not table.primary_key:
        yield "    $id: none"
    for word, groups in (
        ("$unique", [group for group in table.uniques if len(group) > 1]),
        ("$indexes", table.indexes),
    ):
        if groups:
            yield f"    {word}:"
            for group in groups:
                names = ", ".join(table.attributes[column] for column in group)
                yield f"      - [{names}]"
    if table.checks:
        yield "    $checks:"
        yield from (f"      - {_yaml(check)}" for check in table.checks)


def _name_attributes(table: Table) -> None:
    taken: set[str] = set()
    for column in table.columns:
        name = column if re.fullmatch(r"[A-Za-z_]\w*", column, re.ASCII) else camel(column)
        if not re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII):
            name = f"column{pascal(name)}"
        if name in MEMBERS or (name == "id" and table.primary_key != ["id"]):
            name += "Value"
        table.attributes[column] = name = _free(name, taken)
        taken.add(name.casefold())


def _model(table: str, taken: set[str]) -> str:
    """Return a model name that is not used, in singular or plural."""
    name = pascal(table)
    if not re.fullmatch(r"[A-Za-z]\w*", name, re.ASCII):
        name = f"Table{name}"
    reserved = JAVASCRIPT_RESERVED | PYTHON_RESERVED | FILE_NAMES
    if name in reserved or name.casefold() in ("index", "model", "op", "datatypes", "base"):
        name += "Row"
    while name.casefold() in taken or pluralize(name).casefold() in taken:
        name += "Row"
    taken.update((name.casefold(), pluralize(name).casefold()))
    return name


def _alias(table: Table, *choices: str) -> str:
    """Return the first choice that is free in the model, or the last one with a number."""
    taken = {name.casefold() for name in (*table.attributes.values(), *table.aliases)}
    alias = next((each for each in choices if _is_alias(each, taken)), None)
    alias = alias or _free(f"{choices[-1]}Link", taken)
    table.aliases += [alias, singularize(alias), f"{alias}Item"]
    return alias


def _is_alias(name: str, taken: set[str]) -> bool:
    """Return whether neither the name nor its singular is used, since accessors have both."""
    forms = {name.casefold(), singularize(name).casefold()}
    return bool(name) and forms.isdisjoint(taken) and name not in MEMBERS


def _stem(attribute: str) -> str:
    return camel(re.sub(r"(_?[iI][dD]|_no|_code)$", "", attribute)) or attribute


def _free(name: str, taken: set[str]) -> str:
    free, number = name, 2
    while free.casefold() in taken:
        free, number = f"{name}{number}", number + 1
    return free


def _type(column: dict[str, Any]) -> str:
    if column.get("enum") and not column.get("array"):
        return _call("enum", *column["enum"])
    written = column["type"].strip()
    found = re.fullmatch(r"([A-Za-z][A-Za-z0-9 ]*?)\s*(?:\(([\d, ]+)\))?", written)
    if not found:
        # SQLite accepts any words as a type, with numbers only in parentheses; arrays are texts.
        words = re.match(r"[A-Za-z][A-Za-z0-9_ ]*", written)
        return _call("type", words[0].strip()) if words else "text"
    word = found[1].upper()
    numbers = [int(part) for part in (found[2] or "").split(",") if part.strip()]
    if word in TEXTS and len(numbers) == 1:
        return f"string({numbers[0]})"
    if word in CHARS and len(numbers) == 1:
        return f"char({numbers[0]})"
    if word in DECIMALS and len(numbers) == 2:
        return f"decimal({numbers[0]}, {numbers[1]})"
    kind = PLAIN_TYPES.get(word)
    # The 11 of MySQL's INTEGER(11) is a display width.
    if kind and (not numbers or kind in NUMBERS):
        return kind
    return _call("type", written)


def _read_default(table: Table, name: str, said: Any, left_out: list[str]) -> None:
    if said is None or table.columns[name].get("autoincrement"):
        return
    kind = table.types[name].partition("(")[0]
    value = re.sub(r"::[\w .\"]+(\([\d, ]*\))?(\[\])?$", "", str(said).strip())
    while value.startswith("(") and value.endswith(")"):
        value = value[1:-1].strip()
    text = re.fullmatch(r"'((?:[^']|'')*)'", value, re.DOTALL)
    if value.upper() == "NULL":
        return
    if value.casefold() in NOW and kind in MOMENTS:
        term = "default(now)"
    elif kind == "boolean" and value.strip("'b").casefold() in ("true", "false", "0", "1"):
        term = f"default({str(value.strip(chr(39) + 'b').casefold() in ('true', '1')).lower()})"
    elif kind in NUMBERS | {"decimal", "type"} and re.fullmatch(r"-?\d+(\.\d+)?", value.strip("'")):
        term = f"default({value.strip(chr(39))})"
    elif text and kind in ("string", "char", "text", "enum", "type", "date"):
        term = _call("default", text[1].replace("''", "'"))
    else:
        term = ""
    if term and _is_valid(f"{table.types[name]} {term}"):
        table.defaults[name] = term
    else:
        left_out.append(f"{table.name}.{name}: default {said}")


def _is_valid(line: str) -> bool:
    """Return whether the schema's reader accepts a field with this line."""
    head = "version: 1\ntargets: {sequelize: {}}\nmodels:\n  A:\n    a: "
    schema, _ = read_schema(head + _yaml(line), "a.yaml", {"sequelize": {"directory": "."}})
    return schema is not None


def _read_indexes(table: Table, said: dict[str, Any], left_out: list[str]) -> None:
    """Read uniques and indexes; of equal columns only one is declared, a unique first."""
    groups: list[tuple[tuple[str, ...], bool]] = [
        ((name,), True) for name, column in table.columns.items() if column.get("unique")
    ]
    groups += [(tuple(unique["columns"]), True) for unique in said["uniques"]]
    for index in said["indexes"]:
        columns = tuple(index["columns"])
        partial = index.get("where") or index.get("predicate")
        if partial or not columns or not set(columns) <= set(table.columns):
            left_out.append(f"{table.name}: index {index['name']}")
        else:
            groups.append((columns, bool(index["unique"])))
    for columns, unique in sorted(dict.fromkeys(groups), key=lambda group: not group[1]):
        if columns in table.uniques or list(columns) == table.primary_key:
            continue
        (table.uniques if unique else table.indexes).append(columns)


def _read_checks(table: Table, checks: Iterable[dict[str, Any]], left_out: list[str]) -> None:
    for check in checks:
        names = {name.casefold(): attribute for name, attribute in table.attributes.items()}

        def attribute(found: re.Match[str], names: dict[str, str] = names) -> str:
            name = names.get(next(group for group in found.groups() if group).casefold())
            return f"{{{name}}}" if name else found[0]

        expression = re.sub(r'\[([^\]]+)\]|"([^"]+)"|`([^`]+)`', attribute, check["sql"])
        if "{" not in check["sql"] and _is_check(table, check["sql"]):
            table.checks.append(expression)
        else:
            left_out.append(f"{table.name}: check {check['sql']}")


def _is_check(table: Table, sql: str) -> bool:
    """Return whether SQLite accepts the expression for this table."""
    columns = ", ".join('"' + name.replace('"', '""') + '"' for name in table.columns)
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute(f"CREATE TABLE t ({columns}, CHECK ({sql}))")
        except sqlite3.Error:
            return False
    return True


def _read_foreign_keys(facts: Facts, table: Table, said: Iterable[dict[str, Any]]) -> None:
    for key in said:
        problem = _key_problem(facts, table, {**key, "table": table.name})
        if problem:
            facts.left_out.append(f"{table.name}: key {', '.join(key['columns'])}: {problem}")
            continue
        (column,), (references,) = key["columns"], key["ref_columns"]
        made = ForeignKey(column, key["ref_table"], references, key["on_delete"], key["on_update"])
        table.foreign_keys.append(made)


def _key_problem(facts: Facts, table: Table, key: dict[str, Any]) -> str | None:
    """Return why a foreign key cannot be declared, or None."""
    if len(key["columns"]) != 1 or len(key["ref_columns"]) != 1:
        return "several columns"
    target = facts.tables.get(key["ref_table"])
    (column,), (references,) = key["columns"], key["ref_columns"]
    if target is None or references not in target.columns:
        return "to what is not here"
    if not target.is_unique(references):
        return "to what is not unique"
    if any(standing.column == column for standing in table.foreign_keys):
        return "a second one of this column"
    actions = {key["on_delete"], key["on_update"]}
    required = table.is_required(column) or column in table.primary_key
    if "SET NULL" in actions and required:
        return "SET NULL on what is required"
    if (target, references) == (table, column) or _leads_back(facts, target, references, key):
        return "in a circle of columns"
    return None


def _leads_back(facts: Facts, table: Table, column: str, key: dict[str, Any]) -> bool:
    """Return whether foreign keys lead from a column to the table and column of `key`."""
    while following := next((each for each in table.foreign_keys if each.column == column), None):
        table, column = facts.tables[following.table], following.references
        if [column] == key["columns"] and table.name == key["table"]:
            return True
    return False


def _type_at_the_end(facts: Facts, table: Table, column: str) -> str:
    """Return the type of the column that a chain of foreign keys ends at."""
    while following := next((each for each in table.foreign_keys if each.column == column), None):
        table, column = facts.tables[following.table], following.references
    return table.types[column]


def _line(name: str, terms: list[str]) -> str:
    return f"    {name}: {_yaml(' '.join(terms))}"


def _call(word: str, *arguments: str) -> str:
    quoted = ", ".join(json.dumps(argument, ensure_ascii=False) for argument in arguments)
    return f"{word}({quoted})"


def _yaml(text: str) -> str:
    """Return a YAML scalar; in single quotes only the quotes are doubled."""
    if re.fullmatch(r"[A-Za-z][\w(), ]*", text, re.ASCII):
        return text
    if text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text)
