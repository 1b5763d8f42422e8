"""What a target is: a name, its settings, its own checks, and the files that it would have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, Protocol

from scaffold.database.tables import Database
from scaffold.errors import Problem
from scaffold.migrations import Migration
from scaffold.values import dataclass

if TYPE_CHECKING:
    from scaffold.verify.base import Verifier

# model: people edit it, so it is merged; migration: never rewritten; once: theirs when it stands.
Ownership = Literal["model", "migration", "once"]


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to render: `path` is relative to the target's directory, with forward slashes.

    `view` is the one object that the template sees, under the name `view`; `model` the name of
    the model that a file of its own is of.
    """

    path: str
    template: str
    view: Any
    ownership: Ownership
    model: str | None = None


class Target(Protocol):
    """A framework that files are made for. Shared code knows none by name."""

    @property
    def name(self) -> str:
        """The word in `targets:`; its templates stand in the folder of that name."""

    @property
    def title(self) -> str:
        """What it makes, in words for people."""

    @property
    def skeleton_answers(self) -> Mapping[str, object]:
        """What choosing it answers of the project template's yes-or-no questions (copier.yml)."""

    @property
    def settings(self) -> Mapping[str, str]:
        """Each folder setting that `targets: {name: {…}}` takes, with its default."""

    @property
    def filters(self) -> Mapping[str, Any]:
        """The Jinja filters of its templates, its literal quoting among them."""

    def problems(self, database: Database) -> Iterable[Problem]:
        """What this target alone cannot make: names that its framework keeps for itself."""

    def notes(self, database: Database) -> Iterable[Problem]:
        """What this target makes, and a person should know; nothing fails for it."""

    def model_artifacts(
        self, database: Database, settings: Mapping[str, str]
    ) -> Iterable[Artifact]:
        """The files that follow the schema as it stands: models, and what loads them."""

    def migration_path(self, stamp: str, slug: str, settings: Mapping[str, str]) -> str:
        """Where a migration's file stands, relative to the target's directory."""

    def latest_migration(self, names: Iterable[str]) -> str | None:
        """Of the names in the folder of its migrations, the one that new ones must sort after.

        None where no name has a timestamp, or the order of names has no meaning.
        """

    def migration_artifact(
        self,
        migration: Migration,
        dialects: tuple[str, ...],
        settings: Mapping[str, str],
        previous: str | None,
    ) -> Artifact:
        """The file of `migration`; `previous` is the stamp of the one before, None for the first.

        All that it says comes from these, so that a recorded migration renders the same again.
        """

    def setup_commands(self, root: str, dialects: tuple[str, ...]) -> tuple[str, ...]:
        """What a person types in the schema's folder `root` before the files can be run.

        It is told where no project template brings what they need.
        """

    def migrate_command(self, settings: Mapping[str, str]) -> str:
        """What a person types in the schema's folder to migrate the database."""

    def verifier(self) -> Verifier:
        """What runs this target's files on a scratch database."""
