"""The lock as text: a JSON array a line, sorted by kind and name, so that branches merge."""

from __future__ import annotations

import gc
from collections.abc import Iterator

from scaffold.database.facts import Facts, ModelFacts
from scaffold.errors import SchemaError
from scaffold.lock import codec
from scaffold.lock.codec import to_json
from scaffold.lock.lines import FIRST_LINE, read_lines
from scaffold.lock.reader import LockReader
from scaffold.lock.state import Lock, Recorded


def loads(text: str, file: str) -> Lock:
    """The lock that a text holds, its lines in any order; SchemaError with all that is wrong.

    What is read makes no reference cycles, so the garbage collector rests.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        lines, problems = read_lines(text, file)
        if problems:
            raise SchemaError(problems)
        return LockReader(file).read(lines)
    finally:
        if collecting:
            gc.enable()


def dumps(lock: Lock) -> str:
    """The text of a lock."""
    # The blank line after each group stays between what two branches add on its two sides.
    groups: dict[tuple[str, str], list[str]] = {}
    for kind, owner, line in _facts(lock.facts):
        groups.setdefault((kind, owner), []).append(line)
    for target, recorded in lock.targets.items():
        for each in recorded:
            migration, *operations = _recorded_lines(target, each)
            groups.setdefault(("migration", target), []).append(migration)
            groups.setdefault(("operation", target), []).extend(operations)
    # Popped, so that no more than two copies of a large lock are in memory at once.
    blocks = ["\n".join([*sorted(groups.pop(key)), ""]) for key in sorted(groups)]
    return "\n".join([f"{FIRST_LINE}\n", *blocks])


def _facts(facts: Facts) -> Iterator[tuple[str, str, str]]:
    """The kind of each fact, what it belongs to, and its line."""
    for table in facts.tables:
        owner, name = str(table.name), codec.write_name(table.name)
        yield "table", "", f'["table",{codec.TABLE_ITSELF.write(table)}]'
        for position, column in enumerate(table.columns, 1):
            yield "column", owner, f'["column",{name},{codec.COLUMN.write(column)},{position}]'
        for kind, (field, shape) in codec.TABLE_PARTS.items():
            for part in getattr(table, field):
                yield kind, owner, f'["{kind}",{name},{shape.write(part)}]'
    for model in facts.models:
        yield from _model(model)


def _model(model: ModelFacts) -> Iterator[tuple[str, str, str]]:
    owner, name = model.name, to_json(model.name)
    yield "model", "", f'["model",{name},{codec.write_name(model.table)}]'
    for attribute, column in model.attributes:
        # The reader takes a column that no attribute claims for one of the same name.
        if attribute != column:
            line = f'["attribute",{name},{to_json(attribute)},{to_json(column)}]'
            yield "attribute", owner, line
    for association in model.associations:
        line = f'["association",{name},{codec.ASSOCIATION.write(association)}]'
        yield "association", owner, line


def _recorded_lines(target: str, each: Recorded) -> list[str]:
    # By slug and not by stamp, so that the next migrations of two branches seldom meet.
    head = [target, each.slug, each.version]
    lines = [to_json(["migration", *head, each.kind, each.run, each.dialects])]
    start = to_json(["operation", *head])[:-1]
    lines += [f"{start},{at},{text}]" for at, text in enumerate(each.operations, 1)]
    return lines
