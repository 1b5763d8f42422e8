"""Many small checks in one test, counted for each database.

A check is a question with an id: all are asked before the test fails, and the session's last
lines say how many hold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

PROPERTY = "checks"


@dataclass(slots=True)
class Checks:
    """The checks of one test on the database `dialect`."""

    dialect: str
    made: int = 0
    failed: list[str] = field(default_factory=list)

    def that(self, check: str, holds: bool, said: object = "") -> None:
        """One check; `said` explains where it does not hold."""
        self.made += 1
        if not holds:
            self.failed.append(f"{check}: {said}")

    def equal(self, check: str, actual: object, expected: object) -> None:
        """One check that two values are equal."""
        self.that(check, actual == expected, f"{actual!r} instead of {expected!r}")

    def none(self, check: str, found: Iterable[str]) -> None:
        """One check that there is nothing to say."""
        said = list(found)
        self.that(check, not said, "\n    ".join(["", *said]))

    def conclude(self) -> None:
        """AssertionError with all that does not hold, or where nothing was asked."""
        assert self.made, "no check was made"
        lines = "\n  ".join(self.failed)
        assert not self.failed, (
            f"{len(self.failed)} of {self.made} checks fail on {self.dialect}:\n  {lines}"
        )

    @property
    def report(self) -> tuple[str, tuple[str, int, int]]:
        """What a test's report carries to the session's end."""
        return PROPERTY, (self.dialect, self.made - len(self.failed), self.made)


def summary(reported: Iterable[tuple[str, object]]) -> list[str]:
    """A line for each database, of the properties of all tests."""
    held: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for name, value in reported:
        if name == PROPERTY and isinstance(value, list | tuple):
            held[value[0]] += value[1]
            made[value[0]] += value[2]
    return [f"{dialect}: {held[dialect]} of {made[dialect]} checks hold" for dialect in made]
