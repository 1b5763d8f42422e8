"""Split operations into migrations, with a version and a name each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Literal, TypeGuard, get_args

from scaffold.database.compare.addition_phases import addition_phases, foreign_key_column
from scaffold.database.compare.additions import ColumnName
from scaffold.database.operations import CreateTable, DropTable, Operation, table_of
from scaffold.database.tables import Database, Model, TableName
from scaffold.naming import NameLimit, kebab
from scaffold.naming.timestamps import timestamps
from scaffold.values import dataclass

MigrationKind = Literal["create", "change", "associations", "associate"]

# The limit of file systems, less version, hyphen, suffix, and a number if the name is not unique.
_SLUG_LIMIT = NameLimit(octets=255 - len("20260101000001-.js") - len("-99"))


@dataclass(frozen=True, slots=True)
class Migration:
    """A migration file: operations that run together. `version` is UTC, YYYYMMDDHHMMSS."""

    version: str
    slug: str
    kind: MigrationKind
    operations: tuple[Operation, ...]

    @property
    def name(self) -> str:
        """Version and slug, as in the names of migration files."""
        return f"{self.version}-{self.slug}"


@dataclass(frozen=True, slots=True)
class _Draft:
    slug: str
    kind: MigrationKind
    operations: tuple[Operation, ...]


def plan_migrations(
    operations: Sequence[Operation],
    database: Database,
    *,
    now: datetime,
    first: datetime | None = None,
    after: str | None = None,
    used: Collection[str] = (),
) -> tuple[Migration, ...]:
    """Return migrations of the operations that lead to `database`, in the order to run them.

    Their versions are one second apart: they end at `now`, or start at `first` if it is given. They
    start later if they would not sort after the file name (or version) `after`. NoTimestampError
    after the year 9999. `used` are the slugs of all earlier migrations; none means that this is the
    first run.
    """
    drafts = _Planner(database, used).drafts(operations)
    versions = timestamps(len(drafts), now=now, first=first, after=after)
    slugs = _unique(_short(draft.slug) for draft in drafts)
    return tuple(
        Migration(version, slug, draft.kind, draft.operations)
        for draft, slug, version in zip(drafts, slugs, versions, strict=True)
    )


def is_kind(word: str) -> TypeGuard[MigrationKind]:
    """Return whether the word is a kind of migration."""
    return word in get_args(MigrationKind)


def check_slug(slug: str) -> None:
    """Raise ValueError unless the word may be a migration's slug, which is part of a file name."""
    if not slug or not _SLUG_LIMIT.allows(slug):
        raise ValueError(f"{slug[:40]!r} is not a slug of a migration")
    for char in slug:
        if char != "-" and not (char != "_" and f"a{char}".isidentifier()):
            raise ValueError(f"{slug[:40]!r} is not a slug of a migration")


class _Planner:
    """Splits operations into files and names them."""

    def __init__(self, database: Database, used: Collection[str]) -> None:
        self._database = database
        self._used = set(used)
        self._first = not used
        self._models = {model.table.name: model for model in database.models}
        self._order = {model.table.name: at for at, model in enumerate(database.models)}

    def drafts(self, operations: Sequence[Operation]) -> list[_Draft]:
        per_model = self._database.associations == "per-model"
        phases = addition_phases(operations, separate_tables=per_model)
        drafts = [
            _Draft(f"create-{self._plural(create.table.name)}", "create", (create,))
            for create in self._in_order(phases.create_tables)
        ]
        for table, own in self._by_table(phases.alter_tables):
            drafts.append(_Draft(f"change-{self._plural(table)}", "change", own))
        if per_model:
            groups = [own for _, own in self._by_table(phases.add_foreign_keys)]
        else:
            groups = [phases.add_foreign_keys] if phases.add_foreign_keys else []
        drafts += [self._associations(group, per_model) for group in groups]
        if phases.add_dependent_keys:
            drafts.append(self._further(phases.add_dependent_keys))
        drafts += [self._associate(create) for create in phases.create_join_tables]
        if phases.add_join_keys:
            drafts.append(self._further(phases.add_join_keys))
        return drafts

    def _associations(self, operations: tuple[Operation, ...], per_model: bool) -> _Draft:
        slug = "add-associations"
        keys = _keys(operations)
        if len(keys) == 1 and not self._first:
            slug = self._single(*keys[0])
        elif per_model:
            slug = f"add-{kebab(self._models[keys[0][0]].name)}-associations"
        return _Draft(slug, "associations", operations)

    def _further(self, operations: tuple[Operation, ...]) -> _Draft:
        keys = _keys(operations)
        tables = {table for table, _ in keys}
        slug = "add-further-associations"
        if len(keys) == 1:
            slug = self._single(*keys[0])
        elif len(tables) == 1:
            slug = f"add-{kebab(self._models[keys[0][0]].name)}-associations"
        return _Draft(slug, "associations", operations)

    def _single(self, table: TableName, column: str) -> str:
        model = self._models[table]
        return f"add-{kebab(model.name)}-{kebab(self._role(model, column))}"

    def _role(self, model: Model, column: str) -> str:
        """Return the association's alias in the key's model, or else the other model."""
        other = None
        for source in self._database.models:
            for association in source.associations:
                if association.column.name != column:
                    continue
                if association.kind == "belongsTo" and source is model:
                    return association.alias
                if association.kind != "belongsTo" and association.target == model.name:
                    other = source.name
        return other or column

    def _associate(self, create: CreateTable) -> _Draft:
        assert create.table.join
        one, other = map(kebab, create.table.join)
        slug = f"associate-{one}-{other}"
        if not self._used.isdisjoint((slug, f"associate-{other}-{one}")):
            slug = f"{slug}-through-{self._plural(create.table.name)}"
        self._used.add(slug)
        return _Draft(slug, "associate", (create,))

    def _plural(self, table: TableName) -> str:
        return kebab(self._models[table].plural)

    def _in_order(self, creates: Iterable[CreateTable]) -> list[CreateTable]:
        return sorted(creates, key=lambda create: self._order[create.table.name])

    def _by_table(
        self, operations: Iterable[Operation]
    ) -> list[tuple[TableName, tuple[Operation, ...]]]:
        groups: dict[TableName, list[Operation]] = {}
        for operation in operations:
            if not isinstance(operation, CreateTable | DropTable):
                groups.setdefault(table_of(operation), []).append(operation)
        in_order = sorted(groups, key=lambda table: self._order[table])
        return [(table, tuple(groups[table])) for table in in_order]


def _keys(operations: Iterable[Operation]) -> list[ColumnName]:
    return list(
        dict.fromkeys(key for operation in operations if (key := foreign_key_column(operation)))
    )


def _short(slug: str) -> str:
    if _SLUG_LIMIT.allows(slug):
        return slug
    from hashlib import blake2b

    digest = blake2b(slug.encode(), digest_size=4).hexdigest()
    return f"{_SLUG_LIMIT.cut(slug, len(digest) + 1).rstrip('-')}-{digest}"


def _unique(slugs: Iterable[str]) -> Iterator[str]:
    taken: set[str] = set()
    for slug in slugs:
        number = 1
        distinct = slug
        while distinct in taken:
            number += 1
            distinct = f"{slug}-{number}"
        taken.add(distinct)
        yield distinct
