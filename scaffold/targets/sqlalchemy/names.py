"""The Python names of models, their attributes and their modules."""

from __future__ import annotations

from scaffold.database.tables import Database, Model
from scaffold.naming import PYTHON_RESERVED, pascal, snake
from scaffold.values import dataclass

# The modules of the package that contain no model.
MODULES = frozenset({"base", "database", "types"})
# Names reserved by SQLAlchemy's declarative classes, and an initializer's first parameter.
_DECLARATIVE = frozenset({"metadata", "registry", "self"})
_ORIGINS = frozenset({"key", "id", "timestamp", "paranoid"})


@dataclass(frozen=True, slots=True)
class ModelNames:
    """A model's class and module; `members` has attributes and aliases by the schema's names.

    table: it is a Table without a class, named `variable`.
    pure: its rows are only two foreign keys.
    """

    model: Model
    class_name: str
    module: str
    variable: str
    members: dict[str, str]
    table: bool
    pure: bool

    def __getitem__(self, name: str) -> str:
        return self.members[name]

    def column(self, column: str) -> str:
        """Return the column's name in strings that SQLAlchemy evaluates."""
        if self.table:
            return f"{self.model.table.name.name}.c.{column}"
        attribute = next(each for each in self.model.attributes if each.column.name == column)
        return f"{self.class_name}.{self.members[attribute.name]}"


class PythonNames:
    """The names of all models of a database."""

    def __init__(self, database: Database) -> None:
        joins = _pure_joins(database)
        classes = {
            model.name: _free(_identifier(pascal(model.name), model.name), {"Base"})
            for model in database.models
        }
        used = frozenset(classes.values())
        self._by_name = {
            model.name: _names(model, classes[model.name], used, model.name in joins)
            for model in database.models
        }

    def __getitem__(self, model: str) -> ModelNames:
        return self._by_name[model]


def _names(model: Model, class_name: str, classes: frozenset[str], pure: bool) -> ModelNames:
    members: dict[str, str] = {}
    used = {*_DECLARATIVE}
    for name in (
        *(attribute.name for attribute in model.attributes),
        *(association.alias for association in model.associations),
        *(association.alias for association in model.composites),
    ):
        members[name] = _free(_identifier(snake(name), name), used, classes)
        used.add(members[name])
    module = _free(_identifier(snake(model.name), model.name), MODULES)
    variable = _free(_identifier(snake(model.table.name.name), model.table.name.name), {module})
    plain = model.table.name.schema is None and all(
        name.isidentifier() and name not in PYTHON_RESERVED
        for name in (model.table.name.name, *(column.name for column in model.table.columns))
    )
    table = not model.table.primary_key or (pure and plain)
    return ModelNames(model, class_name, module, variable, members, table, pure)


def _pure_joins(database: Database) -> frozenset[str]:
    """Return the join models without attributes of their own that no other model relates to."""
    ends = {
        association.target
        for model in database.models
        for association in model.associations
        if association.kind != "belongsToMany"
    }
    for model in database.models:
        ends.update(end for each in model.composites for end in (each.source, each.target))
    through = {
        association.through for model in database.models for association in model.associations
    }
    return frozenset(
        model.name
        for model in database.models
        if model.name in through
        and model.name not in ends
        and not model.associations
        and len(model.table.primary_key) == 2
        and all(attribute.origin in _ORIGINS for attribute in model.attributes)
        and sum(attribute.origin == "key" for attribute in model.attributes) == 2
    )


def _identifier(name: str, otherwise: str) -> str:
    if not name:
        return otherwise if otherwise.isidentifier() else "table"
    return name if name.isidentifier() else f"_{name}"


def _free(name: str, used: frozenset[str] | set[str], classes: frozenset[str] = frozenset()) -> str:
    while name in PYTHON_RESERVED or name in used or name in classes:
        name += "_"
    return name
