"""One side of an association as the call that declares it."""

from __future__ import annotations

from scaffold.database.tables import Association, Database, ForeignKey, Model, ScopeValue
from scaffold.targets.sequelize.inflection import singular, underscored
from scaffold.targets.sequelize.layout import (
    FALSE,
    Bool,
    Call,
    Expr,
    Object,
    Raw,
    Str,
    number,
    print_statement,
)

_INDENT = 6
Entries = list[tuple[str, Expr | None]]


class Models:
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
        """The column's name where an attribute has to state it as its `field`."""
        derived = underscored(attribute) if self.underscored else attribute
        return None if column == derived else column

    def bound(self, model: Model) -> dict[str, ForeignKey]:
        """The key columns whose definition says what they refer to, with their keys.

        Those of join models, since each belongsToMany speaks for both keys; and those that
        point to one column of a composite primary key, which Sequelize leaves without a
        constraint (addForeignKeyConstraints in sequelize/lib/associations/helpers.js).
        """
        every = model.table.join is not None or model.name in self._joins
        keys = model.table.foreign_keys
        return {key.column: key for key in keys if every or key.table in self._composite}

    def is_bound(self, model: str, attribute: str) -> bool:
        """Whether the database has a foreign key on the attribute."""
        column = self[model].attribute(attribute).column.name
        return any(key.column == column for key in self[model].table.foreign_keys)


def association_statement(association: Association, model: Model, models: Models) -> str:
    """`Order.belongsTo(models.Customer, { … });`"""
    target = Raw(f"models.{association.target}")
    options = Object(tuple(_options(association, models)), True)
    call = Call(f"{model.name}.{association.kind}", (target, options))
    return print_statement(call, indent=_INDENT)


def _options(association: Association, models: Models) -> Entries:
    entries: Entries = [("as", _alias(association))]
    if association.kind == "belongsToMany":
        entries += _through(association)
        constrained = _both_bound(association, models)
    else:
        entries.append(("foreignKey", _foreign_key(association, models)))
        constrained = association.constraints
    entries += _keys(association, models)
    if constrained:
        entries.append(("onUpdate", Str(association.on_update)))
        entries.append(("onDelete", Str(association.on_delete)))
    else:
        entries.append(("constraints", FALSE))
    if association.scope:
        entries.append(("scope", _scope(association.scope)))
    return entries


def _alias(association: Association) -> Expr:
    alias = Str(association.alias)
    if association.kind in ("belongsTo", "hasOne"):
        return alias
    if singular(association.alias) == association.singular:
        return alias
    # The alias is the plural: it is what `include` and the instances call it by.
    return Object((("singular", Str(association.singular)), ("plural", alias)))


def _foreign_key(association: Association, models: Models) -> Object:
    entries: Entries = [
        ("name", Str(association.foreign_key)),
        ("allowNull", Bool(not association.required)),
    ]
    field = models.field(association.foreign_key, association.column.name)
    if field is not None:
        entries.append(("field", Str(field)))
    return Object(tuple(entries))


def _through(association: Association) -> Entries:
    through: Entries = [("model", Raw(f"models.{association.through}")), ("unique", FALSE)]
    if association.through_scope:
        through.append(("scope", _scope(association.through_scope)))
    return [
        ("through", Object(tuple(through))),
        ("foreignKey", Str(association.foreign_key)),
        ("otherKey", Str(association.other_key or "")),
    ]


def _both_bound(association: Association, models: Models) -> bool:
    """Whether both keys of the join have constraints: the call cannot ask for one of them."""
    join, other = association.through, association.other_key
    if join is None or other is None:
        raise ValueError(f"{association.source}.{association.alias} has no join model")
    return models.is_bound(join, association.foreign_key) and models.is_bound(join, other)


def _keys(association: Association, models: Models) -> Entries:
    """`sourceKey` and `targetKey` where they are not the one primary key."""
    entries: Entries = []
    if association.kind != "belongsTo":
        entries += _key("sourceKey", models[association.source], association.source_key)
    if association.kind in ("belongsTo", "belongsToMany"):
        entries += _key("targetKey", models[association.target], association.target_key)
    return entries


def _key(word: str, model: Model, name: str) -> Entries:
    if model.table.primary_key and model.primary_key[0].name == name:
        return []
    return [(word, Str(name))]


def _scope(scope: ScopeValue) -> Object:
    value: Expr
    match scope.value.kind:
        case "boolean":
            value = Bool(scope.value.value == "true")
        case "number":
            value = number(scope.value.value)
        case _:
            value = Str(scope.value.value)
    return Object(((scope.attribute, value),))
