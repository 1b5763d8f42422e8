from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from scaffold.files.types import Blocked, Resolution


@dataclass
class MemoryDisk:
    """A `Disk` of plain dictionaries."""

    texts: dict[str, str | Blocked] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    resolutions: dict[str, Resolution] = field(default_factory=dict)

    def read(self, path: str) -> str | Blocked | None:
        return self.texts.get(path)

    def names(self, folder: str) -> tuple[str, ...]:
        heads = ((path.rpartition("/")) for path in self.texts)
        return tuple(sorted(name for at, _, name in heads if at == folder))

    def base(self, path: str) -> str | None:
        return self.bases.get(path)

    def resolution(self, path: str) -> Resolution | None:
        return self.resolutions.get(path)


@pytest.fixture
def disk() -> MemoryDisk:
    return MemoryDisk()
