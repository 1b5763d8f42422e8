"""Compiles templates of the sandbox: members of views as Python's own, values printed directly."""

from __future__ import annotations

import re
from keyword import iskeyword
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator, Frame

from scaffold.templating import metered_tree
from scaffold.templating.limits import STEP

# What the code calls a variable of the template.
_VARIABLE = re.compile(r"\bl_\d+_(?=\w)")


class SandboxCode(CodeGenerator):
    """Jinja's code, but for members, printed values and calls.

    `member_of_NAME` has the classes whose objects are views with a member of that name: of these
    `Sandbox.getattr` would return what Python does. The environment learns them as it meets them.
    """

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        for name in sorted({each.attr for each in node.find_all(nodes.Getattr)}):
            if not _is_plain_name(name):
                continue
            self.writeline(f"member_of_{name} = environment.classes_with({name!r})")
        super().visit_Template(node, frame)

    def write_commons(self) -> None:
        super().write_commons()
        self.writeline("printed = environment.finalize")
        self.writeline("member = environment.getattr")
        self.writeline("budget = environment.budget")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if not _is_plain_name(node.attr):
            super().visit_Getattr(node, frame)
            return
        # The object is set before its class is looked at, and read before another one is set.
        self.write(f"(owner.{node.attr} if (owner := ")
        self.visit(node.node, frame)
        self.write(f").__class__ in member_of_{node.attr} else member(owner, {node.attr!r}))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        # Nothing that can be called takes the variables of the loop, which Jinja would pass on.
        self.write("environment.call(context, ")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        charged = metered_tree.charged(node)
        if charged is not None:
            self.writeline(f"budget.left -= {STEP + charged}", node)
            self.writeline("if budget.left < 0: budget.refuse()")
            return
        for child in node.nodes:
            if isinstance(child, nodes.CondExpr) and child.expr2 is None:
                # What an `if` without `else` prints.
                child.expr2 = nodes.Const("", lineno=child.lineno)
        super().visit_Output(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write("printed(")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(")")


def _is_plain_name(name: str) -> bool:
    """Whether a member can be written as one in Python, which normalizes other letters."""
    return (
        name.isascii() and name.isidentifier() and not iskeyword(name) and not name.startswith("_")
    )


def refused_code(error: Exception, name: str | None, source: str = "") -> TemplateSyntaxError:
    """Return the error of a template's syntax where Python refuses its code, or has no room for it.

    `source` is the code, whose line the template's is found by; for a number, the template.
    """
    text = str(getattr(error, "msg", error))
    line = _line(source, getattr(error, "lineno", None) or 0)
    if isinstance(error, RecursionError | MemoryError) or "too many" in text:
        message = "it is nested too deeply"
    elif isinstance(error, ValueError):
        message = "a number has too many digits"
        number = re.search(r"\d{1000}", source)
        line = source.count("\n", 0, number.start()) + 1 if number else 1
    else:
        message = _VARIABLE.sub("", text)
    return TemplateSyntaxError(message, line, name)


def _line(source: str, line: int) -> int:
    """The line of the template that a line of its code comes from."""
    written = re.search(r"^debug_info = '([\d=&]*)'$", source, re.MULTILINE)
    pairs = written[1].split("&") if written and written[1] else []
    lines = [
        int(of) for of, _, code in (each.partition("=") for each in pairs) if int(code) <= line
    ]
    return lines[-1] if lines else 1
