"""Built-in templates: bodies of loops are rendered once for equal values, and never mixed up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from scaffold.templating import template_folder
from scaffold.templating.builtin_environment import BuiltinEnvironment
from scaffold.values import dataclass

Render = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Column:
    """A view of texts and flags, whose equal values render alike."""

    name: str
    required: bool = False
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Literal:
    """A view of any value."""

    value: Any


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    monkeypatch.setattr(template_folder, "templates_folder", lambda: str(tmp_path))
    return []


@pytest.fixture
def render(tmp_path: Path, counted: list[object]) -> Render:
    """Render a template with names; its filter `shown` counts what it is given."""

    def shown(value: object) -> str:
        counted.append(value)
        return repr(value)

    def rendered(template: str, *times: dict[str, Any], **names: Any) -> str:
        (tmp_path / "a.jinja").write_text(template)
        environment = BuiltinEnvironment()
        environment.filters["shown"] = shown
        loaded = environment.get_template("a.jinja")
        return "".join(loaded.render(each) for each in times or (names,))

    return rendered


LOOP = (
    "{% for each in views %}{{ each.name | shown }}{% if each.required %}!{% endif %};{% endfor %}"
)


def test_body_is_rendered_once_for_equal_values(render: Render, counted: list[object]) -> None:
    views = [Column("a"), Column("b"), Column("a"), Column("a", required=True), Column("b")]
    assert render(LOOP, views=views) == "'a';'b';'a';'a'!;'b';"
    assert counted == ["a", "b", "a"]


def test_members_that_the_body_does_not_read_do_not_matter(
    render: Render, counted: list[object]
) -> None:
    views = [Column("a", default="x"), Column("a", default="y")]
    assert render(LOOP, views=views) == "'a';'a';"
    assert counted == ["a"]


@pytest.mark.parametrize("wrapped", [lambda one: one, Literal, lambda one: (one,)])
def test_equal_values_of_different_types_are_told_apart(
    render: Render, wrapped: Callable[[object], object]
) -> None:
    values = [wrapped(each) for each in (1, True, 1.0, 0, False, 0.0, -0.0)]
    text = render("{% for each in values %}{{ each | shown }} {% endfor %}", values=values)
    assert text == "".join(f"{each!r} " for each in values)


def test_names_around_the_loop_count(render: Render) -> None:
    template = "{% for each in views %}{{ prefix ~ each.name }} {% endfor %}"
    views = [Column("a")]
    text = render(template, {"views": views, "prefix": "x"}, {"views": views, "prefix": "y"})
    assert text == "xa ya "


def test_names_that_the_body_sets_do_not_leave_it(render: Render) -> None:
    template = (
        "{% set found = 'none' %}"
        "{% for each in views %}{% set found = each.name %}{{ found }}{% endfor %} {{ found }}"
    )
    assert render(template, views=[Column("a"), Column("a")]) == "aa none"


def test_name_that_is_read_before_it_is_set_is_that_around_the_loop(render: Render) -> None:
    template = "{% for each in views %}{{ name }}{% set name = each.name %}{{ name }} {% endfor %}"
    views = [Column("a")]
    assert (
        render(template, {"views": views, "name": "x"}, {"views": views, "name": "y"}) == "xa ya "
    )


def test_place_in_the_loop_counts(render: Render) -> None:
    template = "{% for each in views %}{{ loop.index }}{{ each.name }} {% endfor %}"
    assert render(template, views=[Column("a"), Column("a")]) == "1a 2a "


def test_loop_inside_a_loop_sees_both(render: Render) -> None:
    template = (
        "{% for table in tables %}{% for each in table.columns %}"
        "{{ table.name }}.{{ each.name }} {% endfor %}{% endfor %}"
    )
    columns = (Column("a"), Column("a"))
    tables = [SimpleNamespace(name=name, columns=columns) for name in "xyx"]
    assert render(template, tables=tables) == "x.a x.a y.a y.a x.a x.a "


def test_member_is_read_only_where_a_condition_allows_it(render: Render) -> None:
    template = (
        "{% for each in views %}{% if each.kind == 'a' %}{{ each.more }}{% endif %}.{% endfor %}"
    )
    views = [SimpleNamespace(kind="b"), SimpleNamespace(kind="a", more="1")]
    assert render(template, views=views) == ".1."


def test_macro_with_equal_arguments_is_called_once(render: Render, counted: list[object]) -> None:
    template = (
        "{% macro code(column) %}{{ column.name | shown }}{% endmacro %}"
        "{% for each in views %}{{ code(each) }} {% endfor %}"
    )
    assert render(template, views=[Column("a"), Column("a")]) == "'a' 'a' "
    assert counted == ["a"]
