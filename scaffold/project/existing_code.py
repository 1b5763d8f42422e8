"""Models and migrations in the target folders that scaffold did not generate."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from scaffold.database.tables import Database
from scaffold.errors import Problem, SchemaError
from scaffold.files.conflicts import IGNORE_FILE
from scaffold.files.disk import disk_for, has_state, open_tree
from scaffold.files.encoding_details import is_same_text
from scaffold.files.file_plan import Disk, FilePlan
from scaffold.history.history import History
from scaffold.project.compilation import configure_targets, known_targets
from scaffold.project.compiled_source import CompiledSchema
from scaffold.project.configured_target import ConfiguredTarget
from scaffold.project.schema_source import Source
from scaffold.schema.read_schema import read_schema

_SHOWN = 10


def require_no_others(
    compiled: CompiledSchema,
    history: History,
    disk: Disk,
    *,
    is_first: bool,
    only_new_tables: bool,
) -> None:
    """SchemaError if a target without generated files has models or migrations of the user.

    `is_first`: nothing was generated yet. With `only_new_tables` such files can exist, but must not
    create a table or a model of the schema.
    """
    others = [
        (configured, found)
        for configured in compiled.configured_targets
        if is_first or (history.snapshot.models and not history.knows(configured.target.name))
        if (found := _others(configured, compiled.database, disk))
    ]
    if not others:
        return
    if not only_new_tables:
        raise SchemaError(_stop([path for _, found in others for path in found]))
    problems = tuple(_made_already(others, compiled.database, disk))
    if problems:
        raise compiled.source.refusal(problems)


def require_loadable(
    compiled: CompiledSchema,
    plan: FilePlan,
    owners: Mapping[str, str],
    disk: Disk,
    *,
    with_existing: bool = False,
) -> None:
    """SchemaError with what keeps the files that are about to be created from working.

    `with_existing`: also those that exist already.
    """
    problems: list[Problem] = []
    after = cast(Disk, _AfterRemovals(disk, set(_replaced(plan))))
    for configured in compiled.configured_targets:
        name = configured.target.name
        mine = [change for change in plan.changes if owners.get(change.path) == name]
        created = [change.path for change in mine if change.action == "create"]
        existing = [each.path for each in mine if each.action != "create"] if with_existing else []
        if created or existing:
            planned = (*created, *disk.planned) if created else ()
            problems += configured.target.obstacles(planned, configured.settings, after, existing)
    if problems:
        raise SchemaError(problems)


def _replaced(plan: FilePlan) -> Iterator[str]:
    """Yield files that are removed, and those of other settings that a person edited or keeps.

    The edited ones are conflicts, which say more than that a file of theirs is in the way.
    """
    for change in plan.changes:
        if change.action in ("remove", "conflict", "skip"):
            yield change.path


class _AfterRemovals:
    """A disk without the files that a run removes or that a person has to decide about."""

    def __init__(self, disk: Disk, removed: Collection[str]) -> None:
        self._disk = disk
        self._removed = removed
        self._names: dict[str, tuple[str, ...]] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._disk, name)

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the names of the files in a folder, sorted."""
        found = self._names.get(folder)
        if found is None:
            names = self._disk.names(folder)
            if self._removed:
                names = tuple(n for n in names if posixpath.join(folder, n) not in self._removed)
            found = self._names[folder] = names
        return found


def require_no_others_yet(source: Source) -> None:
    """Check the same for a schema that is being written and may be incomplete."""
    with open_tree(source.root) as tree:
        if has_state(tree, IGNORE_FILE):
            return
    schema, _ = read_schema(source.data, source.name, known_targets())
    disk = disk_for(source.root)
    configured_targets = configure_targets(schema, disk)[0] if schema else ()
    if found := [path for configured in configured_targets for path in configured.code_files(disk)]:
        raise SchemaError(_stop(found))


def _others(configured: ConfiguredTarget, database: Database, disk: Disk) -> tuple[str, ...]:
    """Return the target's models and migrations, except identical ones that it would generate.

    Models of tables that others own may be theirs.
    """
    found = configured.code_files(disk)
    external = {model.name for model in database.models if model.external}
    if found and external:
        paths = configured.model_paths(database)
        found = tuple(path for path in found if paths.get(path) not in external)
    ours = {file.path: file.content for file in configured.models(database)} if found else {}
    return tuple(path for path in found if not is_same_text(disk.read(path), ours.get(path)))


def _stop(found: Sequence[str]) -> Problem:
    shown = ", ".join(found[:_SHOWN])
    more = f" and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return Problem(
        None,
        f"scaffold did not generate these models and migrations: {shown}{more}",
        "Their tables are unknown to it: it would create them again, and undoing that would drop "
        "them with their rows. To adopt them, run `scaffold import DATABASE_URL` where there is no "
        "schema file. Or declare only tables that do not exist yet, and run with "
        "--only-new-tables. To try scaffold outside this project: `scaffold new FOLDER`.",
    )


def _made_already(
    others: Iterable[tuple[ConfiguredTarget, Iterable[str]]], database: Database, disk: Disk
) -> Iterator[Problem]:
    """Yield a problem for each table or model of the schema that an existing file creates."""
    own = [model for model in database.models if not model.external]
    tables = {model.table.name.name: model for model in own}
    models = {model.name: model for model in own}
    for configured, paths in others:
        for path in paths:
            text = disk.read(path)
            made = configured.target.made_by(text) if isinstance(text, str) else None
            for name in sorted(made.tables & tables.keys()) if made else ():
                yield Problem(
                    tables[name].location,
                    f"{path} creates the table {name}, so it is not new",
                    f"Remove {tables[name].name} from the schema, or give it another `$table`.",
                )
            for name in sorted(made.models & models.keys()) if made else ():
                yield Problem(
                    models[name].location,
                    f"{path} has a model {name}, so it is not new",
                    f"Remove {name} from the schema, or rename it.",
                )
