"""Sequelize 6: models in CommonJS, and migrations for sequelize-cli."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from scaffold.database.tables import Database
from scaffold.errors import Problem
from scaffold.migrations import Migration
from scaffold.naming import file_stem
from scaffold.targets.base import Artifact

_SETTINGS = {"directory": ".", "models": "models", "migrations": "migrations"}


class SequelizeTarget:
    """The target `sequelize`."""

    @property
    def name(self) -> str:
        return "sequelize"

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

    def artifacts(
        self,
        database: Database,
        migrations: Sequence[Migration],
        settings: Mapping[str, str],
        previous: str | None,
    ) -> Iterator[Artifact]:
        """models/index.js, a file for each model, a file for each migration."""
        from scaffold.targets.sequelize.migrations import migration_view
        from scaffold.targets.sequelize.models import ModelViews, index_view

        folders = {**_SETTINGS, **settings}
        models, where = folders["models"], folders["migrations"]
        path = posixpath.join(models, "index.js")
        yield Artifact(path, "sequelize/index.jinja", index_view(models), "once")
        views = ModelViews(database)
        for model in database.models:
            path = posixpath.join(models, f"{file_stem(model.name)}.js")
            yield Artifact(path, "sequelize/model.jinja", views.view(model), "model")
        for migration in migrations:
            path = posixpath.join(where, f"{migration.name}.js")
            view = migration_view(migration, database.dialects)
            yield Artifact(path, "sequelize/migration.jinja", view, "migration")
