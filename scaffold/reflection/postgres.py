"""Read the tables of PostgreSQL from its catalogue, which writes equal expressions in one way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scaffold.reflection.reflected_tables import (
    ReflectedCheck,
    ReflectedColumn,
    ReflectedForeignKey,
    ReflectedIndex,
    ReflectedTable,
    Tables,
)
from scaffold.reflection.reflector import (
    BOOKS,
    Reflection,
    Row,
    Rows,
    grouped,
)

# Not part of the system or of an extension.
_USER_OBJECTS = """n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND NOT EXISTS (
  SELECT FROM pg_depend d WHERE d.objid = {oid} AND d.deptype = 'e')"""
_TABLES = f"""SELECT c.oid, n.nspname, c.relname,
    CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname AS tbl
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND {_USER_OBJECTS.format(oid="c.oid")}"""
_ACTION = """CASE {} WHEN 'a' THEN 'NO ACTION' WHEN 'r' THEN 'RESTRICT' WHEN 'c' THEN 'CASCADE'
  WHEN 'n' THEN 'SET NULL' ELSE 'SET DEFAULT' END"""
# The sequence that a column's default reads, or that belongs to an identity column.
_SEQUENCES = """SELECT DISTINCT ON (relid, num) relid, num, seqtypid FROM (
    SELECT d.adrelid AS relid, d.adnum AS num, q.seqtypid FROM pg_sequence q
    JOIN pg_depend p ON p.refclassid = 'pg_class'::regclass AND p.refobjid = q.seqrelid
      AND p.classid = 'pg_attrdef'::regclass
    JOIN pg_attrdef d ON d.oid = p.objid
    UNION ALL
    SELECT p.refobjid, p.refobjsubid, q.seqtypid FROM pg_sequence q
    JOIN pg_depend p ON p.classid = 'pg_class'::regclass AND p.objid = q.seqrelid
      AND p.refclassid = 'pg_class'::regclass AND p.deptype = 'i') u"""
_NAMES = """(SELECT json_agg(a.attname ORDER BY k.place)
  FROM unnest({keys}) WITH ORDINALITY k (num, place)
  JOIN pg_attribute a ON a.attrelid = {table} AND a.attnum = k.num)"""

_QUERIES = {
    "version": "SELECT current_setting('server_version') AS version",
    "tables": f"SELECT t.*, obj_description(t.oid, 'pg_class') AS comment FROM ({_TABLES}) t "
    "ORDER BY t.tbl",
    "columns": f"""
        SELECT t.tbl, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
          NOT a.attnotnull AS nullable, pg_get_expr(d.adbin, d.adrelid) AS "default",
          a.attidentity AS identity, a.attgenerated AS generated,
          col_description(t.oid, a.attnum) AS comment,
          (SELECT json_agg(e.enumlabel ORDER BY e.enumsortorder) FROM pg_enum e
            WHERE e.enumtypid = CASE y.typelem WHEN 0 THEN y.oid ELSE y.typelem END) AS labels,
          CASE WHEN a.attcollation <> y.typcollation THEN l.collname END AS collation,
          CASE WHEN s.seqtypid <> a.atttypid THEN format_type(s.seqtypid, NULL) END AS sequence
        FROM ({_TABLES}) t
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_type y ON y.oid = a.atttypid
        LEFT JOIN pg_collation l ON l.oid = a.attcollation
        LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
        LEFT JOIN ({_SEQUENCES}) s ON s.relid = t.oid AND s.num = a.attnum
        ORDER BY t.tbl, a.attnum""",
    "constraints": f"""
        SELECT t.tbl, c.conname AS name, c.contype AS kind,
          {_NAMES.format(keys="c.conkey", table="c.conrelid")} AS columns,
          {_NAMES.format(keys="c.confkey", table="c.confrelid")} AS refs,
          CASE WHEN c.confrelid <> 0 THEN c.confrelid::regclass::text END AS target,
          {_ACTION.format("c.confupdtype")} AS on_update,
          {_ACTION.format("c.confdeltype")} AS on_delete,
          c.condeferrable AS deferrable, c.convalidated AS validated,
          pg_get_expr(c.conbin, c.conrelid) AS expression, pg_get_constraintdef(c.oid) AS definition
        FROM ({_TABLES}) t JOIN pg_constraint c ON c.conrelid = t.oid
        WHERE c.contype <> 'n' ORDER BY t.tbl, c.conname""",
    "indexes": f"""
        SELECT t.tbl, i.relname AS name, x.indisunique AS is_unique, m.amname AS method,
          pg_get_expr(x.indpred, x.indrelid) AS "where",
          (SELECT json_agg(pg_get_indexdef(x.indexrelid, k, true)
              || CASE x.indoption[k - 1] & 1 WHEN 1 THEN ' DESC' ELSE '' END ORDER BY k)
            FROM generate_series(1, x.indnkeyatts) k) AS columns
        FROM ({_TABLES}) t JOIN pg_index x ON x.indrelid = t.oid
        JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am m ON m.oid = i.relam
        WHERE NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.oid
          AND c.conrelid = t.oid AND c.contype IN ('p', 'u', 'x'))
        ORDER BY t.tbl, i.relname""",
    "triggers": f"""
        SELECT t.tbl, g.tgname AS name FROM ({_TABLES}) t JOIN pg_trigger g ON g.tgrelid = t.oid
        WHERE NOT g.tgisinternal ORDER BY t.tbl, g.tgname""",
    "types": f"""
        SELECT n.nspname, y.typname, json_agg(e.enumlabel ORDER BY e.enumsortorder) AS labels
        FROM pg_type y JOIN pg_namespace n ON n.oid = y.typnamespace
        JOIN pg_enum e ON e.enumtypid = y.oid WHERE {_USER_OBJECTS.format(oid="y.oid")}
        GROUP BY n.nspname, y.typname ORDER BY n.nspname, y.typname""",
    "others": f"""
        SELECT 'schema' AS kind, n.nspname AS name FROM pg_namespace n
          WHERE n.nspname <> 'public' AND {_USER_OBJECTS.format(oid="n.oid")}
        UNION ALL SELECT CASE c.relkind WHEN 'S' THEN 'sequence' ELSE 'view' END,
            n.nspname || '.' || c.relname
          FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
          WHERE c.relkind IN ('v', 'm', 'S') AND {_USER_OBJECTS.format(oid="c.oid")}
        ORDER BY 1, 2""",
}


def _engine(rows: Rows) -> str:
    return f"PostgreSQL {rows['version'][0]['version'].split()[0]}"


def _tables(rows: Rows) -> Tables:
    columns = grouped(rows["columns"], "tbl")
    constraints = grouped(rows["constraints"], "tbl", "kind")
    indexes = grouped(rows["indexes"], "tbl")
    triggers = grouped(rows["triggers"], "tbl")
    made = {}
    for row in rows["tables"]:
        name = row["tbl"]
        if row["relname"] in BOOKS:
            continue
        primary = constraints.get((name, "p"))
        uniques = (
            ReflectedIndex(each["name"], tuple(each["columns"]), unique=True, constraint=True)
            for each in constraints.get((name, "u"), ())
        )
        extra = [f"comment {row['comment']!r}"] if row["comment"] else []
        extra += [f"trigger {each['name']}" for each in triggers.get(name, ())]
        extra += [each["definition"] for each in constraints.get((name, "x"), ())]
        made[name] = ReflectedTable(
            name,
            tuple(map(_column, columns.get(name, ()))),
            tuple(primary[0]["columns"]) if primary else (),
            (*uniques, *_indexes(indexes.get(name, ()))),
            tuple(map(_foreign_key, constraints.get((name, "f"), ()))),
            tuple(_checks(constraints.get((name, "c"), ()))),
            tuple(extra),
            primary[0]["name"] if primary else "",
        )
    return Tables(made, tuple(_outside_tables(rows)))


def _column(row: Row) -> ReflectedColumn:
    labels = f" ({', '.join(row['labels'])})" if row["labels"] else ""
    extra = []
    if row["collation"]:
        extra.append(f"COLLATE {row['collation']}")
    if row["identity"]:
        extra.append("IDENTITY")
    if row["generated"]:
        extra.append("GENERATED")
    if row["sequence"]:
        extra.append(f"sequence of type {row['sequence']}")
    if row["comment"]:
        extra.append(f"comment {row['comment']!r}")
    return ReflectedColumn(
        row["name"], row["type"] + labels, row["nullable"], row["default"], " ".join(extra)
    )


def _foreign_key(row: Row) -> ReflectedForeignKey:
    extra = ["DEFERRABLE"] if row["deferrable"] else []
    extra += [] if row["validated"] else ["NOT VALID"]
    return ReflectedForeignKey(
        row["name"],
        tuple(row["columns"]),
        row["target"],
        tuple(row["refs"]),
        row["on_update"],
        row["on_delete"],
        " ".join(extra),
    )


def _checks(rows: Sequence[Row]) -> Iterator[ReflectedCheck]:
    for row in rows:
        expression = row["expression"]
        is_wrapped = expression.startswith("(") and expression.endswith(")")
        yield ReflectedCheck(row["name"], expression[1:-1] if is_wrapped else expression)


def _indexes(rows: Sequence[Row]) -> Iterator[ReflectedIndex]:
    for row in rows:
        method = "" if row["method"] == "btree" else f" USING {row['method']}"
        columns = tuple(row["columns"])
        yield ReflectedIndex(
            row["name"], (*columns[:-1], columns[-1] + method), row["is_unique"], row["where"] or ""
        )


def _outside_tables(rows: Rows) -> Iterator[str]:
    for row in rows["types"]:
        schema = "" if row["nspname"] == "public" else f"{row['nspname']}."
        yield f"type {schema}{row['typname']} ({', '.join(row['labels'])})"
    for row in rows["others"]:
        yield f"{row['kind']} {row['name'].removeprefix('public.')}"


POSTGRES = Reflection(_QUERIES, _tables, _engine)
