"""Sequelize 6: models in CommonJS, and migrations for sequelize-cli."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from string import digits
from typing import TYPE_CHECKING, Any

from scaffold.database.tables import Database
from scaffold.errors import Problem
from scaffold.migrations import Migration
from scaffold.naming import file_stem
from scaffold.targets.base import Artifact

if TYPE_CHECKING:
    from scaffold.verify.base import Verifier

# What sequelize-cli 6 runs: lib/core/migrator.js.
_MIGRATION = re.compile(r"(?!.*\.d\.ts$).*\.(cjs|js|cts|ts)\Z")
_SETTINGS = {"directory": ".", "models": "models", "migrations": "migrations"}


class SequelizeTarget:
    """The target `sequelize`."""

    @property
    def name(self) -> str:
        return "sequelize"

    @property
    def title(self) -> str:
        return "Sequelize models and migrations"

    @property
    def skeleton_answers(self) -> Mapping[str, object]:
        return {"node": True}

    @property
    def settings(self) -> Mapping[str, str]:
        return _SETTINGS

    @property
    def filters(self) -> Mapping[str, Callable[..., Any]]:
        # The views hold code that is laid out already.
        return {}

    def problems(self, database: Database) -> Iterable[Problem]:
        """Names that Sequelize keeps for itself."""
        from scaffold.targets.sequelize.problems import problems

        return problems(database)

    def notes(self, database: Database) -> Iterable[Problem]:
        """What only the migrations can make."""
        from scaffold.targets.sequelize.notes import notes

        return notes(database)

    def model_artifacts(
        self, database: Database, settings: Mapping[str, str]
    ) -> Iterator[Artifact]:
        """models/index.js, and a file for each model."""
        from scaffold.targets.sequelize.models import ModelViews, index_view

        folder = settings["models"]
        path = posixpath.join(folder, "index.js")
        yield Artifact(path, "sequelize/index.jinja", index_view(folder), "once")
        views = ModelViews(database)
        for model in database.models:
            path = posixpath.join(folder, f"{file_stem(model.name)}.js")
            view = views.view(model)
            yield Artifact(path, "sequelize/model.jinja", view, "model", model.name)

    def migration_path(self, stamp: str, slug: str, settings: Mapping[str, str]) -> str:
        return posixpath.join(settings["migrations"], f"{stamp}-{slug}.js")

    def latest_migration(self, names: Iterable[str]) -> str | None:
        """The last that sequelize-cli would run, of those that a timestamp can follow."""
        run = (name for name in names if _MIGRATION.match(name) and name[0] in digits)
        return max(run, default=None)

    def migration_artifact(
        self,
        migration: Migration,
        dialects: tuple[str, ...],
        settings: Mapping[str, str],
        previous: str | None,
    ) -> Artifact:
        from scaffold.targets.sequelize.migrations import migration_view

        path = self.migration_path(migration.stamp, migration.slug, settings)
        view = migration_view(migration, dialects)
        return Artifact(path, "sequelize/migration.jinja", view, "migration")

    def setup_commands(self, root: str, dialects: tuple[str, ...]) -> tuple[str, ...]:
        return ()

    def migrate_command(self, settings: Mapping[str, str]) -> str:
        """The framework's own."""
        return "npx sequelize db:migrate"

    def verifier(self) -> Verifier:
        from scaffold.targets.sequelize.verify import SequelizeVerifier

        return SequelizeVerifier()
