"""Models of tables that others own: their files, and what a person should know about them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scaffold.changes.outcome import Outcome
from scaffold.database.alterations import RenameColumn, RenameTable
from scaffold.database.tables import Database
from scaffold.errors import Problem
from scaffold.files.file_plan import Disk
from scaffold.project.configured_target import ConfiguredTarget


def files_of_others(
    configured: ConfiguredTarget, database: Database, disk: Disk
) -> Mapping[str, str]:
    """Return the model of each file of an external table that people wrote: it stays as it is."""
    external = {model.name for model in database.models if model.external}
    if not external or configured.has_own_models:
        return {}
    paths = configured.model_paths(database).items()
    return {
        path: model
        for path, model in paths
        if model in external and disk.base(path) is None and disk.read(path) is not None
    }


def missing_ends(database: Database, files: Mapping[str, str]) -> Iterator[Problem]:
    """Return a note for each such file whose model has associations in the schema."""
    for path, name in files.items():
        model = database.model(name)
        aliases = [each.alias for each in model.associations]
        aliases += (each.alias for each in model.composites)
        if aliases:
            yield Problem(
                model.location,
                f"{path} is not generated, so that it has to declare "
                + ", ".join(f"`{name}.{alias}`" for alias in aliases),
                "Add what is missing there, or move the file away to have it generated.",
            )


def external_notes(database: Database, outcome: Outcome) -> Iterator[Problem]:
    """Return notes about tables that were external, and names that external ones now have."""
    models = {model.table.name: model for model in database.models}
    for operation in (each.operation for each in outcome.external):
        if isinstance(operation, RenameTable) and operation.name in models:
            yield Problem(
                models[operation.name].location,
                f"the external table {operation.table.name} is expected to be called "
                f"{operation.name} from now on",
                f"Write `$table: {operation.table.name.name}` if others did not rename it.",
            )
        elif isinstance(operation, RenameColumn):
            model = models.get(operation.table.name)
            yield Problem(
                model.location if model is not None else None,
                f"the column {operation.table.name}.{operation.old} of an external table is "
                f"expected to be called {operation.new} from now on",
                f"Write `column({operation.old})` if others did not rename it.",
            )
    for name in outcome.taken_over:
        model = database.model(name)
        yield Problem(
            model.location,
            f"`{name}` is external no more: table {model.table.name} is taken as declared, and no "
            "migration creates it",
            "Compare it with `scaffold check --database URL`. Changes from now on are migrations.",
        )
