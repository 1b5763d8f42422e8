"""A relationship as the template of a model sees it."""

from __future__ import annotations

from scaffold.targets.sqlalchemy.declared_schema import DeclaredSchema
from scaffold.templating.contract.views import AssociationView, CompositeView
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class SecondaryView:
    """The join table of a relationship: a `variable`, or the `name` that SQLAlchemy evaluates.

    `late`: the name is not a name of Python, so that the function `table` of base.py looks it up.
    """

    variable: str | None
    name: str
    late: bool


@dataclass(frozen=True, slots=True)
class RelationshipView:
    """A relationship to the class `target`; the conditions are code that SQLAlchemy evaluates.

    `passive_deletes` is code: `True` or `"all"`. None where SQLAlchemy's default is meant.
    """

    name: str
    target: str
    many: bool
    optional: bool
    secondary: SecondaryView | None
    primaryjoin: str | None
    secondaryjoin: str | None
    foreign_keys: str | None
    remote_side: str | None
    viewonly: bool
    back_populates: str | None
    overlaps: str
    cascade: str | None
    passive_deletes: str | None
    _schema: DeclaredSchema
    _model: str
    _alias: str

    @property
    def association(self) -> AssociationView | CompositeView:
        """The association as templates of outputs see it."""
        return self._schema.association(self._model, self._alias)
