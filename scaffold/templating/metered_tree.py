"""Makes a parsed template pay for what it does, where Jinja has no hook of its own."""

from __future__ import annotations

import math
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from jinja2.visitor import NodeTransformer

# Filters that no template can name: a name of Jinja's syntax has no `.` at its start.
CHARGE = ".charge"
CONCAT = ".concat"
LITERAL = ".literal"
READ = ".read"


def metered(tree: nodes.Template) -> nodes.Template:
    """Return the tree with a charge in each body, and around what makes or reads values."""
    changed: nodes.Template = _Metering().visit(tree)
    return changed


class _Metering(NodeTransformer):
    def visit_Const(self, node: nodes.Const) -> nodes.Const:
        value = node.value
        if isinstance(value, float) and not math.isfinite(value):
            raise TemplateSyntaxError("a number is too large", node.lineno)
        # Lone surrogates are the marks of layout regions, and no file can hold them.
        if isinstance(value, str) and any("\ud800" <= each <= "\udfff" for each in value):
            raise TemplateSyntaxError("a text has half of a character", node.lineno)
        return node

    def visit_Template(self, node: nodes.Template) -> nodes.Template:
        charge = _charge(node)
        self.generic_visit(node)
        if node.find(nodes.Extends) is None:
            node.body.insert(0, charge)
        return node

    def visit_body(self, node: Any) -> nodes.Node:
        charge = _charge(node)
        self.generic_visit(node)
        node.body.insert(0, charge)
        return node  # type: ignore[no-any-return]

    visit_Block = visit_Macro = visit_CallBlock = visit_body

    def visit_For(self, node: nodes.For) -> nodes.Node:
        if node.test is not None:
            node.iter = _through(LITERAL, node.iter)  # type: ignore[arg-type]
        return self.visit_body(node)

    def visit_Concat(self, node: nodes.Concat) -> nodes.Expr:
        self.generic_visit(node)
        return _through(CONCAT, nodes.List(node.nodes, lineno=node.lineno))

    def visit_List(self, node: nodes.List) -> nodes.Node:
        self.generic_visit(node)
        return node if _is_constant(node) else _through(LITERAL, node)

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:
        self.generic_visit(node)
        return node if _is_constant(node) else _through(LITERAL, node)

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:
        self.generic_visit(node)
        is_paid = node.ctx != "load" or _is_constant(node)
        return node if is_paid else _through(LITERAL, node)

    def visit_Compare(self, node: nodes.Compare) -> nodes.Node:
        self.generic_visit(node)
        if all(_is_short(node.expr, each) for each in node.ops):
            return node
        node.expr = _read(node.expr)
        for operand in node.ops:
            operand.expr = _read(operand.expr)
        return node

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Node:
        self.generic_visit(node)
        return _through(READ, node) if isinstance(node.arg, nodes.Slice) else node


def _is_constant(node: Any) -> bool:
    """Whether a literal has constants alone: as large as the template has it."""
    if isinstance(node, nodes.Dict):
        return all(isinstance(each.value, nodes.Const) for each in node.items)
    return all(isinstance(each, nodes.Const) for each in node.items)


def _is_short(left: nodes.Node, operand: nodes.Operand) -> bool:
    """Whether a comparison takes no longer than its constant is."""
    right = operand.expr
    if operand.op in ("eq", "ne"):
        return isinstance(left, nodes.Const) or isinstance(right, nodes.Const)
    return (
        operand.op in ("in", "notin")
        and isinstance(right, nodes.List | nodes.Tuple)
        and _is_constant(right)
    )


def _read(node: nodes.Expr) -> nodes.Expr:
    return node if isinstance(node, nodes.Const) else _through(READ, node)


def _through(name: str, node: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _charge(node: Any) -> nodes.Node:
    """An output of nothing that pays for one pass through the node's body."""
    text = nodes.Const(_text(node.body), lineno=node.lineno)
    return nodes.Output([_through(CHARGE, text)], lineno=node.lineno)


def charged(node: nodes.Output) -> int | None:
    """Return the characters that such an output pays for, None for any other."""
    only = node.nodes[0] if len(node.nodes) == 1 else None
    if (
        isinstance(only, nodes.Filter)
        and only.name == CHARGE
        and isinstance(only.node, nodes.Const)
    ):
        return int(only.node.value)
    return None


def _text(body: list[nodes.Node]) -> int:
    """The characters of constants in a body, without those of bodies that pay themselves."""
    size = 0
    for node in body:
        if isinstance(node, nodes.TemplateData):
            size += len(node.data)
        elif isinstance(node, nodes.Const):
            size += 1 + len(node.value) if isinstance(node.value, str) else 1
        elif isinstance(node, nodes.For):
            size += _text(node.else_)
        elif not isinstance(node, nodes.Block | nodes.Macro | nodes.CallBlock):
            size += _text(list(node.iter_child_nodes()))
    return size
