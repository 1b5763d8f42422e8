"""Compile equal texts once in a process: compiling takes longer than most of what a test checks.

In a run of scaffold each template is compiled once anyway; the tests make hundreds of runs in one
process.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.machinery import SourceFileLoader
from types import CodeType
from typing import Any

import jinja2

_templates: dict[object, CodeType] = {}
_modules: dict[tuple[bytes, str], CodeType] = {}


@cache
def share_templates() -> None:
    """Let the Jinja environments of scaffold share compiled templates, from now on."""
    from scaffold.templating.super_line import SuperLine

    compile_ = jinja2.Environment.compile

    def compiled(self: Any, source: Any, name: Any = None, filename: Any = None, **how: Any) -> Any:
        if how or not isinstance(source, str) or SuperLine.identifier not in self.extensions:
            return compile_(self, source, name, filename, **how)
        key = (source, name, filename, *_kind(self))
        if key not in _templates:
            _templates[key] = compile_(self, source, name, filename)
        return _templates[key]

    jinja2.Environment.compile = compiled  # type: ignore[method-assign,assignment]


def compile_templates() -> None:
    """Compile the templates of all targets."""
    from scaffold.targets import TARGETS
    from scaffold.templating.renderer import Renderer

    for target in TARGETS.values():
        renderer = Renderer(target.filters)
        for name in renderer._environment.list_templates():
            if name.startswith(f"{target.name}/"):
                renderer._template(name)


def _kind(environment: jinja2.Environment) -> tuple[object, ...]:
    """Return what else the code depends on: filters are applied to constants by the compiler."""
    filters = environment.filters
    return (
        type(environment),
        environment.trim_blocks,
        tuple(environment.extensions),
        frozenset(filters.items() if environment.optimized else filters),
        frozenset(environment.tests),
    )


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
