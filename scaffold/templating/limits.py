"""How much one rendering may do, so that a template ends soon whatever it says."""

from __future__ import annotations

from typing import Any, NoReturn

# The text of one file.
MAX_OUTPUT = 2_000_000
# The work of one rendering: a character that it makes counts 1, and an iteration, a call, a filter
# or a printed value counts `STEP`, which takes about as long as so many characters.
MAX_WORK = 21_000_000
STEP = 7
# The largest number that a filter takes as a width or a count, and the longest range.
MAX_COUNT = 10_000
MAX_BITS = 256
# Comparing or slicing a text costs this part of making it.
READING = 10


_LISTS = (list, tuple)
_WITH_PARTS = (str, list, tuple, dict)


class TemplateLimitError(Exception):
    """A template does more than one rendering may; the message says what."""


class Budget:
    """What is left of the work of one rendering."""

    __slots__ = ("left",)

    def __init__(self) -> None:
        self.left = MAX_WORK

    def reset(self) -> None:
        """Begin another rendering."""
        self.left = MAX_WORK

    def spend(self, steps: int, text: int = 0) -> None:
        """Take steps and characters; TemplateLimitError where there is too little left."""
        self.left -= steps * STEP + text
        if self.left < 0:
            self.refuse()

    def refuse(self) -> NoReturn:
        """Raise the error of a rendering that does too much."""
        most = MAX_WORK // STEP
        raise TemplateLimitError(f"it takes more than {most:,} steps, or makes too much text")

    def made(self, value: Any) -> Any:
        """Pay for a value that was made, and return it."""
        # Nearly all are short texts, and this is called for each.
        if type(value) is str:
            self.left -= STEP + len(value)
        elif isinstance(value, (list, tuple, dict)):
            self.left -= STEP + STEP * len(value)
        else:
            self.left -= STEP
        if self.left < 0:
            self.refuse()
        return value

    def read(self, value: Any) -> Any:
        """Pay for a value that is compared or copied in part, and return it."""
        if type(value) is str:
            self.left -= STEP + len(value) // READING
        elif isinstance(value, (list, tuple, dict)):
            self.left -= STEP + STEP * len(value)
        else:
            self.left -= STEP
        if self.left < 0:
            self.refuse()
        return value

    def nested(self, value: Any) -> Any:
        """Pay for all that a list or mapping holds, and return it."""
        left = [value]
        while left:
            each = left.pop()
            if isinstance(each, dict):
                self.spend(1 + len(each))
                left += each.values()
                continue
            if not isinstance(each, _LISTS):
                self.read(each)
                continue
            # Nearly all have texts and views alone.
            cost = STEP
            for part in each:
                cost += STEP
                if part.__class__ is str:
                    cost += STEP + len(part) // READING
                elif isinstance(part, _WITH_PARTS):
                    left.append(part)
                else:
                    cost += STEP
            self.left -= cost
            if self.left < 0:
                self.refuse()
        return value


def require_room(size: int) -> None:
    """TemplateLimitError unless a text of `size` characters may be made."""
    if size > MAX_OUTPUT:
        raise TemplateLimitError(f"it makes a text of more than {MAX_OUTPUT:,} characters")
