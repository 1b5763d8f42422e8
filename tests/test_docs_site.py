"""The site of docs/: it builds without a warning, its links lead somewhere, its commands run."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docs.generate import PAGES
from tests.support import forked
from tests.support.node_packages import ROOT

TEXTS = {path: path.read_text(encoding="utf-8") for path in (ROOT / "README.md", *PAGES)}
# Programs of others, that the blocks run between commands of ours.
OTHERS = {"cd", "cp", "copier", "git", "make", "mkdir", "npm", "npx", "pip", "pipx", "uv", "uvx"}


def anchors(text: str) -> set[str]:
    """Return the anchors of a page's headings."""
    heads = re.findall(r"^#+ (.*)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).strip().replace(" ", "-") for head in heads}


def test_every_link_leads_to_a_file_and_its_heading() -> None:
    broken = []
    for page, text in TEXTS.items():
        for link in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
            path, _, anchor = link.partition("#")
            if "://" in link:
                continue
            target = (page.parent / path) if path else page
            if not target.exists():
                broken.append(f"{page.name}: {link}")
            elif anchor and anchor not in anchors(target.read_text(encoding="utf-8")):
                broken.append(f"{page.name}: {link}: no such heading")
    assert broken == []


def test_every_page_is_in_the_navigation() -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert set(re.findall(r": ([\w-]+\.md)$", settings, re.MULTILINE)) == {p.name for p in PAGES}


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("zensical") is None, reason="zensical is missing")
def test_site_builds_without_a_warning(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("*.py"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    made = {path.stem for path in (tmp_path / "build" / "site").glob("*.html")}
    assert {path.stem for path in PAGES} <= made


def commands(text: str) -> Iterator[list[str]]:
    """Yield the commands of the shell blocks of a page, in order."""
    for block in re.findall(r"^ *```sh\n(.*?)^ *```", text, re.DOTALL | re.MULTILINE):
        for line in block.replace("\\\n", " ").splitlines():
            words = shlex.split(line, comments=True)
            if words:
                yield words


@pytest.mark.slow
@pytest.mark.parametrize("page", [p for p in PAGES if p.stem in ("index", "production")])
def test_commands_of_a_page_run_in_order(page: Path, tmp_path: Path) -> None:
    """Those of scaffold; the others are programs that the page may name."""
    folder = tmp_path
    for words in commands(TEXTS[page]):
        program, *arguments = words
        if program == "cd":
            folder /= arguments[0]
        elif program == "scaffold" and arguments[0] != "verify":
            done = forked.run(tuple(arguments), folder)
            assert done.code == 0, f"{shlex.join(words)}\n{done.text}"
        else:
            assert program in OTHERS | {"scaffold"}, program
