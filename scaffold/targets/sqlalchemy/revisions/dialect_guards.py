"""The conditions under which the statements of a revision run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

_DIALECT = "op.get_context().dialect.name"
_IS = {
    "postgres": f'{_DIALECT} == "postgresql"',
    "sqlite": f'{_DIALECT} == "sqlite"',
    "mysql": f'{_DIALECT} in ("mysql", "mariadb")',
}
_IS_NOT = {
    "postgres": f'{_DIALECT} != "postgresql"',
    "sqlite": f'{_DIALECT} != "sqlite"',
    "mysql": f'{_DIALECT} not in ("mysql", "mariadb")',
}
_Value = TypeVar("_Value")


def guard(wanted: tuple[str, ...], dialects: tuple[str, ...]) -> str | None:
    """Return the condition that holds on the wanted dialects of a project; None for all."""
    others = [name for name in dialects if name not in wanted]
    if not others:
        return None
    if len(wanted) == 1:
        return _IS[wanted[0]]
    assert len(others) == 1, "there are three dialects"
    return _IS_NOT[others[0]]


def grouped(
    values: Mapping[str, _Value], dialects: tuple[str, ...]
) -> Iterator[tuple[str | None, _Value]]:
    """Yield each value that dialects have, with the condition that holds on just those."""
    groups: list[tuple[list[str], _Value]] = []
    for name, value in values.items():
        same = next((names for names, other in groups if other == value), None)
        if same is None:
            groups.append(([name], value))
        else:
            same.append(name)
    for names, value in groups:
        yield guard(tuple(names), dialects), value
