"""The names of constraints and indexes that a model declares."""

from __future__ import annotations

from scaffold.database.resolve.resolved_model import ResolvedModel
from scaffold.database.resolve.unique_names import ConstraintNames


def reserve_names(model: ResolvedModel, names: ConstraintNames) -> None:
    """Reserve the declared names before any name is generated."""
    for field in model.declaration.fields:
        for word, name in (("unique", field.unique_name), ("index", field.index_name)):
            if name is not None:
                names.reserve(name, field.location_of(word), model.table)
    for keys in model.keys.values():
        for key in keys:
            if key.rule.constraint is not None:
                location = next(
                    end.declaration.location_of("constraint")
                    for end in key.declared.ends
                    if end.declaration.constraint is not None
                )
                names.reserve(key.rule.constraint, location, model.table, of_table=True)
    for composite in model.composites:
        if composite.rule.constraint is not None:
            location = next(
                end.declaration.location_of("constraint")
                for end in composite.declared.ends
                if end.declaration.constraint is not None
            )
            names.reserve(composite.rule.constraint, location, model.table, of_table=True)
    for setting in (*model.declaration.uniques, *model.declaration.indexes):
        if setting.name is not None:
            names.reserve(setting.name, setting.location, model.table)
    for check in model.declaration.checks:
        if check.name is not None:
            names.reserve(check.name, check.location, model.table, of_table=True)
