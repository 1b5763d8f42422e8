"""A diagram as SVG, and as one self-contained page of HTML."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess

from scaffold.diagram.drawing import drawing
from scaffold.diagram.graph import Graph
from scaffold.errors import EnvironmentFailure

_ASSETS = os.path.join(os.path.dirname(__file__), "assets")
# With more boxes, an SVG shows only the keys of each.
_MANY = 60
_PLACE = re.compile("@(TITLE|STYLE|GRAPH|LAYOUT|SCRIPT)@")


def page(graph: Graph, title: str) -> str:
    """Return a page of HTML that lays the diagram out in the browser, and loads nothing."""
    libraries = "\n".join(
        f"/*!\n{_asset(f'{name}.LICENSE.txt')}*/\n{_asset(f'{name}.min.js')}"
        for name in ("dagre", "d3-force")
    )
    parts = {
        "TITLE": html.escape(title),
        "STYLE": _asset("diagram.css") + _asset("page.css"),
        "GRAPH": _script_data(drawing(graph)),
        "LAYOUT": f"{libraries}\n{_asset('layout.js')}",
        "SCRIPT": _asset("draw.js") + _asset("page.js"),
    }
    return _PLACE.sub(lambda place: parts[place[1]], _asset("page.html"))


def svg(graph: Graph, title: str) -> str:
    """Return the diagram as SVG, laid out by node; EnvironmentFailure if it is missing or fails."""
    names = ("svg.js", "dagre.min.js", "d3-force.min.js", "layout.js", "draw.js", "diagram.css")
    command = ["node", *(os.path.join(_ASSETS, name) for name in names)]
    keys_only = len(graph.boxes) > _MANY
    data = json.dumps({"graph": drawing(graph), "title": title, "keysOnly": keys_only})
    hint = "Install Node.js, or use `--format html`: the page lays the diagram out in the browser."
    try:
        done = subprocess.run(command, input=data.encode(), capture_output=True)
    except OSError as error:
        raise EnvironmentFailure(f"node cannot be started: {error.strerror}", hint) from error
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().splitlines() or ["no message"]
        raise EnvironmentFailure(f"node cannot lay out the diagram: {reason[-1]}", hint)
    return done.stdout.decode()


def _asset(name: str) -> str:
    with open(os.path.join(_ASSETS, name), encoding="utf-8") as file:
        return file.read()


def _script_data(data: object) -> str:
    """Return JSON that neither ends nor comments out the script element that it is in."""
    return json.dumps(data, ensure_ascii=True).replace("<", "\\u003c")
