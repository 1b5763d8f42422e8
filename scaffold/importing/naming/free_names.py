"""Names that are not in use, compared as every database and file system would."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from scaffold.naming import singularize


class FreeNames:
    """The names in use among attributes and associations of one model."""

    def __init__(self, reserved: Collection[str]) -> None:
        self._reserved = reserved
        self._used: set[str] = set()

    def take(self, names: Iterable[str], suffix: str = "") -> str:
        """Return the first free name; the last one with the suffix or a number if there is none."""
        tried = [name for name in names if name]
        tried += [tried[-1] + suffix] if suffix else []
        for name in tried:
            if self._is_free(name):
                self._used.add(name.casefold())
                return name
        number = 2
        while not self._is_free(f"{tried[-1]}{number}"):
            number += 1
        self._used.add(f"{tried[-1]}{number}".casefold())
        return f"{tried[-1]}{number}"

    def take_plural(self, names: Iterable[str]) -> str:
        """Return a free name whose singular is free too, because accessors have both."""
        tried = [name for name in names if name]
        number = 1
        while True:
            for name in tried if number == 1 else (f"{tried[-1]}{number}",):
                singular = singularize(name)
                if self._is_free(name) and self._is_free(singular):
                    self._used.update((name.casefold(), singular.casefold()))
                    return name
            number += 1

    def _is_free(self, name: str) -> bool:
        return name.casefold() not in self._used and name not in self._reserved
