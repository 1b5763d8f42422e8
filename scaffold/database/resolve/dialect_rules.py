"""Report names, schemas, actions and autoincrements that a declared dialect does not support."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.database.resolve.declared_dialects import DeclaredDialects
from scaffold.database.resolve.dialect_indexes import check_checks, check_indexes, check_row
from scaffold.database.resolve.dialect_types import TypeRules
from scaffold.database.resolve.key_actions import ACTION_WORDS
from scaffold.database.resolve.literal_rules import check_literals
from scaffold.database.resolve.name_clashes import other_table
from scaffold.database.resolve.resolved_model import (
    ResolvedCompositeKey,
    ResolvedForeignKey,
    ResolvedModel,
)
from scaffold.database.resolve.single_dialect import check_single_dialect
from scaffold.database.resolve.stages import ForeignKeyRule
from scaffold.database.tables import Attribute, Model
from scaffold.errors import SourceLocation
from scaffold.schema.data_types import DataType
from scaffold.schema.model import Action
from scaffold.schema.problem_report import shown


def check_dialect_rules(
    whole: Iterable[ResolvedModel], models: Iterable[Model], declared: DeclaredDialects
) -> None:
    """Report what the models and their tables need that a declared dialect does not support."""
    types = TypeRules(declared)
    for model, resolved in zip(whole, models, strict=True):
        _table(model, declared)
        _columns(model, declared)
        types.check(model)
        check_literals(model, declared)
        _autoincrement(model, declared)
        check_single_dialect(model, declared)
        check_row(model, resolved.table, declared)
        check_indexes(model, resolved.table, declared)
        check_checks(model, resolved.table, declared)
        for keys in model.keys.values():
            for key in keys:
                if not key.rule.logical:
                    _key(key, declared)
        for composite in model.composites:
            if not composite.rule.logical:
                _composite_key(composite, declared)


def _table(model: ResolvedModel, declared: DeclaredDialects) -> None:
    name, schema = model.table
    where = model.declaration.location_of("$table")
    declared.check_name(where, name, f"the table name of `{model.name}`", other_table(model))
    _name_with_keys(model, declared)
    if schema is not None:
        where = model.declaration.location_of("$schema")
        declared.require(
            where,
            lambda dialect: not dialect.schemas,
            f"the schema `{schema}` of `{model.name}`: schemas are not supported by {{dialects}}",
            "Remove `$schema`, or `schema` in `options`",
        )
        declared.check_name(where, schema, f"the schema of `{model.name}`", "Name another")
        for dialect in declared.dialects:
            if dialect.own_schemas and dialect.own_schemas.fullmatch(schema):
                declared.problems.add(
                    where,
                    f"the schema `{schema}` of `{model.name}` belongs to {dialect.label}, and no "
                    "migration may create or drop it",
                    "Use another schema, or remove `$schema` to create the table in `public`.",
                )


def _name_with_keys(model: ResolvedModel, declared: DeclaredDialects) -> None:
    """Report a table name too long for the names that the server gives its foreign keys."""
    name = model.table.name
    if len(name) < 16 or all(key.rule.logical for keys in model.keys.values() for key in keys):
        return
    for dialect in declared.dialects:
        limit = dialect.keyed_table_limit
        if dialect.name_limit.allows(name) and not limit.allows(name):
            declared.problems.add(
                model.declaration.location_of("$table"),
                f"the table name of `{model.name}`, which has foreign keys, is too long for "
                f"{dialect.label}, which derives longer names for them: `{shown(name, 80)}`",
                f"{other_table(model)}, in {limit.characters} characters at most.",
            )


def _columns(model: ResolvedModel, declared: DeclaredDialects) -> None:
    for attribute in model.attributes.values():
        name = attribute.column.name
        # Most names are far shorter than any limit.
        if len(name) < 16 and name.isascii() and name not in declared.system_columns:
            continue
        where = attribute.location or model.location
        keys = model.keys.get(attribute.name, ())
        hint = "Name it with `column(…)`"
        if any(key.declared.is_joining for key in keys) and model.declared.is_made:
            hint = "Name it with `foreignKey(…)` or `otherKey(…)` where the join is declared"
        label = f"`{model.name}.{attribute.name}`"
        declared.check_name(where, name, f"the column name of {label}", hint)
        if name in declared.system_columns:
            declared.require(
                where,
                lambda dialect, name=name: name in dialect.system_columns,  # type: ignore[misc]
                f"the column of {label} would be named `{name}`, like a "
                "system column in {dialects}",
                hint,
            )


def _autoincrement(model: ResolvedModel, declared: DeclaredDialects) -> None:
    for attribute in model.declared.attributes.values():
        if attribute.autoincrement and attribute.name not in model.primary.attributes:
            declared.require(
                attribute.location_of("autoincrement"),
                lambda dialect: not dialect.autoincrement_outside_key,
                f"`{model.name}.{attribute.name}` has autoincrement but is not the primary key: "
                "not supported by {dialects}",
                "Add `primary`, remove `autoincrement`",
            )
    if len(model.primary.attributes) < 2:
        return
    for name in model.primary.attributes:
        association = model.declared_attribute(name)
        if association is not None and association.autoincrement:
            declared.require(
                association.location_of("autoincrement"),
                lambda dialect: not dialect.autoincrement_in_composite_key,
                f"`{model.name}.{name}` cannot have autoincrement in {{dialects}}: the primary key "
                "has other fields too",
                "Remove `autoincrement`",
            )


def _key(key: ResolvedForeignKey, declared: DeclaredDialects) -> None:
    _separate_enum(key.location, key.label, _referenced(key), key.reference.type, declared)
    if key.referenced is not None and key.rule.required:
        where, label = key.location, key.label
        _nullable_target(where, label, _referenced(key), key.referenced, key.rule, declared)
    if key.rule.on_delete not in declared.actions:
        _action(key, "onDelete", key.rule.on_delete, declared)
    if key.rule.on_update not in declared.actions:
        _action(key, "onUpdate", key.rule.on_update, declared)


def _composite_key(key: ResolvedCompositeKey, declared: DeclaredDialects) -> None:
    holder, target = key.declared.holder.name, key.declared.target.name
    for attribute, theirs in zip(key.attributes, key.referenced, strict=True):
        label, referenced = f"{holder}.{attribute.name}", f"{target}.{theirs.name}"
        _separate_enum(key.declared.location, label, referenced, theirs.column.type, declared)
        if not attribute.column.nullable:
            where = key.declared.location
            _nullable_target(where, label, referenced, theirs, key.rule, declared)


def _separate_enum(
    where: SourceLocation,
    label: str,
    referenced: str,
    kind: DataType | None,
    declared: DeclaredDialects,
) -> None:
    """Report a foreign key to an enum that is no shared one."""
    inner = kind.of or kind if kind is not None else None
    if inner is not None and inner.name == "enum" and inner.type_name is None:
        declared.require(
            where,
            lambda dialect: dialect.enum_is_named_type,
            f"`{label}` refers to `{referenced}`, an enum: each enum is a "
            "separate type in {dialects}, and a foreign key needs equal types",
            "Give both one type of `enums:`, refer to another attribute, add `logical`",
        )


def _nullable_target(
    where: SourceLocation,
    label: str,
    referenced: str,
    target: Attribute,
    rule: ForeignKeyRule,
    declared: DeclaredDialects,
) -> None:
    """Report a required column of a foreign key that follows updates of one that can be NULL."""
    if target.column.nullable and rule.on_update == "CASCADE":
        declared.require(
            where,
            lambda dialect: not dialect.required_key_to_nullable,
            f"`{label}` is required with ON UPDATE CASCADE from `{referenced}`, which is "
            "nullable: not allowed by {dialects}",
            f"Make `{referenced}` required, write `onUpdate(restrict)`",
        )


def _referenced(key: ResolvedForeignKey) -> str:
    """Return the attribute that a foreign key refers to: `Customer.id`."""
    return f"{key.declared.target.name}.{key.reference.attribute}"


def _action(key: ResolvedForeignKey, word: str, action: Action, declared: DeclaredDialects) -> None:
    association = next(
        (end.declaration for end in key.declared.ends if word in end.declaration.locations), None
    )
    declared.require(
        association.location_of(word) if association else key.location,
        lambda dialect: action not in dialect.actions,
        f"`{word}({ACTION_WORDS[action]})` on `{key.label}` is not supported by {{dialects}}",
        "Choose another action",
    )
