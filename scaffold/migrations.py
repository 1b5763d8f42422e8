"""Operations → ordered, stamped migrations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scaffold.database.operations import Operation

MigrationKind = Literal["create", "change", "associations", "associate"]


@dataclass(frozen=True, slots=True)
class Migration:
    """A file of operations that go up together. `stamp` is UTC, YYYYMMDDHHMMSS."""

    stamp: str
    slug: str
    kind: MigrationKind
    operations: tuple[Operation, ...]

    @property
    def name(self) -> str:
        """Stamp and slug, as migration files are called."""
        return f"{self.stamp}-{self.slug}"
