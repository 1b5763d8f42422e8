"""The Jinja environment of templates that people wrote: nothing to reach, and bounded work."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import is_dataclass
from types import CodeType, GeneratorType
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, Template, TemplateSyntaxError, Undefined, nodes
from jinja2.environment import TemplateModule
from jinja2.filters import FILTERS, make_attrgetter
from jinja2.runtime import (
    BlockReference,
    Context,
    LoopContext,
    Macro,
    TemplateReference,
    new_context,
)
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS

from scaffold.templating import metered_tree
from scaffold.templating.block_lines import LINES, lines
from scaffold.templating.contract.reflection import is_view, members
from scaffold.templating.filters import JINJA_FILTERS, JINJA_TESTS, OWN_FILTERS
from scaffold.templating.layout_tag import LayoutTag
from scaffold.templating.limits import (
    MAX_BITS,
    MAX_COUNT,
    STEP,
    Budget,
    TemplateLimitError,
    require_room,
)
from scaffold.templating.metered_filters import REPLACED, metered_filter, metered_test
from scaffold.templating.sandbox_code import SandboxCode, refused_code
from scaffold.templating.super_line import SuperLine
from scaffold.templating.template_text import TemplateFaultError, text_of

_LOOP = frozenset(
    (
        *("index", "index0", "revindex", "revindex0", "first", "last", "length", "depth"),
        *("depth0", "previtem", "nextitem", "cycle", "changed"),
    )
)
# What most members are, of which none can be called.
_PLAIN = frozenset((str, bool, int, type(None), tuple))
_CALLABLE = (BlockReference, LoopContext)
# What a call costs beside what it does, in steps: as much time as so many of them take.
_CALL = 16


class SandboxTemplate(Template):
    """A template whose global names never change."""

    def new_context(
        self,
        vars: dict[str, Any] | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> Context:
        return new_context(
            self.environment, self.name, self.blocks, vars, shared, self._global_names, locals
        )

    @functools.cached_property
    def _global_names(self) -> dict[str, Any]:
        # Jinja's own mapping takes longer to read than all else takes to make a context.
        return dict(self.globals)


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment in which a template sees its views, the filters and nothing else.

    Names of views are looked up as attributes, of mappings as keys. Rendering raises
    TemplateFaultError, TemplateLimitError, RecursionError or Jinja's own errors.
    """

    code_generator_class = SandboxCode
    template_class = SandboxTemplate
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
        self._classes_with: dict[str, set[type]] = {}
        self._resolve = resolve
        self.globals.clear()
        self.globals["range"] = _range
        own = {name: each.function for name, each in OWN_FILTERS.items()}
        jinja = {name: FILTERS[name] for name in JINJA_FILTERS}
        jinja |= {**REPLACED, "join": self._join}
        self.filters.clear()
        for name, function in {**jinja, **own, **filters}.items():
            self.filters[name] = metered_filter(name, function, self.budget)
        self.filters |= {
            metered_tree.CONCAT: self._concat,
            metered_tree.LITERAL: self._literal,
            metered_tree.READ: self.budget.read,
            LINES: lines,
        }
        self.tests.clear()
        for name in JINJA_TESTS:
            self.tests[name] = metered_test(name, TESTS[name], self.budget)  # type: ignore[arg-type]

    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,
    ) -> str:
        return super()._generate(metered_tree.metered(source), name, filename, defer_init)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        try:
            return super()._parse(source, name, filename)
        except (RecursionError, ValueError) as error:
            raise refused_code(error, name, source) from error

    def compile(self, source: Any, name: Any = None, *rest: Any, **options: Any) -> Any:
        """Compile a template; whatever is refused in it is a TemplateSyntaxError with its name."""
        try:
            return super().compile(source, name, *rest, **options)
        except TemplateSyntaxError as error:
            error.name = error.name or name
            raise
        except (RecursionError, MemoryError) as error:
            raise refused_code(error, name) from error

    def _compile(self, source: str, filename: str) -> CodeType:
        try:
            return super()._compile(source, filename)
        except SyntaxError as error:
            raise refused_code(error, None, source) from error

    def join_path(self, template: str, parent: str) -> str:
        """Return the full name of what the template `parent` calls `template`."""
        return self._resolve(template, parent) if self._resolve else template

    # Looking up.

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A view's member, a mapping's key (none where it is missing), a loop's variable."""
        if attribute[:1] == "_":
            raise TemplateFaultError(f"`{attribute}` cannot be used: a name begins with no `_`")
        classes = self._classes_with.get(attribute)
        if classes is not None and type(obj) in classes:
            return getattr(obj, attribute)
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
            return _block(obj, attribute)
        if isinstance(obj, Mapping):
            return obj.get(attribute)
        if is_view(obj) or hasattr(type(obj), "_fields") or isinstance(obj, TemplateModule):
            self._learn(type(obj))
            return self.getattr(obj, attribute)
        return self._missing(obj, attribute)

    def _learn(self, looked_up: type) -> None:
        self._looked_up.add(looked_up)
        if is_dataclass(looked_up):
            for name, member in members(looked_up).items():
                # What may be of any type is looked at each time: it might be something to call.
                if member.type.kind != "any":
                    self.classes_with(name).add(looked_up)

    def classes_with(self, attribute: str) -> set[type]:
        """Return the classes of views that are known to have a member that is a value."""
        return self._classes_with.setdefault(attribute, set())

    def getitem(self, obj: Any, argument: Any) -> Any:
        """An item of a list by its number, of a mapping by its key, or as `getattr`."""
        if type(obj) in self._looked_up:
            return self.getattr(obj, str(argument))
        if isinstance(obj, Mapping):
            return obj.get(argument)
        if isinstance(obj, (list, tuple, str)) and isinstance(argument, (int, slice)):
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
        budget = __self.budget
        budget.spend(_CALL)
        if isinstance(__obj, Macro):
            if kwargs or len(args) != len(__obj.arguments) or _takes_more(__obj):
                return budget.made(__obj(__context.eval_ctx, *args, **kwargs))
            # What Macro itself does with as many arguments as it has.
            return budget.made(__obj._func(*args))
        if isinstance(__obj, Undefined):
            return __obj()
        owner = getattr(__obj, "__self__", None)
        if not (isinstance(__obj, _CALLABLE) or isinstance(owner, LoopContext) or __obj is _range):
            raise TemplateFaultError("only macros, super, caller, loop and range can be called")
        return budget.made(__context.call(__obj, *args, **kwargs))

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
        text = value if value.__class__ is str else text_of(value)
        budget = self.budget
        budget.left -= STEP + len(text)
        if budget.left < 0:
            budget.refuse()
        return text

    def _concat(self, values: list[Any]) -> str:
        texts = [text_of(value) for value in values]
        require_room(sum(map(len, texts)))
        return str(self.budget.made("".join(texts)))

    def _join(self, values: Any, d: Any = "", attribute: str | int | None = None) -> str:
        """Join texts; the names of the parameters are those of Jinja's filter."""
        look_up = make_attrgetter(self, attribute) if attribute is not None else lambda value: value
        texts = [text_of(look_up(value)) for value in values]
        between = text_of(d)
        require_room(sum(map(len, texts)) + len(between) * len(texts))
        return between.join(texts)

    def _literal(self, value: Any) -> Any:
        return self.budget.nested(list(value) if isinstance(value, GeneratorType) else value)


def _takes_more(macro: Macro) -> bool:
    return macro.caller or macro.catch_kwargs or macro.catch_varargs


def _block(template: TemplateReference, name: str) -> Any:
    try:
        return template[name]
    except KeyError:
        raise TemplateFaultError(f"the template has no block `{name}`") from None


def _range(*bounds: int) -> list[int]:
    numbers = range(*bounds)
    if len(numbers) > MAX_COUNT:
        raise TemplateLimitError(f"a range has at most {MAX_COUNT:,} numbers")
    return list(numbers)
