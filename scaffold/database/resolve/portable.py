"""What a declared dialect cannot hold: names, schemas, actions, keys that count up."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.database.resolve.dialects import Declared
from scaffold.database.resolve.drafts import Key, ModelDraft
from scaffold.database.resolve.keys import ACTION_WORDS
from scaffold.database.resolve.portable_indexes import check_checks, check_indexes, check_row
from scaffold.database.resolve.portable_types import Types
from scaffold.database.resolve.texts import check_texts
from scaffold.database.tables import Model
from scaffold.schema.model import Action
from scaffold.schema.report import shown


def check_portable(
    drafts: Iterable[ModelDraft],
    models: Iterable[Model],
    declared: Declared,
) -> None:
    """Report what the models and their tables ask for that a declared dialect has not."""
    types = Types(declared)
    for draft, model in zip(drafts, models, strict=True):
        _table(draft, declared)
        _columns(draft, declared)
        types.check(draft)
        check_texts(draft, declared)
        _counts_up(draft, declared)
        check_row(draft, declared)
        check_indexes(draft, model.table, declared)
        check_checks(draft, model.table, declared)
        for keys in draft.keys.values():
            for key in keys:
                if not key.logical:
                    _key(key, declared)


def _table(draft: ModelDraft, declared: Declared) -> None:
    name, schema = draft.table
    where = draft.said.at("$table")
    declared.check_name(where, name, f"the table's name of `{draft.name}`", "Name it with `$table`")
    _keyed(draft, declared)
    if schema is not None:
        where = draft.said.at("$schema")
        declared.lacking(
            where,
            lambda dialect: not dialect.schemas,
            f"`$schema: {schema}` in `{draft.name}`: there are no schemas in {{dialects}}",
            "Leave out `$schema`",
        )
        declared.check_name(where, schema, f"the schema of `{draft.name}`", "Name another")
        for dialect in declared.dialects:
            if dialect.own_schemas and dialect.own_schemas.fullmatch(schema):
                declared.problems.add(
                    where,
                    f"the schema `{schema}` of `{draft.name}` is {dialect.label}'s own, and no "
                    "migration may make or drop it",
                    "Name another, or leave out `$schema`: the table then stands in `public`.",
                )


def _keyed(draft: ModelDraft, declared: Declared) -> None:
    """A table's name must leave room for the names that the server gives its keys."""
    name = draft.table.name
    if len(name) < 16 or all(key.logical for keys in draft.keys.values() for key in keys):
        return
    for dialect in declared.dialects:
        limit = dialect.keyed_table_limit
        if dialect.name_limit.allows(name) and not limit.allows(name):
            declared.problems.add(
                draft.said.at("$table"),
                f"the table's name of `{draft.name}`, which has foreign keys, is too long for "
                f"{dialect.label}, which gives these longer names: `{shown(name, 80)}`",
                f"Name it with `$table`, in {limit.characters} letters at most.",
            )


def _columns(draft: ModelDraft, declared: Declared) -> None:
    for attribute in draft.attributes.values():
        name = attribute.column.name
        # Most names are far below any limit.
        if len(name) < 16 and name.isascii() and name not in declared.system_columns:
            continue
        where = attribute.place or draft.place
        hint = "Name it with `column(…)`"
        label = f"`{draft.name}.{attribute.name}`"
        declared.check_name(where, name, f"the column's name of {label}", hint)
        if name in declared.system_columns:
            declared.lacking(
                where,
                lambda dialect, name=name: name in dialect.system_columns,  # type: ignore[misc]
                f"the column of {label} would be called `{name}`, like a column that every table "
                "has of its own in {dialects}",
                hint,
            )


def _counts_up(draft: ModelDraft, declared: Declared) -> None:
    if len(draft.primary) < 2:
        return
    for name in draft.primary:
        said = draft.declared.get(name)
        if said is not None and said.autoincrement:
            declared.lacking(
                said.at("autoincrement"),
                lambda dialect: not dialect.autoincrement_in_composite_key,
                f"`{draft.name}.{name}` cannot count up in {{dialects}}: the primary key has "
                "other fields too",
                "Leave out `autoincrement`",
            )


def _key(key: Key, declared: Declared) -> None:
    inner = key.type.of or key.type if key.type is not None else None
    if inner is not None and inner.name == "enum":
        declared.lacking(
            key.place,
            lambda dialect: dialect.enum_is_named_type,
            f"`{key.label}` points to `{key.target.name}.{key.points_to}`, an enum: each enum is a "
            "type of its own in {dialects}, and no key can join two types",
            "Point to another attribute, write `logical`",
        )
    _nullable_target(key, declared)
    if key.on_delete not in declared.actions:
        _action(key, "onDelete", key.on_delete, declared)
    if key.on_update not in declared.actions:
        _action(key, "onUpdate", key.on_update, declared)


def _nullable_target(key: Key, declared: Declared) -> None:
    target = key.target.attributes.get(key.points_to)
    if target and target.column.nullable and key.required and key.on_update == "CASCADE":
        declared.lacking(
            key.place,
            lambda dialect: not dialect.required_key_to_nullable,
            f"`{key.label}` is required and follows updates of "
            f"`{key.target.name}.{key.points_to}`, which may be null: refused by {{dialects}}",
            f"Make `{key.target.name}.{key.points_to}` required, write `onUpdate(restrict)`",
        )


def _action(key: Key, word: str, action: Action, declared: Declared) -> None:
    said = next((side.said for side in key.sides if word in side.said.marks), None)
    declared.lacking(
        said.at(word) if said else key.place,
        lambda dialect: action not in dialect.actions,
        f"`{word}({ACTION_WORDS[action]})` on `{key.label}`: no such action in {{dialects}}",
        "Choose another",
    )
