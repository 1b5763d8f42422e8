"""Scheduled operations → the migration files that hold them, ordered and named."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from scaffold.changes.name_collisions import Taken
from scaffold.changes.schedule import ON_EXISTING, Phase, Scheduled
from scaffold.changes.schedule.addition_phases import foreign_key_column
from scaffold.changes.tables_before import conditions_of
from scaffold.database.alterations import (
    MoveRows,
    RenameCheck,
    RenameCompositeKey,
    RenameForeignKey,
    RenameIndex,
    RenameTable,
    RenameUnique,
)
from scaffold.database.composite_association import CompositeAssociation
from scaffold.database.operations import (
    AddCompositeKey,
    CreateTable,
    DropTable,
    Operation,
    table_of,
)
from scaffold.database.tables import (
    Association,
    Database,
    Model,
    TableName,
)
from scaffold.migrations import MigrationDraft, MigrationKind
from scaffold.naming import kebab

_PART_RENAMES = (RenameIndex, RenameUnique, RenameForeignKey, RenameCompositeKey, RenameCheck)


def drafts(
    scheduled: Sequence[Scheduled], database: Database, used: Collection[str] = ()
) -> tuple[MigrationDraft, ...]:
    """Return the files of the operations, in the order in which to run them.

    `used` are the slugs of all migrations before; without any this is the first run.
    """
    return tuple(_Cutter(database, used).drafts(scheduled))


class _Cutter:
    def __init__(self, database: Database, used: Collection[str]) -> None:
        self._database = database
        self._used = set(used)
        self._first = not used
        self._per_model = database.associations == "per-model"
        self._created: set[TableName] = set()
        self._models = {model.table.name: model for model in database.models}
        self._order = {model.table.name: at for at, model in enumerate(database.models)}

    def drafts(self, scheduled: Sequence[Scheduled]) -> Iterator[MigrationDraft]:
        by_phase: dict[Phase, list[Operation]] = {}
        for each in scheduled:
            by_phase.setdefault(each.phase, []).append(each.operation)
        self._created = {
            each.table.name
            for phase in ("create", "join")
            for each in by_phase.get(phase, ())
            if isinstance(each, CreateTable)
        }
        new_names = _new_names(scheduled)
        existing = [each for each in scheduled if each.phase in ON_EXISTING]
        groups = _groups(existing, new_names)
        for tables, group in sorted(groups, key=lambda each: self._position(each[0], new_names)):
            yield self._change(tables, group, new_names)
        creates = [each for each in by_phase.get("create", ()) if isinstance(each, CreateTable)]
        for create in sorted(creates, key=lambda each: self._order[each.table.name]):
            yield MigrationDraft(f"create-{self._plural(create.table.name)}", "create", (create,))
        yield from self._relations(by_phase)
        if move := by_phase.get("move"):
            yield MigrationDraft(self._move_slug(move), "move", tuple(move))
        if drop := by_phase.get("drop table"):
            names = [each.table.name for each in drop if isinstance(each, DropTable)]
            yield MigrationDraft(f"drop-{_listed(map(self._plural, names))}", "drop", tuple(drop))

    def _position(
        self, tables: Iterable[TableName], new_names: Mapping[TableName, TableName]
    ) -> int:
        return min(self._order.get(new_names.get(each, each), len(self._order)) for each in tables)

    # -- files of existing tables ---------------------------------------------------------------

    def _change(
        self,
        tables: Sequence[TableName],
        operations: tuple[Operation, ...],
        new_names: Mapping[TableName, TableName],
    ) -> MigrationDraft:
        renames = [each for each in operations if isinstance(each, RenameTable)]
        others = [
            each for each in operations if not isinstance(each, (RenameTable, *_PART_RENAMES))
        ]
        current = [new_names.get(each, each) for each in tables]
        kept = sorted(
            (each for each in current if each in self._models), key=self._order.__getitem__
        )
        if len(renames) == 1 and len(kept) == 1 and not others:
            old = kebab(renames[0].table.name.name)
            new = self._plural(kept[0])
            # Only the table's name changed, which the schema states.
            new = kebab(kept[0].name) if new == old else new
            return MigrationDraft(f"rename-{old}-to-{new}", "change", operations)
        if not kept:
            return MigrationDraft(f"drop-{_listed(map(self._plural, current))}", "drop", operations)
        return MigrationDraft(f"change-{_listed(map(self._plural, kept))}", "change", operations)

    def _plural(self, table: TableName) -> str:
        model = self._models.get(table)
        return kebab(model.plural if model else table.name)

    # -- foreign keys and join tables -----------------------------------------------------------

    def _relations(self, by_phase: Mapping[Phase, Sequence[Operation]]) -> Iterator[MigrationDraft]:
        relate, bind = tuple(by_phase.get("relate", ())), tuple(by_phase.get("bind", ()))
        if not self._per_model and not self._need_more(bind, by_phase):
            relate, bind = (*relate, *bind), ()
        for group in self._by_table(relate) if self._per_model else ([relate] if relate else []):
            yield self._associations(group, self._per_model)
        if lean := by_phase.get("lean"):
            yield self._further(tuple(lean))
        for create in by_phase.get("join", ()):
            if isinstance(create, CreateTable):
                yield self._associate(create)
        if late := by_phase.get("late"):
            yield self._further(tuple(late))
        if bind:
            yield self._further(bind)

    def _need_more(
        self, bind: Iterable[Operation], by_phase: Mapping[Phase, Sequence[Operation]]
    ) -> bool:
        """Whether foreign keys of several columns need more than the first file of associations."""
        if by_phase.get("lean") or by_phase.get("late"):
            return True
        joins = {table_of(create) for create in by_phase.get("join", ())}
        return any(
            isinstance(each, AddCompositeKey) and not joins.isdisjoint((each.table, each.key.table))
            for each in bind
        )

    def _by_table(self, operations: Iterable[Operation]) -> list[tuple[Operation, ...]]:
        groups: dict[TableName, list[Operation]] = {}
        for each in operations:
            key = foreign_key_column(each)
            groups.setdefault(key[0] if key else table_of(each), []).append(each)
        return [tuple(groups[table]) for table in sorted(groups, key=self._order.__getitem__)]

    def _associations(self, operations: tuple[Operation, ...], per_model: bool) -> MigrationDraft:
        slug = "add-associations"
        keys = _keys(operations)
        if len(keys) == 1 and not self._first:
            slug = self._single(*keys[0])
        elif per_model:
            slug = f"add-{kebab(self._models[keys[0][0]].name)}-associations"
        return MigrationDraft(slug, self._kind(operations), operations)

    def _further(self, operations: tuple[Operation, ...]) -> MigrationDraft:
        keys = _keys(operations)
        slug = "add-further-associations"
        if len(keys) == 1:
            slug = self._single(*keys[0])
        elif len({table for table, _ in keys}) == 1:
            slug = f"add-{kebab(self._models[keys[0][0]].name)}-associations"
        return MigrationDraft(slug, self._kind(operations), operations)

    def _kind(self, operations: tuple[Operation, ...]) -> MigrationKind:
        """A change where rows of existing tables may refuse it, or get a value."""
        if self._first:
            return "associations"
        on_rows = any(each.table not in self._created for each in conditions_of(operations))
        return "change" if on_rows else "associations"

    def _single(self, table: TableName, columns: tuple[str, ...]) -> str:
        model = self._models[table]
        return f"add-{kebab(model.name)}-{kebab(self._role(model, columns))}"

    def _role(self, model: Model, columns: tuple[str, ...]) -> str:
        """The alias of a foreign key's association, or else the model that it refers to."""
        other = None
        for source in self._database.models:
            ends: tuple[Association | CompositeAssociation, ...] = source.associations
            for association in (*ends, *source.composites):
                if association.holder != model.name or _columns(association, model) != columns:
                    continue
                if association.kind == "belongsTo":
                    return association.alias
                if association.kind != "belongsToMany":
                    other = source.name
        return other or columns[0]

    def _associate(self, create: CreateTable) -> MigrationDraft:
        assert create.table.join
        one, other = map(kebab, create.table.join)
        slug = f"associate-{one}-{other}"
        if not self._used.isdisjoint((slug, f"associate-{other}-{one}")):
            slug = f"{slug}-through-{self._plural(create.table.name)}"
        self._used.add(slug)
        return MigrationDraft(slug, "associate", (create,))

    def _move_slug(self, operations: Iterable[Operation]) -> str:
        tables = [each.target.table for each in operations if isinstance(each, MoveRows)]
        return f"move-rows-to-{_listed(map(self._plural, dict.fromkeys(tables)))}"


def _groups(
    scheduled: Sequence[Scheduled], new_names: Mapping[TableName, TableName]
) -> list[tuple[tuple[TableName, ...], tuple[Operation, ...]]]:
    """Group operations by the tables that they share, and by names that one frees for another."""
    parents: dict[TableName, TableName] = {}
    freed: dict[Taken, TableName] = {}

    def root(table: TableName) -> TableName:
        while parents.setdefault(table, table) != table:
            table = parents[table]
        return table

    for each in scheduled:
        first, *rest = each.tables
        root(first)
        for other in (*rest, *(freed[name] for name in each.taken if name in freed)):
            parents[root(other)] = root(first)
        freed.update(dict.fromkeys(each.freed, first))
    members: dict[TableName, list[TableName]] = {}
    for table in parents:
        members.setdefault(root(table), []).append(table)
    operations: dict[TableName, list[Operation]] = {}
    for each in scheduled:
        operations.setdefault(root(each.tables[0]), []).append(each.operation)
    return [(tuple(members[one]), tuple(found)) for one, found in operations.items()]


def _new_names(scheduled: Iterable[Scheduled]) -> dict[TableName, TableName]:
    """The last names of the tables that are renamed, by their first."""
    names: dict[TableName, TableName] = {}
    for each in scheduled:
        if isinstance(each.operation, RenameTable):
            old, new = each.operation.table.name, each.operation.name
            first = next((one for one, now in names.items() if now == old), old)
            names[first] = new
    return names


def _listed(names: Iterable[str]) -> str:
    """`orders`, `orders-and-tags`, `orders-and-2-others`."""
    first, *rest = dict.fromkeys(names)
    if len(rest) > 1:
        return f"{first}-and-{len(rest)}-others"
    return "-and-".join((first, *rest))


def _columns(association: Association | CompositeAssociation, model: Model) -> tuple[str, ...]:
    """The columns of an association's foreign key in the model that holds it."""
    if isinstance(association, CompositeAssociation):
        return tuple(map(model.column, association.foreign_keys))
    return (association.column.name,)


def _keys(operations: Iterable[Operation]) -> list[tuple[TableName, tuple[str, ...]]]:
    """The tables and columns of the foreign keys that are added."""
    found: dict[tuple[TableName, tuple[str, ...]], None] = {}
    for each in operations:
        if isinstance(each, AddCompositeKey):
            found[each.table, each.key.columns] = None
        elif (key := foreign_key_column(each)) is not None:
            found[key[0], (key[1],)] = None
    return list(found)
