"""The templates of a project and its packs, beside the built-in ones."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from scaffold.errors import Problem, SourceLocation
from scaffold.templating.template_folder import templates_folder
from scaffold.values import dataclass

if TYPE_CHECKING:
    from scaffold.templating.sandbox import Sandbox

BUILTIN = "builtin/"
SUFFIX = ".jinja"
# The template of the whole project is Copier's.
_NO_TEMPLATES = "project"


@dataclass(frozen=True, slots=True)
class OwnTemplates:
    """Templates by the name that a tag uses: those of the folder, and `pack/FOLDER/…` of packs.

    `paths` has the file of each, from the schema's folder; `inputs` every file and folder that
    was read or listed, whose change changes the result.
    """

    folder: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    paths: Mapping[str, str] = field(default_factory=dict)
    inputs: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that a tag may use."""
        return (*self.texts, *builtin_names())

    @property
    def overrides(self) -> tuple[str, ...]:
        """The names that take the place of built-in templates."""
        return tuple(name for name in self.texts if name in builtin_names())

    def source(self, name: str) -> str | None:
        """Return the text of a template: a project's own before the built-in one."""
        if name in self.texts:
            return self.texts[name]
        name = name.removeprefix(BUILTIN)
        return builtin_text(name) if name in builtin_names() else None

    def is_own(self, name: str) -> bool:
        """Whether it is a person's template."""
        return name in self.texts

    def resolve(self, name: str, parent: str) -> str:
        """Return the full name of what the template `parent` calls `name`.

        A pack finds its own templates first.
        """
        if parent.startswith("pack/"):
            folders = parent.split("/")[:-1]
            while len(folders) > 1:
                inside = "/".join((*folders, name))
                if inside in self.texts:
                    return inside
                folders.pop()
        return name

    def sandbox(self, filters: Mapping[str, Callable[..., Any]] | None = None) -> Sandbox:
        """Return an environment that finds these templates."""
        from jinja2 import FunctionLoader

        from scaffold.templating.sandbox import Sandbox

        return Sandbox(FunctionLoader(self.source), filters or {}, self.resolve)

    def located(self, problem: Problem) -> Problem:
        """Return the problem with the template's file instead of its name."""
        where = problem.where
        if where is None or where.file not in self.paths:
            return problem
        return replace(problem, where=SourceLocation(self.paths[where.file], *where[1:]))

    def sources(self, problems: Iterable[Problem]) -> dict[str, str]:
        """Return the texts of the files that problems are in, by path."""
        by_path = {path: self.texts[name] for name, path in self.paths.items()}
        files = {problem.where.file for problem in problems if problem.where}
        return {file: by_path[file] for file in files if file in by_path}


NO_TEMPLATES = OwnTemplates()


@cache
def builtin_names() -> frozenset[str]:
    """Return the names of the built-in templates."""
    top = templates_folder()
    found: set[str] = set()
    for folder, _, files in os.walk(top):
        inside = os.path.relpath(folder, top).replace(os.sep, "/")
        if inside.split("/")[0] == _NO_TEMPLATES:
            continue
        found.update(f"{inside}/{name}" for name in files if name.endswith(SUFFIX))
    return frozenset(found)


@cache
def builtin_text(name: str) -> str:
    """Return the text of a built-in template."""
    with open(os.path.join(templates_folder(), name), encoding="utf-8") as file:
        return file.read()
