"""What each key points to, and hence its type."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.database.resolve.drafts import Key, ModelDraft, Problems, line
from scaffold.errors import Place
from scaffold.schema.types import STRING_LENGTH, DataType


def point_keys(drafts: Iterable[ModelDraft], problems: Problems) -> None:
    """Give each key the attribute that it points to and that attribute's type."""
    models = tuple(drafts)
    keys = [key for draft in models for shared in draft.keys.values() for key in shared]
    _say_targets(models, problems)
    for key in keys:
        if not key.points_to:
            _default_target(key, problems)
    for key in keys:
        if key.points_to and key.type is None:
            _follow(key, problems)
    for key in keys:
        if key.type is not None:
            _match(key, problems)


def _say_targets(models: Iterable[ModelDraft], problems: Problems) -> None:
    """Take what `sourceKey` and `targetKey` say."""
    for model in models:
        for side in model.sides.values():
            said = side.said
            near, far = side.key, side.other_key
            if said.kind == "belongsTo":
                near, far = None, side.key
            for word, name, key in (
                ("sourceKey", said.source_key, near),
                ("targetKey", said.target_key, far),
            ):
                if name is None or key is None:
                    continue
                if key.points_to and key.points_to != name:
                    problems.add(
                        said.at(word),
                        f"`{side.label}` says `{word}({name})`, but its other side says that the "
                        f"key `{key.label}` points to `{key.points_to}`",
                        "Say it on one side only, or the same on both.",
                    )
                elif _is_candidate(key, name, side.label, word, said.at(word), problems):
                    key.points_to = name


def _is_candidate(
    key: Key, name: str, label: str, word: str, place: Place, problems: Problems
) -> bool:
    target = key.target
    names = [*target.declared, *target.keys, *(target.primary if target.id else ())]
    if name not in names:
        near = problems.nearest(name, names)
        problems.add(
            place,
            f"`{target.name}` has no attribute `{name}`"
            + (f": did you mean `{near}`?" if near else ""),
            f"`{word}` on `{label}` names a unique or primary attribute of `{target.name}`.",
        )
        return False
    if not is_unique(target, name):
        problems.add(
            place,
            f"`{target.name}.{name}` is neither unique nor the primary key, "
            "so no key can point to it",
            f"Write `unique` on `{target.name}.{name}`.",
        )
        return False
    return True


def is_unique(draft: ModelDraft, name: str) -> bool:
    """Whether the attribute alone tells the table's rows apart."""
    if draft.primary == (name,):
        return True
    attribute = draft.declared.get(name)
    if attribute is not None and attribute.unique:
        return True
    if any(key.unique for key in draft.keys.get(name, ())):
        return True
    unique = [setting for setting in draft.said.indexes if setting.unique]
    return any(
        setting.fields == (name,) and setting.where is None
        for setting in (*draft.said.uniques, *unique)
    )


def _default_target(key: Key, problems: Problems) -> None:
    primary = key.target.primary
    if len(primary) == 1:
        key.points_to = primary[0]
        return
    side = key.sides[0] if key.sides else None
    belongs = side is not None and side.said.kind == "belongsTo"
    word = "targetKey" if belongs or side is None else "sourceKey"
    what = "has no primary key" if not primary else f"has a key of {len(primary)} attributes"
    label = side.label if side else key.label
    problems.add(
        key.place,
        f"`{label}` needs one attribute of `{key.target.name}` to point to, which {what}",
        f"Write `{word}(…)` with a unique attribute of `{key.target.name}`.",
    )


def _follow(key: Key, problems: Problems) -> None:
    """Find the type at the end of the chain of keys that starts here, for all on the way."""
    chain: list[Key] = []
    on_the_way: set[Key] = set()
    here: Key | None = key
    found: DataType | None = None
    while here is not None:
        if here in on_the_way:
            _circle(chain[chain.index(here) :], problems)
            break
        if here.type is not None:
            found = here.type
            break
        chain.append(here)
        on_the_way.add(here)
        found = type_of(here.target, here.points_to)
        if found is not None or not here.points_to:
            break
        here = next(iter(here.target.keys.get(here.points_to, ())), None)
    for each in chain:
        each.type = found


def type_of(draft: ModelDraft, name: str) -> DataType | None:
    """The type of an attribute that does not take it from another."""
    attribute = draft.declared.get(name)
    if attribute is not None:
        return attribute.type
    return draft.id if draft.primary == (name,) else None


def _circle(keys: list[Key], problems: Problems) -> None:
    shown = " → ".join(f"`{key.label}`" for key in (*keys, keys[0]))
    first = min(keys, key=lambda key: key.place)
    problems.add(
        first.place,
        f"these keys take their types from each other in a circle: {shown}",
        f"Declare one of them with a type, such as `{first.name}: integer`, "
        f"and write `foreignKey({first.name})`.",
    )
    for key in keys:
        key.points_to = ""


def _match(key: Key, problems: Problems) -> None:
    """The attribute that is a key has the type of what it points to; so has a shared one."""
    attribute = key.holder.declared.get(key.name)
    mine = attribute.type if attribute else key.holder.keys[key.name][0].type
    if mine is None or key.type is None or _full(mine) == _full(key.type):
        return
    side = key.sides[0] if key.sides else None
    where = line(attribute.place) if attribute else line(key.holder.keys[key.name][0].place)
    problems.add(
        side.said.place if side else key.place,
        f"`{key.label}` ({where}) is `{mine}`, but points to "
        f"`{key.target.name}.{key.points_to}`, which is `{key.type}`",
        f"Give both the same type: `{key.name}: {key.type}`.",
    )


def _full(type_: DataType) -> DataType:
    """The type with the length that it has where it says none."""
    if type_.name == "string" and type_.length is None:
        return DataType("string", STRING_LENGTH)
    return type_
