"""The options of a model's associations that Sequelize does not derive by itself."""

from __future__ import annotations

from scaffold.database.tables import Association, Database, ForeignKey, Model, ScopeValue
from scaffold.targets.layout.javascript import literals
from scaffold.targets.sequelize.inflection import singular, underscored
from scaffold.targets.sequelize.model_view import SequelizeAssociation, SequelizeScope


class ModelsByName:
    """The models of a database by name, and what their files have to state."""

    def __init__(self, database: Database) -> None:
        self.underscored = database.snake_case
        self._by_name = {model.name: model for model in database.models}
        self._composite = {
            model.table.name for model in database.models if len(model.table.primary_key) > 1
        }
        self._joins = {
            association.through
            for model in database.models
            for association in model.associations
            if association.through is not None
        }

    def __getitem__(self, name: str) -> Model:
        return self._by_name[name]

    def field(self, attribute: str, column: str) -> str | None:
        """Return the column's name where an attribute has to state it as its `field`."""
        derived = underscored(attribute) if self.underscored else attribute
        return None if column == derived else column

    def bound(self, model: Model) -> dict[str, ForeignKey]:
        """Return the foreign keys that attributes have to state themselves, by their columns.

        Those of join models, since each belongsToMany declares both keys; and those that refer
        to one column of a composite primary key, which Sequelize leaves without a constraint
        (addForeignKeyConstraints in sequelize/lib/associations/helpers.js).
        """
        every = model.table.join is not None or model.name in self._joins
        keys = model.table.foreign_keys
        return {key.column: key for key in keys if every or key.table in self._composite}

    def is_bound(self, model: str, attribute: str) -> bool:
        """Whether the database has a foreign key on the attribute."""
        column = self[model].attribute(attribute).column.name
        return any(key.column == column for key in self[model].table.foreign_keys)


def added_association(association: Association, models: ModelsByName) -> SequelizeAssociation:
    """Return an association with the options that Sequelize does not derive."""
    kind = association.kind
    is_plural = kind in ("hasMany", "belongsToMany")
    source_key = target_key = None
    if kind != "belongsTo":
        source_key = _stated_key(models[association.source], association.source_key)
    if kind in ("belongsTo", "belongsToMany"):
        target_key = _stated_key(models[association.target], association.target_key)
    return SequelizeAssociation(
        # The alias is the plural: it is what `include` and the instances call it by.
        names_both=is_plural and singular(association.alias) != association.singular,
        field=models.field(association.foreign_key, association.column.name),
        source_key=source_key,
        target_key=target_key,
        constraints=_both_bound(association, models)
        if kind == "belongsToMany"
        else association.constraints,
        scope=_scope(association.scope),
        through_scope=_scope(association.through_scope),
    )


def _both_bound(association: Association, models: ModelsByName) -> bool:
    """Whether both keys of the join have constraints: the call cannot ask for one of them."""
    join, other = association.through, association.other_key
    if join is None or other is None:
        raise ValueError(f"{association.source}.{association.alias} has no join model")
    return models.is_bound(join, association.foreign_key) and models.is_bound(join, other)


def _stated_key(model: Model, name: str) -> str | None:
    """The attribute that a key refers to, None where it is the first of the primary key."""
    if model.table.primary_key and model.primary_key[0].name == name:
        return None
    return name


def _scope(scope: ScopeValue | None) -> SequelizeScope | None:
    if scope is None:
        return None
    match scope.value.kind:
        case "boolean":
            value = literals.js(scope.value.value == "true")
        case "number":
            value = literals.exact_number(scope.value.value) or literals.js(scope.value.value)
        case _:
            value = literals.js(scope.value.value)
    return SequelizeScope(scope.attribute, value)
