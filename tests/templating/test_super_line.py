"""`{{ super() }}` on a line of its own, in built-in templates and in the sandbox."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from jinja2 import DictLoader, Environment

from scaffold.templating.builtin_environment import BuiltinEnvironment
from scaffold.templating.sandbox import Sandbox

BASE = "<\n{% block a %}\n{{ x }}\n{% endblock %}\n>{% block b %}one{% endblock %}"


Make = Callable[[dict[str, str]], Environment]


def builtin(templates: dict[str, str]) -> Environment:
    environment = BuiltinEnvironment()
    environment.loader = DictLoader(templates)
    return environment


def sandbox(templates: dict[str, str]) -> Environment:
    return Sandbox(DictLoader(templates), {})


@pytest.mark.parametrize("make", [builtin, sandbox])
@pytest.mark.parametrize(
    ("block", "text"),
    [
        ("{{ super() }}\n", "<\n1\n>one"),
        ("a\n{{ super() }}\nb\n", "<\na\n1\nb\n>one"),
        ("    {{ super() }}\nb\n", "<\n1\nb\n>one"),
        ("{% if x %}\n  {{ super() }}\n{% endif %}\n", "<\n1\n>one"),
        ("a {{ super() }}\nb\n", "<\na 1\n\nb\n>one"),
        ("{{ super() }}, b\n", "<\n1\n, b\n>one"),
        ("{{ super() | upper }}\nb\n", "<\n1\n\nb\n>one"),
        ("{% endblock %}{% block b %}\n{{ super() }}\ntwo\n", "<\n>one\ntwo\n"),
    ],
)
def test_super_on_its_own_line_is_the_lines_of_the_block(make: Make, block: str, text: str) -> None:
    templates = {
        "base": BASE,
        "own": "{% extends 'base' %}\n{% block a %}\n" + block + "{% endblock %}",
    }
    assert make(templates).get_template("own").render(x=1) == text
