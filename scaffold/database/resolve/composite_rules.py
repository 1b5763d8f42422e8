"""Report terms and actions that a foreign key of several attributes cannot have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scaffold.database.dialects import DIALECTS
from scaffold.database.resolve.key_actions import ACTION_WORDS, report_no_effect
from scaffold.database.resolve.resolved_model import ResolvedCompositeKey
from scaffold.database.resolve.stages import (
    DeclaredCompositeKey,
    ForeignKeyRule,
    Problems,
    line,
)
from scaffold.database.tables import Attribute
from scaffold.errors import SourceLocation
from scaffold.schema.model import Action

# Terms of the one column that other associations have.
_OF_A_COLUMN = ("primary", "default", "column", "comment", "fill")


def check_terms(key: DeclaredCompositeKey, problems: Problems) -> None:
    """Report terms of an association that belong to the attributes of its foreign key."""
    names = ", ".join(f"`{name}`" for name in key.names)
    for end in key.ends:
        declaration = end.declaration
        for word in _OF_A_COLUMN:
            if word in declaration.locations and getattr(declaration, word):
                problems.add(
                    declaration.location_of(word),
                    f"`{word}` on `{end.label}` has no meaning: its foreign key has "
                    f"{len(key.names)} attributes",
                    f"Write it on the attributes themselves: {names}.",
                )
        if declaration.scope is not None:
            problems.add(
                declaration.location_of("scope"),
                f"`scope` on `{end.label}` has no meaning: its foreign key has "
                f"{len(key.names)} attributes, and no accessors use it",
                "Remove `scope`.",
            )
        alias = declaration.name
        holder_names = key.names if end.model is key.holder else ()
        if alias in holder_names:
            problems.add(
                declaration.location,
                f"`{end.label}` has the same name as an attribute of its own foreign key",
                "Give the association another name.",
            )


def check_rule(
    key: DeclaredCompositeKey,
    rule: ForeignKeyRule,
    attributes: Iterable[Attribute],
    dialects: Iterable[str],
    problems: Problems,
) -> None:
    """Report `required` and actions that the attributes do not allow."""
    columns = tuple(attributes)
    nullable = [each for each in columns if each.column.nullable]
    fixed = [each for each in columns if not each.column.nullable]
    for end in key.ends:
        declaration = end.declaration
        if declaration.required and nullable:
            names = " and ".join(f"`{each.name}`" for each in nullable)
            problems.add(
                declaration.location_of("required"),
                f"`{end.label}` is required, but the attributes of its foreign key are not all "
                "required",
                f"Add `required` to {names}.",
            )
        for word, action, given in (
            ("onDelete", rule.on_delete, declaration.on_delete),
            ("onUpdate", rule.on_update, declaration.on_update),
            ("constraint", None, declaration.constraint),
        ):
            if given is None:
                continue
            where = declaration.location_of(word)
            if rule.logical:
                report_no_effect(word, end.label, where, problems)
            elif action is not None:
                _check_action(end.label, word, action, fixed, columns, dialects, where, problems)


def _check_action(
    label: str,
    word: str,
    action: Action,
    fixed: list[Attribute],
    columns: tuple[Attribute, ...],
    dialects: Iterable[str],
    where: SourceLocation,
    problems: Problems,
) -> None:
    keyword = ACTION_WORDS[action]
    declared = [DIALECTS[name] for name in dialects]
    without = [each.label for each in declared if action not in each.actions]
    if without:
        problems.add(
            where,
            f"`{word}({keyword})` on `{label}` is not supported by {' and '.join(without)}",
            "Choose another action.",
        )
    elif action == "SET NULL" and fixed and not all(d.sets_null_in_required for d in declared):
        place = f" ({line(fixed[0].location)})" if fixed[0].location else ""
        problems.add(
            where,
            f"`{word}(setNull)` on `{label}` is impossible: `{fixed[0].name}`{place} is required",
            f"Write `{word}(restrict)` or `{word}(cascade)`.",
        )
    elif action == "SET DEFAULT" and any(each.column.default is None for each in columns):
        names = " and ".join(f"`{e.name}`" for e in columns if e.column.default is None)
        problems.add(
            where,
            f"`{word}(setDefault)` on `{label}` needs defaults for all attributes of the key",
            f"Add `default(…)` to {names}.",
        )


def check_shared(
    key: DeclaredCompositeKey,
    resolved: ResolvedCompositeKey,
    every: Mapping[DeclaredCompositeKey, ResolvedCompositeKey],
    problems: Problems,
) -> None:
    """Report attributes that are the foreign key of several belongsTo, which are not logical."""
    same = [other for other in every if (other.holder, other.names) == (key.holder, key.names)]
    belongs = [end for other in same for end in other.belongs]
    if same[0] is not key or (len(same) == 1 and len(belongs) < 2):
        return
    if all(every[other].rule.logical for other in same):
        return
    shown = " and ".join(
        f"`{end.label}` ({line(end.declaration.location)})"
        for other in same
        for end in (other.belongs or other.ends[:1])
    )
    problems.add(
        belongs[-1].declaration.location if belongs else key.location,
        f"`{key.label}` would be the foreign key of several associations: {shown}",
        "Give each its own attributes with `foreignKey(…)`; several may share them only where "
        "each is `logical`.",
    )
