"""The page and the SVG of a diagram, in a browser without a network."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from scaffold.diagram.page import page, svg
from tests.diagram.test_formats import HOSTILE, SHOP, graph
from tests.support import browser as chromium
from tests.support.browser import Browser, browser

TABLES, KEYS = 371, 762
READY = "document.documentElement.dataset.ready === 'yes'"

in_browser = pytest.mark.skipif(
    chromium.installed() is None, reason="no Chromium is installed: apt-get install chromium"
)


def many() -> str:
    """Return a schema of the size of a large application: modules, and tables that all refer to."""
    choice = random.Random(3)
    lines = ["version: 1", "targets: {sequelize: {directory: .}}", "models:"]
    keys = 0
    for number in range(TABLES):
        lines.append(f"  Model{number}:")
        lines += [f"    field{each}: string" for each in range(choice.randint(2, 12))]
        left = TABLES - number
        for each in range(min(number, KEYS - keys, max(2, (KEYS - keys) // left))):
            near = choice.randrange(max(0, number - 9), number)
            lines.append(
                f"    ref{each}: belongsTo(Model{choice.choice([near, near, number % 7])})"
            )
            keys += 1
    assert keys == KEYS
    return "\n".join(lines)


def overlaps(opened: Browser) -> int:
    """Return how many pairs of boxes overlap."""
    count: int = opened.run(
        "(() => { const r = [...document.querySelectorAll('.frame')].map((b) => "
        "b.getBoundingClientRect()); let n = 0; r.forEach((a, i) => r.slice(i + 1).forEach((b) => {"
        " n += a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom; }));"
        " return n; })()"
    )
    return count


@in_browser
@pytest.mark.slow
def test_page_in_a_browser(tmp_path: Path) -> None:
    """One browser for all checks: search, panel, zoom, themes, hostile texts, a large schema."""
    path = tmp_path / "diagram.html"
    with browser() as opened:
        path.write_text(page(graph(SHOP), "shop"), encoding="utf-8")
        opened.open(path)
        opened.wait(READY)
        assert opened.run("document.querySelectorAll('svg .box').length") == 5
        assert opened.run("document.querySelectorAll('svg .line').length") == 5
        assert overlaps(opened) == 0
        _searches_and_shows_a_model(opened)
        _zooms_and_moves(opened)
        _follows_the_scheme_of_colours(opened)

        path.write_text(page(graph(HOSTILE), "</script><b>&"), encoding="utf-8")
        opened.open(path, "#Class")
        opened.wait(READY)
        assert opened.run("document.title") == "</script><b>&"
        assert opened.run("document.querySelectorAll('b, svg script').length") == 0
        assert "it's </script> <!--" in opened.run("document.querySelector('aside').innerText")

        path.write_text(page(graph(many()), "many"), encoding="utf-8")
        opened.open(path)
        assert opened.run("document.querySelectorAll('svg .box').length") == TABLES
        opened.wait(READY)
        assert opened.run("document.querySelectorAll('svg .line').length") == KEYS
        assert overlaps(opened) == 0
        _shows_only_related_models(opened)


def _searches_and_shows_a_model(opened: Browser) -> None:
    opened.press("/", "/")
    opened.type("mail")
    found = "document.querySelector('#found').innerText"
    assert opened.run(found) == "Customer.email string?"
    opened.press("Enter")
    panel = opened.run("document.querySelector('aside').innerText")
    assert "Order.CustomerId → Customer.id" in panel and "orders: hasMany Order" in panel
    assert opened.run("location.hash") == "#Customer"
    assert opened.run("document.querySelectorAll('.box.lit').length") == 2
    opened.click("[data-box='3']")
    assert opened.run("location.hash") == "#Tag"
    opened.press("Escape")
    assert opened.run("document.querySelector('aside').hidden")


def _zooms_and_moves(opened: Browser) -> None:
    transform = "document.querySelector('#view').getAttribute('transform')"
    opened.press("0", "0")
    before = opened.run(transform)
    opened.mouse("mouseWheel", 300, 300, deltaX=0, deltaY=-200)
    opened.wait(f"{transform} !== {before!r}")
    opened.press("0", "0")
    assert opened.run(transform) == before
    opened.mouse("mousePressed", 600, 780, button="left", clickCount=1)
    opened.mouse("mouseMoved", 650, 700, button="left", buttons=1)
    opened.mouse("mouseReleased", 650, 700, button="left", clickCount=1)
    assert opened.run(transform) != before


def _follows_the_scheme_of_colours(opened: Browser) -> None:
    paper = "getComputedStyle(document.querySelector('svg.diagram')).backgroundColor"
    opened.dark(False)
    light = opened.run(paper)
    opened.dark(True)
    assert opened.run(paper) != light
    opened.run("document.querySelector('#theme').click()")
    assert opened.run(paper) == light


def _shows_only_related_models(opened: Browser) -> None:
    opened.press("/", "/")
    opened.type("model370")
    opened.press("Enter")
    opened.click("#scope")
    opened.wait(READY)
    assert opened.run("document.querySelectorAll('svg .box').length") < 10
    opened.press("Escape")
    opened.wait(READY)
    assert opened.run("document.querySelectorAll('svg .box').length") == TABLES


@pytest.mark.node
def test_svg_is_xml_with_every_model() -> None:
    for text, title, boxes in ((SHOP, "shop", 5), (HOSTILE, "</svg>&", 2)):
        root = ElementTree.fromstring(svg(graph(text), title))
        (name,) = (each.text for each in root.findall("{http://www.w3.org/2000/svg}title"))
        assert name == title
        drawn = [each for each in root.iter() if each.get("class") == "box"]
        assert len(drawn) == boxes


def test_page_is_whole_and_asks_for_nothing() -> None:
    text = page(graph(HOSTILE), "shop")
    assert text.count("</script>") == text.count("<script") == 3
    assert "src=" not in text and "@import" not in text and "@TITLE@" not in text
    assert "Chris Pettitt" in text and "Mike Bostock" in text
