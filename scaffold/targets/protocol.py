"""The protocol of a target: its name, settings, checks, and the files that it generates."""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any, Literal, Protocol

from scaffold.changes.model_edits import AdoptedModel, Adoption, ModelEditRequest, ModelEdits
from scaffold.database.operations import Operation
from scaffold.database.tables import Association, Attribute, Database, Model
from scaffold.errors import Problem
from scaffold.files.file_plan import Disk
from scaffold.migrations import Migration
from scaffold.schema.template_data import NO_DATA, SchemaData
from scaffold.values import dataclass

if TYPE_CHECKING:
    from scaffold.verify.verifier import Verifier

# model: edited by people, so it is merged; migration: never rewritten; once: written if missing;
# helper: functions that migrations call, written if missing and never changed.
Ownership = Literal["model", "migration", "once", "helper"]


# Among the settings for a migration that an earlier run wrote: the suffix of its file.
SUFFIX = "suffix"
# How the files of models are named.
FILE_NAMES_SETTING = "file_names"
NO_SETTINGS: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class RenamedMigrations:
    """Migrations with the same operations as `former`, which another branch's now precede.

    former_text, text: the file of the first of `former`, and of `migrations`.
    former_suffix, suffix: those of the two files.
    """

    former: tuple[Migration, ...]
    migrations: tuple[Migration, ...]
    former_text: str
    text: str
    dialects: tuple[str, ...]
    former_suffix: str | None = None
    suffix: str | None = None


# The folder of the functions that migrations call.
HELPERS_FOLDER = "helpers"

# Makes what a target adds to a model, or to the attribute or association of it that is given.
# AttributeError where it adds nothing.
AddedViews = Callable[[Model, Attribute | Association | None], Any]


@dataclass(frozen=True, slots=True)
class Artifact:
    """A file to render: `path` is relative to the target's directory, with forward slashes.

    view: the only object that the template sees, under the name `view_name`.
    model: the name of the model, if the file contains one model.
    helpers: the files of functions that a migration calls, in HELPERS_FOLDER beside it, which its
        text names.
    """

    path: str
    template: str
    view: Any
    ownership: Ownership
    model: str | None = None
    view_name: str = "view"
    helpers: tuple[Artifact, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundSettings:
    """A target's settings as the project's own files declare them.

    settings: may include settings that the schema does not have.
    notices: what differs from the defaults, with the file that declares it.
    problems: what cannot be determined or used.
    """

    settings: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """The names of the tables and models that a file defines."""

    tables: frozenset[str] = frozenset()
    models: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ProjectContext:
    """Where a person types commands, and what the project there uses.

    root: the schema's folder.
    manager: the chosen package manager, for a project whose files show none.
    own_configuration: its configuration is that of the project template.
    """

    root: str
    dialects: tuple[str, ...]
    manager: str | None = None
    own_configuration: bool = False

    @property
    def verify_command(self) -> str:
        """The command, in the schema's folder, that verifies everything that was generated."""
        if "sqlite" in self.dialects:
            return "scaffold verify"
        from scaffold.verify.server import EXAMPLES

        return f"scaffold verify --database {EXAMPLES[self.dialects[0]]}"

    def go_to(self, folder: str) -> tuple[str, ...]:
        """Return the command that changes to the folder; none if it is the current one."""
        path = os.path.relpath(os.path.realpath(folder), os.path.realpath(os.curdir))
        return () if path == os.curdir else (f"cd {shlex.quote(path)}",)


class Target(Protocol):
    """A framework that files are generated for. Shared code knows no target by name."""

    @property
    def name(self) -> str:
        """The keyword in `targets:`; the templates are in the folder of that name."""

    @property
    def title(self) -> str:
        """What it generates, for people to read."""

    @property
    def template_answers(self) -> Mapping[str, object]:
        """The answers to the project template's questions that this target implies (copier.yml)."""

    @property
    def settings(self) -> Mapping[str, str]:
        """Each folder setting in `targets: {name: {…}}`, with its default."""

    @property
    def choices(self) -> Mapping[str, tuple[str, ...]]:
        """Each other setting with its values, the first of which is the default."""

    def found_settings(self, given: Mapping[str, str], disk: Disk) -> FoundSettings:
        """Return what the project's own files declare of the settings that the schema omits."""

    def code_files(self, settings: Mapping[str, str], disk: Disk) -> Iterable[str]:
        """Yield the existing models and migrations, relative to the target's directory."""

    def made_by(self, text: str) -> Made:
        """Return the tables and models that a file of code defines, according to its text."""

    def obstacles(
        self,
        created: Iterable[str],
        settings: Mapping[str, str],
        disk: Disk,
        existing: Iterable[str] = (),
    ) -> Iterable[Problem]:
        """Yield what keeps files from working in this project.

        `created` are paths that will be created, relative to the schema's folder, `existing` those
        of generated files that `check` asks about.
        """

    @property
    def filters(self) -> Mapping[str, Any]:
        """The Jinja filters of its templates, including the quoting of literals."""

    def problems(
        self, database: Database, settings: Mapping[str, str] = NO_SETTINGS
    ) -> Iterable[Problem]:
        """Yield what only this target cannot generate: names that its framework reserves.

        `settings` are those that the schema declares.
        """

    def notes(self, database: Database) -> Iterable[Problem]:
        """Yield what a person should know about the generated code; nothing fails because of it."""

    def model_artifacts(
        self, database: Database, settings: Mapping[str, str], data: SchemaData = NO_DATA
    ) -> Iterable[Artifact]:
        """Yield the files that follow the current schema: models, and what loads them.

        `data` is for templates alone.
        """

    def edit_models(
        self, request: ModelEditRequest, settings: Mapping[str, str], disk: Disk
    ) -> ModelEdits:
        """Return edits of model files that people wrote, for the choice `model_files: theirs`."""

    def adopt_model(
        self, adoption: Adoption, settings: Mapping[str, str], disk: Disk
    ) -> AdoptedModel:
        """Return a model's generated file with the code of a person's; SchemaError if not."""

    def former_artifacts(
        self, database: Database, settings: Mapping[str, str], disk: Disk
    ) -> Iterable[Artifact]:
        """Yield files of earlier settings, as these made them, that exist and are replaced."""

    def renders(self, operation: Operation, dialects: tuple[str, ...]) -> bool:
        """Whether it can write the operation and its reverse for these dialects."""

    def migration_path(self, version: str, slug: str, settings: Mapping[str, str]) -> str:
        """Return the path of a migration's file, relative to the target's directory.

        Here and below `settings` has SUFFIX where the file was written by an earlier run.
        """

    def latest_migration(self, names: Iterable[str]) -> str | None:
        """Return the last of the names in the migrations' folder, which new ones must sort after.

        None if no name has a timestamp, or if their order has no meaning.
        """

    def predecessor(
        self, texts: Mapping[str, str], recorded: str | None, before: str | None = None
    ) -> str | Problem | None:
        """Return the migration that a new one follows, even if scaffold did not generate it.

        `texts` are the files in the migrations' folder, by name; `recorded` is the timestamp of
        the last migration that a run recorded. With `before`, the timestamp of a migration, what
        that one follows.
        """

    def migration_artifact(
        self,
        migration: Migration,
        dialects: tuple[str, ...],
        settings: Mapping[str, str],
        previous: str | None,
    ) -> Artifact:
        """Return the file of `migration`; `previous` is the version before it, None for the first.

        The file depends only on these arguments, so that a recorded migration renders the same
        again.
        """

    def undo_command(self, first: Migration, settings: Mapping[str, str]) -> str:
        """Return the command that undoes `first` and all later migrations in a database."""

    def renaming_commands(
        self, renamed: RenamedMigrations, settings: Mapping[str, str]
    ) -> tuple[tuple[str, ...], ...]:
        """Return commands for a database that ran migrations whose files have other names now.

        They run the migrations that the database lacks, and none again. Each tuple is one way: the
        databases of a project may need different ones.
        """

    def marks(
        self, files: Sequence[str], migrations: Sequence[Migration], dialect: str
    ) -> tuple[str, ...]:
        """Return the SQL that records migrations as run in a database whose tables exist.

        `files` are the names of their files. It may run twice.
        """

    def first_commands(
        self, context: ProjectContext, settings: Mapping[str, str]
    ) -> tuple[str, ...]:
        """Return the first commands to type, in order, starting in the current folder.

        They install what the files need, verify and migrate, in a project without the project
        template.
        """

    @property
    def added_classes(self) -> Mapping[str, type]:
        """The classes of what `added_views` makes, for "model", "attribute" and "association".

        Their annotations describe them.
        """

    def added_views(self, database: Database) -> AddedViews:
        """Return what makes `model.<name>` and the like for templates, `name` the target's."""

    def verifier(self) -> Verifier:
        """Return what runs this target's files on a scratch database."""
