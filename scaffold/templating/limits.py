"""How much one rendering may do, so that a template ends soon whatever it says."""

from __future__ import annotations

from typing import Any

# The text of one file.
MAX_OUTPUT = 2_000_000
# Iterations, calls, filters and printed values of one rendering.
MAX_STEPS = 3_000_000
# The text of all values that one rendering makes, in characters.
MAX_TEXT = 20_000_000
# The largest number that a filter takes as a width or a count, and the longest range.
MAX_COUNT = 10_000
MAX_BITS = 256
# Comparing or slicing a text costs this part of making it.
_READING = 10


class TemplateLimitError(Exception):
    """A template does more than one rendering may; the message says what."""


class Budget:
    """What is left of the steps and the text of one rendering."""

    __slots__ = ("_steps", "_text")

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Begin another rendering."""
        self._steps = MAX_STEPS
        self._text = MAX_TEXT

    def spend(self, steps: int, text: int = 0) -> None:
        """Take steps and characters; TemplateLimitError where there are too few left."""
        self._steps -= steps
        self._text -= text
        if self._steps < 0:
            raise TemplateLimitError(f"it takes more than {MAX_STEPS:,} steps")
        if self._text < 0:
            raise TemplateLimitError(f"it makes more than {MAX_TEXT:,} characters of text")

    def made(self, value: Any) -> Any:
        """Pay for a value that was made, and return it."""
        # Nearly all are short texts, and this is called for each.
        if type(value) is str:
            self.spend(1, len(value))
        else:
            self.spend(1 + len(value) if isinstance(value, (list, tuple, dict)) else 1)
        return value

    def read(self, value: Any) -> Any:
        """Pay for a value that is compared or copied in part, and return it."""
        if type(value) is str:
            self.spend(1, len(value) // _READING)
        else:
            self.spend(1 + len(value) if isinstance(value, (list, tuple, dict)) else 1)
        return value

    def nested(self, value: Any) -> Any:
        """Pay for all that a list or mapping holds, and return it."""
        left = [value]
        while left:
            each = left.pop()
            if isinstance(each, dict):
                self.spend(1 + len(each))
                left += each.values()
            elif isinstance(each, list | tuple):
                self.spend(1 + len(each))
                left += each
            else:
                self.read(each)
        return value


def require_room(size: int) -> None:
    """TemplateLimitError unless a text of `size` characters may be made."""
    if size > MAX_OUTPUT:
        raise TemplateLimitError(f"it makes a text of more than {MAX_OUTPUT:,} characters")
