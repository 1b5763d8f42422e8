"""The queries on PostgreSQL's catalogue."""

from __future__ import annotations

# Not part of the system or of an extension.
_USER = """n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' AND NOT EXISTS (
  SELECT FROM pg_depend d WHERE d.classid = '{catalogue}'::regclass AND d.objid = {oid}
    AND d.deptype = 'e')"""
_OF_CLASS = _USER.format(catalogue="pg_class", oid="c.oid")
_TABLES = f"""SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND {_OF_CLASS}"""
# CREATE EXTENSION makes it where it is.
_INSTALLABLE = "e.extnamespace IN ('public'::regnamespace, 'pg_catalog'::regnamespace)"

# What CREATE TYPE or CREATE DOMAIN made: of a column, of the items of an array, or below a domain.
# Enum types of columns and domains of columns are read as such.
_OWN_TYPE = """EXISTS (SELECT FROM pg_type b
    LEFT JOIN pg_type i ON i.oid = b.typelem AND b.typcategory = 'A'
    JOIN pg_type u ON u.oid = coalesce(i.oid, b.oid)
    JOIN pg_namespace un ON un.oid = u.typnamespace
  WHERE b.oid = CASE y.typtype WHEN 'd' THEN y.typbasetype ELSE y.oid END
    AND un.nspname NOT IN ('pg_catalog', 'information_schema')
    AND (u.typtype IN ('b', 'c', 'r', 'm', 'd') OR (u.typtype = 'e' AND y.typtype = 'd'))
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass
      AND d.objid = u.oid AND d.deptype = 'e'))"""

QUERIES = {
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
          {_OWN_TYPE} AS own_type,
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
          EXISTS (SELECT FROM pg_attribute o WHERE o.attrelid = x.indexrelid
            AND o.attoptions IS NOT NULL) AS has_parameters,
          EXISTS (SELECT FROM unnest(x.indclass::oid[]) u (oid)
            JOIN pg_opclass o ON o.oid = u.oid
            JOIN pg_depend d ON d.classid = 'pg_opclass'::regclass AND d.objid = o.oid
              AND d.deptype = 'e'
            JOIN pg_extension e ON e.oid = d.refobjid AND NOT ({_INSTALLABLE})
            WHERE NOT EXISTS (SELECT FROM pg_depend t WHERE t.classid = 'pg_type'::regclass
              AND t.objid = o.opcintype AND t.deptype = 'e' AND t.refobjid = d.refobjid)
            ) AS needs_extension,
          (SELECT json_agg(CASE WHEN o.opcdefault THEN NULL
              WHEN o.opcnamespace IN ('pg_catalog'::regnamespace, 'public'::regnamespace)
              THEN o.opcname ELSE o.opcnamespace::regnamespace || '.' || o.opcname END
              ORDER BY k.place)
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
    "text_configurations": f"""
        SELECT t.cfgname AS name FROM pg_ts_config t JOIN pg_namespace n ON n.oid = t.cfgnamespace
        WHERE {_USER.format(catalogue="pg_ts_config", oid="t.oid")}""",
    "extension_functions": f"""
        SELECT DISTINCT p.proname AS name FROM pg_depend d
        JOIN pg_proc p ON d.classid = 'pg_proc'::regclass AND p.oid = d.objid
        JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND e.oid = d.refobjid
        WHERE d.deptype = 'e' AND e.extname <> 'plpgsql' AND NOT ({_INSTALLABLE})""",
    # Needed: a column, a default, a constraint or an index depends on a part of it.
    "extensions": f"""SELECT e.extname AS name, {_INSTALLABLE} AS installable, EXISTS (
          SELECT FROM pg_depend m JOIN pg_depend u ON u.refclassid = m.classid
            AND u.refobjid = m.objid AND u.deptype <> 'e'
          WHERE m.refclassid = 'pg_extension'::regclass AND m.refobjid = e.oid AND m.deptype = 'e'
            AND u.classid IN ('pg_class'::regclass, 'pg_attrdef'::regclass,
              'pg_constraint'::regclass)
            AND NOT EXISTS (SELECT FROM pg_constraint x WHERE x.contype = 'x'
              AND u.objid IN (x.oid, x.conindid))
        ) OR EXISTS (
          SELECT FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid
          JOIN pg_depend m ON m.classid = 'pg_type'::regclass AND m.objid = y.typelem
          WHERE m.refclassid = 'pg_extension'::regclass AND m.refobjid = e.oid AND m.deptype = 'e'
            AND a.attrelid IN ({_TABLES})
        ) AS needed
        FROM pg_extension e WHERE e.extname <> 'plpgsql' ORDER BY e.extname""",
}
# Types are then written without the schemas that people's own search path would have.
BEFORE = (
    "BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "SET LOCAL search_path = public",
)
