"""Compile modules of equal text once in a test process, wherever their files are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import SourceFileLoader
from types import CodeType
from typing import Any

_modules: dict[tuple[bytes, str], CodeType] = {}


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
