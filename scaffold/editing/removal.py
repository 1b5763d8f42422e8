"""Models and fields taken out of a schema, where nothing else speaks of them: pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from scaffold.database.tables import Association, Database
from scaffold.errors import Problem, SchemaError
from scaffold.project import known_targets, understand
from scaffold.schema.edit import Edited, remove_field, remove_model
from scaffold.schema.edit.frame import begin, unplaced
from scaffold.schema.edit.mentions import Mention, Named, mentions
from scaffold.source import Source
from scaffold.values import dataclass


def remove(source: Source, names: Sequence[Named]) -> Edited:
    """The text without these models and fields.

    None with the problems where something that stays speaks of them, or means nothing any more.
    """
    gone = _with_models_whole(names)
    problems = _still_mentioned(source, gone)
    if problems:
        return None, problems
    text = source.data
    for name in gone:
        if name.field is None:
            edited, problems = remove_model(text, source.name, known_targets(), name.model)
        else:
            edited, problems = remove_field(
                text, source.name, known_targets(), name.model, name.field
            )
        if edited is None:
            return None, problems
        text = edited
    problems = _left_wrong(source, replace(source, data=text))
    return (None, problems) if problems else (text, ())


@dataclass(frozen=True, slots=True)
class Left:
    """An association whose other side was removed: it makes their key alone, `before` and after."""

    side: Named
    removed: Named
    key_before: Named
    key: Named


def left_alone(before: Source, after: Source, names: Sequence[Named]) -> tuple[Left, ...]:
    """The associations that the removal of `names` has left without their other side.

    Of a schema with problems, none.
    """
    try:
        was, now = understand(before).database, understand(after).database
    except SchemaError:
        return ()
    keys = {Named(each.source, each.alias): _key(each) for each in _associations(now)}
    found: list[Left] = []
    for each in _associations(was):
        side, other = Named(each.source, each.alias), Named(each.target, each.inverse)
        if side in names and other in keys:
            found.append(Left(other, side, _key(each), keys[other]))
    return tuple(found)


def _key(association: Association) -> Named:
    return Named(association.holder, association.foreign_key)


def _associations(database: Database) -> Iterator[Association]:
    return (each for model in database.models for each in model.associations)


def _with_models_whole(names: Sequence[Named]) -> tuple[Named, ...]:
    """Each name once, and no field of a model that goes itself."""
    models = {name.model for name in names if name.field is None}
    return tuple(
        dict.fromkeys(name for name in names if name.field is None or name.model not in models)
    )


def _still_mentioned(source: Source, gone: Sequence[Named]) -> tuple[Problem, ...]:
    subject, problems = begin(source.data, source.name, known_targets())
    if subject is None:
        return problems

    def goes(name: Named) -> bool:
        return name in gone or Named(name.model) in gone

    left = [each for each in mentions(subject) if goes(each.means) and not goes(each.speaker)]
    speakers = dict.fromkeys(each.speaker for each in left if not _is_setting(each.speaker))
    command = " ".join(map(str, ("scaffold remove", *gone, *speakers)))
    firsts = {each.speaker: each for each in reversed(left)}
    told = (each for each in left if _is_setting(each.speaker) or firsts[each.speaker] is each)
    return tuple(_mentioned(each, command) for each in told)


def _mentioned(mention: Mention, command: str) -> Problem:
    message = f"`{mention.speaker}` speaks of `{mention.means}`, which is to go"
    if _is_setting(mention.speaker):
        return Problem(mention.place, message, "Take it out there first.")
    return Problem(
        mention.place, message, f"Change this line first, or remove it too: `{command}`."
    )


def _is_setting(name: Named) -> bool:
    return (name.field or "").startswith("$")


def _left_wrong(before: Source, after: Source) -> tuple[Problem, ...]:
    """What would be wrong with what stays, where nothing was before."""
    try:
        understand(before)
    except SchemaError:
        return ()
    try:
        understand(after)
    except SchemaError as error:
        text = after.data.decode()
        return tuple(unplaced(each, text, "without it, ") for each in error.problems)
    return ()
