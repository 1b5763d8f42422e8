"""SIGHUP (a closed terminal) and SIGTERM interrupt an interview as Ctrl-C does."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_NUMBERS = tuple(getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if hasattr(signal, name))


@contextmanager
def handle_termination(handler: Callable[[int, FrameType | None], object]) -> Iterator[None]:
    """Call `handler` on SIGHUP and SIGTERM while the block runs."""
    previous = {number: signal.signal(number, handler) for number in _NUMBERS}
    try:
        yield
    finally:
        for number, handler_before in previous.items():
            signal.signal(number, handler_before)
