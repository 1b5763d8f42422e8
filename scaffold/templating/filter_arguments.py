"""The arguments of filters and tests, checked against what their functions take."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jinja2 import nodes

from scaffold.templating.template_suggestions import suggested
from scaffold.values import dataclass

# What filters take by name, where their functions do not say it.
_BY_NAME = {"map": ("attribute", "default")}
# Filters whose argument of that number names a filter, or a test.
_NAMES_FILTER = {"map": 0}
_NAMES_TEST = {"select": 0, "reject": 0, "selectattr": 1, "rejectattr": 1}


@dataclass(frozen=True, slots=True)
class _Arguments:
    """What a filter or test takes after its value; `needed` of them have no default.

    most: how many without their names; None where it is not known.
    """

    names: tuple[str, ...]
    needed: tuple[str, ...] = ()
    most: int | None = None


class FilterArguments:
    """Finds wrong arguments of the filters and tests of an environment."""

    def __init__(self, filters: Mapping[str, Callable[..., Any]], tests: Mapping[str, Any]) -> None:
        self.filters = sorted(name for name in filters if not name.startswith("."))
        self.tests = sorted(tests)
        self._of_filters = {name: _arguments(name, each) for name, each in filters.items()}
        self._of_tests = {name: _arguments(name, each) for name, each in tests.items()}

    def faults(self, node: nodes.Filter | nodes.Test) -> Iterator[tuple[str, str]]:
        """Yield a message and a hint for each argument that is wrong or missing."""
        of_kind = self._of_filters if isinstance(node, nodes.Filter) else self._of_tests
        taken = of_kind.get(node.name)
        if taken is not None:
            yield from _counted(node, taken)
        if isinstance(node, nodes.Filter):
            yield from _named(node, _NAMES_FILTER, "filter", self.filters)
            yield from _named(node, _NAMES_TEST, "test", self.tests)


def _counted(node: nodes.Filter | nodes.Test, taken: _Arguments) -> Iterator[tuple[str, str]]:
    given: Any = [each.key for each in node.kwargs]
    all_names = f"It takes: {', '.join(taken.names)}." if taken.names else "Remove them."
    for name in given:
        if name not in taken.names:
            yield suggested(f"`{node.name}` takes no `{name}`", name, taken.names, "It takes")
    if taken.most is None or node.dyn_args is not None or node.dyn_kwargs is not None:
        return
    if len(node.args) > taken.most:
        most = f"at most {taken.most}" if taken.most else "no"
        yield f"`{node.name}` takes {most} argument{'' if taken.most == 1 else 's'}", all_names
    for name in taken.needed:
        if taken.names.index(name) >= len(node.args) and name not in given:
            yield f"`{node.name}` needs the argument `{name}`", all_names


def _named(
    node: nodes.Filter, positions: Mapping[str, int], kind: str, known: list[str]
) -> Iterator[tuple[str, str]]:
    """`map('upper')` names a filter, `select('odd')` a test."""
    position = positions.get(node.name)
    if position is None or len(node.args) <= position:
        return
    argument = node.args[position]
    name = argument.value if isinstance(argument, nodes.Const) else None
    if isinstance(name, str) and name not in known:
        yield suggested(f"unknown {kind} `{name}`", name, known, "There are")


def _arguments(name: str, function: Callable[..., Any]) -> _Arguments | None:
    """What a function takes after its value; None where it is not known."""
    if name in _BY_NAME:
        return _Arguments(_BY_NAME[name])
    parameters = [
        each for each in inspect.signature(function).parameters.values() if each.name != "self"
    ]
    if any(each.kind in (each.VAR_KEYWORD, each.VAR_POSITIONAL) for each in parameters):
        return None
    after = parameters[2 if getattr(function, "jinja_pass_arg", None) else 1 :]
    needed = tuple(each.name for each in after if each.default is each.empty)
    return _Arguments(tuple(each.name for each in after), needed, len(after))
