"""The tables of a real database, as values that can be compared and printed line by line."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class ReflectedColumn:
    """A column as the database describes it; `extra` is anything else, such as a comment."""

    name: str
    type: str
    nullable: bool
    default: str | None = None
    extra: str = ""

    def __str__(self) -> str:
        null = "NULL" if self.nullable else "NOT NULL"
        default = f" DEFAULT {self.default}" if self.default is not None else ""
        return f"column {self.name}{_after(self.type)} {null}{default}{_after(self.extra)}"


@dataclass(frozen=True, slots=True)
class ReflectedIndex:
    """An index. `constraint`: it belongs to a UNIQUE constraint. `columns` may be expressions."""

    name: str
    columns: tuple[str, ...]
    unique: bool = False
    where: str = ""
    constraint: bool = False

    def __str__(self) -> str:
        kind = (
            "unique constraint" if self.constraint else "unique index" if self.unique else "index"
        )
        where = f" WHERE {self.where}" if self.where else ""
        return f"{kind}{_after(self.name)} ({', '.join(self.columns)}){where}"


@dataclass(frozen=True, slots=True)
class ReflectedForeignKey:
    """A foreign key; `references` is empty if it names no columns."""

    name: str
    columns: tuple[str, ...]
    table: str
    references: tuple[str, ...]
    on_update: str
    on_delete: str
    extra: str = ""

    def __str__(self) -> str:
        references = f" ({', '.join(self.references)})" if self.references else ""
        return (
            f"foreign key{_after(self.name)} ({', '.join(self.columns)}) → {self.table}{references}"
            f" ON UPDATE {self.on_update} ON DELETE {self.on_delete}{_after(self.extra)}"
        )


@dataclass(frozen=True, slots=True)
class ReflectedCheck:
    """A CHECK constraint, with its expression as the database returns it."""

    name: str
    expression: str

    def __str__(self) -> str:
        return f"check{_after(self.name)} ({self.expression})"


@dataclass(frozen=True, slots=True)
class ReflectedTable:
    """A table; `extra` is anything else, such as a comment or a trigger.

    primary_key_name: empty if primary keys have no names of their own.
    """

    name: str
    columns: tuple[ReflectedColumn, ...]
    primary_key: tuple[str, ...] = ()
    indexes: tuple[ReflectedIndex, ...] = ()
    foreign_keys: tuple[ReflectedForeignKey, ...] = ()
    checks: tuple[ReflectedCheck, ...] = ()
    extra: tuple[str, ...] = ()
    primary_key_name: str = ""


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables by name, and what exists outside them (types, schemas, views), a line each."""

    tables: Mapping[str, ReflectedTable]
    outside_tables: tuple[str, ...] = ()


def _after(text: str) -> str:
    return f" {text}" if text else ""
