"""Compiles built-in templates: members as Python's own, and loops that render equal values once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from keyword import iskeyword
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer

# A filter that no template can name, on a block whose text depends on its arguments alone.
_ONCE = ".once"
# What a body whose text depends on the values of its names alone may have.
_PURE = (
    nodes.Output,
    nodes.TemplateData,
    nodes.Const,
    nodes.Name,
    nodes.Getattr,
    nodes.Filter,
    nodes.Test,
    nodes.If,
    nodes.For,
    nodes.Assign,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Concat,
    nodes.Tuple,
    nodes.Call,
    nodes.Keyword,
)
# Names whose value is more than what they print.
_LIVE = frozenset(("caller", "kwargs", "loop", "self", "super", "varargs"))


def render_once(tree: nodes.Template, name: str) -> nodes.Template:
    """Return the tree with each loop whose body allows it marked to render equal values once."""
    changed: nodes.Template = _Marking(name).visit(tree)
    return changed


class _Marking(NodeTransformer):
    def __init__(self, name: str) -> None:
        self._name = name
        self._count = 0

    def visit_For(self, node: nodes.For) -> nodes.Node:
        read = _read_by(node.body)
        if read is None:
            self.generic_visit(node)
            return node
        self._count += 1
        place = nodes.Const(f"{self._name}:{self._count}", lineno=node.lineno)
        once = nodes.Filter(None, _ONCE, [place, *read], [], None, None, lineno=node.lineno)
        node.body = [nodes.FilterBlock(node.body, once, lineno=node.lineno)]
        return node


def _read_by(body: list[nodes.Node]) -> list[nodes.Expr] | None:
    """Return what the text of a body depends on: names, and members of names.

    None if it may depend on more, or on no name.
    """
    found: dict[tuple[str, str | None], nodes.Expr] = {}
    made: set[str] = set()
    for node in _walk(body):
        if not isinstance(node, _PURE):
            return None
        if isinstance(node, nodes.Call) and not isinstance(node.node, nodes.Name):
            return None
        named = node.node if isinstance(node, nodes.Getattr) else node
        if not isinstance(named, nodes.Name):
            continue
        if named.name in _LIVE:
            return None
        if named.ctx != "load":
            if any(name == named.name for name, _ in found):
                return None
            made.add(named.name)
        elif named.name not in made:
            member = node.attr if isinstance(node, nodes.Getattr) else None
            found.setdefault((named.name, member), node)  # type: ignore[arg-type]
    whole = {name for name, member in found if member is None}
    kept = [each for (name, member), each in found.items() if member is None or name not in whole]
    return kept or None


def _walk(body: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """Yield every node in the order of evaluation, but not the name before a dot."""
    for node in body:
        yield node
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            continue
        inside = list(node.iter_child_nodes())
        if isinstance(node, nodes.Assign | nodes.For):
            # What is read comes before the name that it is given.
            inside[:2] = reversed(inside[:2])
        yield from _walk(inside)


class BuiltinCode(CodeGenerator):
    """Jinja's code, but for members, includes and marked loops."""

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if not _is_plain_name(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:
        if node.ignore_missing or not node.with_context:
            super().visit_Include(node, frame)
            return
        self.writeline("template = environment.get_template(", node)
        self.visit(node.template, frame)
        self.write(f", {self.name!r})")
        names = self.dump_local_context(frame)
        context = f"template.new_context(context.get_all(), True, {names})"
        self._write_all(f"template.root_render_func({context})", frame)

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:
        if node.scoped or node.required or (frame.toplevel and self.extends_so_far):
            super().visit_Block(node, frame)
            return
        self._write_all(f"context.blocks[{node.name!r}][0]({self.get_context_ref()})", frame, node)

    def visit_FilterBlock(self, node: nodes.FilterBlock, frame: Frame) -> None:
        if node.filter.name != _ONCE:
            super().visit_FilterBlock(node, frame)
            return
        key, text = self.temporary_identifier(), self.temporary_identifier()
        place, *read = node.filter.args
        inner = frame.inner()
        inner.symbols.analyze_node(node)
        self.enter_frame(inner)
        self.writeline("try:", node)
        self.indent()
        self.writeline(f"{key}, {text} = environment.remembered(")
        self.visit(place, frame)
        self.write(", (")
        for each in read:
            self.visit(each, inner)
            self.write(", ")
        self.write("))")
        self.outdent()
        # A member that only some have, which a condition may spare.
        self.writeline("except (AttributeError, TemplateRuntimeError):")
        self.indent()
        self.writeline(f"{key} = {text} = None")
        self.outdent()
        self.writeline(f"if {text} is None:")
        self.indent()
        self.buffer(inner)
        self.blockvisit(node.body, inner)
        self.writeline(f"{text} = environment.remember({key}, concat({inner.buffer}))")
        self.outdent()
        self.simple_write(text, frame, node)
        self.leave_frame(inner)

    def _write_all(self, texts: str, frame: Frame, node: Any = None) -> None:
        if frame.buffer is None:
            self.writeline(f"yield from {texts}", node)
        else:
            self.writeline(f"{frame.buffer}.extend({texts})", node)


def _is_plain_name(name: str) -> bool:
    """Whether a member can be written as one in Python."""
    return name.isidentifier() and not iskeyword(name) and not name.startswith("__")
