"""Migrations: operations that run together, with the names of their files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Literal

from scaffold.database.operations import Operation
from scaffold.naming import NameLimit
from scaffold.naming.timestamps import timestamps
from scaffold.values import dataclass

MigrationKind = Literal["create", "change", "associations", "associate", "move", "drop"]

# The limit of file systems, less version, hyphen, suffix, and a number if the name is not unique.
_SLUG_LIMIT = NameLimit(octets=255 - len("20260101000001-.js") - len("-99"))


@dataclass(frozen=True, slots=True)
class Migration:
    """A migration file: operations that run together. `version` is UTC, YYYYMMDDHHMMSS."""

    version: str
    slug: str
    kind: MigrationKind
    operations: tuple[Operation, ...]

    @property
    def name(self) -> str:
        """Version and slug, as migration files are called."""
        return f"{self.version}-{self.slug}"


@dataclass(frozen=True, slots=True)
class MigrationDraft:
    """A migration without its version; its slug may be too long, or already used."""

    slug: str
    kind: MigrationKind
    operations: tuple[Operation, ...]


def versioned(
    drafts: tuple[MigrationDraft, ...],
    *,
    now: datetime,
    first: datetime | None = None,
    after: str | None = None,
) -> tuple[Migration, ...]:
    """Return the drafts as migrations, in their order.

    Their versions are one second apart: they end at `now`, or start at `first` if it is given. They
    start later if they would not sort after the file name (or version) `after`. NoTimestampError
    after the year 9999.
    """
    versions = timestamps(len(drafts), now=now, first=first, after=after)
    slugs = _unique(_short(draft.slug) for draft in drafts)
    return tuple(
        Migration(version, slug, draft.kind, draft.operations)
        for draft, slug, version in zip(drafts, slugs, versions, strict=True)
    )


def check_slug(slug: str) -> None:
    """Raise ValueError unless the word may be a migration's slug, which is part of a file name."""
    if not slug or not _SLUG_LIMIT.allows(slug):
        raise ValueError(f"{slug[:40]!r} is not a slug of a migration")
    for char in slug:
        if char != "-" and not (char != "_" and f"a{char}".isidentifier()):
            raise ValueError(f"{slug[:40]!r} is not a slug of a migration")


def _short(slug: str) -> str:
    if _SLUG_LIMIT.allows(slug):
        return slug
    from hashlib import blake2b

    digest = blake2b(slug.encode(), digest_size=4).hexdigest()
    return f"{_SLUG_LIMIT.cut(slug, len(digest) + 1).rstrip('-')}-{digest}"


def _unique(slugs: Iterable[str]) -> Iterator[str]:
    taken: set[str] = set()
    for slug in slugs:
        number = 1
        distinct = slug
        while distinct in taken:
            number += 1
            distinct = f"{slug}-{number}"
        taken.add(distinct)
        yield distinct
