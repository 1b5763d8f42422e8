"""The macros of templates as a check sees them: what a template exports, what a call may pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jinja2 import nodes

from scaffold.templating.contract.reflection import ANY, ValueType
from scaffold.templating.template_suggestions import suggested
from scaffold.templating.template_types import Scope
from scaffold.values import dataclass

_NAMES_OF_ALL = ("caller", "varargs", "kwargs")


@dataclass(frozen=True, slots=True)
class Macro:
    """A macro and the template that it is in; `scope` has what it sees beside its arguments.

    `siblings` are the macros of its template by their names.
    """

    node: nodes.Macro
    template: str
    scope: Scope
    siblings: dict[str, Macro]

    def body_scope(self, given: Sequence[ValueType], named: Mapping[str, ValueType]) -> Scope:
        """Return the names that the body sees in a call with arguments of these types."""
        arguments = [each.name for each in self.node.args]
        scope = {**self.scope, **dict.fromkeys((*arguments, *_NAMES_OF_ALL), ANY)}
        scope |= dict(zip(arguments, given, strict=False)) | dict(named)
        return scope | dict.fromkeys((name for name in self.siblings if name not in scope), ANY)

    def argument_faults(
        self, given: Sequence[ValueType], named: Mapping[str, ValueType]
    ) -> Iterator[tuple[str, str]]:
        """Yield a message and a hint for arguments of a call that the macro does not name."""
        arguments = [each.name for each in self.node.args]
        used = {each.name for each in self.node.find_all(nodes.Name)}
        if len(given) > len(arguments) and "varargs" not in used:
            count = f"{len(arguments)} argument{'' if len(arguments) == 1 else 's'}"
            message = f"`{self.node.name}` takes {count}, not {len(given)}"
            yield message, "Remove the others."
        for name in named:
            if name not in arguments and "kwargs" not in used:
                message = f"`{self.node.name}` takes no `{name}`"
                yield suggested(message, name, arguments, "It takes")


def exports(tree: nodes.Template | None, name: str, scope: Scope) -> dict[str, Macro | None]:
    """Return what can be imported from the template `name`: its macros, None for variables."""
    found: dict[str, Macro | None] = {}
    siblings: dict[str, Macro] = {}
    for node in tree.body if tree else ():
        if isinstance(node, nodes.Macro):
            found[node.name] = siblings[node.name] = Macro(node, name, scope, siblings)
        elif isinstance(node, nodes.Assign | nodes.AssignBlock):
            found.update((each.name, None) for each in node.find_all(nodes.Name))
    return found


def bind(target: nodes.Node, kind: ValueType, scope: Scope) -> None:
    """Add the names of an assignment's target to the scope, with the types of their values."""
    if isinstance(target, nodes.Name):
        scope[target.name] = kind
    elif isinstance(target, nodes.Tuple) and len(kind.parts) == len(target.items):
        for each, part in zip(target.items, kind.parts, strict=True):
            bind(each, part, scope)
    elif isinstance(target, nodes.Tuple):
        # `groupby` gives pairs: what the items share, and their list.
        rest = kind.item if kind.kind == "any" and kind.item else ANY
        for number, each in enumerate(target.items):
            bind(each, rest if number else ANY, scope)
