"""Make one change of the schema in the files of a project."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.changes.model_changes import ModelChange
from scaffold.changes.model_states import AssociationState, AttributeState, ModelState
from scaffold.database.tables import Index
from scaffold.targets.sequelize.model_edits.anchors import Anchor
from scaffold.targets.sequelize.model_edits.association_edits import (
    add_association,
    change_association,
    has_association,
    remove_association,
)
from scaffold.targets.sequelize.model_edits.association_places import forget_model
from scaffold.targets.sequelize.model_edits.attribute_edits import (
    Change,
    add_attribute,
    change_attribute,
    find_attribute,
    has_attribute,
    remove_attribute,
    rename_attribute,
)
from scaffold.targets.sequelize.model_edits.index_edits import (
    add_index,
    has_index,
    remove_index,
    states_indexes,
)
from scaffold.targets.sequelize.model_edits.index_names import rename_in_indexes
from scaffold.targets.sequelize.model_edits.model_facts import (
    PROPERTIES,
    AssociationFacts,
    AttributeFacts,
    ModelIndexFacts,
)
from scaffold.targets.sequelize.model_edits.read_attributes import read_properties
from scaffold.targets.sequelize.model_edits.read_values import Plain, says
from scaffold.targets.sequelize.model_edits.script import NotPlaced
from scaffold.targets.sequelize.their_models.edited_model_files import ModelFiles
from scaffold.targets.sequelize.their_models.wanted_facts import (
    association_facts,
    attribute_facts,
)
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True, eq=False)
class Placement:
    """The files, and what changes of them depend on.

    states: all models as they should be. timestamps: the models whose tables have timestamps.
    """

    files: ModelFiles
    states: Mapping[str, ModelState]
    stamped: frozenset[str]
    dialects: tuple[str, ...]

    def place(self, change: ModelChange) -> list[str]:
        """Make a change; return notes. NotPlaced if it cannot be made without a guess."""
        texts = dict(self.files.texts)
        self.files.forget_edits()
        try:
            if change.kind == "model":
                return self._model(change)
            if change.kind == "attribute":
                return self._attribute(change)
            if change.kind == "association":
                return self._association(change)
            return self._index(change)
        except NotPlaced:
            self.files.restore(texts)
            raise

    def _model(self, change: ModelChange) -> list[str]:
        """Raise NotPlaced with what a person has to do, unless the files show that it is done."""
        if not self.files.is_loaded:
            is_defined = self.files.find(change.model) is not None
            if is_defined == (change.after is not None):
                return []
        raise NotPlaced(_model_reason(change))

    def attribute_facts(self, model: str, attribute: AttributeState) -> AttributeFacts:
        """Return what a model's file has to say of an attribute."""
        return attribute_facts(attribute, self.dialects, self.files.field_of(model, attribute))

    def association_facts(self, wanted: AssociationState) -> AssociationFacts:
        """Return what a model's file has to say of an association."""
        holder = self.states.get(wanted.holder)
        attribute = holder.attribute(wanted.foreign_key) if holder is not None else None
        field = None
        if attribute is not None and wanted.join_table is None and wanted.holder != wanted.target:
            derived = self.files.field_of(wanted.holder, attribute)
            anchor = self.files.find(wanted.holder)
            written = anchor is not None and _has(anchor, wanted.foreign_key)
            field = None if written else derived
        return association_facts(wanted, field, timestamps=wanted.holder in self.stamped)

    def _attribute(self, change: ModelChange) -> list[str]:
        anchor = self.files.anchor(change.model)
        before = change.before if isinstance(change.before, AttributeState) else None
        after = change.after if isinstance(change.after, AttributeState) else None
        if before is None and after is not None:
            if after.key and not self.files.writes_keys(anchor, self.states, after.name):
                return []
            facts = self.attribute_facts(change.model, after)
            if _has(anchor, after.name):
                return _require_same(anchor, facts)
            add_attribute(anchor, facts)
        elif after is None and before is not None:
            if not _has(anchor, before.name) and (before.key or not self.files.is_loaded):
                return []
            remove_attribute(anchor, self.attribute_facts(change.model, before))
        elif before is not None and after is not None:
            if after.key and not (_has(anchor, before.name) or _has(anchor, after.name)):
                return []
            notes = self._rename(change.model, before, after)
            return notes + self._change(change.model, before, after)
        return self.files.take([anchor.script])

    def _rename(self, model: str, before: AttributeState, after: AttributeState) -> list[str]:
        """Rename an attribute, or the column in its model's indexes."""
        anchor = self.files.anchor(model)
        columns = (before.column.name, after.column.name)
        is_renamed = _has(anchor, after.name) and not _has(anchor, before.name)
        if before.name != after.name and not is_renamed:
            rename_attribute(anchor, before.name, after.name, columns)
        elif columns[0] != columns[1]:
            rename_in_indexes(anchor, *columns)
        return self.files.take([anchor.script])

    def _change(self, model: str, before: AttributeState, after: AttributeState) -> list[str]:
        """Change the properties of an attribute that the schema changes."""
        anchor = self.files.anchor(model)
        old = self.attribute_facts(model, before).properties
        new = self.attribute_facts(model, after).properties
        changes: dict[str, Change] = {
            name: (old.get(name), new.get(name))
            for name in {*old, *new}
            if old.get(name) != new.get(name)
        }
        stated = read_properties(anchor, find_attribute(anchor, after.name)) or {}
        if before.column.name != after.column.name and "field" in stated:
            # It may be stated although it is the name that is derived.
            changes["field"] = (Plain(before.column.name), new.get("field"))
        change_attribute(anchor, after.name, changes)
        return self.files.take([anchor.script])

    def _association(self, change: ModelChange) -> list[str]:
        files, anchor = self.files, self.files.anchor(change.model)
        before = change.before if isinstance(change.before, AssociationState) else None
        after = change.after if isinstance(change.after, AssociationState) else None
        if after is not None and before is None:
            target = files.find(after.target)
            facts = self.association_facts(after)
            if not files.is_loaded and has_association(files.scripts(), anchor, facts, target):
                return []
            makes = files.others_associate()
            edited = add_association(anchor, facts, target, files.scripts(), makes)
            return files.take([edited])
        if before is None:
            return []
        old = self.association_facts(before)
        target = files.find(before.target)
        if after is None:
            if not files.is_loaded and not has_association(files.scripts(), anchor, old, target):
                return []
            notes = files.take([remove_association(files.scripts(), anchor, old, target)])
            anchor = files.anchor(change.model)
            forget_model(anchor, before.target)
            return notes + files.take([anchor.script])
        if (before.kind, before.target) != (after.kind, after.target):
            raise NotPlaced(f"the association {after.alias} is of another kind or target now")
        new = self.association_facts(after).options
        options = {
            name: new.get(name)
            for name in {*old.options, *new}
            if old.options.get(name) != new.get(name)
        }
        if anchor.style == "decorators" and "as" in options:
            raise NotPlaced(f"the property {before.alias} has to be renamed to {after.alias}")
        return files.take([change_association(files.scripts(), anchor, old, target, options)])

    def _index(self, change: ModelChange) -> list[str]:
        anchor = self.files.anchor(change.model)
        if not states_indexes(anchor):
            return []
        before, after = change.before, change.after
        if isinstance(before, Index):
            facts = ModelIndexFacts(before.name, before.columns, before.unique)
            if has_index(anchor, facts):
                remove_index(anchor, facts)
        if isinstance(after, Index):
            if after.where is not None:
                raise NotPlaced(f"the index {after.name} has a condition")
            facts = ModelIndexFacts(after.name, after.columns, after.unique)
            if not has_index(anchor, facts):
                add_index(anchor, facts)
        return self.files.take([anchor.script])


def _require_same(anchor: Anchor, facts: AttributeFacts) -> list[str]:
    """Return no notes if an attribute is as wanted; NotPlaced if it is there otherwise."""
    found = read_properties(anchor, find_attribute(anchor, facts.name)) or {}
    for name in PROPERTIES:
        if not says(found.get(name), name, facts.properties.get(name)):
            raise NotPlaced(f"{facts.name} is there already, and its {name} is another one")
    return []


def _has(anchor: Anchor, name: str) -> bool:
    return anchor.attributes is not None and has_attribute(anchor, name)


def _model_reason(change: ModelChange) -> str:
    before, after = change.before, change.after
    if after is None:
        return f"{change.model} was removed from the schema"
    if isinstance(before, ModelState):
        return f"{before.name} is called {change.model} in the schema now"
    return f"the project does not load a model {change.model}"
