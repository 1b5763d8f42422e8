from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from scaffold.files.file_plan import Blocked, Resolution


@dataclass
class MemoryDisk:
    """A `Disk` of dictionaries."""

    texts: dict[str, str | Blocked] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    resolutions: dict[str, Resolution] = field(default_factory=dict)

    def read(self, path: str) -> str | Blocked | None:
        return self.texts.get(path)

    def names(self, folder: str) -> tuple[str, ...]:
        heads = ((path.rpartition("/")) for path in self.texts)
        return tuple(sorted(name for at, _, name in heads if at == folder))

    def walk(self, folder: str) -> tuple[str, ...]:
        inside = f"{folder}/" if folder else ""
        return tuple(sorted(p.removeprefix(inside) for p in self.texts if p.startswith(inside)))

    @property
    def root(self) -> str:
        return "/project"

    def link_above(self, path: str) -> str | None:
        return None

    @property
    def planned(self) -> tuple[str, ...]:
        return ()

    def find_upwards(self, folder: str, name: str, top: str = "/") -> Iterator[tuple[str, str]]:
        parts = folder.split("/") if folder else []
        for count in range(len(parts), -1, -1):
            text = self.texts.get("/".join([*parts[:count], name]))
            if isinstance(text, str) and "/".join([self.root, *parts[:count]]).startswith(top):
                yield "/".join([self.root, *parts[:count], name]), text

    def exists(self, path: str) -> bool:
        return self.read(path) is not None

    def generated_paths(self) -> tuple[str, ...]:
        return tuple(self.bases)

    def base(self, path: str) -> str | None:
        return self.bases.get(path)

    def resolution(self, path: str) -> Resolution | None:
        return self.resolutions.get(path)


@pytest.fixture
def disk() -> MemoryDisk:
    return MemoryDisk()
