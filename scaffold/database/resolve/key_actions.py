"""Report referential actions that a foreign key cannot have."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.database.dialects import DIALECTS
from scaffold.database.resolve.stages import (
    AssociationEnd,
    DeclaredForeignKey,
    ForeignKeyRule,
    PrimaryKey,
    Problems,
    line,
)
from scaffold.errors import SourceLocation
from scaffold.schema import model as schema
from scaffold.schema.data_types import DataType
from scaffold.schema.model import Action

ACTION_WORDS: dict[Action, str] = {
    "CASCADE": "cascade",
    "SET NULL": "setNull",
    "RESTRICT": "restrict",
    "NO ACTION": "noAction",
    "SET DEFAULT": "setDefault",
}


def report_no_effect(
    word: str, label: str, where: SourceLocation | None, problems: Problems
) -> None:
    """Report a word about the constraint of a `logical` foreign key."""
    problems.add(
        where,
        f"`{word}` on `{label}` has no effect: a `logical` foreign key has no constraint in the "
        "database",
        f"Remove `{word}`, or `logical`.",
    )


def check_actions(
    key: DeclaredForeignKey,
    rule: ForeignKeyRule,
    attribute: schema.DeclaredAttribute | None,
    referenced: PrimaryKey,
    dialects: Iterable[str],
    problems: Problems,
) -> None:
    """Report actions without an effect, and those that the foreign key's column does not allow."""
    for keyword, action in (("onDelete", rule.on_delete), ("onUpdate", rule.on_update)):
        owner = _end_with(key, keyword)
        if owner is None:
            continue
        where = owner.declaration.location_of(keyword)
        if rule.logical:
            report_no_effect(keyword, owner.label, where, problems)
        elif (
            action == "SET NULL"
            and rule.required
            and not all(DIALECTS[name].sets_null_in_required for name in dialects)
        ):
            problems.add(
                where,
                f"`{keyword}(setNull)` on `{owner.label}` is impossible: its foreign key "
                f"`{key.label}` is {_why_required(key, rule, attribute)}",
                f"Write `{keyword}(restrict)` or `{keyword}(cascade)`"
                + ("." if rule.primary else ", or remove `required`."),
            )
        elif (
            action == "SET DEFAULT"
            and rule.default is None
            and (attribute is None or attribute.default is None)
        ):
            problems.add(
                where,
                f"`{keyword}(setDefault)` on `{owner.label}` needs a foreign key with a default",
                "Add `default(…)` to its belongsTo, or declare the foreign key with a default, "
                f"such as `{key.name}: {_with_default(key, referenced)}`, and write "
                f"`foreignKey({key.name})`.",
            )
    named = next((end for end in key.ends if end.declaration.constraint is not None), None)
    if named is not None and rule.logical:
        where = named.declaration.location_of("constraint")
        report_no_effect("constraint", named.label, where, problems)


def _with_default(key: DeclaredForeignKey, referenced: PrimaryKey) -> str:
    """Return the declaration of an attribute that refers to this primary key and has a default."""
    declared = [key.target.attributes.get(name) for name in referenced.attributes]
    types = [attribute.type for attribute in declared if attribute is not None]
    kind = referenced.id or (types[0] if len(types) == 1 else DataType("integer"))
    value = {"uuid": "00000000-0000-4000-8000-000000000000", "string": "none"}.get(kind.name, "1")
    return f"{kind} default({value})"


def _end_with(key: DeclaredForeignKey, keyword: str) -> AssociationEnd | None:
    for end in key.ends:
        declared = end.declaration.on_delete if keyword == "onDelete" else end.declaration.on_update
        if declared is not None:
            return end
    return None


def _why_required(
    key: DeclaredForeignKey, rule: ForeignKeyRule, attribute: schema.DeclaredAttribute | None
) -> str:
    if rule.primary:
        return "part of the primary key"
    for end in key.ends:
        if end.declaration.required:
            return f"required ({line(end.declaration.location_of('required'))})"
    if attribute is not None:
        return f"required ({line(attribute.location_of('required'))})"
    return "required"
