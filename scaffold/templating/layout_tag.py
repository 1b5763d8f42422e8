"""The tag `{% layout %} … {% endlayout %}`: a region of code that is laid out after rendering."""

from __future__ import annotations

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

from scaffold.targets.layout.regions import REGION_END, REGION_START


class LayoutTag(Extension):
    """Marks the text of its body as a layout region."""

    tags = {"layout"}  # noqa: RUF012

    def parse(self, parser: Parser) -> list[nodes.Node]:
        line = next(parser.stream).lineno
        body = parser.parse_statements(("name:endlayout",), drop_needle=True)
        return [_mark(REGION_START, line), *body, _mark(REGION_END, line)]


def _mark(mark: str, line: int) -> nodes.Node:
    return nodes.Output([nodes.TemplateData(mark)]).set_lineno(line)
