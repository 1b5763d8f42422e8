"""`scaffold undo`: the record of a run and its migrations are removed, the schema stays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from scaffold.changes.losses import loss
from scaffold.errors import Problem, SchemaError, UsageError
from scaffold.files.disk import ProjectFolder, open_tree
from scaffold.files.encoding_details import text_digest
from scaffold.files.file_plan import Disk, File, FilePlan, Removal
from scaffold.files.planning import plan_files
from scaffold.history.history import history_of
from scaffold.history.record import Record, RecordedMigration
from scaffold.history.record_chain import chain
from scaffold.history.record_files import read_history, read_records, record_path
from scaffold.history.record_text import write
from scaffold.history.replay import migrations
from scaffold.project.committed_files import committed
from scaffold.project.configured_target import ConfiguredTarget
from scaffold.project.schema_source import Source
from scaffold.project.unused_helpers import unused_helpers
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Undo:
    """The files that an undo removes, and the commands for databases that ran the migrations.

    `commands` need the files. `again` is the command that writes them again from the same schema.
    """

    plan: FilePlan
    record: str
    commands: tuple[str, ...]
    again: str


def plan_undo(
    source: Source, targets: Sequence[ConfiguredTarget], name: str | None, force: bool
) -> Undo:
    """Return the undo of the last run, or of a record that no other record follows.

    UsageError if there is no such record. SchemaError if another record follows it, or if a
    migration was edited or committed and `force` is not given.
    """
    with open_tree(source.root) as tree:
        records = read_records(tree)
        if name is None:
            read_history(tree)
    chosen = _chosen(records, name)
    record = {chosen: records[chosen]}
    disk = ProjectFolder(source.root)
    if not force:
        require_unedited(targets, record, disk, "undo")
        _require_uncommitted(source.root, targets, record, disk)
    removals = [Removal(record_path(chosen), text_digest(write(record[chosen])))]
    paths = [path for path, _ in _files(targets, record, disk)]
    for path in paths:
        text = disk.read(path)
        if isinstance(text, str):
            removals.append(Removal(path, text_digest(text)))
    for configured in targets:
        removals += unused_helpers(configured, record, paths, disk)
    edited, closed = _open_edits(targets, records, chosen, disk)
    plan = plan_files(edited, disk, removals=[*removals, *closed])
    commands = undo_commands(targets, record)
    return Undo(plan, record_path(chosen), commands, _again(record[chosen]))


def _again(record: Record) -> str:
    """Return the command that makes a run again, with its timestamps and accepted losses."""
    migrations = record.migrations
    timestamp = f" --timestamp {migrations[0].timestamp}" if migrations else ""
    lost = any(loss(operation) for each in migrations for operation in each.operations)
    return f"scaffold generate{timestamp}{' --allow-data-loss' if lost else ''}"


def _open_edits(
    targets: Sequence[ConfiguredTarget], records: Mapping[str, Record], chosen: str, disk: Disk
) -> tuple[list[File], list[Removal]]:
    """Return the file of open edits: what the undone run edited stays in people's model files."""
    theirs = [each.target.name for each in targets if each.has_own_models]
    if not theirs:
        return [], []
    from scaffold.history.open_edits import read_open_edits
    from scaffold.project.their_models import open_edits_file, reopened

    earlier = {name: record for name, record in records.items() if name != chosen}
    before, after = history_of(records).snapshot, history_of(earlier).snapshot
    known = read_open_edits(disk)
    undone = [each for one in records[chosen].migrations for each in one.operations]
    found = {name: reopened(before, after, undone, known.get(name, {})) for name in theirs}
    return open_edits_file({**known, **found}, disk)


def undo_commands(
    targets: Sequence[ConfiguredTarget], undone: Mapping[str, Record]
) -> tuple[str, ...]:
    """Return what to run, by target, in a database that ran the migrations of some records."""
    found: list[str] = []
    for configured in targets:
        name = configured.target.name
        recorded = migrations(undone, name)
        if recorded:
            found.append(configured.undo_command(recorded[0]))
    return tuple(found)


def require_unedited(
    targets: Sequence[ConfiguredTarget], records: Mapping[str, Record], disk: Disk, command: str
) -> None:
    """SchemaError with the migrations of the records that were edited since they were written."""
    problems = [
        Problem(
            None,
            f"{path}: this migration was edited after it was generated",
            "Run `scaffold undo --force` to remove it anyway."
            if command == "undo"
            else "Revert the edit, or move it into a migration of your own first.",
        )
        for path, digest in _files(targets, records, disk)
        if isinstance(text := disk.read(path), str) and text_digest(text) != digest
    ]
    if problems:
        raise SchemaError(problems)


def _require_uncommitted(
    root: str, targets: Sequence[ConfiguredTarget], record: Mapping[str, Record], disk: Disk
) -> None:
    paths = [path for path, _ in _files(targets, record, disk)]
    if found := committed(root, paths):
        raise SchemaError(
            Problem(
                None,
                f"{path}: this migration is committed, so other databases may have run it",
                "Change the schema back and run `scaffold generate` to revert it with a further "
                "migration, or run `scaffold undo --force` if no other database has run it.",
            )
            for path in found
        )


def _files(
    targets: Sequence[ConfiguredTarget], records: Mapping[str, Record], disk: Disk
) -> Iterator[tuple[str, str]]:
    """Return the existing migrations of the records, with the digests of their generated texts."""
    for configured in targets:
        for recorded in migrations(records, configured.target.name):
            path = configured.existing_path(recorded, disk)
            if path is not None:
                yield path, _digest(recorded, configured.target.name)


def _digest(recorded: RecordedMigration, target: str) -> str:
    file = recorded.files[target]
    return file.digest if file is not None else ""


def _chosen(records: Mapping[str, Record], name: str | None) -> str:
    followed = {record.previous for record in records.values()}
    ends = sorted(each for each in records if each not in followed)
    if name is None:
        last = chain(records).last
        if last is None:
            raise UsageError(
                "there is no run to undo", "`scaffold generate` creates the first one."
            )
        return last
    chosen = name.rpartition("/")[2]
    chosen = chosen if chosen.endswith(".json") else f"{chosen}.json"
    if chosen not in records:
        hint = f"The last one is {record_path(ends[-1])}." if ends else "There is none yet."
        raise UsageError(f"there is no record {record_path(chosen)}", hint)
    if chosen in followed:
        raise SchemaError(
            f"{record_path(chosen)}: another record follows it",
            f"Undo the last one first: `scaffold undo {ends[-1].removesuffix('.json')}`.",
        )
    return chosen
