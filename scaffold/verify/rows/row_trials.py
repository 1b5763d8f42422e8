"""Plan the trial of a model's row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial
from types import MappingProxyType
from typing import Any

from scaffold.database.tables import Attribute, Column, Model
from scaffold.verify.rows.builder import Builder
from scaffold.verify.rows.checks import checked, literals
from scaffold.verify.rows.known_rows import KnownRows
from scaffold.verify.rows.trial_types import (
    Cells,
    NotTriedError,
    RowTrial,
    TrialValue,
)
from scaffold.verify.rows.value_forms import (
    NULL,
    OWN_ROW,
    SHARED,
    Form,
    ModelForms,
    form_of,
    forms_of,
)


def choices(known: KnownRows, model: Model) -> dict[str, list[Form]]:
    """Return the forms of each column that CHECKs use, the usual one first.

    NotTriedError for a NOT NULL column of a type without known values.
    """
    found: dict[str, list[Form]] = {}
    differing, written = known.differing(model), [*literals(model)]
    for name, attribute in checked(model).items():
        column, is_key = attribute.column, name in differing
        nullable = [NULL] if column.nullable else []
        if known.keys(model, attribute):
            found[name] = [*nullable, *([] if is_key else [SHARED]), OWN_ROW]
            continue
        try:
            usual = [form_of(partial(_sampled, known, column, is_key))]
        except NotTriedError:
            if not nullable:
                raise
            usual = []
        forms = [*usual, *forms_of(column, written)]
        found[name] = [each for each in forms if each.varies or not is_key] + nullable
    return found


def _sampled(known: KnownRows, column: Column, is_key: bool, number: int) -> Any:
    return known.sample(column, number, key=is_key)


def row_trial(
    known: KnownRows,
    forms: ModelForms,
    model: Model,
    limits: Mapping[str, str] = MappingProxyType({}),
) -> RowTrial:
    """Return the trial of a model's row, without the operations in `limits`.

    NotTriedError if no row can be built.
    """
    builder = Builder(known, forms)
    full = builder.cells(model)
    minimal: Cells | None = None
    bulk: tuple[Cells, ...] = ()
    try:
        minimal = builder.cells(model, minimal=True)
        if "bulkCreate" not in limits:
            bulk = tuple(builder.cells(model) for _ in range(2))
    except NotTriedError:
        # Only few rows can differ: one is enough.
        pass
    update = None if "update" in limits else _update(known, forms, model)
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


def _update(known: KnownRows, forms: ModelForms, model: Model) -> Cells | None:
    """Return another value for an attribute that nothing depends on."""
    differing, checked_forms = known.differing(model), forms.get(model.name, {})
    for attribute in _independent(known, model):
        column = attribute.column
        if column.name in differing or attribute.name in checked_forms:
            continue
        with suppress(NotTriedError):
            return {attribute.name: TrialValue(column.type, known.sample(column, 9))}
    return None


def _independent(known: KnownRows, model: Model) -> Iterator[Attribute]:
    composite = {name for key in known.composites(model) for name in key.names}
    for attribute in model.attributes:
        if attribute.name in composite:
            continue
        generated = attribute.column.autoincrement or attribute.column.generated
        # Sequelize sets timestamps itself, also those that the schema declares.
        is_set = attribute.origin != "field" or attribute.name in (
            model.created_at,
            model.updated_at,
        )
        if not (is_set or generated or known.keys(model, attribute)):
            yield attribute
