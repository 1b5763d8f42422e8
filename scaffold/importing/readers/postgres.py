"""Read PostgreSQL from its catalogue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scaffold.database.tables import TableName
from scaffold.importing.facts import (
    CheckFacts,
    ColumnFacts,
    DatabaseFacts,
    EnumType,
    ForeignKeyFacts,
    IndexFacts,
    IndexPart,
    TableFacts,
)
from scaffold.importing.readers.reader import Reader, is_book
from scaffold.reflection.reflector import Row, Rows, grouped
from scaffold.schema.model import Action

# Not part of the system or of an extension.
_USER = """n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND NOT EXISTS (
  SELECT FROM pg_depend d WHERE d.classid = '{catalogue}'::regclass AND d.objid = {oid}
    AND d.deptype = 'e')"""
_OF_CLASS = _USER.format(catalogue="pg_class", oid="c.oid")
_TABLES = f"""SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND {_OF_CLASS}"""
_ACTIONS: Mapping[str, Action] = {
    "a": "NO ACTION",
    "r": "RESTRICT",
    "c": "CASCADE",
    "n": "SET NULL",
    "d": "SET DEFAULT",
}

_QUERIES = {
    "version": "SELECT current_setting('server_version') AS version",
    "tables": f"""
        SELECT c.oid::int8 AS oid, n.nspname AS schema, c.relname AS name,
          obj_description(c.oid, 'pg_class') AS comment, c.relpersistence = 'u' AS unlogged,
          c.relrowsecurity AS secured,
          CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END AS partitioned,
          (SELECT count(*) FROM pg_inherits i JOIN pg_class k ON k.oid = i.inhrelid
            WHERE i.inhparent = c.oid AND k.relispartition)::int AS partitions,
          (SELECT string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)
            FROM pg_inherits i WHERE i.inhrelid = c.oid) AS parents
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.oid IN ({_TABLES}) ORDER BY n.nspname, c.relname""",
    "columns": f"""
        SELECT a.attrelid::int8 AS oid, a.attnum::int AS num, a.attname AS name,
          format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS required,
          pg_get_expr(d.adbin, d.adrelid) AS dflt, a.attidentity::text AS identity,
          a.attgenerated::text AS generated, col_description(a.attrelid, a.attnum) AS comment,
          y.typtype::text AS kind, y.typname AS type_name, tn.nspname AS type_schema,
          format_type(y.typbasetype, y.typtypmod) AS base,
          pg_get_expr(y.typdefaultbin, 0) AS domain_default, y.typnotnull AS domain_required,
          y.oid::int8 AS type_oid, e.oid::int8 AS item_oid, e.typtype::text AS item_kind,
          e.typname AS item_name, en.nspname AS item_schema,
          CASE WHEN a.attcollation <> y.typcollation THEN l.collname END AS collation
        FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
        JOIN pg_namespace tn ON tn.oid = y.typnamespace
        LEFT JOIN pg_type e ON e.oid = y.typelem AND y.typcategory = 'A'
        LEFT JOIN pg_namespace en ON en.oid = e.typnamespace
        LEFT JOIN pg_collation l ON l.oid = a.attcollation
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE a.attrelid IN ({_TABLES}) AND a.attnum > 0 AND NOT a.attisdropped
        ORDER BY a.attrelid, a.attnum""",
    "constraints": f"""
        SELECT c.conrelid::int8 AS oid, c.conname AS name, c.contype::text AS kind,
          to_json(c.conkey) AS columns, to_json(c.confkey) AS refs,
          c.confrelid::int8 AS target, n.nspname AS target_schema, t.relname AS target_name,
          c.confupdtype::text AS on_update, c.confdeltype::text AS on_delete,
          c.confmatchtype::text AS matching, c.condeferrable AS deferrable,
          c.condeferred AS deferred, c.convalidated AS validated, c.conindid::int8 AS index,
          CASE c.contype WHEN 'c' THEN pg_get_expr(c.conbin, c.conrelid) END AS expression,
          CASE WHEN c.contype IN ('x', 'f') THEN pg_get_constraintdef(c.oid) END AS definition
        FROM pg_constraint c LEFT JOIN pg_class t ON t.oid = c.confrelid
        LEFT JOIN pg_namespace n ON n.oid = t.relnamespace
        WHERE c.conrelid IN ({_TABLES}) AND c.contype IN ('p', 'u', 'f', 'c', 'x')
          AND c.conparentid = 0
        ORDER BY c.conrelid, c.contype, c.conname""",
    "target_columns": f"""
        SELECT a.attrelid::int8 AS oid, a.attnum::int AS num, a.attname AS name
        FROM pg_attribute a WHERE a.attnum > 0 AND a.attrelid IN (
          SELECT confrelid FROM pg_constraint WHERE contype = 'f' AND conrelid IN ({_TABLES}))""",
    "indexes": f"""
        SELECT x.indrelid::int8 AS oid, x.indexrelid::int8 AS index, i.relname AS name,
          x.indisunique AS is_unique, m.amname AS method, x.indnkeyatts::int AS keys,
          to_json(x.indkey::int2[]) AS columns, to_json(x.indoption::int2[]) AS options,
          pg_get_expr(x.indpred, x.indrelid) AS "where", x.indisvalid AS valid,
          pg_get_indexdef(x.indexrelid) AS definition,
          (SELECT json_agg(CASE WHEN o.opcdefault THEN NULL ELSE o.opcname END ORDER BY k.place)
            FROM unnest(x.indclass::oid[]) WITH ORDINALITY k (oid, place)
            JOIN pg_opclass o ON o.oid = k.oid) AS classes,
          (SELECT json_agg(CASE WHEN l.oid IS NULL OR l.collname = 'default'
              OR l.oid = a.attcollation THEN NULL ELSE l.collname END ORDER BY k.place)
            FROM unnest(x.indcollation::oid[]) WITH ORDINALITY k (oid, place)
            LEFT JOIN pg_collation l ON l.oid = k.oid
            LEFT JOIN pg_attribute a ON a.attrelid = x.indrelid
              AND a.attnum = x.indkey[k.place - 1]) AS collations,
          CASE WHEN 0 = ANY(x.indkey::int2[]) THEN (
            SELECT json_agg(pg_get_indexdef(x.indexrelid, k, false) ORDER BY k)
            FROM generate_series(1, x.indnkeyatts) k) END AS expressions
        FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am m ON m.oid = i.relam
        WHERE x.indrelid IN ({_TABLES}) AND NOT x.indisprimary ORDER BY x.indrelid, i.relname""",
    "domain_checks": """
        SELECT c.contypid::int8 AS oid, c.conname AS name, pg_get_constraintdef(c.oid) AS definition
        FROM pg_constraint c WHERE c.contypid <> 0 AND c.contype = 'c' ORDER BY c.conname""",
    "triggers": f"""
        SELECT g.tgrelid::int8 AS oid, g.tgname AS name FROM pg_trigger g
        WHERE NOT g.tgisinternal AND g.tgrelid IN ({_TABLES}) ORDER BY g.tgname""",
    "policies": f"""
        SELECT p.polrelid::int8 AS oid, p.polname AS name FROM pg_policy p
        WHERE p.polrelid IN ({_TABLES}) ORDER BY p.polname""",
    "sequences": f"""
        SELECT d.adrelid::int8 AS oid, d.adnum::int AS num, n.nspname AS schema, c.relname AS name,
          q.seqtypid <> a.atttypid AS differs, format_type(q.seqtypid, NULL) AS type,
          q.seqincrement::text AS increment, EXISTS (SELECT FROM pg_depend o
            WHERE o.classid = 'pg_class'::regclass AND o.objid = c.oid AND o.deptype = 'a'
              AND o.refobjid = d.adrelid AND o.refobjsubid = d.adnum) AS owned
        FROM pg_attrdef d
        JOIN pg_depend p ON p.classid = 'pg_attrdef'::regclass AND p.objid = d.oid
          AND p.refclassid = 'pg_class'::regclass
        JOIN pg_sequence q ON q.seqrelid = p.refobjid JOIN pg_class c ON c.oid = q.seqrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
        WHERE d.adrelid IN ({_TABLES})""",
    "types": f"""
        SELECT y.oid::int8 AS oid, n.nspname AS schema, y.typname AS name,
          json_agg(e.enumlabel ORDER BY e.enumsortorder) AS labels
        FROM pg_type y JOIN pg_namespace n ON n.oid = y.typnamespace
        JOIN pg_enum e ON e.enumtypid = y.oid
        WHERE {_USER.format(catalogue="pg_type", oid="y.oid")}
        GROUP BY y.oid, n.nspname, y.typname ORDER BY n.nspname, y.typname""",
    "others": f"""
        SELECT CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized view'
            WHEN 'f' THEN 'foreign table' ELSE 'sequence' END AS kind,
          n.nspname AS schema, c.relname AS name
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE {_OF_CLASS} AND (c.relkind IN ('v', 'm', 'f') OR (c.relkind = 'S' AND NOT EXISTS (
          SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid
            AND d.deptype IN ('a', 'i'))))
        UNION ALL
        SELECT DISTINCT 'function', n.nspname, p.proname
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE {_USER.format(catalogue="pg_proc", oid="p.oid")}
        ORDER BY 1, 2, 3""",
    "extensions": """SELECT extname AS name FROM pg_extension WHERE extname <> 'plpgsql'
        ORDER BY extname""",
}
# Types are then written without the schemas that people's own search path would have.
_BEFORE = (
    "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "SET LOCAL search_path = public",
)


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
        self._enums = {each["oid"]: each for each in rows["types"]}
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
        version = self._rows["version"][0]["version"].split()[0]
        return DatabaseFacts(
            "postgres",
            by_name,
            tuple(each for each in enums if each.name in used),
            (*unused, *others),
            f"PostgreSQL {version}",
            tuple(each["name"] for each in self._rows["extensions"]),
        )

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
                    CheckFacts(each["name"], _unwrapped(each["expression"]))
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
        labelled = self._enums.get(row["type_oid"]) or self._enums.get(row["item_oid"])
        if labelled is not None:
            enum = _name(labelled["schema"], labelled["name"])
            values = tuple(labelled["labels"])
        domain = None
        default, required = row["dflt"], row["required"]
        remarks: list[str] = []
        if row["kind"] == "d":
            domain, kind = str(_name(row["type_schema"], row["type_name"])), row["base"]
            default = default if default is not None else row["domain_default"]
            required = required or row["domain_required"]
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
        )

    def _checks_of_domains(self, oid: int) -> Iterator[tuple[str, CheckFacts]]:
        """Yield the checks of the domains of a table's columns, on these columns."""
        for row in self._columns.get(oid, ()):
            if row["kind"] != "d":
                continue
            for check in self._domain_checks.get(row["type_oid"], ()):
                definition = check["definition"].removeprefix("CHECK ").strip()
                expression = _unwrapped(definition.removesuffix(" NOT VALID"))
                column = '"' + row["name"].replace('"', '""') + '"'
                replaced = _with_column(expression, column)
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
            if " NULLS NOT DISTINCT" in row["definition"]:
                remarks.append("NULLS NOT DISTINCT")
            if len(row["columns"]) > row["keys"]:
                included = row["columns"][row["keys"] :]
                remarks.append(f"INCLUDE ({', '.join(self._column_names(oid, included))})")
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
                _unwrapped(row["where"]) if row["where"] else None,
                "" if row["method"] == "btree" else row["method"],
                row["definition"],
                tuple(remarks),
            )

    def _part(self, row: Row, at: int, remarks: list[str]) -> IndexPart:
        number, option = row["columns"][at], row["options"][at]
        # Bits of indoption: 1 is DESC, 2 is NULLS FIRST, the default of DESC.
        if option in (1, 2):
            remarks.append("NULLS LAST" if option == 1 else "NULLS FIRST")
        classes, collations = row["classes"] or [], row["collations"] or []
        return IndexPart(
            self._names[row["oid"], number] if number else None,
            None if number else row["expressions"][at],
            bool(option & 1),
            classes[at] if at < len(classes) else None,
            collations[at] if at < len(collations) else None,
        )


def _unwrapped(expression: str) -> str:
    """Return an expression without the parentheses around all of it."""
    while expression.startswith("(") and _closes(expression):
        expression = expression[1:-1]
    return expression


def _closes(expression: str) -> bool:
    """Return whether the first parenthesis ends with the last character."""
    depth, quote = 0, ""
    for at, char in enumerate(expression):
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        else:
            depth += {"(": 1, ")": -1}.get(char, 0)
            if depth == 0:
                return at == len(expression) - 1
    return False


def _with_column(expression: str, column: str) -> str:
    """Return a domain's check with the column instead of VALUE."""
    import re

    return re.sub(
        r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\bVALUE\b",
        lambda found: column if found[0] == "VALUE" else found[0],
        expression,
    )


POSTGRES = Reader(_BEFORE, _QUERIES, _facts)
