"""Generated JavaScript passes Prettier with names of any length."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import Check
from tests.support.project import Project
from tests.targets.rendering import HEAD, files_of, write

pytestmark = pytest.mark.node


def models(sizes: range) -> Iterator[str]:
    """Models of which every name is as long as its size."""
    for size in sizes:
        name, other = "A" + "a" * size, "A" + "a" * max(sizes[0], size - sizes.step)
        field = "f" + "b" * size
        yield f"""
  {name}:
    {field}: string({size}) required index
    {field}2: string unique
    {field}3: decimal({size + 2}, 2) default(0)
    {field}4: tinyint check("{{{field}4}} > {size}")
    {field}5: datetime default(now) comment("{"c " * size}")
    e: enum({field}, b) default(b)
    r{"e" * size}: belongsTo({other})
    k{"e" * size}: integer
    m{"e" * size}: belongsTo({other}) foreignKey(k{"e" * size})
    t{"o" * size}: belongsToMany({name}) through(P{"q" * size}) otherKey(o{"o" * size})
    $unique: [[{field}, r{"e" * size}]]
    $paranoid: d{"x" * size}
    $comment: "{"t" * size}"
  N{"a" * size}:
    $id: none
    {field}: string
"""


@pytest.mark.parametrize(
    "dialects", ["sqlite, postgres, mysql", pytest.param("postgres", marks=pytest.mark.slow)]
)
def test_names_of_every_length(project: Project, js_problems: Check, dialects: str) -> None:
    step = 4 if "sqlite" in dialects else 1
    text = "".join(models(range(1, 54, step)))
    write(project, files_of(f"{HEAD}options: {{dialects: [{dialects}]}}\nmodels:{text}"))
    assert js_problems(project.root) == []
    if "sqlite" in dialects:
        project.round_trip()
