"""The one Jinja environment: strict, and with nothing in it but the view."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import UndefinedError

from scaffold.targets.protocol import Artifact
from scaffold.templating import renderer, template_folder
from scaffold.templating.renderer import Renderer


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(template_folder, "templates_folder", lambda: tmp_path)
    return tmp_path


def artifact(**view: object) -> Artifact:
    return Artifact("a.js", "a.jinja", SimpleNamespace(**view), "model")


def test_what_a_view_lacks_is_an_error(templates: Path) -> None:
    (templates / "a.jinja").write_text("{{ view.missing }}")
    with pytest.raises(AttributeError, match="missing"):
        Renderer().render(artifact())


@pytest.mark.parametrize("word", ["range(3)", "dict()", "lipsum()", "cycler()"])
def test_a_template_sees_nothing_but_its_view(templates: Path, word: str) -> None:
    (templates / "a.jinja").write_text(f"{{{{ {word} }}}}")
    with pytest.raises(UndefinedError):
        Renderer().render(artifact())


def test_tag_lines_are_removed_and_text_is_kept(templates: Path) -> None:
    (templates / "a.jinja").write_text(
        "a\n  {% for item in view.items %}\n  {{ item | twice }}\n  {% endfor %}\n"
    )
    renderer = Renderer({"twice": lambda text: text * 2})
    items = ("<b>&", "{{ x }}")
    assert renderer.render(artifact(items=items)) == "a\n  <b>&<b>&\n  {{ x }}{{ x }}\n"


def test_jinja_is_imported_only_to_render() -> None:
    assert "jinja2" not in vars(renderer)
