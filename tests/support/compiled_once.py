"""Compile equal texts once in a process: compiling takes longer than most of what a test checks.

The code of built-in templates is kept on disk. A run compiles each of a project's own once; the
tests make hundreds of runs in one process.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.machinery import SourceFileLoader
from types import CodeType
from typing import Any

_templates: dict[object, CodeType] = {}
_modules: dict[tuple[bytes, str], CodeType] = {}


@cache
def share_templates() -> None:
    """Let all sandboxes share compiled templates, from now on."""
    from scaffold.templating.sandbox import Sandbox

    compile_ = Sandbox.compile

    def compiled(self: Any, source: Any, name: Any = None, filename: Any = None, **how: Any) -> Any:
        if how or not isinstance(source, str):
            return compile_(self, source, name, filename, **how)
        key = (source, name, filename, frozenset(self.filters), frozenset(self.tests))
        if key not in _templates:
            _templates[key] = compile_(self, source, name, filename)
        return _templates[key]

    Sandbox.compile = compiled  # type: ignore[method-assign,assignment]


@contextmanager
def shared_modules() -> Iterator[None]:
    """During the block modules of equal text are compiled once; their tracebacks name the first."""
    own = SourceFileLoader.source_to_code

    def compiled(self: Any, data: Any, path: Any, *rest: Any, **how: Any) -> CodeType:
        key = (bytes(data), str(path).rpartition("/")[2])
        if key not in _modules:
            _modules[key] = own(self, data, path, *rest, **how)
        return _modules[key]

    SourceFileLoader.source_to_code = compiled  # type: ignore[method-assign]
    try:
        yield
    finally:
        del SourceFileLoader.source_to_code
