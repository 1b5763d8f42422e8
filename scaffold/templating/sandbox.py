"""The Jinja environment of templates that people wrote: nothing to reach, and bounded work."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from types import GeneratorType
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, Undefined, nodes
from jinja2.environment import TemplateModule
from jinja2.filters import FILTERS, make_attrgetter
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS

from scaffold.templating import metered_tree
from scaffold.templating.block_lines import LINES, lines
from scaffold.templating.contract.reflection import is_view
from scaffold.templating.filters import JINJA_FILTERS, JINJA_TESTS, OWN_FILTERS, json
from scaffold.templating.layout_tag import LayoutTag
from scaffold.templating.limits import (
    MAX_BITS,
    MAX_COUNT,
    STEP,
    Budget,
    TemplateLimitError,
    require_room,
)
from scaffold.templating.super_line import SuperLine
from scaffold.templating.template_text import TemplateFaultError, text_of

_LOOP = frozenset(
    (
        *("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth"),
        *("depth0", "previtem", "nextitem", "cycle", "changed"),
    )
)
# Their arguments are values, not widths or counts.
_TAKE_ANY_NUMBER = frozenset(("d", "default", "int", "float", "sum"))
# They would print a value's representation.
_TAKE_TEXT = frozenset(
    (
        *("capitalize", "center", "indent", "lower", "striptags", "title", "trim", "truncate"),
        *("upper", "urlencode", "wordcount"),
    )
)
# What most members are, of which none can be called.
_PLAIN = frozenset((str, bool, int, type(None), tuple))
_CALLABLE = (BlockReference, LoopContext)
# What a call costs beside what it does, in steps: as much time as so many of them take.
_CALL = 16


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment in which a template sees its views, the filters and nothing else.

    Names of views are looked up as attributes, of mappings as keys. Rendering raises
    TemplateFaultError, TemplateLimitError, RecursionError or Jinja's own errors.
    """

    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def __init__(
        self,
        loader: BaseLoader,
        filters: Mapping[str, Callable[..., Any]],
        resolve: Callable[[str, str], str] | None = None,
    ) -> None:
        super().__init__(
            loader=loader,
            extensions=[LayoutTag, SuperLine],
            undefined=StrictUndefined,
            finalize=self._printed,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
            # Constants are not computed while compiling, where nothing is counted.
            optimized=False,
        )
        self.budget = Budget()
        # The types whose members are looked up as attributes, as far as they were met.
        self._looked_up: set[type] = set()
        self._resolve = resolve
        self.globals.clear()
        self.globals["range"] = _range
        own = {name: each.function for name, each in OWN_FILTERS.items()}
        jinja = {name: FILTERS[name] for name in JINJA_FILTERS}
        jinja |= {"tojson": json, "join": self._join, "replace": _replace, "string": _string}
        jinja |= {"wordwrap": _wordwrap, "escape": _escape, "e": _escape}
        self.filters.clear()
        for name, function in {**jinja, **own, **filters}.items():
            self.filters[name] = self._metered_filter(name, function)
        self.filters |= {
            metered_tree.CHARGE: self._charge,
            metered_tree.CONCAT: self._concat,
            metered_tree.LITERAL: self._literal,
            metered_tree.READ: self.budget.read,
            LINES: lines,
        }
        self.tests.clear()
        for name in JINJA_TESTS:
            self.tests[name] = self._metered_test(TESTS[name])  # type: ignore[arg-type]

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        return super()._generate(metered_tree.metered(source), name, filename, defer_init)

    def join_path(self, template: str, parent: str) -> str:
        """Return the full name of what the template `parent` calls `template`."""
        return self._resolve(template, parent) if self._resolve else template

    # Looking up.

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A view's member, a mapping's key (none where it is missing), a loop's variable."""
        if attribute[:1] == "_":
            raise TemplateFaultError(f"`{attribute}` cannot be used: a name begins with no `_`")
        if type(obj) in self._looked_up:
            value = getattr(obj, attribute, self)
            if type(value) in _PLAIN:
                return value
            if value is not self and (isinstance(value, Macro) or not callable(value)):
                return value
            return self._missing(obj, attribute)
        if isinstance(obj, LoopContext):
            return getattr(obj, attribute) if attribute in _LOOP else self._missing(obj, attribute)
        if isinstance(obj, Undefined):
            return getattr(obj, attribute)
        if isinstance(obj, TemplateReference):
            return obj[attribute]
        if isinstance(obj, Mapping):
            return obj.get(attribute)
        if is_view(obj) or hasattr(type(obj), "_fields") or isinstance(obj, TemplateModule):
            self._looked_up.add(type(obj))
            return self.getattr(obj, attribute)
        return self._missing(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item of a list by its number, of a mapping by its key, or as `getattr`."""
        if isinstance(obj, Mapping):
            return obj.get(argument)
        if isinstance(obj, list | tuple | str) and isinstance(argument, int | slice):
            try:
                return obj[argument]
            except (IndexError, ValueError):
                return self.undefined(f"there is no item {argument}")
        return self.getattr(obj, str(argument))

    def _missing(self, obj: Any, attribute: str) -> Undefined:
        return self.undefined(obj=obj, name=attribute)

    # Doing.

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        """Call a macro, `super`, `caller`, `loop` or `range`, and nothing else."""
        __self.budget.spend(_CALL)
        if isinstance(__obj, Macro):
            # What Jinja passes for functions that take the context.
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
            return __self.budget.made(__obj(__context.eval_ctx, *args, **kwargs))
        if isinstance(__obj, Undefined):
            return __obj()
        owner = getattr(__obj, "__self__", None)
        if not (isinstance(__obj, _CALLABLE) or isinstance(owner, LoopContext) or __obj is _range):
            raise TemplateFaultError("only macros, super, caller, loop and range can be called")
        return __self.budget.made(__context.call(__obj, *args, **kwargs))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on numbers; `+` also joins two texts or two lists."""
        self.budget.spend(1)
        if operator == "+" and type(left) is type(right) and isinstance(left, str | list | tuple):
            if isinstance(left, str):
                require_room(len(left) + len(right))
            return self.budget.made(left + right)
        if not (isinstance(left, int | float) and isinstance(right, int | float)):
            if isinstance(left, Undefined) or isinstance(right, Undefined):
                str(left), str(right)
            raise TemplateFaultError(f"`{operator}` is for numbers; texts are joined by `~`")
        if operator == "**":
            raise TemplateFaultError("`**` cannot be used in a template")
        value = super().call_binop(context, operator, left, right)
        if isinstance(value, int) and value.bit_length() > MAX_BITS:
            raise TemplateLimitError("it makes too large a number")
        return value

    def _printed(self, value: Any) -> str:
        # As `Budget.made` does it, for what each `{{ … }}` calls.
        text = value if type(value) is str else text_of(value)
        budget = self.budget
        budget.left -= STEP + len(text)
        if budget.left < 0:
            budget.refuse()
        return text

    def _charge(self, size: int) -> str:
        self.budget.spend(1, size)
        return ""

    def _concat(self, values: list[Any]) -> str:
        texts = [text_of(value) for value in values]
        require_room(sum(map(len, texts)))
        return str(self.budget.made("".join(texts)))

    def _join(self, values: Any, d: Any = "", attribute: str | int | None = None) -> str:
        """Join texts; the names of the parameters are those of Jinja's filter."""
        look_up = make_attrgetter(self, attribute) if attribute is not None else _itself
        texts = [text_of(look_up(value)) for value in values]
        between = text_of(d)
        require_room(sum(map(len, texts)) + len(between) * len(texts))
        return between.join(texts)

    def _literal(self, value: Any) -> Any:
        return self.budget.nested(list(value) if isinstance(value, GeneratorType) else value)

    def _metered_filter(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        takes_text = name in _TAKE_TEXT
        bounds_numbers = name not in _TAKE_ANY_NUMBER
        leading = 1 if getattr(function, "jinja_pass_arg", None) else 0

        read, budget = self.budget.read, self.budget

        @functools.wraps(function)
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            read(args[leading] if len(args) > leading else None)
            if bounds_numbers and (len(args) > leading + 1 or kwargs):
                for each in (*args[leading + 1 :], *kwargs.values()):
                    if isinstance(each, int) and abs(each) > MAX_COUNT:
                        raise TemplateLimitError(f"`{name}` takes no number above {MAX_COUNT:,}")
            if takes_text:
                args = (*args[:leading], text_of(args[leading]), *args[leading + 1 :])
            value = function(*args, **kwargs)
            if type(value) is str:
                budget.left -= len(value)
                if budget.left < 0:
                    budget.refuse()
                return value
            if hasattr(value, "__next__"):
                value = list(value)
            return budget.made(str(value) if isinstance(value, str) else value)

        return wrapped

    def _metered_test(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            for each in args:
                self.budget.read(each)
            return function(*args, **kwargs)

        return wrapped


def _itself(value: Any) -> Any:
    return value


def _range(*bounds: int) -> list[int]:
    numbers = range(*bounds)
    if len(numbers) > MAX_COUNT:
        raise TemplateLimitError(f"a range has at most {MAX_COUNT:,} numbers")
    return list(numbers)


def _string(value: Any) -> str:
    return text_of(value)


def _replace(value: Any, old: str, new: str, count: int = -1) -> str:
    text, new = text_of(value), text_of(new)
    require_room(len(text) + (text.count(old) * len(new)))
    return text.replace(old, new, count)


def _wordwrap(value: Any, width: int = 79) -> str:
    import textwrap

    return "\n".join("\n".join(textwrap.wrap(line, width)) for line in text_of(value).split("\n"))


def _escape(value: Any) -> str:
    from markupsafe import escape

    return str(escape(text_of(value)))
