"""Stage 6: the properties of each foreign key, from its associations or by default."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from scaffold.database.resolve.key_actions import ACTION_WORDS, check_actions
from scaffold.database.resolve.stages import (
    AssociationEnd,
    AssociationEnds,
    DeclaredCompositeKey,
    DeclaredForeignKey,
    ForeignKeyRule,
    ForeignKeyRules,
    ForeignKeys,
    PrimaryKey,
    PrimaryKeys,
    Problems,
    line,
)
from scaffold.schema import model as schema
from scaffold.schema.model import Action

Value = TypeVar("Value")


def key_rules(
    ends: AssociationEnds,
    keys: ForeignKeys,
    primary: PrimaryKeys,
    options: schema.Options,
    problems: Problems,
) -> ForeignKeyRules:
    """Return the nullability, uniqueness, actions and column of every foreign key."""
    rules: dict[DeclaredForeignKey, ForeignKeyRule] = {}
    for by_name in keys.by_model.values():
        for shared in by_name.values():
            own = _of_column(
                shared, shared[0].name in primary[shared[0].holder].attributes, problems
            )
            for key in shared:
                rules[key] = _rule(key, own, primary[key.target], options, problems)
            _check_has_many(shared, problems)
            if (
                len(shared) > 1
                or sum(end.declaration.kind == "belongsTo" for end in shared[0].ends) > 1
            ):
                _shared(shared, ends, keys, rules, problems)
            else:
                _name_is_free(shared[0], problems)
    return rules


def _of_column(
    shared: tuple[DeclaredForeignKey, ...], is_primary: bool, problems: Problems
) -> ForeignKeyRule:
    """Return the properties of the one column of several keys, which any of their ends declares."""
    ends = tuple(end for each in shared for end in each.ends)
    key = shared[0] if len(shared) == 1 else replace(shared[0], ends=ends)
    attribute = key.holder.attributes.get(key.name)
    asked = agreed(key, "required", lambda declaration: declaration.required, problems)
    required = bool(
        is_primary
        or asked
        or (attribute is not None and attribute.required)
        or (asked is None and attribute is None and key.holder.is_made)
    )
    rule = ForeignKeyRule(
        required=required,
        unique=bool(agreed(key, "unique", declares_unique, problems)),
        primary=is_primary,
        column=agreed(key, "column", lambda declaration: declaration.column, problems),
        comment=agreed(key, "comment", lambda declaration: declaration.comment, problems),
        default=agreed(key, "default", lambda declaration: declaration.default, problems),
        unique_name=agreed(key, "unique", lambda declaration: declaration.unique_name, problems),
        index_name=agreed(key, "index", lambda declaration: declaration.index_name, problems),
    )
    _declared_once(key, rule, attribute, problems)
    return rule


def _rule(
    key: DeclaredForeignKey,
    own: ForeignKeyRule,
    referenced: PrimaryKey,
    options: schema.Options,
    problems: Problems,
) -> ForeignKeyRule:
    """Return the properties of a key: `own` are those of its column."""
    attribute = key.holder.attributes.get(key.name)
    delete: Action | None = agreed(
        key, "onDelete", lambda declaration: declaration.on_delete, problems
    )
    update: Action | None = agreed(
        key, "onUpdate", lambda declaration: declaration.on_update, problems
    )
    if delete is None:
        delete = "CASCADE" if key.is_joining else "RESTRICT" if own.required else "SET NULL"
        delete = by_option(options.on_delete, own.required, delete)
    if update is None:
        update = by_option(options.on_update, own.required, "CASCADE")
    rule = replace(
        own,
        logical=bool(agreed(key, "logical", lambda declaration: declaration.logical, problems)),
        constraint=agreed(key, "constraint", lambda declaration: declaration.constraint, problems),
        on_delete=delete,
        on_update=update,
    )
    check_actions(key, rule, attribute, referenced, options.dialects, problems)
    return rule


def by_option(option: Action | None, required: bool, otherwise: Action) -> Action:
    """Return the action of `options`, where a key without an action of its own can have it."""
    return otherwise if option is None or (option == "SET NULL" and required) else option


def _check_has_many(keys: tuple[DeclaredForeignKey, ...], problems: Problems) -> None:
    """Report a hasMany whose foreign key a hasOne makes unique, so that it could only have one.

    A scoped hasOne makes it unique only among the rows of its scope.
    """
    ends = [end for key in keys for end in key.ends]
    ones = [
        end
        for end in ends
        if end.declaration.kind == "hasOne" and end.declaration.unique is not False
    ]
    for end in ends:
        if end.declaration.kind != "hasMany":
            continue
        one = next(
            (one for one in ones if one.declaration.scope in (None, end.declaration.scope)), None
        )
        if one is not None:
            problems.add(
                end.declaration.location,
                f"`{end.label}` shares the foreign key `{keys[0].label}` with `{one.label}` "
                f"({line(one.declaration.location)}), whose hasOne makes it unique",
                "Give one of them another `foreignKey(…)`, or write hasMany for both.",
            )


def declares_unique(declared: schema.DeclaredAssociation) -> bool | None:
    """Return whether the key alone is unique; of a scoped hasOne it is not."""
    if declared.kind == "hasOne" and declared.scope is not None:
        return None
    return True if declared.kind == "hasOne" and declared.unique is None else declared.unique


def agreed(
    key: DeclaredForeignKey | DeclaredCompositeKey,
    keyword: str,
    read: Callable[[schema.DeclaredAssociation], Value | None],
    problems: Problems,
) -> Value | None:
    """Return the value that the ends of a key declare; different values are a problem."""
    value: Value | None = None
    first: AssociationEnd | None = None
    for end in key.ends:
        declared = read(end.declaration)
        if declared is None:
            continue
        if first is None:
            value, first = declared, end
        elif declared != value:
            problems.add(
                end.declaration.location_of(keyword),
                f"`{end.label}` has {_as_declared(keyword, declared)}, but `{first.label}`, which "
                f"shares the foreign key `{key.label}`, has {_as_declared(keyword, value)} on "
                f"{line(first.declaration.location_of(keyword))}",
                "Write it on one side only, or the same on both.",
            )
    return value


def _as_declared(keyword: str, value: object) -> str:
    if isinstance(value, bool):
        return f"`{keyword}`" if value else f"`{keyword}: false`"
    if keyword.startswith("on"):
        return f"`{keyword}({_action_keyword(value)})`"
    return f"`{keyword}({value})`"


def _action_keyword(value: object) -> str:
    return next(
        (keyword for action, keyword in ACTION_WORDS.items() if action == value), str(value)
    )


def _declared_once(
    key: DeclaredForeignKey,
    rule: ForeignKeyRule,
    attribute: schema.DeclaredAttribute | None,
    problems: Problems,
) -> None:
    """Report a column, comment or default that the foreign key's own attribute declares."""
    if attribute is None:
        return
    for keyword, mine, existing in (
        ("column", rule.column, attribute.column),
        ("comment", rule.comment, attribute.comment),
        ("default", rule.default, attribute.default),
    ):
        if mine is not None and mine != existing:
            end = next(end for end in key.ends if getattr(end.declaration, keyword) is not None)
            problems.add(
                end.declaration.location_of(keyword),
                f"the foreign key of `{end.label}` is the attribute `{key.name}` "
                f"({line(attribute.location)}), which declares its own {keyword}",
                f"Move `{keyword}(…)` to that attribute.",
            )


def _shared(
    shared: tuple[DeclaredForeignKey, ...],
    ends: AssociationEnds,
    keys: ForeignKeys,
    rules: ForeignKeyRules,
    problems: Problems,
) -> None:
    """Check an attribute that is the key of several associations: all must be logical."""
    belongs = [end for key in shared for end in key.ends if end.declaration.kind == "belongsTo"]
    users = belongs if len(shared) == 1 else [end for key in shared for end in key.ends[:1]]
    if all(rules[key].logical for key in shared) and all(key.is_named for key in shared):
        return
    # The other key of a belongsToMany has no end if the target declares none.
    far = [
        end
        for end in ends.through.get(shared[0].holder, ())
        if end not in keys.inverses and any(keys.far.get(end) is key for key in shared)
    ]
    users = sorted(
        (*users, *far),
        key=lambda end: (end.declaration.location.line, end.declaration.location.column),
    )
    if (
        far
        and all(key.is_named for key in shared)
        and all(rules[key].logical for key in shared if key.ends)
    ):
        end = far[-1]
        problems.add(
            end.declaration.location,
            f"`{shared[0].label}` would be the foreign key of several associations, of "
            f"which `{end.label}` is not `logical`; its other side declares that",
            f"Declare that in `{end.target.name}`: `belongsToMany({end.model.name}) "
            f"through({end.declaration.through}) foreignKey({shared[0].name}) logical`.",
        )
        return
    shown = " and ".join(f"`{end.label}` ({line(end.declaration.location)})" for end in users)
    problems.add(
        users[-1].declaration.location if users else shared[-1].location,
        f"`{shared[0].label}` would be the foreign key of several associations: {shown}",
        "Give each its own foreign key with `foreignKey(…)`; several may share an attribute only "
        "where each names it and is `logical`.",
    )


def _name_is_free(key: DeclaredForeignKey, problems: Problems) -> None:
    """Report a derived name that is also an attribute's."""
    attribute = key.holder.attributes.get(key.name)
    if not key.is_named and attribute is not None:
        problems.add(
            key.location,
            f"the foreign key of `{key.ends[0].label if key.ends else key.label}` would be "
            f"`{key.name}`, an attribute of `{key.holder.name}` ({line(attribute.location)})",
            f"Write `foreignKey({key.name})` to use that attribute, or choose another name.",
        )
