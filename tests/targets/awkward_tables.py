"""SQLite tables that are hard to change without loss, with rows and with references to them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Awkward:
    """A table; `column` has a different value in each of its rows."""

    table: str
    column: str
    statements: tuple[str, ...]


TABLES = {
    "four styles of quotes": Awkward(
        'a "b" (c), d',
        'e "f',
        (
            'CREATE TABLE "a ""b"" (c), d" (`g``, (h` INTEGER PRIMARY KEY, "e ""f" TEXT, '
            "[i, j)] TEXT DEFAULT 'k'', (l', 'm n' TEXT, o INT)",
            'CREATE INDEX [p q] ON "a ""b"" (c), d" ("e ""f", [i, j)])',
            """INSERT INTO "a ""b"" (c), d" VALUES (1, 'x', 'y, (', 'z', 2)""",
            """INSERT INTO "a ""b"" (c), d" VALUES (2, NULL, '', '"', 3)""",
        ),
    ),
    "comments": Awkward(
        "books",
        "isbn",
        (
            "CREATE TABLE books ( -- all, that (we have\n  id INTEGER PRIMARY KEY, /* ,) */\n"
            "  isbn TEXT, -- CONSTRAINT isbn UNIQUE (isbn),\n  pages INT /* it's */ NOT NULL"
            " CHECK (pages > 0 /* ) */) -- the last, one)\n)",
            "INSERT INTO books VALUES (1, 'a', 3), (7, 'b', 4), (9, NULL, 5)",
        ),
    ),
    "expressions": Awkward(
        "T",
        "a",
        (
            "CREATE TABLE T (a TEXT DEFAULT (printf('%d, (', ((1 + 2) * 3))), b INT DEFAULT -1,"
            " c REAL DEFAULT 1.5e-3, d BLOB DEFAULT x'2c29', e DEFAULT NULL, "
            "CHECK (a <> '), CONSTRAINT x UNIQUE (a), (' AND (b < 9 OR (b IN (10, 11)))))",
            "INSERT INTO T (a) VALUES ('x'), ('y')",
            "INSERT INTO T VALUES ('z', 10, 2, 'text', x'00ff')",
        ),
    ),
    "generated columns": Awkward(
        "T",
        "a",
        (
            "CREATE TABLE T (b GENERATED ALWAYS AS (a || ', ' || id) STORED, a TEXT, "
            "id INTEGER PRIMARY KEY, c TEXT AS (upper(a)), UNIQUE (c))",
            "CREATE INDEX T_b ON T (b)",
            "INSERT INTO T (id, a) VALUES (3, 'x'), (5, 'y')",
        ),
    ),
    "without rowid": Awkward(
        "T",
        "b",
        (
            "CREATE TABLE T (a TEXT, b INT, c, PRIMARY KEY (a, b)) /* , */ WITHOUT ROWID",
            "INSERT INTO T VALUES ('x', 1, 2), ('x', 2, 2), ('y', 3, x'01')",
        ),
    ),
    "strict": Awkward(
        "T",
        "b",
        (
            "CREATE TABLE T (a INTEGER PRIMARY KEY, b TEXT, c ANY) STRICT",
            "INSERT INTO T VALUES (1, 'x', '012'), (2, 'y', 12), (3, NULL, 1.5)",
        ),
    ),
    "a counter above the rows": Awkward(
        "T",
        "a",
        (
            "CREATE TABLE T (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT)",
            "CREATE TABLE other (id INTEGER PRIMARY KEY AUTOINCREMENT)",
            "INSERT INTO other VALUES (77)",
            "INSERT INTO T VALUES (1, 'x'), (50, 'y'), (60, 'z')",
            "DELETE FROM T WHERE id > 1",
        ),
    ),
    "a counter without rows": Awkward(
        "T",
        "a",
        (
            "CREATE TABLE T (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT)",
            "INSERT INTO T VALUES (50, 'y')",
            "DELETE FROM T",
        ),
    ),
    "a counter that never counted": Awkward(
        "T", "a", ("CREATE TABLE T (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT)",)
    ),
    "a self reference that restricts": Awkward(
        "T",
        "a",
        (
            "CREATE TABLE `T` (`id` INTEGER PRIMARY KEY, a TEXT, "
            "`up` INTEGER REFERENCES `T` (`id`) ON DELETE RESTRICT ON UPDATE CASCADE, "
            'also INTEGER, CONSTRAINT "T_also" FOREIGN KEY (also) REFERENCES t ON DELETE SET NULL)',
            "INSERT INTO T VALUES (1, 'x', NULL, 2), (2, 'y', 1, 3), (3, 'z', 2, NULL)",
        ),
    ),
    "a self reference that waits": Awkward(
        "T",
        "a",
        (
            "CREATE TABLE T (id INTEGER PRIMARY KEY, a TEXT, up INTEGER NOT NULL "
            "REFERENCES T (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED)",
            "INSERT INTO T VALUES (2, 'x', 1), (1, 'y', 2)",
        ),
    ),
    "tables that refer to it": Awkward(
        "T",
        "a",
        (
            "CREATE TABLE early (t INTEGER REFERENCES T ON DELETE CASCADE)",
            "CREATE TABLE `T` (id INTEGER PRIMARY KEY, a TEXT, b TEXT NOT NULL UNIQUE)",
            "CREATE TABLE cascades (t INTEGER NOT NULL REFERENCES `T` (`id`) ON DELETE CASCADE)",
            "CREATE TABLE nulls (t INTEGER REFERENCES t(id) ON DELETE SET NULL)",
            'CREATE TABLE restricts (t INTEGER, FOREIGN KEY (t) REFERENCES "T" ("id"))',
            "CREATE TABLE by_name "
            "(t TEXT REFERENCES [T] (b) ON DELETE SET DEFAULT ON UPDATE CASCADE)",
            "INSERT INTO T VALUES (1, 'x', 'p'), (2, 'y', 'q'), (3, NULL, 'r')",
            *(
                f"INSERT INTO {name} VALUES (1), (2)"
                for name in ("early", "cascades", "nulls", "restricts")
            ),
            "INSERT INTO by_name VALUES ('p'), ('q')",
        ),
    ),
    "views and triggers": Awkward(
        "T",
        "a",
        (
            "CREATE TABLE T (id INTEGER PRIMARY KEY, a TEXT)",
            "CREATE TABLE log (line TEXT)",
            'CREATE VIEW V AS SELECT id, a, \'T "T__old"\' AS "T" FROM T -- of T',
            "CREATE VIEW W AS SELECT V.a FROM V JOIN [T] ON T.id = V.id",
            "CREATE TRIGGER T AFTER INSERT ON t BEGIN INSERT INTO log VALUES (new.a); "
            "UPDATE T SET a = a WHERE id = new.id; END",
            "CREATE TRIGGER away INSTEAD OF DELETE ON V BEGIN DELETE FROM T WHERE id = old.id; END",
            "CREATE TRIGGER logged AFTER DELETE ON log WHEN (SELECT count(*) FROM T) > 0 "
            'BEGIN DELETE FROM "T" WHERE a = old.line; END',
            "INSERT INTO T VALUES (1, 'x'), (2, 'y')",
        ),
    ),
    "indexes": Awkward(
        "T",
        "a",
        (
            "CREATE TABLE T (id TEXT PRIMARY KEY COLLATE NOCASE, a TEXT, b INT, UNIQUE (b, a))",
            "CREATE UNIQUE INDEX partial ON T (b) WHERE a IS NOT NULL AND b > 100",
            "CREATE INDEX expression ON T (lower(a), b DESC, a || ',' COLLATE NOCASE)",
            'CREATE INDEX "where" ON t (b) WHERE T.b <> 3',
            "INSERT INTO T VALUES ('i', 'x', 1), ('j', 'y', 200), ('k', NULL, 200)",
            "ANALYZE",
        ),
    ),
    "constraints of every kind": Awkward(
        "T",
        "a",
        (
            "CREATE TABLE T (a TEXT CONSTRAINT a_filled NOT NULL ON CONFLICT IGNORE "
            "CONSTRAINT a_short CHECK (length(a) < 9) COLLATE NOCASE UNIQUE ON CONFLICT REPLACE, "
            "b INT NULL DEFAULT 3 CONSTRAINT b_key REFERENCES other (id) ON DELETE SET NULL "
            "NOT DEFERRABLE INITIALLY IMMEDIATE, c INT REFERENCES other ON UPDATE SET DEFAULT, "
            "CHECK (T.b > 0) CONSTRAINT c_check CHECK (c > 0) UNIQUE (b) ON CONFLICT FAIL "
            "FOREIGN KEY (c) REFERENCES other (id) MATCH FULL, PRIMARY KEY (a, b))",
            "CREATE TABLE other (id INTEGER PRIMARY KEY)",
            "INSERT INTO other VALUES (1), (3)",
            "INSERT INTO T VALUES ('x', 1, 3), ('y', 3, NULL)",
        ),
    ),
    "names that the helpers might take": Awkward(
        "T",
        "a",
        (
            'CREATE TABLE T (a TEXT, "T__old" TEXT DEFAULT \'"T__old"\', up INT REFERENCES T (b), '
            "b INTEGER PRIMARY KEY)",
            "CREATE TABLE t__OLD (a REFERENCES T)",
            "CREATE VIEW T__new AS SELECT a, '\"T__old_\"' FROM T",
            "CREATE INDEX T__old_ ON T (a)",
            "INSERT INTO T VALUES ('x', 'y', NULL, 1), ('y', 'z', 1, 2)",
            "INSERT INTO t__OLD VALUES (1)",
        ),
    ),
    "words of SQL and of JavaScript": Awkward(
        "order",
        "constructor",
        (
            'CREATE TABLE "order" (constructor TEXT, __proto__ INT, "check" INT, toString TEXT, '
            '"constraint" TEXT, [unique] TEXT CHECK ("check" > 0))',
            'CREATE UNIQUE INDEX "index" ON "order" (constructor)',
            'CREATE TABLE child ("order" TEXT REFERENCES "order" (constructor))',
            """INSERT INTO "order" VALUES ('x', 1, 1, 'a', 'b', 'c'), ('y', 2, 1, 'a', 'b', 'c')""",
        ),
    ),
    "letters beyond ASCII": Awkward(
        "Größe",
        "naïveté",
        (
            "CREATE TABLE Größe (id INTEGER PRIMARY KEY, naïveté TEXT, 日本 TEXT DEFAULT '本', "
            "\U0001f600 TEXT)",
            "INSERT INTO Größe VALUES (1, 'ä', '語', '\U0001f601'), (2, 'ö', '', NULL)",
        ),
    ),
    "names that differ by the case of a letter beyond ASCII": Awkward(
        "Ä",
        "a",
        (
            "CREATE TABLE Ä (id INTEGER PRIMARY KEY, a TEXT)",
            "CREATE TABLE ä (id INTEGER PRIMARY KEY, b TEXT REFERENCES Ä (id))",
            "CREATE INDEX one ON Ä (a)",
            "CREATE INDEX other ON ä (b)",
            "CREATE TRIGGER third AFTER INSERT ON ä BEGIN SELECT 1; END",
            "INSERT INTO Ä VALUES (1, 'x'), (2, 'y')",
        ),
    ),
    "blanks of every kind": Awkward(
        "T",
        "a",
        (
            "CREATE TABLE T\f(\r\n\tid INTEGER\tPRIMARY\nKEY\r,\fa TEXT\n,b TEXT "
            "CONSTRAINT\nB\tUNIQUE)",
            "INSERT INTO T VALUES (1, 'x', 'a\nb'), (2, 'y', NULL)",
        ),
    ),
    "the result of a query": Awkward(
        "T", "a", ("CREATE TABLE T AS SELECT 1 AS id, 'x' AS a UNION SELECT 2, 'y'",)
    ),
    "rows older than a column": Awkward(
        "T",
        "a",
        (
            "CREATE TABLE T (a TEXT PRIMARY KEY)",
            "INSERT INTO T VALUES ('x'), ('y')",
            "ALTER TABLE T ADD COLUMN n INTEGER NOT NULL DEFAULT 3",
            "ALTER TABLE T ADD COLUMN up TEXT REFERENCES T (a)",
            "INSERT INTO T VALUES ('z', 4, NULL)",
        ),
    ),
    "values of every kind": Awkward(
        "T",
        "a",
        (
            "CREATE TABLE T (a BLOB, b NUMERIC, c DATETIME, d UUID, e TINYINT(1), f VARCHAR(3), g)",
            "INSERT INTO T VALUES (x'00', 9223372036854775807, '2020-01-01', '12', 1, 12, 12), "
            "('x', 1.0, 1e300, 'ab', '1', x'ff', '12'), "
            "(NULL, '1.10', -0.0, 1, 7, 'long text', NULL)",
        ),
    ),
    "rows that refer to none": Awkward(
        "T",
        "a",
        (
            "CREATE TABLE T (id INTEGER PRIMARY KEY, a TEXT)",
            "CREATE TABLE child (t INTEGER)",
            "INSERT INTO T VALUES (1, 'x')",
            "INSERT INTO child VALUES (1), (2)",
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET sql = 'CREATE TABLE child (t INTEGER REFERENCES T (id))' "
            "WHERE name = 'child'",
            "PRAGMA writable_schema = RESET",
        ),
    ),
}
