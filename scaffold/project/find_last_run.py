"""The last run of a project, as `verify` proves it on rows."""

from __future__ import annotations

from scaffold.files.encoding_details import text_digest
from scaffold.files.file_plan import Disk
from scaffold.history.history import History
from scaffold.history.record import RecordedMigration
from scaffold.history.replay import migrations
from scaffold.project.configured_target import ConfiguredTarget
from scaffold.verify.last_run.last_run import LastRun


def last_run(configured: ConfiguredTarget, history: History, disk: Disk) -> LastRun | None:
    """Return the last run if it has migrations of the target and follows tables of it."""
    name = configured.target.name
    records = history.last_run()
    recorded = migrations(records, name)
    tables = history.without(records).of_target(name).snapshot.tables
    if not recorded or not tables or any(each.catches_up for each in recorded):
        return None
    return LastRun(
        tuple(each.name for each in recorded),
        tables,
        tuple(operation for each in recorded for operation in each.operations),
        any(_is_edited(configured, each, disk) for each in recorded),
    )


def _is_edited(configured: ConfiguredTarget, recorded: RecordedMigration, disk: Disk) -> bool:
    path = configured.existing_path(recorded, disk)
    text = disk.read(path) if path is not None else None
    file = recorded.files[configured.target.name]
    return not isinstance(text, str) or file is None or text_digest(text) != file.digest
