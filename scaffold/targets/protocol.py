"""What a target is: a name, its settings, its own checks, and the files that it would have."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any, Literal, Protocol

from scaffold.database.tables import Association, Attribute, Database, Model
from scaffold.errors import Problem
from scaffold.files.file_plan import Disk
from scaffold.migrations import Migration
from scaffold.values import dataclass

if TYPE_CHECKING:
    from scaffold.verify.protocol import Verifier

# model: people edit it, so it is merged; migration: never rewritten; once: theirs when it stands.
Ownership = Literal["model", "migration", "once"]
# Makes what a target adds to a model, or to the attribute or association of it that is given.
# AttributeError where it adds nothing.
AddedViews = Callable[[Model, Attribute | Association | None], Any]


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to render: `path` is relative to the target's directory, with forward slashes.

    `view` is the one object that the template sees, under the name `view_name`; `model` the name
    of the model that a file of its own is of.
    """

    path: str
    template: str
    view: Any
    ownership: Ownership
    model: str | None = None
    view_name: str = "view"


@dataclass(frozen=True, slots=True)
class FoundSettings:
    """What a project's own files say of a target's settings.

    `settings` may have words that the schema has not; `taken` says what differs from the
    defaults, and which file says it; `problems` are what cannot be known or used.
    """

    settings: Mapping[str, str] = field(default_factory=dict)
    taken: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """The names of tables and of models that a file makes."""

    tables: frozenset[str] = frozenset()
    models: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ProjectContext:
    """Where a person types commands: the schema's folder, and what the project there uses.

    `manager` is the package manager that was chosen for a project that shows none;
    `own_configuration`: its configuration is that of the project template.
    """

    root: str
    dialects: tuple[str, ...]
    manager: str | None = None
    own_configuration: bool = False

    @property
    def verify_command(self) -> str:
        """The command that runs all that was generated, in the schema's folder."""
        if "sqlite" in self.dialects:
            return "scaffold verify"
        from scaffold.verify.server import EXAMPLES

        return f"scaffold verify --database {EXAMPLES[self.dialects[0]]}"

    def go_to(self, folder: str) -> tuple[str, ...]:
        """The command that goes there from the current folder, where there is a way to go."""
        way = os.path.relpath(os.path.realpath(folder), os.path.realpath(os.curdir))
        return () if way == os.curdir else (f"cd {shlex.quote(way)}",)


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

    def found_settings(self, given: Mapping[str, str], disk: Disk) -> FoundSettings:
        """What the project's own files say of the settings that the schema leaves out."""

    def code_files(self, settings: Mapping[str, str], disk: Disk) -> Iterable[str]:
        """Models and migrations in its folders, whoever wrote them, from the target's directory."""

    def made_by(self, text: str) -> Made:
        """What a file of models or migrations makes, as far as its text says so."""

    def obstacles(
        self, created: Iterable[str], settings: Mapping[str, str], disk: Disk
    ) -> Iterable[Problem]:
        """What keeps files that are about to be created from working in this project.

        `created` are paths from the schema's folder.
        """

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

    def migration_path(self, version: str, slug: str, settings: Mapping[str, str]) -> str:
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

    def first_commands(
        self, context: ProjectContext, settings: Mapping[str, str]
    ) -> tuple[str, ...]:
        """What a person types first, one by one, from the current folder on.

        That installs what the files need, verifies and migrates, where no project template does.
        """

    @property
    def added_classes(self) -> Mapping[str, type]:
        """The classes of what `added_views` makes, for "model", "attribute" and "association".

        Their annotations describe them.
        """

    def added_views(self, database: Database) -> AddedViews:
        """Return what makes `model.<name>` and the like for templates, `name` the target's."""

    def verifier(self) -> Verifier:
        """What runs this target's files on a scratch database."""
