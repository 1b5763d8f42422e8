"""The rendered project template, kept in .cache: Copier takes most of a second."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

from scaffold.project.template import render_project
from tests.support.node_packages import CACHE, ROOT, locked

# A project that every database is tried with.
DEFAULTS = {"project_name": "app", "dialects": ["sqlite", "postgres", "mysql"]}
_RENDERED = CACHE / "project-templates"
_IGNORED = shutil.ignore_patterns("scaffold.yaml", ".scaffold", ".gitkeep")


def rendered_template(**answers: object) -> Path:
    """A folder with the project of these answers, to be copied: it is everybody's."""
    home = _RENDERED / _digest(answers)
    with locked(CACHE / "project-templates.lock"):
        if not home.exists():
            _RENDERED.mkdir(exist_ok=True)
            with tempfile.TemporaryDirectory(dir=_RENDERED) as work:
                render_project(f"{work}/made", {**DEFAULTS, **answers})
                shutil.move(f"{work}/made", home)
    return home


def copy_project_template(root: Path, **answers: object) -> None:
    """The project without a schema, in a folder that may stand already."""
    made = rendered_template(**answers)
    shutil.copytree(made, root, dirs_exist_ok=True, ignore=_IGNORED)


def _digest(answers: dict[str, object]) -> str:
    """What a rendering comes from: the answers, the template and the code."""
    digest = hashlib.sha256(json.dumps({**DEFAULTS, **answers}, sort_keys=True).encode())
    template = [path for path in (ROOT / "templates/project").rglob("*") if path.is_file()]
    for path in (ROOT / "copier.yml", ROOT / "scaffold/project/template.py", *sorted(template)):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:20]
