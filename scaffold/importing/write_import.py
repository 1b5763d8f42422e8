"""Write the files of an import, all or none."""

from __future__ import annotations

import os

from scaffold.errors import SchemaError
from scaffold.files.apply_changes import apply_plan, recover
from scaffold.files.disk import HISTORY_FOLDER, ProjectFolder, open_tree
from scaffold.files.failures import make_folder
from scaffold.files.file_plan import File, FileChange, FilePlan
from scaffold.files.planning import plan_files
from scaffold.files.runlock import exclusive
from scaffold.history.record import Record
from scaffold.history.record_files import record_names, record_path
from scaffold.history.record_text import file_name, write

_DONE = ("create", "identical")


def planned_import(schema: str, text: str, record: Record, timestamp: str) -> list[File]:
    """Return the schema file, called `schema`, and the record of an import."""
    written = write(record)
    path = record_path(file_name(written, timestamp))
    return [File(schema, text, "once"), File(path, written, "replace")]


def write_import(root: str, files: list[File]) -> tuple[tuple[str, str], ...]:
    """Write the files below `root`; return the action and path of each.

    SchemaError if one of them exists meanwhile, or if the folder has the records of a schema.
    """
    make_folder(root)
    with exclusive(root):
        recover(root)
        with open_tree(root) as tree:
            if record_names(tree):
                raise SchemaError(
                    f"{os.path.join(root, HISTORY_FOLDER)} has the records of another schema",
                    "Import into another folder with -C.",
                )
        plan = plan_files(files, ProjectFolder(root))
        if taken := [each.path for each in plan.changes if each.action not in _DONE]:
            raise SchemaError(
                f"{os.path.join(root, taken[0])} exists already", "Run `scaffold import` again."
            )
        apply_plan(root, plan)
    return tuple((each.action, each.path) for each in plan.changes)


def write_again(
    root: str, schema: str, before: str, text: str, record: Record
) -> tuple[tuple[str, str], ...]:
    """Write the changed schema and a further record; return the action and path of each.

    SchemaError if the schema was changed meanwhile.
    """
    time = record.migrations[0].timestamp
    written = write(record)
    path = record_path(file_name(written, time))
    with exclusive(root):
        recover(root)
        plan = FilePlan(
            (
                FileChange(schema, "update", text, before),
                FileChange(path, "create", written),
            )
        )
        apply_plan(root, plan)
    return tuple((each.action, each.path) for each in plan.changes)
