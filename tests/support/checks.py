"""Count many small checks in one test, for each database.

A check has an id. All are made before the test fails, and the last lines of the session say how
many passed.
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

    def that(self, check: str, holds: bool, explanation: object = "") -> None:
        """Make one check; `explanation` explains a failure."""
        self.made += 1
        if not holds:
            self.failed.append(f"{check}: {explanation}")

    def equal(self, check: str, actual: object, expected: object) -> None:
        """Check that two values are equal."""
        self.that(check, actual == expected, f"{actual!r} instead of {expected!r}")

    def none(self, check: str, found: Iterable[str]) -> None:
        """Check that a list of findings is empty."""
        explanation = list(found)
        self.that(check, not explanation, "\n    ".join(["", *explanation]))

    def conclude(self) -> None:
        """Raise AssertionError with all failures, or if nothing was checked."""
        assert self.made, "no check was made"
        lines = "\n  ".join(self.failed)
        assert not self.failed, (
            f"{len(self.failed)} of {self.made} checks fail on {self.dialect}:\n  {lines}"
        )

    @property
    def report(self) -> tuple[str, tuple[str, int, int]]:
        """Return what a test's report passes to the end of the session."""
        return PROPERTY, (self.dialect, self.made - len(self.failed), self.made)


def summary(reported: Iterable[tuple[str, object]]) -> list[str]:
    """Return a line for each database with the checks of all tests."""
    held: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for name, value in reported:
        if name == PROPERTY and isinstance(value, list | tuple):
            held[value[0]] += value[1]
            made[value[0]] += value[2]
    return [f"{dialect}: {held[dialect]} of {made[dialect]} checks hold" for dialect in made]
