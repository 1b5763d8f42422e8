"""SQLAlchemy 2: typed declarative models, and revisions for Alembic."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from scaffold.database.tables import Database
from scaffold.errors import Problem
from scaffold.migrations import Migration
from scaffold.targets.base import Artifact

if TYPE_CHECKING:
    from scaffold.verify.base import Verifier

_TIMESTAMPED = re.compile(r"[0-9]{14}(?![0-9]).*\.py\Z")
_SETTINGS = {"directory": "python", "package": "models", "migrations": "migrations"}


class SqlalchemyTarget:
    """The target `sqlalchemy`."""

    @property
    def name(self) -> str:
        return "sqlalchemy"

    @property
    def title(self) -> str:
        return "SQLAlchemy models and Alembic revisions"

    @property
    def skeleton_answers(self) -> Mapping[str, object]:
        return {"python": True}

    @property
    def settings(self) -> Mapping[str, str]:
        return _SETTINGS

    @property
    def filters(self) -> Mapping[str, Callable[..., Any]]:
        # The views hold code that is laid out already.
        return {}

    def problems(self, database: Database) -> Iterable[Problem]:
        """None: names that Python or SQLAlchemy keep get an underscore."""
        return ()

    def notes(self, database: Database) -> Iterable[Problem]:
        """What Python does not hold as it stands."""
        from scaffold.targets.sqlalchemy.notes import notes

        return notes(database)

    def model_artifacts(
        self, database: Database, settings: Mapping[str, str]
    ) -> Iterator[Artifact]:
        """The package: a module for each model, and what they share."""
        from scaffold.targets.sqlalchemy.environment import environment_artifacts
        from scaffold.targets.sqlalchemy.package import package_artifacts

        package, helpers = package_artifacts(database, settings)
        yield from package
        yield from environment_artifacts(database, settings, helpers)

    def migration_path(self, stamp: str, slug: str, settings: Mapping[str, str]) -> str:
        from scaffold.targets.sqlalchemy.revisions import revision_path

        return revision_path(stamp, slug, settings["migrations"])

    def latest_migration(self, names: Iterable[str]) -> str | None:
        """The last whose name has a timestamp: others have an id of Alembic's own."""
        return max(filter(_TIMESTAMPED.match, names), default=None)

    def migration_artifact(
        self,
        migration: Migration,
        dialects: tuple[str, ...],
        settings: Mapping[str, str],
        previous: str | None,
    ) -> Artifact:
        from scaffold.targets.sqlalchemy.revisions import revision_view

        path = self.migration_path(migration.stamp, migration.slug, settings)
        view = revision_view(migration, dialects, previous)
        return Artifact(path, "sqlalchemy/revision.jinja", view, "migration")

    def setup_commands(self, root: str, dialects: tuple[str, ...]) -> tuple[str, ...]:
        """A virtual environment, the packages, and the URL that env.py reads."""
        from scaffold.targets.sqlalchemy.setup import setup_commands

        return setup_commands(root, dialects)

    def migrate_command(self, settings: Mapping[str, str]) -> str:
        """The framework's own."""
        ini = posixpath.normpath(posixpath.join(settings["directory"], "alembic.ini"))
        return f"alembic --config {ini} upgrade head"

    def verifier(self) -> Verifier:
        from scaffold.targets.sqlalchemy.verify import SqlalchemyVerifier

        return SqlalchemyVerifier()
