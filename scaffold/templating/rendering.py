"""Renders templates of the sandbox, and turns what goes wrong into problems with their line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import TracebackType
from typing import Any

from jinja2 import Template, TemplateError, TemplateNotFound, TemplateSyntaxError

from scaffold.errors import Problem, SourceLocation
from scaffold.templating.limits import MAX_OUTPUT, TemplateLimitError
from scaffold.templating.sandbox import Sandbox
from scaffold.templating.template_text import TemplateFaultError, without_classes

NAMES_HINT = "See `scaffold templates variables`."
_LIMIT_HINT = "Shorten it: it may loop, call itself, or join a text to itself too often."


def render(sandbox: Sandbox, name: str, values: Mapping[str, Any]) -> tuple[str, Problem | None]:
    """Return the text of a template, or an empty one with what is wrong with the template."""
    sandbox.budget.reset()
    try:
        template = sandbox.get_template(name)
        # The budget bounds what is joined here.
        text = "".join(template.root_render_func(template.new_context(dict(values))))
        if len(text) > MAX_OUTPUT:
            raise TemplateLimitError(f"it makes a text of more than {MAX_OUTPUT:,} characters")
    except Exception as error:
        return "", problem_of(error, name)
    return text, None


class CompiledText:
    """A path with names in it, or an expression such as a `when`, compiled once.

    `where` is where it is written.
    """

    def __init__(self, sandbox: Sandbox, text: str, where: SourceLocation) -> None:
        self._sandbox = sandbox
        self._where = where
        self._template = sandbox.from_string(text)

    @classmethod
    def of_expression(cls, sandbox: Sandbox, text: str, where: SourceLocation) -> CompiledText:
        """Compile a condition: `holds` says whether it is true."""
        return cls(sandbox, f"{{% if {text} %}}1{{% endif %}}", where)

    def render(self, values: Mapping[str, Any]) -> tuple[str, Problem | None]:
        """Return the text, or an empty one with what is wrong."""
        self._sandbox.budget.reset()
        try:
            context = self._template.new_context(dict(values))
            return "".join(self._template.root_render_func(context)), None
        except Exception as error:
            return "", replace(problem_of(error, ""), where=self._where)


def problem_of(error: Exception, name: str) -> Problem:
    """Return what a fault that was raised while a template rendered means to its author."""
    if isinstance(error, TemplateSyntaxError):
        where = SourceLocation(error.name or name, error.lineno, 1)
        return Problem(where, error.message or "this is not Jinja", _syntax_hint(error.message))
    where = _place(error.__traceback__, name)
    if isinstance(error, RecursionError):
        return Problem(where, "the template calls itself without an end", _LIMIT_HINT)
    if isinstance(error, TemplateLimitError):
        return Problem(where, f"the template is stopped: {error}", _LIMIT_HINT)
    if isinstance(error, TemplateNotFound):
        return Problem(where, f"there is no template `{error.name}`", "Correct the name.")
    if isinstance(error, TemplateFaultError | TemplateError):
        return Problem(where, without_classes(str(error)), NAMES_HINT)
    if isinstance(error, TypeError | ValueError | ArithmeticError | LookupError | AttributeError):
        return Problem(where, without_classes(str(error)), NAMES_HINT)
    raise error


def _place(traceback: TracebackType | None, name: str) -> SourceLocation:
    """The line of the innermost template in a traceback."""
    found = SourceLocation(name, 1, 1)
    while traceback is not None:
        template = traceback.tb_frame.f_globals.get("__jinja_template__")
        if not isinstance(template, Template):
            template = traceback.tb_frame.f_globals.get("__jinja_template__")
        if template is not None and template.name is not None:
            line = template.get_corresponding_lineno(traceback.tb_lineno)
            found = SourceLocation(template.name, line, 1)
        traceback = traceback.tb_next
    return found


def _syntax_hint(message: str | None) -> str:
    return "Correct the tag; Jinja's own words say what it expected here."
