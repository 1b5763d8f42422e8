"""The names of constraints and indexes that a model declares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scaffold.database.resolve.resolved_model import ResolvedModel
from scaffold.database.resolve.stages import Problems
from scaffold.database.resolve.unique_names import ConstraintNames
from scaffold.database.tables import Index, Unique
from scaffold.schema.model import Field


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


def check_names(
    model: ResolvedModel, uniques: Sequence[Unique], indexes: Sequence[Index], problems: Problems
) -> None:
    """Report each `unique(name)` and `index(name)` of a column or key that names nothing."""
    named = list(_named_fields(model))
    if not named:
        return
    made = {each.name for each in uniques} | {each.name for each in indexes}
    told = {each.where for each in problems.found}
    for field, label, columns in named:
        for word, name in (("unique", field.unique_name), ("index", field.index_name)):
            where = field.location_of(word)
            if name is not None and name not in made and where not in told:
                has = _has_already(model, columns, uniques, indexes)
                problems.add(
                    where,
                    f"`{word}({name})` makes nothing: `{label}` {has}",
                    f"Remove `{word}({name})`.",
                )


def _named_fields(model: ResolvedModel) -> Iterator[tuple[Field, str, tuple[str, ...]]]:
    """Yield the fields that name an index of columns, with what these are called."""
    for attribute in model.attributes.values():
        declared = model.declared_attribute(attribute.name)
        keys = model.keys.get(attribute.name)
        if declared is not None and _is_named(declared):
            yield declared, f"{model.name}.{attribute.name}", (attribute.column.name,)
        for end in (end for key in keys for end in key.declared.ends) if keys else ():
            if _is_named(end.declaration):
                yield end.declaration, f"{model.name}.{attribute.name}", (attribute.column.name,)
    for composite in model.composites:
        for end in composite.declared.ends:
            if _is_named(end.declaration):
                yield end.declaration, end.label, composite.columns


def _is_named(field: Field) -> bool:
    return field.unique_name is not None or field.index_name is not None


def _has_already(
    model: ResolvedModel,
    columns: tuple[str, ...],
    uniques: Sequence[Unique],
    indexes: Sequence[Index],
) -> str:
    known = model.attributes
    primary = tuple(known[each].column.name for each in model.primary.attributes if each in known)
    if primary == columns:
        return "is the primary key"
    alone = [each for each in indexes if each.columns == columns]
    unique = [each.name for each in uniques if (each.column,) == columns]
    unique += [each.name for each in alone if each.unique]
    if unique:
        return f"is unique by `{unique[0]}`"
    size = len(columns)
    if size > 1 and primary[:size] == columns:
        return "begins the primary key"
    if size > 1:
        alone += [each for each in indexes if each.columns[:size] == columns]
    return f"has the index `{alone[0].name}`" if alone else "gets no index of its own from it"
