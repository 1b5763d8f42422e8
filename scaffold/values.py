"""The `dataclass` of all values, and a pause for the garbage collector.

Type checkers see frozen dataclasses. At run time they are ordinary ones with a hash: a run makes
hundreds of thousands, frozen ones take four times as long to construct (a tenth of a run), and
longer to define (a tenth of a small run).
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

__all__ = ["collector_at_rest", "dataclass"]


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Pause the garbage collector's search for cycles during the block.

    Values have no cycles, and the search would take as long as making them.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses

    def dataclass(*, frozen, slots, eq=True):
        """Return a decorator like `dataclasses.dataclass(frozen=True, slots=True)`, only faster.

        Methods are compiled when they are first called: most runs call few of them.
        """
        process = dataclasses.dataclass(slots=slots, init=False, eq=False, repr=False)
        methods = {"__init__": _init}
        if eq:
            methods["__eq__"] = _eq
            methods["__hash__"] = _hash if frozen else None

        def make(described):
            own = described.__dict__
            made = process(described)
            for name, method in methods.items():
                if name not in own:
                    setattr(made, name, method and _compiled_at_first_call(made, name, method))
            made.__repr__ = _repr
            return made

        return make

    def _compiled_at_first_call(made, name, method):
        def first_call(*arguments, **named):
            scope = {}
            exec(method(dataclasses.fields(made), scope), scope)
            compiled = scope[name]
            compiled.__qualname__ = f"{made.__qualname__}.{name}"
            setattr(made, name, compiled)
            return compiled(*arguments, **named)

        return first_call

    def _init(fields, scope):
        parameters, lines = [], []
        for each in fields:
            name = value = each.name
            default = f"_default_{name}"
            if each.default is not dataclasses.MISSING:
                scope[default] = each.default
                parameters.append(f"{name}={default}")
            elif each.default_factory is not dataclasses.MISSING:
                scope[default], scope["_made"] = each.default_factory, object()
                parameters.append(f"{name}=_made")
                value = f"{default}() if {name} is _made else {name}"
            else:
                parameters.append(name)
            lines.append(f" self.{name} = {value}")
        return f"def __init__(self, {', '.join(parameters)}):\n" + "\n".join(lines or [" pass"])

    def _eq(fields, scope):
        mine, others = (_compared(fields, name) for name in ("self", "other"))
        return (
            "def __eq__(self, other):\n"
            " if other is self:\n"
            "  return True\n"
            " if other.__class__ is not self.__class__:\n"
            "  return NotImplemented\n"
            f" return {mine} == {others}"
        )

    def _hash(fields, scope):
        return f"def __hash__(self):\n return hash({_compared(fields, 'self')})"

    def _compared(fields, name):
        return f"({''.join(f'{name}.{each.name}, ' for each in fields if each.compare)})"

    def _repr(self):
        shown = (each for each in dataclasses.fields(self) if each.repr)
        parts = (f"{each.name}={getattr(self, each.name)!r}" for each in shown)
        return f"{type(self).__qualname__}({', '.join(parts)})"
