"""The trial of a model's row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scaffold.database.tables import Attribute, Model
from scaffold.verify.rows.builder import Builder, Known
from scaffold.verify.rows.checks import NULL, OWN, SHARED, Form, Shape, checked
from scaffold.verify.rows.samples import sample
from scaffold.verify.rows.types import Cells, NotTriedError, RowTrial, Value

Shapes = Mapping[str, Shape]


def key_forms(known: Known, model: Model) -> dict[str, Sequence[Form]]:
    """The forms that the foreign keys among the columns of its CHECKs may have, by column."""
    found: dict[str, Sequence[Form]] = {}
    differing = known.differing(model)
    for column, attribute in checked(model).items():
        if known.keys(model, attribute):
            some = (OWN,) if column in differing else (SHARED, OWN)
            found[column] = (NULL, *some) if attribute.column.nullable else some
    return found


def row_trial(known: Known, shapes: Shapes, model: Model) -> RowTrial:
    """The trial of a model's row. NotTriedError where no row can be made up."""
    builder = Builder(known, shapes)
    full = builder.cells(model)
    minimal: Cells | None = None
    bulk: tuple[Cells, ...] = ()
    try:
        minimal = builder.cells(model, minimal=True)
        bulk = tuple(builder.cells(model) for _ in range(2))
    except NotTriedError:
        # Few rows can differ: the first is enough.
        pass
    update = _update(known, shapes, model)
    return RowTrial(
        model.name,
        tuple(builder.rows),
        full,
        minimal,
        bulk,
        update,
        builder.cyclic,
        builder.circular,
    )


def _update(known: Known, shapes: Shapes, model: Model) -> Cells | None:
    """Another value for an attribute that nothing depends on."""
    differing, shaped = known.differing(model), shapes.get(model.name, {})
    for attribute in _plain(known, model):
        column = attribute.column
        if column.name in differing or attribute.name in shaped:
            continue
        return {attribute.name: Value(column.type, sample(column, 9))}
    return None


def _plain(known: Known, model: Model) -> Iterator[Attribute]:
    for attribute in model.attributes:
        generated = attribute.column.autoincrement
        if attribute.origin == "field" and not generated and not known.keys(model, attribute):
            yield attribute
