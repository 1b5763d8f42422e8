"""How a note names the attributes that it is about."""

from __future__ import annotations

from collections.abc import Sequence

from scaffold.database.tables import Attribute, Model


def attribute_labels(attributes: Sequence[tuple[Model, Attribute]]) -> str:
    """Return the first of them, and how many more there are."""
    (model, attribute), *others = attributes
    label = f"`{model.name}.{attribute.name}`"
    return f"{label} and {len(others)} more" if others else label
