"""The rendered project template, cached in .cache because Copier takes most of a second."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from functools import cache
from importlib import metadata
from pathlib import Path

from scaffold.project.template import render_project
from tests.support.node_packages import CACHE, ROOT, locked

# The answers of the shared project, which is used with every database.
DEFAULTS = {"project_name": "app", "dialects": ["sqlite", "postgres", "mysql"]}
_RENDERED = CACHE / "project-templates"
_IGNORED = shutil.ignore_patterns("scaffold.yaml", ".scaffold", ".gitkeep")


def rendered_template(**answers: object) -> Path:
    """Return the folder of the rendered project, which is shared: copy it."""
    home = _RENDERED / _digest(answers)
    if home.exists():
        return home
    with locked(home.with_suffix(".lock")):
        if not home.exists():
            with tempfile.TemporaryDirectory(dir=_RENDERED) as work:
                render_project(f"{work}/made", {**DEFAULTS, **answers})
                shutil.move(f"{work}/made", home)
    return home


def copy_project_template(root: Path, **answers: object) -> None:
    """Copy the project without a schema into a folder, which may exist already."""
    made = rendered_template(**answers)
    shutil.copytree(made, root, dirs_exist_ok=True, ignore=_IGNORED)


def _digest(answers: dict[str, object]) -> str:
    """Return a digest of what a rendering depends on: the answers, the template and the code."""
    given = json.dumps({**DEFAULTS, **answers}, sort_keys=True).encode()
    return hashlib.sha256(given + _source()).hexdigest()[:20]


@cache
def _source() -> bytes:
    digest = hashlib.sha256(metadata.version("copier").encode())
    template = [path for path in (ROOT / "templates/project").rglob("*") if path.is_file()]
    for path in (ROOT / "copier.yml", ROOT / "scaffold/project/template.py", *sorted(template)):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.digest()
