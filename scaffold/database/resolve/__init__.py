"""Resolve a schema: from the declarations to tables and models.

`known` defines what each step returns; each step is a module, called in order by `_stages`.
Afterwards constraints are collected, and `name_clashes` and `dialect_rules` check the result.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scaffold.database.dialects import DIALECTS
from scaffold.database.resolve.association_ends import association_ends
from scaffold.database.resolve.attributes import EarlierStages, attributes
from scaffold.database.resolve.composite_ends import composite_ends
from scaffold.database.resolve.composite_keys import composite_keys
from scaffold.database.resolve.constraints import Constraints, collect_constraints
from scaffold.database.resolve.declared_dialects import DeclaredDialects
from scaffold.database.resolve.declared_models import declared_models
from scaffold.database.resolve.dialect_rules import check_dialect_rules
from scaffold.database.resolve.foreign_keys import foreign_keys
from scaffold.database.resolve.inverses import named_inverses
from scaffold.database.resolve.key_rules import key_rules
from scaffold.database.resolve.name_clashes import check_names
from scaffold.database.resolve.primary_keys import primary_keys
from scaffold.database.resolve.references import references
from scaffold.database.resolve.resolved_associations import (
    composite_associations,
    resolved_associations,
)
from scaffold.database.resolve.resolved_model import (
    ResolvedCompositeKey,
    ResolvedForeignKey,
    ResolvedModel,
)
from scaffold.database.resolve.stages import (
    AssociationEnd,
    Attributes,
    DeclaredCompositeKey,
    Inverses,
    MappedModel,
    Problems,
)
from scaffold.database.resolve.unique_names import ConstraintNames
from scaffold.database.tables import CompositeForeignKey, Database, ForeignKey, Model, Table
from scaffold.errors import Problem
from scaffold.schema.model import Schema


def resolve(schema: Schema) -> tuple[Database | None, tuple[Problem, ...]]:
    """Return the database that a schema describes, or None and all problems of the schema."""
    problems = Problems()
    options = schema.options
    resolved_keys, inverses = _stages(schema, problems)
    models = tuple(resolved_keys.values())
    declared = DeclaredDialects([DIALECTS[name] for name in options.dialects], problems)
    distinct = all(dialect.distinguishes_case for dialect in declared.dialects)
    check_names(models, problems, distinct_case=distinct)
    names = ConstraintNames(declared, (model.table for model in models))
    partial = all(dialect.partial_indexes for dialect in declared.dialects)
    constraints = collect_constraints(
        models, names, options.index_foreign_keys, problems, partial=partial
    )
    resolved = tuple(
        Model(
            model.name,
            model.declared.plural,
            _table(model, constraints[model.name], names),
            tuple(model.attributes.values()),
            resolved_associations(model, resolved_keys, inverses, problems),
            model.own.created_at,
            model.own.updated_at,
            model.own.deleted_at,
            model.location,
            composite_associations(model),
            model.declaration.external,
        )
        for model in models
    )
    check_dialect_rules(models, resolved, declared)
    if options.extensions:
        declared.require(
            options.location_of("extensions", schema.location),
            lambda dialect: not dialect.schemas,
            "`extensions` are those of PostgreSQL, and not supported by {dialects}",
            "Remove `extensions`",
        )
    if problems.found:
        return None, problems.in_reading_order()
    snake_case = options.naming == "snake_case"
    return Database(
        resolved, options.dialects, options.associations, snake_case, options.extensions
    ), ()


def _stages(
    schema: Schema, problems: Problems
) -> tuple[Mapping[MappedModel, ResolvedModel], Inverses]:
    """Run the stages, each on the results of those before it."""
    options = schema.options
    ends = association_ends(declared_models(schema), problems)
    named = named_inverses(ends, problems)
    ends, composites = composite_ends(ends, named, problems)
    left = set(ends)
    named = {end: other for end, other in named.items() if end in left}
    keys = foreign_keys(ends, named, options.foreign_key, problems)
    primary = primary_keys(ends, keys, options, problems)
    rules = key_rules(ends, keys, primary, options, problems)
    referred = references(ends, keys, primary, rules, options.dialects, problems)
    known = EarlierStages(ends, keys, primary, rules, referred)
    own = attributes(known, options, problems)
    resolved = composite_keys(composites, own, primary, options, problems)
    return _resolved_models(known, own, resolved), keys.inverses


def _resolved_models(
    known: EarlierStages,
    own: Mapping[MappedModel, Attributes],
    composites: Mapping[DeclaredCompositeKey, ResolvedCompositeKey],
) -> Mapping[MappedModel, ResolvedModel]:
    """Combine the results of the stages for each model."""
    keys = known.keys
    held: dict[MappedModel, list[ResolvedCompositeKey]] = {}
    composite_ends: dict[MappedModel, dict[AssociationEnd, ResolvedCompositeKey]] = {}
    for declared, composite in composites.items():
        held.setdefault(declared.holder, []).append(composite)
        for end in declared.ends:
            composite_ends.setdefault(end.model, {})[end] = composite
    resolved_keys = {
        key: ResolvedForeignKey(
            key,
            known.rules[key],
            known.references[key],
            own[key.target].by_name.get(known.references[key].attribute),
        )
        for key in keys
    }
    near = {end: resolved_keys[key] for end, key in keys.near.items()}
    far = {end: resolved_keys[key] for end, key in keys.far.items()}
    return {
        model: ResolvedModel(
            model,
            known.ends.by_model[model],
            known.ends.through.get(model, ()),
            {
                name: tuple(resolved_keys[key] for key in shared)
                for name, shared in keys.by_model[model].items()
            },
            near,
            far,
            known.primary[model],
            own[model],
            tuple(held.get(model, ())),
            composite_ends.get(model, {}),
        )
        for model in known.ends.models.values()
    }


def _table(model: ResolvedModel, constraints: Constraints, names: ConstraintNames) -> Table:
    attributes = model.attributes
    return Table(
        model.table,
        tuple(attribute.column for attribute in attributes.values()),
        tuple(
            attributes[name].column.name for name in model.primary.attributes if name in attributes
        ),
        tuple(constraints.uniques),
        tuple(constraints.indexes),
        _foreign_keys(model, names),
        tuple(constraints.checks),
        model.declaration.comment,
        (model.joined[0].model.name, model.joined[0].target.name) if model.primary.pair else None,
        composite_keys=tuple(_composite_keys(model, names)),
    )


def _composite_keys(model: ResolvedModel, names: ConstraintNames) -> Iterator[CompositeForeignKey]:
    for key in model.composites:
        if key.rule.logical:
            continue
        yield CompositeForeignKey(
            key.rule.constraint or names.make(model.table, key.columns, "fkey"),
            key.columns,
            key.declared.target.table,
            tuple(attribute.column.name for attribute in key.referenced),
            key.rule.on_delete,
            key.rule.on_update,
            key.rule.constraint is not None,
        )


def _foreign_keys(model: ResolvedModel, names: ConstraintNames) -> tuple[ForeignKey, ...]:
    """Return the foreign key constraints, in the order of their columns."""
    found = []
    for attribute in model.attributes.values():
        for key in model.keys.get(attribute.name, ()):
            if key.rule.logical or key.referenced is None:
                continue
            column = attribute.column.name
            found.append(
                ForeignKey(
                    key.rule.constraint or names.make(model.table, (column,), "fkey"),
                    column,
                    key.declared.target.table,
                    key.referenced.column.name,
                    key.rule.on_delete,
                    key.rule.on_update,
                    key.rule.constraint is not None,
                )
            )
    return tuple(found)
