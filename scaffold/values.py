"""The `dataclass` of all values, and a pause for the garbage collector.

Type checkers see frozen dataclasses. At run time they are ordinary ones with a hash: a run makes
hundreds of thousands, and frozen ones take four times as long to construct (a tenth of a run).
Their methods are compiled when they are called often: `dataclasses` compiles those of all classes
when it defines them, and `generate` takes a third longer for two models (263 ms for 199).
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
    from dataclasses import MISSING, Field

    # A method is compiled when it is called for the last of these: most classes of a small run have
    # few values, and compiling takes as long as fifty calls of what takes its place.
    _CALLS_BEFORE_COMPILING = 20

    def dataclass(*, frozen, slots, eq=True):
        """Return a decorator like `dataclasses.dataclass(frozen=True, slots=True)`, only faster."""

        def make(described):
            own = described.__dict__
            written = {
                name: own.get(name, MISSING)
                for name, annotation in described.__annotations__.items()
                if not annotation.startswith("ClassVar[")
            }
            every = {}
            for base in reversed(described.__mro__[1:]):
                if isinstance(known := base.__dict__.get("__dataclass_fields__"), _LazyFields):
                    every |= known.every
            every |= written
            made = _with_slots(described, written) if slots else _with_defaults(described, written)
            made.__dataclass_fields__ = _LazyFields(made, written, every)
            made.__match_args__ = tuple(every)
            if "__init__" not in own:
                made.__init__ = _init(made, every)
            if eq:
                compared = [name for name, value in every.items() if _is_compared(value)]
                if "__eq__" not in own:
                    made.__eq__ = _eq(made, compared)
                if "__hash__" not in own:
                    made.__hash__ = _hash(made, compared) if frozen else None
            if "__repr__" not in own:
                made.__repr__ = _repr
            return made

        return make

    class _LazyFields:
        """The fields as the functions of `dataclasses` read them, made when one does.

        `every` has the default of each field, or its `Field`, those of base classes first.
        """

        def __init__(self, made, written, every):
            self.every = every
            self._made = made
            self._written = written
            self._found = None

        def __get__(self, instance, owner=None):
            if self._found is None:
                self._found = self._fields()
            return self._found

        def _fields(self):
            made, written = self._made, self._written
            found = {}
            for base in reversed(made.__mro__[1:]):
                found |= getattr(base, "__dataclass_fields__", {})
            scope = {name: each for name, each in written.items() if each is not MISSING}
            # With a docstring, and types that are no texts, there is nothing to find out.
            scope["__doc__"] = made.__name__
            scope["__annotations__"] = dict.fromkeys(written, object)
            alike = dataclasses.dataclass(init=False, repr=False, eq=False)(
                type(made.__name__, (), scope)
            )
            own = alike.__dataclass_fields__
            for name, each in own.items():
                each.type = made.__annotations__[name]
            return found | own

    def _with_slots(described, written):
        """Return the class again, with slots for its fields."""
        scope = dict(described.__dict__)
        inherited = {
            name for base in described.__mro__[1:] for name in base.__dict__.get("__slots__", ())
        }
        scope["__slots__"] = tuple(name for name in written if name not in inherited)
        for name in (*written, "__dict__", "__weakref__"):
            scope.pop(name, None)
        made = type(described)(described.__name__, described.__bases__, scope)
        made.__qualname__ = described.__qualname__
        return made

    def _with_defaults(described, written):
        """Return the class with its defaults as attributes."""
        for name, value in written.items():
            if isinstance(value, Field):
                if value.default is MISSING:
                    delattr(described, name)
                else:
                    setattr(described, name, value.default)
        return described

    def _default(value):
        """Return the default of a field and the function that makes one; MISSING for none."""
        if isinstance(value, Field):
            return value.default, value.default_factory
        return value, MISSING

    def _is_compared(value):
        return not isinstance(value, Field) or value.compare

    def _compiled_later(made, name, source, scope, call):
        """Return a method that is `call` at first, and compiled when it is called often.

        `call` returns NotImplemented, or None, where the compiled method has to decide.
        """
        left = _CALLS_BEFORE_COMPILING

        def method(*arguments, **named):
            nonlocal left
            left -= 1
            if left > 0 and (result := call(*arguments, **named)) is not None:
                return result if result is not _DONE else None
            exec(source(), scope)
            compiled = scope[name]
            compiled.__qualname__ = f"{made.__qualname__}.{name}"
            if left <= 0:
                setattr(made, name, compiled)
            return compiled(*arguments, **named)

        return method

    _DONE = object()

    def _init(made, every):
        scope = {}

        def source():
            parameters, lines = [], []
            for name, described in every.items():
                value = name
                default, factory = _default(described)
                if default is not MISSING:
                    scope[f"_default_{name}"] = default
                    parameters.append(f"{name}=_default_{name}")
                elif factory is not MISSING:
                    scope[f"_default_{name}"], scope["_made"] = factory, _DONE
                    parameters.append(f"{name}=_made")
                    value = f"_default_{name}() if {name} is _made else {name}"
                else:
                    parameters.append(name)
                lines.append(f" self.{name} = {value}")
            return f"def __init__(self, {', '.join(parameters)}):\n" + "\n".join(lines or [" pass"])

        def call(self, *arguments, **named):
            if len(arguments) > len(every):
                return None
            given = dict(zip(every, arguments, strict=False))
            if not named.keys().isdisjoint(given):
                return None
            given |= named
            if not given.keys() <= every.keys():
                return None
            for name, described in every.items():
                if name in given:
                    value = given[name]
                else:
                    value, factory = _default(described)
                    if factory is not MISSING:
                        value = factory()
                    elif value is MISSING:
                        return None
                setattr(self, name, value)
            return _DONE

        return _compiled_later(made, "__init__", source, scope, call)

    def _values_of(names):
        return lambda value: tuple([getattr(value, name) for name in names])

    def _eq(made, compared):
        values_of = _values_of(compared)

        def source():
            mine, others = (_tuple_of(compared, name) for name in ("self", "other"))
            return (
                "def __eq__(self, other):\n"
                " if other is self:\n"
                "  return True\n"
                " if other.__class__ is not self.__class__:\n"
                "  return NotImplemented\n"
                f" return {mine} == {others}"
            )

        def call(self, other):
            if other is self:
                return True
            if other.__class__ is not self.__class__:
                return NotImplemented
            return values_of(self) == values_of(other)

        return _compiled_later(made, "__eq__", source, {}, call)

    def _hash(made, compared):
        values_of = _values_of(compared)

        def source():
            return f"def __hash__(self):\n return hash({_tuple_of(compared, 'self')})"

        def call(self):
            return hash(values_of(self))

        return _compiled_later(made, "__hash__", source, {}, call)

    def _tuple_of(names, owner):
        return f"({''.join(f'{owner}.{name}, ' for name in names)})"

    def _repr(self):
        shown = (each for each in dataclasses.fields(self) if each.repr)
        parts = (f"{each.name}={getattr(self, each.name)!r}" for each in shown)
        return f"{type(self).__qualname__}({', '.join(parts)})"
