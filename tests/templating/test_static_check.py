"""Mistakes in a template are named before anything is rendered, wherever they are."""

from __future__ import annotations

from typing import ClassVar

import pytest
from jinja2 import DictLoader

from scaffold.templating.contract.reflection import view_type
from scaffold.templating.sandbox import Sandbox
from scaffold.templating.static_check import StaticCheck
from scaffold.values import dataclass
from tests.templating.own import checked

# Eight mistakes that Jinja finds late or never: most are in branches that no schema reaches.
PLANTED = """\
{% for attribute in model.atributes %}
{{ attribute.name }}
{% endfor %}
{% for a in model.attributes | selectattr('requird') %}
{{ a.nam }}
{{ a.name | pascl }}
{% if a.references %}{{ a.references.tabel }}{% endif %}
{% endfor %}
{{ assocation.alias }}
{{ model.attributes | map(attribute='nme') | join(', ') }}
{{ model.name.upper() }}
"""


def test_planted_mistakes_are_named_with_line_and_suggestion() -> None:
    assert checked(PLANTED) == [
        "1: a model has no `atributes`: did you mean `attributes`?",
        "4: an attribute has no `requird`: did you mean `required`?",
        "5: an attribute has no `nam`: did you mean `name`?",
        "6: unknown filter `pascl`: did you mean `pascal`?",
        "7: a model has no `tabel`: did you mean `table`?",
        "9: unknown name `assocation`: did you mean `association`?",
        "10: an attribute has no `nme`: did you mean `name`?",
        "11: a text has no `.upper`",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{% if association.kind == 'hasMny' %}{% endif %}", "this is never `hasMny`"),
        ("{% if 'intger' == model.id.type %}{% endif %}", "this is never `intger`"),
        ("{% if model.id.type in ['uuid', 'strin'] %}{% endif %}", "this is never `strin`"),
        ("{% if 'mysq' in schema.dialects %}{% endif %}", "this is never `mysq`"),
        ("{% if model.name is strin %}{% endif %}", "unknown test `strin`"),
        ("{% for x in model.name %}{% endfor %}", "a text is no list"),
        ("{% for x in model %}{% endfor %}", "a model is no list"),
        ("{% for x in model.attributes %}{{ loop.indx }}{% endfor %}", "`loop` has no `indx`"),
        ("{% for k, l in model.attributes | groupby('typ') %}{% endfor %}", "has no `typ`"),
        (
            "{% for k, l in model.attributes | groupby('type') %}{{ l[0].nam }}{% endfor %}",
            "has no `nam`",
        ),
        ("{{ model.attributes[0].nam }}", "an attribute has no `nam`"),
        ("{{ model['nam'] }}", "a model has no `nam`"),
        ("{{ model.attributes.name }}", "a list has no `.name`"),
        ("{{ model.id.sequelize.typ }}", "has no `typ`"),
        ("{{ model.__class__ }}", "`__class__` cannot be used"),
        ("{{ model.name | map('uper') | join }}", "unknown filter `uper`"),
        ("{% macro f(a) %}{{ a.nam }}{% endmacro %}{{ f(model.id) }}", "has no `nam`"),
        ("{% macro f(a) %}{{ b }}{% endmacro %}", "unknown name `b`"),
        ("{{ f(1) }}{% macro f(a) %}{{ a }}{% endmacro %}", "unknown name `f`"),
        ("{% set x = model.attributes | first %}{{ x.nam }}", "has no `nam`"),
        ("{% with x = model.id %}{{ x.nam }}{% endwith %}", "has no `nam`"),
        ("{% include 'b.jinja' %}", "there is no template `b.jinja`"),
        ("{% include model.name %}", "is a text in quotes"),
        ("{{ cycler() }}", "unknown name `cycler`"),
        ("{{ model.name() }}", "`.name(…)` cannot be called"),
        ("{% for x in model.attributes %}", "Unexpected end of template"),
        ("{{ model.name | center(1 }}", "unexpected"),
        ("{{ model.name | kebab(2) }}", "`kebab` takes no arguments"),
        ("{{ model.name | capitalize(2) }}", "`capitalize` takes no arguments"),
        ("{{ model.name | json(2, 3) }}", "`json` takes at most 1 argument"),
        ("{{ model.name | replace('a') }}", "`replace` needs the argument `new`"),
        ("{% filter replace('a') %}x{% endfilter %}", "`replace` needs the argument `new`"),
        ("{{ model.attributes | batch | list }}", "`batch` needs the argument `linecount`"),
        ("{{ model.attributes | groupby }}", "`groupby` needs the argument `attribute`"),
        ("{% if 3 is divisibleby %}{% endif %}", "`divisibleby` needs the argument `num`"),
        ("{% if 3 is odd(1) %}{% endif %}", "`odd` takes no arguments"),
        ("{{ model.attributes | selectattr('type', 'equ', 'x') }}", "unknown test `equ`"),
        ("{{ [1] | select('od') | list }}", "unknown test `od`: did you mean `odd`?"),
        ("{% macro f(a) %}{{ a }}{% endmacro %}{{ f(1, 2) }}", "`f` takes 1 argument, not 2"),
    ],
)
def test_a_mistake_is_found(text: str, problem: str) -> None:
    assert any(problem in each for each in checked(text)), checked(text)


SOUND = """\
{% from 'macros.jinja' import field %}
{% import 'macros.jinja' as macros %}
{% set found = model.attributes | selectattr('required') | list %}
{% for attribute in found if attribute.type != 'json' %}
{{ loop.index }} {{ field(attribute) }} {{ macros.field(attribute) }}
{% else %}none{% endfor %}
{% for kind, list in model.attributes | groupby('type') %}{{ kind }}: {{ list[0].name }}{% endfor %}
{{ model.data.icon.colour | default('red', true) }} {{ model.id.name if model.id else '' }}
{% set text %}{{ model.name }}{% endset %}{{ text | upper }}
{% macro box() %}[{{ caller() }}]{% endmacro %}{% call box() %}{{ model }}{% endcall %}
{{ (model.comment or model.name) | trim }} {{ model.attributes | map(attribute='name') | join }}
{% for i in range(3) %}{{ i }}{% endfor %}{% filter upper %}{{ model }}{% endfilter %}
{% for association in model.associations %}{{ association.target.id.name }}{% endfor %}
{{ model.attributes | map('upper') | join(' ') }} {{ model.name is defined }} {{ x is defined }}
{% include 'part.jinja' %}
"""
MACROS = (
    "{% macro field(attribute) %}{{ attribute.name }}: {{ attribute.typescript }}{% endmacro %}"
)


def test_a_sound_template_raises_no_alarm() -> None:
    files = {"a.jinja": SOUND, "macros.jinja": MACROS, "part.jinja": "{{ model.name }}"}
    assert checked(files) == []


def test_imported_macros_are_checked_with_the_types_of_their_calls() -> None:
    files = {"a.jinja": SOUND, "macros.jinja": MACROS.replace("name", "nam"), "part.jinja": ""}
    assert checked(files) == ["1: an attribute has no `nam`: did you mean `name`?"]


BASE = (
    "{% block body %}{% for a in model.attributes %}"
    "{% block one scoped %}{% endblock %}{% endfor %}{% endblock %}"
)


def test_a_block_that_the_parent_lacks_is_refused() -> None:
    child = "{% extends 'base.jinja' %}{% block bdy %}{{ super() }}{% endblock %}"
    assert checked({"a.jinja": child, "base.jinja": BASE}) == [
        "1: `base.jinja` has no block `bdy`: did you mean `body`?"
    ]


def test_a_scoped_block_sees_the_names_of_its_loop() -> None:
    child = "{% extends 'base.jinja' %}{% block one %}{{ super() }}{{ a.nam }}{% endblock %}"
    assert checked({"a.jinja": child, "base.jinja": BASE}) == [
        "1: an attribute has no `nam`: did you mean `name`?"
    ]


@dataclass(frozen=True, slots=True)
class AddView:
    name: ClassVar[str] = "add"
    column: str


@dataclass(frozen=True, slots=True)
class DropView:
    name: ClassVar[str] = "drop"
    table: str


@dataclass(frozen=True, slots=True)
class StepsView:
    steps: tuple[tuple[bool, AddView | DropView], ...]


OURS = {
    "all.jinja": "{% for spaced, step in view.steps %}{% include 'ops/' ~ step.name ~ '.jinja' %}"
    "{% endfor %}",
    "ops/add.jinja": "{{ step.column }}",
    "ops/drop.jinja": "{{ step.table }}",
}


@pytest.mark.parametrize(
    ("name", "text", "problems"),
    [
        ("ops/add.jinja", "{{ step.column }} {{ spaced }}", []),
        ("ops/add.jinja", "{{ step.table }}", ["an add has no `table`"]),
        (
            "all.jinja",
            "{% for spaced, step in view.steps %}{{ step.colum }}{% endfor %}",
            ["none of add, drop has a `colum`: did you mean `column`?"],
        ),
    ],
)
def test_templates_that_a_built_in_one_includes_are_checked_with_its_steps(
    name: str, text: str, problems: list[str]
) -> None:
    texts = {**OURS, name: text}
    sandbox = Sandbox(DictLoader(texts), {})
    check = StaticCheck(sandbox, texts.get, lambda each: each != name, texts, {}, {**OURS}.get)
    check.check("all.jinja", {"view": view_type(StepsView)})
    assert [each.message for each in check.problems] == problems


@pytest.mark.parametrize(
    "text",
    [
        "{{ model.name | replace(old='a', new='b') }}{{ model.name | replace('a', new='b') }}",
        "{{ [1, 2] | select('odd') | map('string') | join(', ') }}",
        "{{ range(9) | batch(3, '-') | list | length }}{{ 'a' | truncate(9, true, '', 0) }}",
        "{{ [1] | sort(reverse=true) | first }}{{ 'a' | default('b', true) }}{{ '7' | int(0, 8) }}",
        "{% if 4 is divisibleby 2 and 3 is odd and 1 is lt 2 and 1 is in [1] %}{% endif %}",
        "{{ model.attributes | selectattr('type', 'in', ['text']) | map(attribute='name') }}",
    ],
)
def test_right_arguments_are_no_mistake(text: str) -> None:
    assert checked(text) == []
