"""A target of a schema: its settings, and its artifacts as files."""

from __future__ import annotations

import posixpath
from collections.abc import Container, Iterator, Mapping

from scaffold.database.tables import Database
from scaffold.files.file_plan import Blocked, Disk, File, Policy
from scaffold.history.record import RecordedMigration
from scaffold.migrations import Migration
from scaffold.schema.template_data import NO_DATA, SchemaData
from scaffold.targets.protocol import (
    HELPERS_FOLDER,
    SUFFIX,
    Artifact,
    Ownership,
    Target,
)
from scaffold.templating.own_renderer import OwnRenderer
from scaffold.templating.renderer import Renderer
from scaffold.values import dataclass

POLICIES: Mapping[Ownership, Policy] = {
    "model": "merge",
    "migration": "new",
    "once": "once",
    "helper": "frozen",
}


@dataclass(frozen=True, slots=True)
class ConfiguredTarget:
    """A target of a schema, with its folders, and the renderer of its templates."""

    target: Target
    settings: Mapping[str, str]
    renderer: Renderer | OwnRenderer
    data: SchemaData = NO_DATA

    @property
    def has_own_models(self) -> bool:
        """Whether people wrote the files of the models, so that they are not generated."""
        return self.settings.get("model_files") == "theirs"

    def file(self, artifact: Artifact) -> File:
        text = self.renderer.render(artifact)
        return File(self.path(artifact.path), text, POLICIES[artifact.ownership])

    def models(self, database: Database, only: Container[str] | None = None) -> Iterator[File]:
        """Yield the files that follow the schema, only those at some paths if they are given."""
        for artifact in self.target.model_artifacts(database, self.settings, self.data):
            if only is None or self.path(artifact.path) in only:
                yield self.file(artifact)

    def model_paths(self, database: Database) -> dict[str, str]:
        """Return the model of each path at which a model's file is generated."""
        artifacts = self.target.model_artifacts(database, self.settings, self.data)
        return {self.path(each.path): each.model for each in artifacts if each.model is not None}

    def migration(
        self, migration: Migration, dialects: tuple[str, ...], previous: str | None
    ) -> File:
        """Return the file of a migration that follows the one with the timestamp `previous`."""
        return self.file(
            self.target.migration_artifact(migration, dialects, self.settings, previous)
        )

    def helpers(
        self, recorded: RecordedMigration, text: str | Blocked | None = None
    ) -> Iterator[File]:
        """Yield the files of the helpers that a migration of an earlier run calls.

        With `text`, its own file, none of one that does not name their folder.
        """
        if isinstance(text, str) and HELPERS_FOLDER not in text:
            return
        artifact = self.target.migration_artifact(
            recorded.migration, recorded.dialects, self._settings_of(recorded), None
        )
        yield from map(self.file, artifact.helpers)

    def migration_files(
        self, migration: Migration, dialects: tuple[str, ...], previous: str | None
    ) -> tuple[File, ...]:
        """Return the files of the helpers that a new migration calls, and its own file."""
        return self._migration_files(migration, dialects, previous, self.settings)

    def files_again(
        self, recorded: RecordedMigration, dialects: tuple[str, ...], previous: str | None
    ) -> tuple[File, ...]:
        """Return the same files of a migration of an earlier run, for these dialects."""
        settings = self._settings_of(recorded)
        return self._migration_files(recorded.migration, dialects, previous, settings)

    def _migration_files(
        self,
        migration: Migration,
        dialects: tuple[str, ...],
        previous: str | None,
        settings: Mapping[str, str],
    ) -> tuple[File, ...]:
        artifact = self.target.migration_artifact(migration, dialects, settings, previous)
        return tuple(map(self.file, (*artifact.helpers, artifact)))

    def _settings_of(self, recorded: RecordedMigration) -> Mapping[str, str]:
        """The settings for a migration of an earlier run."""
        file = recorded.files.get(self.target.name)
        return self.settings if file is None else {**self.settings, SUFFIX: file.suffix}

    @property
    def migrations_folder(self) -> str:
        return self.path(posixpath.dirname(self.target.migration_path("", "", self.settings)))

    def migration_path(self, recorded: RecordedMigration) -> str:
        settings = self._settings_of(recorded)
        return self.path(self.target.migration_path(recorded.timestamp, recorded.slug, settings))

    def undo_command(self, recorded: RecordedMigration) -> str:
        """Return the command that undoes a migration and all later ones in a database."""
        return self.target.undo_command(recorded.migration, self._settings_of(recorded))

    def code_files(self, disk: Disk) -> tuple[str, ...]:
        """Return all models and migrations in the target's folders, of scaffold and of users."""
        return tuple(map(self.path, self.target.code_files(self.settings, disk)))

    def existing_path(self, recorded: RecordedMigration, disk: Disk) -> str | None:
        """Return the path of a migration's file, with any suffix; None if it does not exist."""
        path = self.migration_path(recorded)
        return path if disk.exists(path) else self._renamed_path(path, disk)

    def existing_file(
        self, recorded: RecordedMigration, disk: Disk
    ) -> tuple[str, str | Blocked | None] | None:
        """Return what `existing_path` does and what the disk has there."""
        path = self.migration_path(recorded)
        text = disk.read(path)
        if text is not None:
            return path, text
        other = self._renamed_path(path, disk)
        return None if other is None else (other, disk.read(other))

    def _renamed_path(self, path: str, disk: Disk) -> str | None:
        """Return the path of a migration that has another suffix than `path`, if there is one."""
        stem = posixpath.splitext(posixpath.basename(path))[0]
        for name in disk.names(self.migrations_folder):
            if posixpath.splitext(name)[0] == stem and self.target.latest_migration([name]):
                return f"{self.migrations_folder}/{name}"
        return None

    def path(self, path: str) -> str:
        return posixpath.normpath(posixpath.join(self.settings["directory"], path))
