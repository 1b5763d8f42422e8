"""Which model, table and column of the snapshot is which of the schema.

Columns pair by the identity of their field, never by position: `was`, then the association's
alias, then the attribute's name, then the role of a timestamp, then the column's own name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import field

from scaffold.changes.decisions import Decision, Decisions, keeps_name
from scaffold.changes.generated_columns import computed_anew, kept_values
from scaffold.changes.snapshot import AssociationSnapshot, ModelSnapshot, Snapshot
from scaffold.database.tables import Association, Database, Model, TableName
from scaffold.errors import Problem, SourceLocation
from scaffold.schema import model as schema_model
from scaffold.schema.model import Schema
from scaffold.values import dataclass

ColumnName = tuple[TableName, str]
_ROLES = ("created_at", "updated_at", "deleted_at")


@dataclass(frozen=True, slots=True)
class Pairing:
    """The pairs of the old and the new: `tables` and `columns` lead from new names to old ones.

    `models` leads from a new model's name to the old one's. `replaced` leads from old columns to
    those that are added in their place, because one of them is generated; `computed` has the
    expressions that give the latter their values. `used` are the decisions of the schema that made
    pairs; `problems` those that mean nothing.
    """

    models: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[TableName, TableName] = field(default_factory=dict)
    columns: Mapping[ColumnName, ColumnName] = field(default_factory=dict)
    replaced: Mapping[ColumnName, ColumnName] = field(default_factory=dict)
    computed: Mapping[ColumnName, str] = field(default_factory=dict)
    used: Set[Decision] = frozenset()
    problems: tuple[Problem, ...] = ()

    @property
    def aliases(self) -> Mapping[tuple[str, str], str]:
        """The old name of each field that a `was` renames, by model and field."""
        found: dict[tuple[str, str], str] = {}
        for kind, subject, text in self.used:
            model, dot, name = subject.partition(".")
            if kind == "was" and dot:
                found[model, name] = text
        return found


def pair(
    before: Snapshot,
    after: Database,
    schema: Schema | None = None,
    decisions: Decisions | None = None,
) -> Pairing:
    """Return the pairs of a snapshot and the database that a schema means."""
    return _Pairer(before, after, schema, decisions or Decisions()).pair()


class _Pairer:
    def __init__(
        self, before: Snapshot, after: Database, schema: Schema | None, decisions: Decisions
    ) -> None:
        self._before, self._after = before, after
        self._old = {model.name: model for model in before.models}
        self._new = {model.name: model for model in after.models}
        self._written = {model.name: model for model in schema.models} if schema else {}
        self._spent = decisions.spent
        self._used: set[Decision] = set()
        self._problems: list[Problem] = []
        self._columns: dict[ColumnName, ColumnName] = {}
        self._taken: set[ColumnName] = set()

    def pair(self) -> Pairing:
        models = self._pair_models()
        self._tables = {
            self._new[new].table.name: self._old[old].table for new, old in models.items()
        }
        self._models = models
        fields = {new: dict(self._renamed_fields(new, old)) for new, old in models.items()}
        for new in models:
            self._pair_renamed(new, fields[new])
        for new in models:
            self._pair_associations(new, fields[new])
        for new, old in models.items():
            self._pair_attributes(self._new[new], self._old[old])
        anew = computed_anew(self._columns, self._before, self._after)
        for column, was in anew:
            del self._columns[column]
            self._taken.discard(was)
        replaced = {was: column for column, was in anew}
        used, problems = frozenset(self._used), tuple(self._problems)
        computed = kept_values(replaced, self._columns, self._before, self._after)
        return Pairing(models, self._tables, self._columns, replaced, computed, used, problems)

    def _pair_models(self) -> dict[str, str]:
        pairs: dict[str, str] = {}
        for name, written in self._written.items():
            if not written.was or not self._old:
                continue
            decision = Decision("was", name, written.was)
            if decision in self._spent:
                continue
            if written.was in self._old:
                self._check_still_declared(written, written.was)
                pairs[name] = written.was
                self._used.add(decision)
            elif name not in self._old:
                self._unknown(
                    written.location_of("$was"), f"`$was: {written.was}`", f"a model `{name}`"
                )
        taken = set(pairs.values())
        for name in self._new:
            if name not in pairs and name in self._old and name not in taken:
                pairs[name] = name
        return pairs

    def _check_still_declared(self, written: schema_model.DeclaredModel, was: str) -> None:
        """A problem where the old name is declared too, and is not itself a renamed model."""
        other = self._written.get(was)
        if other is None or (other.was and Decision("was", was, other.was) not in self._spent):
            return
        self._problems.append(
            Problem(
                written.location_of("$was"),
                f"model `{written.name}` was `{was}`, but `{was}` is still declared",
                f"Remove `$was: {was}`, or give model `{was}` a `$was` of its own.",
            )
        )

    def _renamed_fields(self, new: str, old: str) -> Iterator[tuple[str, str]]:
        """Yield the fields of a model that have an effective `was`, with their old names."""
        written = self._written.get(new)
        if written is None or not any(each.was for each in written.fields):
            return
        known = self._old[old]
        names = {name for name, _ in known.attributes}
        names |= {each.alias for each in known.associations}
        declared = {each.name: each for each in written.fields}
        # The alias of a foreign key of several attributes is in no database.
        composite = {each.alias for each in self._new[new].composites}
        for each in written.fields:
            if not each.was:
                continue
            decision = Decision("was", f"{new}.{each.name}", each.was)
            if decision in self._spent:
                continue
            if each.name in composite and each.was not in names:
                self._used.add(decision)
                continue
            if each.was not in names:
                if each.name not in names:
                    term, field_ = f"`was({each.was})`", f"a field `{each.name}`"
                    self._unknown(each.location_of("was"), term, f"{field_} of model `{new}`")
                continue
            other = declared.get(each.was)
            if other is not None and keeps_name(new, other, self._spent):
                self._problems.append(
                    Problem(
                        each.location_of("was"),
                        f"`{new}.{each.name}` was `{each.was}`, but `{each.was}` is still declared",
                        f"Remove `was({each.was})`, or give `{each.was}` a `was` of its own.",
                    )
                )
                continue
            if self._renames_half(new, each, known):
                self._problems.append(
                    Problem(
                        each.location_of("was"),
                        f"`was({each.was})`: `{each.was}` and `{each.name}` are not both columns "
                        f"of model `{new}`",
                        f"Remove `was({each.was})`, or write it on the field of the column.",
                    )
                )
                continue
            self._used.add(decision)
            yield each.name, each.was

    def _renames_half(self, new: str, field_: schema_model.Field, known: ModelSnapshot) -> bool:
        """Whether one of a renamed field's names is a column of its model, the other one is not."""
        single = {each.alias for each in self._new[new].associations}
        aliases = {each.alias for each in known.associations}
        if field_.name in single and field_.was in aliases:
            return False
        before = _old_column(known, field_.was or "")
        after = _new_column(self._new[new], field_.name)
        return (before is None) != (after is None)

    def _unknown(self, where: SourceLocation, term: str, neither: str) -> None:
        self._problems.append(
            Problem(
                where,
                f"{term}: the last run generated nothing of that name, and not {neither} either",
                "Write the name that it had in the last run (with `--amend`, in the one before), "
                "or remove the term.",
            )
        )

    def _pair_renamed(self, new: str, fields: Mapping[str, str]) -> None:
        """Pair the columns of renamed fields."""
        model, known = self._new[new], self._old[self._models[new]]
        for name, was in fields.items():
            column, old_column = _new_column(model, name), _old_column(known, was)
            if column is not None and old_column is not None:
                self._put(model.table.name, column, known.table, old_column)

    def _pair_associations(self, new: str, fields: Mapping[str, str]) -> None:
        """Pair the foreign keys of associations that have the same alias, or had by `was`."""
        known = {each.alias: each for each in self._old[self._models[new]].associations}
        for each in self._new[new].associations:
            was = known.get(fields.get(each.alias, each.alias))
            if was is None or (was.kind == "belongsToMany") != (each.kind == "belongsToMany"):
                continue
            holder = self._new[each.holder]
            if self._tables.get(holder.table.name) != was.table:
                continue
            self._put(holder.table.name, each.column.name, was.table, was.column)
            self._pair_other_key(each, was, holder)

    def _pair_other_key(self, each: Association, was: AssociationSnapshot, holder: Model) -> None:
        if each.other_key is not None and was.other_column is not None:
            column = holder.attribute(each.other_key).column.name
            self._put(holder.table.name, column, was.table, was.other_column)

    def _pair_attributes(self, model: Model, known: ModelSnapshot) -> None:
        """Pair attributes by name, timestamps by role, and at last columns by their own name."""
        columns = dict(known.attributes)
        named = {each.name: each.column.name for each in model.attributes}
        table = model.table.name
        for name, column in named.items():
            if name in columns:
                self._put(table, column, known.table, columns[name])
        if all((table, column) in self._columns for column in named.values()):
            return
        for role in _ROLES:
            new, old = getattr(model, role), getattr(known, role)
            if new in named and old in columns:
                self._put(table, named[new], known.table, columns[old])
        standing = set(columns.values())
        for column in named.values():
            if column in standing:
                self._put(table, column, known.table, column)

    def _put(self, table: TableName, column: str, old_table: TableName, old_column: str) -> None:
        new, old = (table, column), (old_table, old_column)
        if new not in self._columns and old not in self._taken:
            self._columns[new] = old
            self._taken.add(old)


def _new_column(model: Model, field_: str) -> str | None:
    """The column of an attribute, or of an association whose foreign key the model holds."""
    for attribute in model.attributes:
        if attribute.name == field_:
            return attribute.column.name
    for each in model.associations:
        if each.alias == field_ and each.kind != "belongsToMany" and each.holder == model.name:
            return each.column.name
    return None


def _old_column(known: ModelSnapshot, field_: str) -> str | None:
    for name, column in known.attributes:
        if name == field_:
            return column
    for each in known.associations:
        if each.alias == field_ and each.kind != "belongsToMany" and each.table == known.table:
            return each.column
    return None
