"""The properties of each foreign key: from its associations, or defaults."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from scaffold.database.resolve.stages import (
    AssociationEnd,
    AssociationEnds,
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
from scaffold.schema.data_types import DataType
from scaffold.schema.model import Action

Value = TypeVar("Value")

ACTION_WORDS: dict[Action, str] = {
    "CASCADE": "cascade",
    "SET NULL": "setNull",
    "RESTRICT": "restrict",
    "NO ACTION": "noAction",
    "SET DEFAULT": "setDefault",
}


def key_rules(
    ends: AssociationEnds, keys: ForeignKeys, primary: PrimaryKeys, problems: Problems
) -> ForeignKeyRules:
    """Return the nullability, uniqueness, actions and column of every foreign key."""
    rules: dict[DeclaredForeignKey, ForeignKeyRule] = {}
    for held in keys.by_model.values():
        for shared in held.values():
            for key in shared:
                is_primary = key.name in primary[key.holder].attributes
                rules[key] = _rule(key, is_primary, primary[key.target], problems)
            _many_of_one(shared, problems)
            if (
                len(shared) > 1
                or sum(end.written.kind == "belongsTo" for end in shared[0].ends) > 1
            ):
                _shared(shared, ends, keys, rules, problems)
            else:
                _has_own_name(shared[0], problems)
    return rules


def _rule(
    key: DeclaredForeignKey, is_primary: bool, referenced: PrimaryKey, problems: Problems
) -> ForeignKeyRule:
    attribute = key.holder.attributes.get(key.name)
    asked = _agreed(key, "required", lambda written: written.required, problems)
    required = bool(
        is_primary
        or asked
        or (attribute is not None and attribute.required)
        or (asked is None and attribute is None and key.holder.is_made)
    )
    unique = bool(_agreed(key, "unique", _unique, problems))
    logical = bool(_agreed(key, "logical", lambda written: written.logical, problems))
    column = _agreed(key, "column", lambda written: written.column, problems)
    comment = _agreed(key, "comment", lambda written: written.comment, problems)
    delete: Action | None = _agreed(key, "onDelete", lambda written: written.on_delete, problems)
    update: Action | None = _agreed(key, "onUpdate", lambda written: written.on_update, problems)
    if delete is None:
        delete = "CASCADE" if key.is_joining else "RESTRICT" if required else "SET NULL"
    rule = ForeignKeyRule(
        required, unique, logical, is_primary, column, comment, delete, update or "CASCADE"
    )
    _actions_can_act(key, rule, attribute, referenced, problems)
    _is_said_once(key, rule, attribute, problems)
    return rule


def _many_of_one(keys: tuple[DeclaredForeignKey, ...], problems: Problems) -> None:
    """Report a hasMany whose key a hasOne makes unique, so that it could never have many.

    A scoped hasOne makes it unique among the rows of its scope only.
    """
    ends = [end for key in keys for end in key.ends]
    ones = [end for end in ends if end.written.kind == "hasOne" and end.written.unique is not False]
    for end in ends:
        if end.written.kind != "hasMany":
            continue
        one = next((one for one in ones if one.written.scope in (None, end.written.scope)), None)
        if one is not None:
            problems.add(
                end.written.location,
                f"`{end.label}` shares the foreign key `{keys[0].label}` with `{one.label}` "
                f"({line(one.written.location)}), whose hasOne makes it unique",
                "Give one of them another `foreignKey(…)`, or write hasMany for both.",
            )


def _unique(said: schema.DeclaredAssociation) -> bool | None:
    """Whether the key alone is unique; a scoped hasOne is unique together with its scope."""
    if said.kind == "hasOne" and said.scope is not None:
        return None
    return True if said.kind == "hasOne" and said.unique is None else said.unique


def _agreed(
    key: DeclaredForeignKey,
    word: str,
    read: Callable[[schema.DeclaredAssociation], Value | None],
    problems: Problems,
) -> Value | None:
    """Return what the ends of a foreign key have; two different values are a problem."""
    value: Value | None = None
    first: AssociationEnd | None = None
    for end in key.ends:
        said = read(end.written)
        if said is None:
            continue
        if first is None:
            value, first = said, end
        elif said != value:
            problems.add(
                end.written.at(word),
                f"`{end.label}` has {_shown(word, said)}, but `{first.label}`, which shares "
                f"the foreign key `{key.label}`, has {_shown(word, value)} on "
                f"{line(first.written.at(word))}",
                "Write it on one side only, or the same on both.",
            )
    return value


def _shown(word: str, value: object) -> str:
    if isinstance(value, bool):
        return f"`{word}`" if value else f"`{word}: false`"
    if word.startswith("on"):
        return f"`{word}({_action_word(value)})`"
    return f"`{word}({value})`"


def _action_word(value: object) -> str:
    return next((word for action, word in ACTION_WORDS.items() if action == value), str(value))


def _actions_can_act(
    key: DeclaredForeignKey,
    rule: ForeignKeyRule,
    attribute: schema.DeclaredAttribute | None,
    referenced: PrimaryKey,
    problems: Problems,
) -> None:
    for word, action in (("onDelete", rule.on_delete), ("onUpdate", rule.on_update)):
        speaker = _speaker(key, word)
        if speaker is None:
            continue
        where = speaker.written.at(word)
        if rule.logical:
            problems.add(
                where,
                f"`{word}` on `{speaker.label}` has no effect: a `logical` foreign key has no "
                "constraint in the database",
                f"Remove `{word}`, or `logical`.",
            )
        elif action == "SET NULL" and rule.required:
            problems.add(
                where,
                f"`{word}(setNull)` on `{speaker.label}` is impossible: its foreign key "
                f"`{key.label}` is {_why_required(key, rule, attribute)}",
                f"Write `{word}(restrict)` or `{word}(cascade)`"
                + ("." if rule.primary else ", or remove `required`."),
            )
        elif action == "SET DEFAULT" and (attribute is None or attribute.default is None):
            problems.add(
                where,
                f"`{word}(setDefault)` on `{speaker.label}` needs a foreign key with a default",
                f"Declare the foreign key with a default, such as `{key.name}: "
                f"{_with_default(key, referenced)}`, and write `foreignKey({key.name})`.",
            )


def _with_default(key: DeclaredForeignKey, referenced: PrimaryKey) -> str:
    """The line of an attribute that refers to this primary key and has a default."""
    declared = [key.target.attributes.get(name) for name in referenced.attributes]
    types = [attribute.type for attribute in declared if attribute is not None]
    kind = referenced.id or (types[0] if len(types) == 1 else DataType("integer"))
    value = {"uuid": "00000000-0000-4000-8000-000000000000", "string": "none"}.get(kind.name, "1")
    return f"{kind} default({value})"


def _speaker(key: DeclaredForeignKey, word: str) -> AssociationEnd | None:
    for end in key.ends:
        said = end.written.on_delete if word == "onDelete" else end.written.on_update
        if said is not None:
            return end
    return None


def _why_required(
    key: DeclaredForeignKey, rule: ForeignKeyRule, attribute: schema.DeclaredAttribute | None
) -> str:
    if rule.primary:
        return "part of the primary key"
    for end in key.ends:
        if end.written.required:
            return f"required ({line(end.written.at('required'))})"
    if attribute is not None:
        return f"required ({line(attribute.at('required'))})"
    return "required"


def _is_said_once(
    key: DeclaredForeignKey,
    rule: ForeignKeyRule,
    attribute: schema.DeclaredAttribute | None,
    problems: Problems,
) -> None:
    """Report a column or comment that a declared attribute has itself."""
    if attribute is None:
        return
    for word, mine, own in (
        ("column", rule.column, attribute.column),
        ("comment", rule.comment, attribute.comment),
    ):
        if mine is not None and mine != own:
            end = next(end for end in key.ends if getattr(end.written, word) is not None)
            problems.add(
                end.written.at(word),
                f"the foreign key of `{end.label}` is the attribute `{key.name}` "
                f"({line(attribute.location)}), which declares its own {word}",
                f"Move `{word}(…)` to that attribute.",
            )


def _shared(
    shared: tuple[DeclaredForeignKey, ...],
    ends: AssociationEnds,
    keys: ForeignKeys,
    rules: ForeignKeyRules,
    problems: Problems,
) -> None:
    """One attribute as the key of several associations: only where all are logical."""
    belongs = [end for key in shared for end in key.ends if end.written.kind == "belongsTo"]
    users = belongs if len(shared) == 1 else [end for key in shared for end in key.ends[:1]]
    if all(rules[key].logical for key in shared) and all(key.is_named for key in shared):
        return
    # The other key of a belongsToMany has no end of its own where the target declares none.
    far = [
        end
        for end in ends.through.get(shared[0].holder, ())
        if end not in keys.inverses and any(keys.far.get(end) is key for key in shared)
    ]
    users = sorted(
        (*users, *far), key=lambda end: (end.written.location.line, end.written.location.column)
    )
    if (
        far
        and all(key.is_named for key in shared)
        and all(rules[key].logical for key in shared if key.ends)
    ):
        end = far[-1]
        problems.add(
            end.written.location,
            f"`{shared[0].label}` would be the foreign key of several associations, of "
            f"which `{end.label}` is not `logical`; its other side declares that",
            f"Declare that in `{end.target.name}`: `belongsToMany({end.model.name}) "
            f"through({end.written.through}) foreignKey({shared[0].name}) logical`.",
        )
        return
    shown = " and ".join(f"`{end.label}` ({line(end.written.location)})" for end in users)
    problems.add(
        users[-1].written.location if users else shared[-1].location,
        f"`{shared[0].label}` would be the foreign key of several associations: {shown}",
        "Give each its own foreign key with `foreignKey(…)`; several may share an attribute only "
        "where each names it and is `logical`.",
    )


def _has_own_name(key: DeclaredForeignKey, problems: Problems) -> None:
    """Report a derived name that is also an attribute's."""
    attribute = key.holder.attributes.get(key.name)
    if not key.is_named and attribute is not None:
        problems.add(
            key.location,
            f"the foreign key of `{key.ends[0].label if key.ends else key.label}` would be "
            f"`{key.name}`, an attribute of `{key.holder.name}` ({line(attribute.location)})",
            f"Write `foreignKey({key.name})` to use that attribute, or choose another name.",
        )
