"""A run of `generate` as its record keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from scaffold.changes.decisions import Decision
from scaffold.changes.snapshot import ModelSnapshot
from scaffold.database.operations import Operation
from scaffold.database.tables import TableName
from scaffold.migrations import Migration, MigrationKind
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class RecordedFile:
    """A migration's file: its suffix (`.js`) and the digest of its text as it was written.

    `digest` is SHA-256 in hexadecimal over the text with LF line ends and no byte order mark:
    another digest is a person's edit.
    """

    suffix: str
    digest: str


@dataclass(frozen=True, slots=True)
class RecordedMigration:
    """A migration: `timestamp` is UTC, YYYYMMDDHHMMSS.

    `files` has the targets that know its tables: with a file, or with None where a baseline
    recorded tables that exist. `catches_up`: the operations repeat those of earlier records,
    for a target that was added later.
    """

    timestamp: str
    slug: str
    kind: MigrationKind
    dialects: tuple[str, ...]
    operations: tuple[Operation, ...] = ()
    files: Mapping[str, RecordedFile | None] = field(default_factory=dict)
    catches_up: bool = False

    @property
    def name(self) -> str:
        """Timestamp and slug, as migration files are called."""
        return f"{self.timestamp}-{self.slug}"

    @property
    def migration(self) -> Migration:
        """The migration as it was rendered."""
        return Migration(self.timestamp, self.slug, self.kind, self.operations)


@dataclass(frozen=True, slots=True)
class RenderedAgain:
    """A migration of an earlier run that was rendered again, for further dialects."""

    dialects: tuple[str, ...]
    files: Mapping[str, RecordedFile | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OpaqueFact:
    """Something that exists on an imported table and that the schema does not express.

    `columns` and `names` (of indexes and constraints) cannot be changed by a migration without it.
    """

    table: TableName
    text: str
    columns: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One run. `previous` is the file name of the record before it, None for the first.

    `models` has the models that the run added or changed, and None for those that it removed;
    `decisions` are those of the schema that the run used. `rendered` has migrations of earlier
    runs by name, as they are since this one. `imported`: it has the tables of a database, with the
    database's own names, and `opaque` what else exists on them.
    """

    previous: str | None = None
    migrations: tuple[RecordedMigration, ...] = ()
    models: Mapping[str, ModelSnapshot | None] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    rendered: Mapping[str, RenderedAgain] = field(default_factory=dict)
    imported: bool = False
    opaque: tuple[OpaqueFact, ...] = ()
