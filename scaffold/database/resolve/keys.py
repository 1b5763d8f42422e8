"""What each foreign key is: what its sides say together, and the defaults for what none says."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from scaffold.database.resolve.drafts import Key, ModelDraft, Problems, Side, line
from scaffold.schema import model as schema
from scaffold.schema.model import Action

Value = TypeVar("Value")

ACTION_WORDS: dict[Action, str] = {
    "CASCADE": "cascade",
    "SET NULL": "setNull",
    "RESTRICT": "restrict",
    "NO ACTION": "noAction",
    "SET DEFAULT": "setDefault",
}


def settle_keys(drafts: Iterable[ModelDraft], problems: Problems) -> None:
    """Settle every key: nullability, uniqueness, actions, column; and what may share one."""
    for draft in drafts:
        for keys in draft.keys.values():
            for key in keys:
                _settle(key, problems)
            _many_of_one(keys, problems)
            if len(keys) > 1 or sum(side.said.kind == "belongsTo" for side in keys[0].sides) > 1:
                _shared(keys, problems)
            else:
                _has_own_name(keys[0], problems)


def _settle(key: Key, problems: Problems) -> None:
    attribute = key.holder.declared.get(key.name)
    said_required = _agreed(key, "required", lambda said: said.required, problems)
    key.required = bool(
        key.primary
        or said_required
        or (attribute is not None and attribute.required)
        or (said_required is None and attribute is None and key.holder.made)
    )
    key.unique = bool(_agreed(key, "unique", _unique, problems))
    key.logical = bool(_agreed(key, "logical", lambda said: said.logical, problems))
    key.column = _agreed(key, "column", lambda said: said.column, problems)
    key.comment = _agreed(key, "comment", lambda said: said.comment, problems)
    delete: Action | None = _agreed(key, "onDelete", lambda said: said.on_delete, problems)
    update: Action | None = _agreed(key, "onUpdate", lambda said: said.on_update, problems)
    key.on_update = update or "CASCADE"
    if delete is not None:
        key.on_delete = delete
    elif key.joins:
        key.on_delete = "CASCADE"
    else:
        key.on_delete = "RESTRICT" if key.required else "SET NULL"
    _actions_can_act(key, attribute, problems)
    _is_said_once(key, attribute, problems)


def _many_of_one(keys: list[Key], problems: Problems) -> None:
    """A hasOne makes the key unique, so that a hasMany over it could never have many.

    A scoped one does so among the rows of its scope only.
    """
    sides = [side for key in keys for side in key.sides]
    ones = [side for side in sides if side.said.kind == "hasOne" and side.said.unique is not False]
    for side in sides:
        if side.said.kind != "hasMany":
            continue
        one = next((one for one in ones if one.said.scope in (None, side.said.scope)), None)
        if one is not None:
            problems.add(
                side.said.place,
                f"`{side.label}` shares the key `{keys[0].label}` with `{one.label}` "
                f"({line(one.said.place)}), whose hasOne makes it unique",
                "Give one of them another `foreignKey(…)`, or write hasMany for both.",
            )


def _unique(said: schema.Association) -> bool | None:
    """Whether the key alone is unique; a scoped hasOne is unique together with its scope."""
    if said.kind == "hasOne" and said.scope is not None:
        return None
    return True if said.kind == "hasOne" and said.unique is None else said.unique


def _agreed(
    key: Key, word: str, read: Callable[[schema.Association], Value | None], problems: Problems
) -> Value | None:
    """What the key's sides say; the silent ones take it, two different statements are wrong."""
    value: Value | None = None
    first: Side | None = None
    for side in key.sides:
        said = read(side.said)
        if said is None:
            continue
        if first is None:
            value, first = said, side
        elif said != value:
            problems.add(
                side.said.at(word),
                f"`{side.label}` says {_shown(word, said)}, but `{first.label}`, which shares "
                f"the key `{key.label}`, says {_shown(word, value)} on "
                f"{line(first.said.at(word))}",
                "Say it on one side only, or the same on both.",
            )
    return value


def _shown(word: str, value: object) -> str:
    if isinstance(value, bool):
        return f"`{word}`" if value else f"not `{word}`"
    if word.startswith("on"):
        return f"`{word}({_action_word(value)})`"
    return f"`{word}({value})`"


def _action_word(value: object) -> str:
    return next((word for action, word in ACTION_WORDS.items() if action == value), str(value))


def _actions_can_act(key: Key, attribute: schema.Attribute | None, problems: Problems) -> None:
    for word, action in (("onDelete", key.on_delete), ("onUpdate", key.on_update)):
        speaker = _speaker(key, word)
        if speaker is None:
            continue
        where = speaker.said.at(word)
        if key.logical:
            problems.add(
                where,
                f"`{word}` on `{speaker.label}` cannot act: a `logical` key has no constraint "
                "in the database",
                f"Leave out `{word}`, or `logical`.",
            )
        elif action == "SET NULL" and key.required:
            problems.add(
                where,
                f"`{word}(setNull)` on `{speaker.label}` cannot act: its key `{key.label}` "
                f"is {_why_required(key, attribute)}",
                f"Write `{word}(restrict)` or `{word}(cascade)`"
                + ("." if key.primary else ", or leave out `required`."),
            )
        elif action == "SET DEFAULT" and (attribute is None or attribute.default is None):
            problems.add(
                where,
                f"`{word}(setDefault)` on `{speaker.label}` needs a key with a default",
                f"Declare the key with its default, such as `{key.name}: integer default(1)`, "
                f"and write `foreignKey({key.name})`.",
            )


def _speaker(key: Key, word: str) -> Side | None:
    for side in key.sides:
        said = side.said.on_delete if word == "onDelete" else side.said.on_update
        if said is not None:
            return side
    return None


def _why_required(key: Key, attribute: schema.Attribute | None) -> str:
    if key.primary:
        return "part of the primary key"
    for side in key.sides:
        if side.said.required:
            return f"required ({line(side.said.at('required'))})"
    if attribute is not None:
        return f"required ({line(attribute.at('required'))})"
    return "required"


def _is_said_once(key: Key, attribute: schema.Attribute | None, problems: Problems) -> None:
    """A declared attribute says its column and comment itself."""
    if attribute is None:
        return
    for word, mine, own in (
        ("column", key.column, attribute.column),
        ("comment", key.comment, attribute.comment),
    ):
        if mine is not None and mine != own:
            side = next(side for side in key.sides if getattr(side.said, word) is not None)
            problems.add(
                side.said.at(word),
                f"the key of `{side.label}` is the attribute `{key.name}` "
                f"({line(attribute.place)}), which says its own {word}",
                f"Write `{word}(…)` there.",
            )


def _shared(keys: list[Key], problems: Problems) -> None:
    """One attribute as the key of several associations: only where all are logical."""
    belongs = [side for key in keys for side in key.sides if side.said.kind == "belongsTo"]
    users = belongs if len(keys) == 1 else [side for key in keys for side in key.sides[:1]]
    if all(key.logical for key in keys) and all(key.named for key in keys):
        return
    # The other key of a belongsToMany has no side of its own where the target declares none.
    far = [
        side
        for side in keys[0].holder.join
        if side.inverse is None and any(side.other_key is key for key in keys)
    ]
    users = sorted((*users, *far), key=lambda side: (side.said.place.line, side.said.place.column))
    if far and all(key.named for key in keys) and all(key.logical for key in keys if key.sides):
        side = far[-1]
        problems.add(
            side.said.place,
            f"`{keys[0].label}` would be the key of several associations, of which "
            f"`{side.label}` does not say that it is `logical`: that is said by its other side",
            f"Declare that in `{side.target.name}`: `belongsToMany({side.model.name}) "
            f"through({side.said.through}) foreignKey({keys[0].name}) logical`.",
        )
        return
    shown = " and ".join(f"`{side.label}` ({line(side.said.place)})" for side in users)
    problems.add(
        users[-1].said.place if users else keys[-1].place,
        f"`{keys[0].label}` would be the key of several associations: {shown}",
        "Give each a key of its own with `foreignKey(…)`; one attribute serves several only "
        "where each names it so and is `logical`.",
    )


def _has_own_name(key: Key, problems: Problems) -> None:
    """A name that was not said must not meet an attribute, or join what nobody joined."""
    attribute = key.holder.declared.get(key.name)
    if not key.named and attribute is not None:
        problems.add(
            key.place,
            f"the key of `{key.sides[0].label if key.sides else key.label}` would be called "
            f"`{key.name}`, like an attribute of `{key.holder.name}` ({line(attribute.place)})",
            f"Write `foreignKey({key.name})` to make that attribute the key, "
            "or another name there.",
        )
