"""Loads the built-in templates, and keeps their code as Python keeps that of modules."""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from importlib.machinery import SourceFileLoader
from typing import Any
from zlib import crc32

import jinja2
from jinja2 import BaseLoader, Environment, Template, TemplateNotFound
from jinja2.loaders import split_template_path

from scaffold import __version__
from scaffold.templating import template_folder

# The modules that decide what the code of a template is.
_COMPILED_BY = ("builtin_code.py", "layout_tag.py", "super_line.py")


class BuiltinLoader(BaseLoader):
    """Finds built-in templates; compiling one takes ten times as long as loading its code."""

    def __init__(self) -> None:
        self._folder = template_folder.templates_folder()
        self._compiler = _compiler()

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, None]:
        path = self._path(template)
        with open(path, encoding="utf-8") as file:
            return file.read(), path, None

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        code = _CompiledTemplate(environment, name, self._path(name), self._compiler).get_code(name)
        if code is None:
            raise TemplateNotFound(name)
        names = environment.make_globals(globals)
        return environment.template_class.from_code(environment, code, names)

    def _path(self, name: str) -> str:
        path = os.path.join(self._folder, *split_template_path(name))
        if not os.path.isfile(path):
            raise TemplateNotFound(name)
        return path


class _CompiledTemplate(SourceFileLoader):
    """A template as a module: its code is kept in `__pycache__` beside it, where that is allowed.

    Code is valid for one release, one version of Jinja, and one state of our own modules.
    """

    def __init__(self, environment: Environment, name: str, path: str, compiler: str) -> None:
        super().__init__(name, path)
        self._environment = environment
        self._compiler = compiler

    def source_to_code(  # type: ignore[override]
        self, data: Any, path: Any, *, _optimize: int = -1
    ) -> Any:
        return self._environment.compile(bytes(data).decode(), self.name, os.fspath(path))

    def path_stats(self, path: Any) -> dict[str, Any]:
        stats = dict(super().path_stats(path))
        # Kept with the code and compared with it.
        stats["mtime"] = crc32(f"{stats['mtime']} {self._compiler}".encode())
        return stats


def _compiler() -> str:
    folder = os.path.dirname(__file__)
    changed = [os.stat(os.path.join(folder, name)).st_mtime_ns for name in _COMPILED_BY]
    return f"{__version__} {jinja2.__version__} {changed}"
