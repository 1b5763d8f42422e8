"""Changes of tables on SQLite and MySQL, for revisions.

Revisions of every age call these functions: this file is never changed.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from alembic import op


def quote(name: str) -> str:
    return op.get_context().dialect.identifier_preparer.quote_identifier(name)


def stop_at_rows(reason: str, query: str) -> None:
    """Stop the revision before it changes anything if rows do not allow a change of it.

    Names in braces are quoted.
    """
    if op.get_context().as_sql:
        return
    sql = quoted(query)
    counted = op.get_bind().exec_driver_sql(
        f"SELECT count(*) FROM ({sql}) AS found",
        execution_options={"no_parameters": True},
    )
    if count := counted.scalar_one():
        words = " ".join(sql.split())
        raise ValueError(f"{reason}, but {count} rows do not allow it: {words}")


def quoted(sql: str) -> str:
    """Quote each `{name}`; braces of the SQL itself are doubled."""
    return re.sub(
        r"\{([^{}]+)\}|\{\{|\}\}",
        lambda found: quote(found[1]) if found[1] else found[0][0],
        sql,
    )


def execute(sql: str) -> None:
    """Execute SQL whose names in braces are quoted."""
    run(quoted(sql))


def run(sql: str) -> None:
    """Execute a statement without parameters; a colon before a word would be one."""
    op.execute(sql.replace(":", r"\:"))


def drop_reference(table: str, column: str, index: str | None = None) -> None:
    """Drop a column with its foreign key, without which MySQL keeps column and index."""
    if op.get_context().dialect.name in ("mysql", "mariadb"):
        for key in keys_of(table, column):
            op.drop_constraint(key["name"], table, type_="foreignkey")
    if index:
        op.drop_index(index, table_name=table)
    op.drop_column(table, column)


def keys_of(table: str, column: str, name: str | None = None) -> list[Any]:
    """Return the foreign keys of a column, whose names depend on how they were added.

    Without a connection it is the key of that name.
    """
    if op.get_context().as_sql:
        return [{"name": name or f"{table}_{column}_foreign_idx"}]
    return [
        key
        for key in sa.inspect(op.get_bind()).get_foreign_keys(table)
        if key["constrained_columns"] == [column]
    ]


def drop_index(name: str, table: str, column: str) -> None:
    if op.get_context().dialect.name not in ("mysql", "mariadb"):
        op.drop_index(name, table_name=table)
        return
    drop_mysql_index(name, table, column)


def add_unique(name: str, table: str, column: str) -> None:
    if op.get_context().dialect.name != "sqlite":
        op.create_unique_constraint(name, table, [column])
        return
    quoted = quote(column)
    query = (
        f"SELECT {quoted} FROM {quote(table)} WHERE {quoted} IS NOT NULL "
        f"GROUP BY {quoted} HAVING count(*) > 1 LIMIT 1"
    )
    refuse_rows(table, name, query)
    rebuild_table(table, with_clause(f"CONSTRAINT {quote(name)} UNIQUE ({quoted})"))


def drop_unique(name: str, table: str, column: str) -> None:
    if op.get_context().dialect.name == "sqlite":
        rebuild_table(table, without_unique(table, name, column))
        return
    if op.get_context().dialect.name in ("mysql", "mariadb"):
        drop_mysql_index(name, table, column)
        return
    op.drop_constraint(name, table, type_="unique")


def add_foreign_key(
    name: str,
    table: str,
    target: str,
    column: str,
    key: str,
    *,
    onupdate: str,
    ondelete: str,
) -> None:
    if op.get_context().dialect.name != "sqlite":
        op.create_foreign_key(
            name,
            table,
            target,
            [column],
            [key],
            onupdate=onupdate,
            ondelete=ondelete,
        )
        return
    reference = (
        f"REFERENCES {quote(target)} ({quote(key)}) "
        f"ON DELETE {ondelete} ON UPDATE {onupdate}"
    )
    edit_table(table, with_reference(table, column, reference))
    refuse_rows(table, name, f"PRAGMA foreign_key_check({quote(table)})")


def drop_foreign_key(name: str, table: str, column: str) -> None:
    if op.get_context().dialect.name == "sqlite":
        edit_table(table, without_foreign_key(table, name, column))
        return
    if op.get_context().dialect.name not in ("mysql", "mariadb"):
        op.drop_constraint(name, table, type_="foreignkey")
        return
    for key in keys_of(table, column, name):
        op.drop_constraint(key["name"], table, type_="foreignkey")
        if op.get_context().as_sql:
            continue
        # MySQL leaves the index that it made for the key.
        indexes = sa.inspect(op.get_bind()).get_indexes(table)
        if any(index["name"] == key["name"] for index in indexes):
            op.drop_index(key["name"], table_name=table)


def add_check(name: str, table: str, condition: str) -> None:
    if op.get_context().dialect.name != "sqlite":
        op.create_check_constraint(name, table, sa.literal_column(condition))
        return
    query = f"SELECT * FROM {quote(table)} WHERE NOT ({condition}) LIMIT 1"
    refuse_rows(table, name, query)
    edit_table(table, with_clause(f"CONSTRAINT {quote(name)} CHECK ({condition})"))


def drop_check(name: str, table: str) -> None:
    if op.get_context().dialect.name == "sqlite":
        edit_table(table, without_constraint(table, name))
    else:
        op.drop_constraint(name, table, type_="check")


def rename_column(table: str, old: str, new: str) -> None:
    run(f"ALTER TABLE {quote(table)} RENAME COLUMN {quote(old)} TO {quote(new)}")


def rename_index(table: str, old: str, new: str) -> None:
    if op.get_context().dialect.name == "sqlite":
        query = "SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?"
        sql = op.get_bind().exec_driver_sql(query, (old,)).scalar_one()
        tokens = [token[0] for token in TOKEN.finditer(sql)]
        at = next(at for at, token in enumerate(tokens) if name_of(token) == old)
        tokens[at] = quote(new)
        op.drop_index(old, table_name=table)
        op.get_bind().exec_driver_sql("".join(tokens))
        return
    if op.get_context().dialect.name in ("mysql", "mariadb"):
        run(f"ALTER TABLE {quote(table)} RENAME INDEX {quote(old)} TO {quote(new)}")
        return


def rename_unique(table: str, old: str, new: str) -> None:
    if op.get_context().dialect.name == "sqlite":
        edit_table(table, with_name(old, new))
        return
    if op.get_context().dialect.name in ("mysql", "mariadb"):
        run(f"ALTER TABLE {quote(table)} RENAME INDEX {quote(old)} TO {quote(new)}")
        return


def rename_foreign_key(table: str, old: str, new: str, column: str) -> None:
    if op.get_context().dialect.name == "sqlite":
        edit_table(table, with_name(old, new))
        return
    # MySQL has no statement that renames a foreign key.
    keys = keys_of(table, column)
    actions = {key["name"]: actions_of(table, key["name"]) for key in keys}
    drop_foreign_key(old, table, column)
    for key in keys:
        on_update, on_delete = actions[key["name"]]
        op.create_foreign_key(
            new,
            table,
            key["referred_table"],
            [column],
            key["referred_columns"],
            onupdate=on_update,
            ondelete=on_delete,
        )


def rename_check(table: str, old: str, new: str, condition: str) -> None:
    if op.get_context().dialect.name == "sqlite":
        edit_table(table, with_name(old, new))
        return
    # MySQL has no statement that renames a CHECK.
    op.drop_constraint(old, table, type_="check")
    op.create_check_constraint(new, table, sa.literal_column(condition))


def add_composite_key(
    name: str,
    table: str,
    target: str,
    columns: list[str],
    keys: list[str],
    *,
    onupdate: str,
    ondelete: str,
) -> None:
    """Add a foreign key of several columns."""
    if op.get_context().dialect.name != "sqlite":
        op.create_foreign_key(
            name,
            table,
            target,
            columns,
            keys,
            onupdate=onupdate,
            ondelete=ondelete,
        )
        return
    own, others = (", ".join(map(quote, each)) for each in (columns, keys))
    clause = (
        f"CONSTRAINT {quote(name)} FOREIGN KEY ({own}) "
        f"REFERENCES {quote(target)} ({others}) "
        f"ON DELETE {ondelete} ON UPDATE {onupdate}"
    )
    edit_table(table, with_clause(clause))
    refuse_rows(table, name, f"PRAGMA foreign_key_check({quote(table)})")


def drop_composite_key(name: str, table: str, columns: list[str]) -> None:
    if op.get_context().dialect.name == "sqlite":
        edit_table(table, without_composite_key(table, name, columns))
        return
    op.drop_constraint(name, table, type_="foreignkey")
    if op.get_context().dialect.name not in ("mysql", "mariadb"):
        return
    if not op.get_context().as_sql:
        # MySQL leaves the index that it made for the key.
        indexes = sa.inspect(op.get_bind()).get_indexes(table)
        if any(index["name"] == name for index in indexes):
            op.drop_index(name, table_name=table)


def rename_composite_key(
    table: str,
    old: str,
    new: str,
    target: str,
    columns: list[str],
    keys: list[str],
    *,
    onupdate: str,
    ondelete: str,
) -> None:
    if op.get_context().dialect.name == "sqlite":
        edit_table(table, with_name(old, new))
        return
    # MySQL has no statement that renames a foreign key.
    drop_composite_key(old, table, columns)
    op.create_foreign_key(
        new, table, target, columns, keys, onupdate=onupdate, ondelete=ondelete
    )


def fill(table: str, column: str, value: str) -> None:
    """Give rows without a value the value of an SQL expression."""
    name = quote(column)
    run(f"UPDATE {quote(table)} SET {name} = {value} WHERE {name} IS NULL")


def alter_column(
    table: str,
    old: sa.Column[Any],
    new: sa.Column[Any],
    *,
    values: Mapping[str, str | None] | None = None,
    sqlite_using: str | None = None,
    mysql_using: str | None = None,
) -> None:
    """Change a column's type, nullability, default and comment.

    `values` leads from stored values to those that take their place. The expressions
    give each row's value of the new type, where the database does not convert it.
    """
    if op.get_context().dialect.name == "sqlite":
        alter_sqlite_column(table, old, new, values or {}, sqlite_using)
        return
    alter_mysql_column(table, old, new, values or {}, mysql_using)


def map_values(table: str, column: str, values: Mapping[str, str | None]) -> None:
    if values:
        rows = sa.table(table, sa.column(column))
        name = rows.c[column]
        mapped = sa.case(dict(values), value=name)
        op.execute(rows.update().where(name.in_(values)).values({column: mapped}))


def alter_sqlite_column(
    table: str,
    old: sa.Column[Any],
    new: sa.Column[Any],
    values: Mapping[str, str | None],
    using: str | None,
) -> None:
    (name, before), (_, after) = parts_of(old), parts_of(new)
    column = quote(name)
    if before.get("DEFAULT") != after.get("DEFAULT"):
        # Rows older than an ADD COLUMN have no value of their own: they read the default.
        run(f"UPDATE {quote(table)} SET {column} = {column}")
    map_values(table, name, values)
    if using and new.primary_key:
        rebuild_table(table, with_column(table, new), {name: using})
        return
    if before != after and new.primary_key:
        rebuild_table(table, with_column(table, new))
        return
    edit_stored(table, with_column(table, new))
    if using or affinity(before["type"]) != affinity(after["type"]):
        run(f"UPDATE {quote(table)} SET {column} = {using or column}")
        run(f"REINDEX {quote(table)}")
    check_table(table)


def parts_of(column: sa.Column[Any]) -> tuple[str, dict[str, str]]:
    """Return a column's name, and its type and constraints by their keywords."""
    _, (head, *others), _ = split_definition(f"CREATE TABLE t ({definition(column)})")
    parts = {each.kind: " ".join(each.words) for each in others}
    return column.name, {"type": " ".join(head.words[1:]), **parts}


def affinity(words: str) -> str:
    """Return the affinity of a type (https://www.sqlite.org/datatype3.html)."""
    for affinity, found in {
        "INTEGER": "INT",
        "TEXT": "CHAR|CLOB|TEXT",
        "BLOB": r"BLOB|\A\Z",
        "REAL": "REAL|FLOA|DOUB",
    }.items():
        if re.search(found, words, re.IGNORECASE):
            return affinity
    return "NUMERIC"


def alter_mysql_column(
    table: str,
    old: sa.Column[Any],
    new: sa.Column[Any],
    values: Mapping[str, str | None],
    using: str | None,
) -> None:
    middle = type_between(old.type, new.type, values)
    if middle is not None:
        modify(table, old, sa.Column(old.name, middle, nullable=old.nullable))
    map_values(table, new.name, values)
    if using:
        column = quote(new.name)
        modify(table, old, sa.Column(new.name, new.type, nullable=not new.primary_key))
        run(f"UPDATE {quote(table)} SET {column} = {using}")
    modify(table, old, new)


def type_between(
    old: sa.types.TypeEngine[Any],
    new: sa.types.TypeEngine[Any],
    values: Mapping[str, str | None],
) -> sa.types.TypeEngine[Any] | None:
    """Return a type that holds the values before and after, where MySQL needs one."""
    if isinstance(old, sa.Enum) and isinstance(new, sa.Enum):
        others = [value for value in new.enums if value not in old.enums]
        return sa.Enum(*old.enums, *others) if values and others else None
    room = old.length if isinstance(old, sa.String) else None
    texts = [text for text in values.values() if text is not None]
    longest = max(map(len, texts), default=0)
    enums = [each for each in (old, new) if isinstance(each, sa.Enum)]
    if enums and not all(isinstance(each, sa.String) for each in (old, new)):
        # As a number, a value of an enum is its place in the list.
        return sa.String(max(longest, room or 64))
    return sa.String(longest) if room is not None and longest > room else None


def modify(table: str, old: sa.Column[Any], new: sa.Column[Any]) -> None:
    # MySQL forgets what a MODIFY does not repeat.
    op.alter_column(
        table,
        new.name,
        existing_type=old.type,
        type_=new.type,
        existing_nullable=old.nullable,
        nullable=new.nullable,
        server_default=new.server_default,
        comment=new.comment,
        autoincrement=bool(new.primary_key and new.autoincrement and is_number(new)),
    )


def is_number(column: sa.Column[Any]) -> bool:
    return isinstance(column.type, sa.Integer)


def change_primary_key(
    table: str,
    old: Sequence[str],
    new: Sequence[str],
    *,
    add: Sequence[sa.Column[Any]] = (),
    drop: Sequence[str] = (),
) -> None:
    """Make other columns the primary key.

    `add` and `drop` are columns that count up, which come and go with it.
    """
    if op.get_context().dialect.name == "sqlite":
        rebuild_table(table, with_primary_key(table, new, add, drop), dropped=drop)
        return
    parts = mysql_key_parts(table, old, add, drop)
    parts += [f"DROP COLUMN {quote(name)}" for name in drop]
    if new:
        parts.append(f"ADD PRIMARY KEY ({', '.join(map(quote, new))})")
    run(f"ALTER TABLE {quote(table)} {', '.join(parts)}")


def mysql_key_parts(
    table: str, old: Sequence[str], add: Sequence[sa.Column[Any]], drop: Sequence[str]
) -> list[str]:
    # MySQL has a column that counts up in a key only.
    for name in drop:
        run(f"ALTER TABLE {quote(table)} MODIFY {quote(name)} BIGINT NOT NULL")
    parts = ["DROP PRIMARY KEY"] if old else []
    for column in add:
        words = column.type.compile(dialect=op.get_context().dialect)
        name = quote(column.name)
        parts.append(f"ADD COLUMN {name} {words} NOT NULL AUTO_INCREMENT")
    return parts


def drop_mysql_index(name: str, table: str, column: str) -> None:
    """Drop an index; a foreign key that it served gets back an index of its own.

    MySQL drops that one by itself as soon as another index serves the foreign key.
    """
    inspector = sa.inspect(op.get_bind())
    leading = {
        index["column_names"][0]
        for index in inspector.get_indexes(table)
        if index["name"] != name
    }
    leading.update(inspector.get_pk_constraint(table)["constrained_columns"][:1])
    keys = [
        key
        for key in inspector.get_foreign_keys(table)
        if key["constrained_columns"] == [column] and column not in leading
    ]
    actions = {key["name"]: actions_of(table, key["name"] or "") for key in keys}
    for key in keys:
        op.drop_constraint(key["name"] or "", table, type_="foreignkey")
    op.drop_index(name, table_name=table)
    for key in keys:
        on_update, on_delete = actions[key["name"]]
        op.create_foreign_key(
            key["name"],
            table,
            key["referred_table"],
            [column],
            key["referred_columns"],
            onupdate=on_update,
            ondelete=on_delete,
        )


def actions_of(table: str, name: str) -> tuple[str, str]:
    """Return ON UPDATE and ON DELETE of a foreign key: reflection omits NO ACTION."""
    found = op.get_bind().execute(
        sa.text(
            "SELECT UPDATE_RULE, DELETE_RULE FROM information_schema.REFERENTIAL_CONSTRAINTS"
            " WHERE CONSTRAINT_SCHEMA = DATABASE() AND TABLE_NAME = :t AND CONSTRAINT_NAME = :n"
        ),
        {"t": table, "n": name},
    )
    on_update, on_delete = found.one()
    return on_update, on_delete


def refuse_rows(table: str, name: str, query: str) -> None:
    if op.get_bind().exec_driver_sql(query).first():
        raise ValueError(f"{table} has rows that {name} does not allow: {query}")


# Quoted names and strings, comments, blanks, words, and single characters.
TOKEN = re.compile(
    r"""(["'`])(?:(?!\1).|\1\1)*\1|\[[^]]*]|--[^\n]*|/\*.*?(?:\*/|\Z)"""
    r"""|[ \t\n\f\r]+|[\w$\x80-\U0010ffff]+|.""",
    re.DOTALL,
)
BLANK = re.compile(r"--|/\*|[ \t\n\f\r]")
CONSTRAINT = re.compile(
    "AS|CHECK|COLLATE|CONSTRAINT|DEFAULT|FOREIGN|GENERATED|NOT|NULL|PRIMARY"
    "|REFERENCES|UNIQUE",
    re.IGNORECASE,
)


@dataclass
class Clause:
    """A column or a constraint; those of a single column have no comma before them."""

    comma: str = ""
    text: str = ""
    words: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Return its first keyword, after the name of a constraint."""
        words = [word.upper() for word in [*self.words, "", "", ""]]
        return words[2] if words[0] == "CONSTRAINT" else words[0]


Edit = Callable[[list[Clause]], list[Clause]]


def edit_definition(sql: str, edit: Edit) -> str:
    """Edit the clauses of a CREATE TABLE as SQLite stores it."""
    before, clauses, after = split_definition(sql)
    return "".join([before, *(each.comma + each.text for each in edit(clauses)), after])


def split_definition(sql: str) -> tuple[str, list[Clause], str]:
    """Return what is before the clauses of a CREATE TABLE, the clauses, and the rest."""
    tokens = [token[0] for token in TOKEN.finditer(sql)]
    start = at = tokens.index("(") + 1
    clauses, depth = [Clause()], 1
    for at in range(start, len(tokens)):
        token = tokens[at]
        depth += (token == "(") - (token == ")")
        if depth == 0:
            break
        if depth == 1 and token == ",":
            clauses.append(Clause(","))
            continue
        if depth == 1 and begins_constraint(tokens, at, clauses[-1].words):
            clauses.append(Clause())
        clauses[-1].text += token
        if not BLANK.match(token):
            clauses[-1].words.append(token)
    return "".join(tokens[:start]), clauses, "".join(tokens[at:])


def begins_constraint(tokens: list[str], at: int, words: list[str]) -> bool:
    if not words or not CONSTRAINT.fullmatch(tokens[at]):
        return False
    here, before = tokens[at].upper(), [word.upper() for word in words]
    ahead = (token.upper() for token in tokens[at + 1 :] if not BLANK.match(token))
    return not (
        before[-2:-1] == ["CONSTRAINT"]
        or before[-1] in ("ALWAYS", "DEFAULT", "NOT", "SET")
        or (here == "NOT" and next(ahead, "") == "DEFERRABLE")
        or (here == "REFERENCES" and "FOREIGN" in before)
    )


def with_clause(text: str) -> Edit:
    return lambda clauses: [*clauses, Clause(",", f" {text}")]


def without_constraint(
    table: str, name: str, is_nameless: Callable[[Clause], bool] = lambda _: False
) -> Edit:
    def is_named(clause: Clause) -> bool:
        word, given = [*clause.words, "", ""][:2]
        return word.upper() == "CONSTRAINT" and name_of(given) == name

    def edit(clauses: list[Clause]) -> list[Clause]:
        found = [*filter(is_named, clauses), *filter(is_nameless, clauses)]
        if not found:
            raise ValueError(f"{table} has no constraint {name}")
        return without(clauses, found[0])

    return edit


def without(clauses: list[Clause], gone: Clause) -> list[Clause]:
    at = next(at for at, each in enumerate(clauses) if each is gone)
    rest = clauses[at + 1 :]
    if not gone.comma and (not rest or rest[0].comma):
        clauses[at - 1].text = clauses[at - 1].text.rstrip(" ")
    if rest:
        # SQLite needs no comma between constraints: the next one takes this one's.
        rest[0].comma = rest[0].comma or gone.comma
    return clauses[:at] + rest


def without_unique(table: str, name: str, column: str) -> Edit:
    """Remove a unique constraint, which has no name in a table that Sequelize made."""

    def is_nameless(clause: Clause) -> bool:
        word, _, given, end = [*clause.words, "", "", "", ""][:4]
        return word.upper() == "UNIQUE" and name_of(given) == column and end == ")"

    return without_constraint(table, name, is_nameless)


def with_reference(table: str, column: str, text: str) -> Edit:
    """Add a foreign key to its column's definition, where DROP COLUMN drops it too."""

    def edit(clauses: list[Clause]) -> list[Clause]:
        _, end = column_at(table, clauses, column)
        return [*clauses[:end], Clause("", f" {text}"), *clauses[end:]]

    return edit


def without_foreign_key(table: str, name: str, column: str) -> Edit:
    """Remove a foreign key, which may have no name, or be in its column's definition."""

    def is_nameless(clause: Clause) -> bool:
        word, _, _, given, end = [*clause.words, "", "", "", "", ""][:5]
        return word.upper() == "FOREIGN" and name_of(given) == column and end == ")"

    def edit(clauses: list[Clause]) -> list[Clause]:
        start, end = column_at(table, clauses, column)
        beside = [each for each in clauses[start:end] if each.kind == "REFERENCES"]
        if beside:
            return without(clauses, beside[0])
        return without_constraint(table, name, is_nameless)(clauses)

    return edit


def without_composite_key(table: str, name: str, columns: list[str]) -> Edit:
    """Remove a foreign key, which has no name where another tool made it."""

    def is_nameless(clause: Clause) -> bool:
        words = clause.words
        if not words or words[0].upper() != "FOREIGN":
            return False
        own = words[3 : words.index(")")]
        return [name_of(word) for word in own if word != ","] == columns

    return without_constraint(table, name, is_nameless)


def with_name(old: str, new: str) -> Edit:
    """Rename a constraint, which has no name in a table that Sequelize made."""

    def edit(clauses: list[Clause]) -> list[Clause]:
        for clause in clauses:
            word, given = [*clause.words, "", ""][:2]
            if word.upper() == "CONSTRAINT" and name_of(given) == old:
                clause.text = clause.text.replace(given, quote(new), 1)
        return clauses

    return edit


# What a column's definition repeats where it is written again.
REPEATED = ("COLLATE", "DEFAULT", "NOT", "NULL")


def with_column(table: str, column: sa.Column[Any]) -> Edit:
    """Define a column again; what else is declared beside it stays."""
    _, made, _ = split_definition(f"CREATE TABLE t ({definition(column)})")

    def edit(clauses: list[Clause]) -> list[Clause]:
        start, end = column_at(table, clauses, column.name)
        head, *own = clauses[start:end]
        at = head.text.index(head.words[0])
        name = head.text[: at + len(head.words[0])]
        words = made[0].text.strip()[len(made[0].words[0]) :]
        kept = [each for each in own if each.kind not in REPEATED]
        keys = [each for each in made if each.kind == "PRIMARY"]
        others = clauses[end:]
        if keys:
            kept = [each for each in kept if each.kind != "PRIMARY"]
            others = [each for each in others if each.kind != "PRIMARY"]
        for each in kept:
            if each.kind == "PRIMARY":
                each.text = " PRIMARY KEY"
        added = [Clause("", f" {each.text.strip()}") for each in made[1:]]
        for each in kept:
            each.text = f" {each.text.strip()}"
        changed = [Clause(head.comma, f"{name}{words.rstrip()}"), *added, *kept]
        return [*clauses[:start], *changed, *others]

    return edit


def with_primary_key(
    table: str,
    columns: Sequence[str],
    added: Sequence[sa.Column[Any]],
    dropped: Sequence[str],
) -> Edit:
    def edit(clauses: list[Clause]) -> list[Clause]:
        for name in dropped:
            start, end = column_at(table, clauses, name)
            clauses = clauses[:start] + clauses[end:]
        clauses = [each for each in clauses if each.kind != "PRIMARY"]
        made = [definition(column) for column in added]
        ends = [each.comma and is_of_table(each) for each in clauses]
        at = ends.index(True) if True in ends else len(clauses)
        new = [Clause(",", f" {text}") for text in made]
        clauses = [*clauses[:at], *new, *clauses[at:]]
        if clauses:
            clauses[0].comma = ""
        if columns and not any("PRIMARY KEY" in text for text in made):
            names = ", ".join(map(quote, columns))
            clauses.append(Clause(",", f" PRIMARY KEY ({names})"))
        return clauses

    return edit


def is_of_table(clause: Clause) -> bool:
    """Return whether a clause that begins a part is a constraint of the table."""
    first = clause.words[0].upper() if clause.words else ""
    return first in ("CHECK", "CONSTRAINT", "FOREIGN", "PRIMARY", "UNIQUE")


def column_at(table: str, clauses: list[Clause], column: str) -> tuple[int, int]:
    """Return where the clauses of a column begin and end."""
    firsts = [at for at, clause in enumerate(clauses) if at == 0 or clause.comma]
    for at, end in zip(firsts, [*firsts[1:], len(clauses)], strict=True):
        words = clauses[at].words
        if words and not is_of_table(clauses[at]) and name_of(words[0]) == column:
            return at, end
    raise ValueError(f"{table} has no column {column}")


def definition(column: sa.Column[Any]) -> str:
    """Return a column as CREATE TABLE would have it."""
    if column.table is None:
        counts = column.autoincrement is not False
        sa.Table("t", sa.MetaData(), column, sqlite_autoincrement=counts)
    return str(sa.schema.CreateColumn(column).compile(dialect=op.get_context().dialect))


def edit_table(table: str, edit: Edit) -> None:
    """Edit a SQLite table's definition where it is stored, and check its rows against it."""
    edit_stored(table, edit)
    check_table(table)


def edit_stored(table: str, edit: Edit) -> None:
    run = op.get_bind().exec_driver_sql
    columns = "SELECT name FROM pragma_table_xinfo(?)"
    before = run(columns, (table,)).all()
    query = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?"
    stored = run(query, (table,)).scalar()
    if stored is None:
        raise ValueError(f"there is no table {table}")
    sql = edit_definition(stored, edit)
    if sql == stored:
        return
    write_definitions([("table", table, sql)])
    if run(columns, (table,)).all() != before:
        raise ValueError(f"{table} would have other columns: {sql}")


def rebuild_table(
    table: str,
    edit: Edit,
    values: Mapping[str, str] | None = None,
    dropped: Sequence[str] = (),
) -> None:
    """Make a SQLite table anew from its edited definition, with foreign keys on.

    All that refers to the old table is redirected to the new one before the old one is
    dropped, so that no row of another table is deleted with it. `values` are SQL expressions
    that give columns other values, `dropped` the columns that the edit removes.
    """
    run = op.get_bind().exec_driver_sql
    query = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"
    orphans = "SELECT count(*) FROM pragma_foreign_key_check"
    before, known = run(query).all(), run(orphans).scalar_one()
    of_table = f"{query} AND type <> 'table' AND tbl_name = ? COLLATE NOCASE"
    own = [row.sql for row in run(of_table, (table,))]
    taken = {row.name.lower() for row in before}
    old, made = f"{table}__old", f"{table}__new"
    while not taken.isdisjoint((old.lower(), made.lower())):
        old, made = f"{old}_", f"{made}_"
    source, away, beside = quote(table), quote(old), quote(made)

    def redirect(sql: str) -> str:
        return TOKEN.sub(lambda token: beside if token[0] == away else token[0], sql)

    def sever(clauses: list[Clause]) -> list[Clause]:
        """A row of the old table may refer to another one of it."""
        for clause in clauses:
            if "REFERENCES" in (word.upper() for word in clause.words):
                clause.text = redirect(clause.text)
        return clauses

    run(f"ALTER TABLE {source} RENAME TO {away}")
    renamed = run(query).all()
    (sql,) = (row.sql for row in renamed if row.name == old)
    run(redirect(edit_definition(sql, edit)))
    if "sqlite_sequence" in taken:
        run("UPDATE sqlite_sequence SET name = ? WHERE name = ?", (made, old))
    columns = run("SELECT name FROM pragma_table_info(?)", (old,)).scalars()
    names = [name for name in columns if name not in dropped]
    chosen = [(values or {}).get(name, quote(name)) for name in names]
    listed = ", ".join(map(quote, names))
    select = f"SELECT {', '.join(chosen)} FROM {away}"
    run(f"INSERT OR ABORT INTO {beside} ({listed}) {select}")
    others = [row for row in renamed if row.tbl_name != old and away in row.sql]
    redirected = [(row.type, row.name, redirect(row.sql)) for row in others]
    write_definitions([("table", old, edit_definition(sql, sever)), *redirected])
    run(f"DROP TABLE {away}")
    run(f"ALTER TABLE {beside} RENAME TO {source}")

    # SQLite has quoted the names its own way: the texts go back to what they were.
    changed = {(row.type, row.name) for row in others}
    texts = {(row.type, row.name): row.sql for row in before}
    definition = edit_definition(texts["table", table], edit)
    write_definitions(
        [("table", table, definition), *((*each, texts[each]) for each in changed)]
    )
    for statement in own:
        run(statement)
    check_table(table)
    found = run(orphans).scalar_one()
    if found != known:
        raise ValueError(
            f"{table} cannot be changed: foreign_key_check finds {found} rows, not {known}"
        )


def write_definitions(definitions: Iterable[tuple[str, str, str]]) -> None:
    """Store definitions; the new schema version makes every connection read them."""
    run = op.get_bind().exec_driver_sql
    version = run("PRAGMA schema_version").scalar_one()
    update = "UPDATE sqlite_master SET sql = ? WHERE type = ? AND name = ?"
    run("PRAGMA writable_schema = ON")
    try:
        for kind, name, sql in definitions:
            run(update, (sql, kind, name))
        run(f"PRAGMA schema_version = {version + 1}")
    finally:
        run("PRAGMA writable_schema = RESET")


def check_table(table: str) -> None:
    bind = op.get_bind()
    found = bind.exec_driver_sql(f"PRAGMA quick_check({quote(table)})").scalars().all()
    if found != ["ok"]:
        raise ValueError(f"{table} cannot be changed: {found[0]}")


def name_of(word: str) -> str:
    if not word or word[0] not in "\"'`[":
        return word
    quote, name = word[-1], word[1:-1]
    return name if quote == "]" else name.replace(quote * 2, quote)


def moment(text: str) -> str:
    """A moment in UTC as the column's default has it: MySQL knows no zone."""
    if op.get_context().dialect.name in ("mysql", "mariadb"):
        return text.partition(".")[0]
    return text
