"""Layout regions of a rendered text, whatever their language."""

from __future__ import annotations

from pathlib import Path
from time import process_time
from types import SimpleNamespace

import pytest

from scaffold.targets.layout import regions
from scaffold.targets.protocol import Artifact
from scaffold.templating import template_folder
from scaffold.templating.renderer import Renderer
from tests.support.timing import timed


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(template_folder, "templates_folder", lambda: tmp_path)
    monkeypatch.setattr(regions, "layout_of", lambda suffix: lambda text: f"<{suffix}|{text}>\n")
    return tmp_path


def rendered(path: str, **view: object) -> str:
    return Renderer().render(Artifact(path, "a.jinja", SimpleNamespace(**view), "model"))


def test_region_is_laid_out_in_the_language_of_the_file(templates: Path) -> None:
    (templates / "a.jinja").write_text(
        "a\n{% for x in view.xs %}\n{% layout %}\n  {{ x }}\n{% endlayout %}\n{% endfor %}\nb\n"
    )
    assert rendered("models/a.py", xs=(1, 2)) == "a\n<.py|  1\n>\n<.py|  2\n>\nb\n"
    assert rendered("models/a.js", xs=()) == "a\nb\n"


def test_region_may_hold_blocks_macros_and_includes(templates: Path) -> None:
    (templates / "base.jinja").write_text(
        "{% macro m(x) %}{% layout %}{{ x }}{% endlayout %}{% endmacro %}"
        "{% layout %}[{% block b %}{{ view.x }}{% endblock %}]{% endlayout %}"
        "{% include 'c.jinja' %}{{ m('e') }}"
    )
    (templates / "c.jinja").write_text("{% layout %}c{% endlayout %}")
    (templates / "a.jinja").write_text(
        "{% extends 'base.jinja' %}{% block b %}"
        "{% layout %}({{ super() }}){% endlayout %}!{% endblock %}"
    )
    assert rendered("a.js", x="d") == "<.js|[(d)!]>\n<.js|c>\n<.js|e>\n"


def test_text_of_a_language_without_layout_stays(tmp_path: Path) -> None:
    marked = f"a {regions.REGION_START}b  c\n{regions.REGION_END}d"
    assert regions.lay_out_regions(marked, "a.ini") == "a b  c\nd"


@pytest.mark.parametrize("suffix", ["js", "ts", "py"])
@pytest.mark.parametrize("depth", [3000, 100_000])
def test_code_that_is_nested_too_deeply_stays_as_it_is(suffix: str, depth: int) -> None:
    code = f"x = {'[' * depth}{']' * depth};\n"
    marked = f"{regions.REGION_START}{code}{regions.REGION_END}"
    assert regions.lay_out_regions(marked, f"a.{suffix}") == code


def test_a_mark_without_its_counterpart_hides_no_code() -> None:
    start, end = regions.REGION_START, regions.REGION_END
    assert regions.lay_out_regions(f"a{end}b", "a.js") == "ab"
    assert regions.lay_out_regions(f"a\n{start}b = 1;\n", "a.js") == "a\nb = 1;\n"
    assert regions.lay_out_regions(f"{end}a\n{start}b;\n{end}{end}c", "a.js") == "a\nb;\nc"


@timed
def test_a_long_region_takes_time_in_proportion() -> None:
    def spent(count: int) -> float:
        code = "const a = { b: 1, c: [1, 2, { d: 4 }] };\n" * count
        before = process_time()
        regions.lay_out_regions(f"{regions.REGION_START}{code}{regions.REGION_END}", "a.js")
        return process_time() - before

    spent(10)
    assert spent(4000) < 16 * spent(500)
