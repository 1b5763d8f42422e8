"""Models and fields taken out of a schema, where nothing else speaks of them: pure."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from scaffold.database.tables import Association, Database
from scaffold.editing.compiled_schema import compiled
from scaffold.errors import Problem
from scaffold.schema.edit import Edited, remove_field, remove_model
from scaffold.schema.edit.edit_subject import unplaced
from scaffold.schema.edit.model_references import Mention, Named, mentions
from scaffold.schema.edit.setting_edits import is_setting
from scaffold.schema.schema_file import SchemaFile
from scaffold.values import dataclass


def remove(file: SchemaFile, names: Sequence[Named]) -> Edited:
    """Return the file without these models and fields.

    None with the problems where something that stays speaks of them, or means nothing any more.
    """
    gone = _with_models_whole(names)
    problems = _still_mentioned(file, gone)
    if problems:
        return None, problems
    after = file
    for name in gone:
        if name.field is None:
            edited, problems = remove_model(after, name.model)
        else:
            edited, problems = remove_field(after, name.model, name.field)
        if edited is None:
            return None, problems
        after = edited
    problems = _left_wrong(file, after)
    return (None, problems) if problems else (after, ())


@dataclass(frozen=True, slots=True)
class Left:
    """An association whose other side was removed: it makes their key alone, `before` and after."""

    side: Named
    removed: Named
    key_before: Named
    key: Named


def left_alone(before: SchemaFile, after: SchemaFile, names: Sequence[Named]) -> tuple[Left, ...]:
    """The associations that the removal of `names` has left without their other side.

    Of a schema with problems, none.
    """
    was, now = compiled(before)[0], compiled(after)[0]
    if was is None or now is None:
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


def _still_mentioned(file: SchemaFile, gone: Sequence[Named]) -> tuple[Problem, ...]:
    """What still refers to these names, with a way out."""
    found = mentions(file)
    left = _left(found, gone)
    if not left:
        return ()
    more: tuple[Named, ...] = tuple(gone)
    while still := _left(found, more):
        more = (*more, *dict.fromkeys(each.speaker for each in still))
    hint = "Change that line first."
    if remove(file, more)[0] is not None:
        command = shlex.join(["scaffold", "remove", *map(str, more)])
        hint = f"Change that line first, or remove it too: `{command}`."
    firsts = {each.speaker: each for each in reversed(left)}
    told = (
        each
        for each in left
        if is_setting(each.speaker.field or "") or firsts[each.speaker] is each
    )
    return tuple(
        Problem(
            each.location,
            f"`{each.speaker}` refers to `{each.means}`, which is to be removed",
            hint,
        )
        for each in told
    )


def _left(found: Sequence[Mention], gone: Sequence[Named]) -> list[Mention]:
    """The mentions of what is removed, in what is not."""

    def goes(name: Named) -> bool:
        return name in gone or Named(name.model) in gone

    return [each for each in found if goes(each.means) and not goes(each.speaker)]


def _left_wrong(before: SchemaFile, after: SchemaFile) -> tuple[Problem, ...]:
    """What would be wrong with what stays, where nothing was before."""
    if compiled(before)[0] is None:
        return ()
    text = after.document.text
    return tuple(unplaced(each, text, "without it, ") for each in compiled(after)[1])
