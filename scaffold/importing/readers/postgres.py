"""Read PostgreSQL from its catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scaffold.database.tables import TableName
from scaffold.importing.database_facts import (
    CheckFacts,
    ColumnFacts,
    DatabaseFacts,
    EnumType,
    ForeignKeyFacts,
    IndexFacts,
    IndexKeyFacts,
    TableFacts,
)
from scaffold.importing.readers.declared_enums import SharedEnums
from scaffold.importing.readers.dialect_reader import DialectReader, is_book
from scaffold.importing.readers.postgres_queries import BEFORE, QUERIES
from scaffold.importing.readers.postgres_text import unwrapped, with_column, with_plain_number
from scaffold.reflection.reflector import Row, Rows, grouped
from scaffold.schema.model import Action

_ACTIONS: Mapping[str, Action] = {
    "a": "NO ACTION",
    "r": "RESTRICT",
    "c": "CASCADE",
    "n": "SET NULL",
    "d": "SET DEFAULT",
}


def _facts(rows: Rows) -> DatabaseFacts:
    return _Database(rows).facts()


def _name(schema: str, name: str) -> TableName:
    return TableName(name, None if schema == "public" else schema)


class _Database:
    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._columns = grouped(rows["columns"], "oid")
        self._constraints = grouped(rows["constraints"], "oid", "kind")
        self._indexes = grouped(rows["indexes"], "oid")
        self._triggers = grouped(rows["triggers"], "oid")
        self._policies = grouped(rows["policies"], "oid")
        self._sequences = {(each["oid"], each["num"]): each for each in rows["sequences"]}
        self._enums = SharedEnums(rows)
        self._own = {(each["oid"], each["num"]) for each in rows["columns"] if each["own_type"]}
        self._domain_checks = grouped(rows["domain_checks"], "oid")
        self._names = {
            (each["oid"], each["num"]): each["name"]
            for each in (*rows["target_columns"], *rows["columns"])
        }

    def facts(self) -> DatabaseFacts:
        tables = (self._table(row) for row in self._rows["tables"] if not is_book(row["name"]))
        by_name = {table.name: table for table in tables}
        used = {column.enum for table in by_name.values() for column in table.columns}
        enums = [
            EnumType(_name(each["schema"], each["name"]), tuple(each["labels"]))
            for each in self._rows["types"]
        ]
        unused = [f"type {each.name}, an enum" for each in enums if each.name not in used]
        taken = {(each["schema"], each["name"]) for each in self._rows["sequences"]}
        others = (
            f"{each['kind']} {_name(each['schema'], each['name'])}"
            for each in self._rows["others"]
            if each["kind"] != "sequence" or (each["schema"], each["name"]) not in taken
        )
        extensions = self._rows["extensions"]
        needed = [each for each in extensions if each["needed"]]
        idle = [f"extension {each['name']}" for each in extensions if not each["needed"]]
        version = self._rows["version"][0]["version"].split()[0]
        return DatabaseFacts(
            "postgres",
            by_name,
            tuple(each for each in enums if each.name in used),
            (*unused, *idle, *others),
            f"PostgreSQL {version}",
            tuple(each["name"] for each in needed if each["installable"]),
            frozenset(self._own_words()),
            tuple(each["name"] for each in needed if not each["installable"]),
        )

    def _own_words(self) -> Iterator[str]:
        for row in self._rows["others"]:
            if row["kind"] == "function":
                yield row["name"]
        yield from (row["name"] for row in self._rows["extension_functions"])
        for row in self._rows["text_configurations"]:
            yield f"'{row['name']}'::regconfig"
        for row in self._rows["types"]:
            yield f"::{row['name']}"
        for row in self._rows["columns"]:
            if row["kind"] == "d" or row["own_type"]:
                yield f"::{row['item_name'] or row['type_name']}"

    def _table(self, row: Row) -> TableFacts:
        oid = row["oid"]
        primary = self._constraints.get((oid, "p"))
        domains = dict(self._checks_of_domains(oid))
        remarks = [f"trigger {each['name']}" for each in self._triggers.get(oid, ())]
        remarks += [f"policy {each['name']}" for each in self._policies.get(oid, ())]
        remarks += [
            f"exclusion constraint {each['name']}: {each['definition']}"
            for each in self._constraints.get((oid, "x"), ())
        ]
        if row["secured"]:
            remarks.append("row level security is enabled")
        if row["unlogged"]:
            remarks.append("it is unlogged")
        if row["partitioned"]:
            remarks.append(
                f"it is partitioned by {row['partitioned']}; its {row['partitions']} partitions "
                "are not imported"
            )
        if row["parents"]:
            remarks.append(f"it inherits from {row['parents']}")
        if primary and primary[0]["deferrable"]:
            remarks.append("its primary key is deferrable")
        return TableFacts(
            _name(row["schema"], row["name"]),
            tuple(map(self._column, self._columns.get(oid, ()))),
            self._column_names(oid, primary[0]["columns"]) if primary else (),
            primary[0]["name"] if primary else "",
            tuple(self._indexes_of(oid)),
            tuple(map(self._foreign_key, self._constraints.get((oid, "f"), ()))),
            (
                *(
                    CheckFacts(each["name"], unwrapped(each["expression"]))
                    for each in self._constraints.get((oid, "c"), ())
                ),
                *domains.values(),
            ),
            row["comment"] or None,
            tuple(remarks),
        )

    def _column_names(self, oid: int, numbers: Sequence[int]) -> tuple[str, ...]:
        return tuple(self._names[oid, number] for number in numbers)

    def _column(self, row: Row) -> ColumnFacts:
        kind, enum, values = row["type"], None, ()
        labelled = self._enums.of(row)
        if labelled is not None:
            enum = _name(labelled["schema"], labelled["name"])
            values = tuple(labelled["labels"])
        domain = None
        default, required = with_plain_number(row["dflt"]), row["required"]
        remarks: list[str] = []
        if row["kind"] == "d":
            domain, kind = str(_name(row["type_schema"], row["type_name"])), row["base"]
            default = default if default is not None else row["domain_default"]
            required = required or row["domain_required"]
        if row["own_type"]:
            remarks.append(f"its type is {kind}, which only this database has")
            kind = "text[]" if kind.endswith("[]") else "text"
        generated = row["generated"] != ""
        sequence = self._sequences.get((row["oid"], row["num"]))
        numbered = bool(row["identity"]) or (
            sequence is not None and str(default).startswith("nextval(")
        )
        if row["identity"] == "a":
            remarks.append("identity: GENERATED ALWAYS")
        elif row["identity"]:
            remarks.append("identity: GENERATED BY DEFAULT")
        elif numbered and sequence is not None:
            if not sequence["owned"]:
                name = _name(sequence["schema"], sequence["name"])
                remarks.append(f"its sequence {name} does not belong to it")
            elif sequence["differs"]:
                remarks.append(f"its sequence is of type {sequence['type']}")
            if sequence["increment"] != "1":
                remarks.append(f"its sequence counts by {sequence['increment']}")
        return ColumnFacts(
            row["name"],
            kind,
            not required,
            None if numbered or generated else default,
            numbered,
            row["comment"] or None,
            values,
            enum,
            default if generated else None,
            row["generated"] != "v",
            row["collation"],
            domain=domain,
            remarks=tuple(remarks),
            shares_enum=enum is not None and self._enums.is_shared(row, enum),
        )

    def _checks_of_domains(self, oid: int) -> Iterator[tuple[str, CheckFacts]]:
        """Yield the checks of the domains of a table's columns, on these columns."""
        for row in self._columns.get(oid, ()):
            if row["kind"] != "d":
                continue
            for check in self._domain_checks.get(row["type_oid"], ()):
                definition = check["definition"].removeprefix("CHECK ").strip()
                expression = unwrapped(definition.removesuffix(" NOT VALID"))
                column = '"' + row["name"].replace('"', '""') + '"'
                replaced = with_column(expression, column)
                domain = str(_name(row["type_schema"], row["type_name"]))
                yield (
                    f"{check['name']} {row['name']}",
                    CheckFacts("", replaced, domain),
                )

    def _foreign_key(self, row: Row) -> ForeignKeyFacts:
        remarks = []
        if row["deferrable"]:
            remarks.append("DEFERRABLE" + (" INITIALLY DEFERRED" if row["deferred"] else ""))
        if not row["validated"]:
            remarks.append("NOT VALID")
        if row["matching"] == "f":
            remarks.append("MATCH FULL")
        if "SET NULL (" in row["definition"] or "SET DEFAULT (" in row["definition"]:
            remarks.append(row["definition"].partition(" ON ")[2])
        return ForeignKeyFacts(
            row["name"],
            self._column_names(row["oid"], row["columns"]),
            _name(row["target_schema"], row["target_name"]),
            self._column_names(row["target"], row["refs"]),
            _ACTIONS[row["on_delete"]],
            _ACTIONS[row["on_update"]],
            tuple(remarks),
        )

    def _indexes_of(self, oid: int) -> Iterator[IndexFacts]:
        uniques = {each["index"]: each for each in self._constraints.get((oid, "u"), ())}
        excluded = {each["index"] for each in self._constraints.get((oid, "x"), ())}
        for row in self._indexes.get(oid, ()):
            if row["index"] in excluded:
                continue
            constraint = uniques.get(row["index"])
            remarks = []
            if constraint is not None and constraint["deferrable"]:
                remarks.append("DEFERRABLE")
            if row["has_parameters"]:
                remarks.append("an operator class has parameters")
            if row["needs_extension"]:
                remarks.append("an operator class is that of an extension")
            if " NULLS NOT DISTINCT" in row["definition"]:
                remarks.append("NULLS NOT DISTINCT")
            if len(row["columns"]) > row["keys"]:
                included = row["columns"][row["keys"] :]
                remarks.append(f"INCLUDE ({', '.join(self._column_names(oid, included))})")
            if row["method"] not in ("btree", "hash") and not self._own.isdisjoint(
                (oid, number) for number in row["columns"]
            ):
                remarks.append("a column has a type that only this database has")
            if not row["valid"]:
                remarks.append("it is not valid")
            if " WITH (" in row["definition"]:
                remarks.append("WITH (" + row["definition"].partition(" WITH (")[2])
            parts = tuple(self._part(row, at, remarks) for at in range(row["keys"]))
            yield IndexFacts(
                row["name"],
                parts,
                row["is_unique"],
                constraint is not None,
                unwrapped(row["where"]) if row["where"] else None,
                "" if row["method"] == "btree" else row["method"],
                row["definition"],
                tuple(remarks),
            )

    def _part(self, row: Row, at: int, remarks: list[str]) -> IndexKeyFacts:
        number, option = row["columns"][at], row["options"][at]
        # Bits of indoption: 1 is DESC, 2 is NULLS FIRST, the default of DESC.
        if option in (1, 2):
            remarks.append("NULLS LAST" if option == 1 else "NULLS FIRST")
        classes, collations = row["classes"] or [], row["collations"] or []
        return IndexKeyFacts(
            self._names[row["oid"], number] if number else None,
            None if number else unwrapped(row["expressions"][at]),
            bool(option & 1),
            classes[at] if at < len(classes) else None,
            collations[at] if at < len(collations) else None,
        )


POSTGRES = DialectReader(BEFORE, QUERIES, _facts)
