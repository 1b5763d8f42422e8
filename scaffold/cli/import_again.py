"""`scaffold import` in a project that began with an import."""

from __future__ import annotations

import os
import sys

from scaffold.cli.generate import now
from scaffold.cli.output import (
    plural,
    print_actions,
    print_json,
    problem_data,
    report,
    say,
)
from scaffold.errors import UsageError
from scaffold.importing.database_facts import DatabaseFacts


def again(path: str, facts: DatabaseFacts, *, dry_run: bool, as_json: bool, quiet: bool) -> None:
    """Add the tables that are new in a database, and show how it differs from the schema."""
    from scaffold.importing.merge_import import import_again
    from scaffold.importing.write_import import write_again
    from scaffold.project.compilation import compile_source
    from scaffold.project.run import read_history
    from scaffold.project.schema_source import read_source

    source = read_source(path)
    history = read_history(source)
    if not any(record.imported for record in history.records.values()):
        raise UsageError(
            f"{path} exists already, and no import made it",
            "Import into another folder with -C, or into another file with -f.",
        )
    found = import_again(compile_source(source), history, facts, now())
    actions: tuple[tuple[str, str], ...] = ()
    if found.text is not None and found.record is not None and not dry_run:
        name = os.path.basename(path)
        before = source.data.decode("utf-8")
        actions = write_again(source.root, name, before, found.text, found.record)
    if as_json:
        print_json(
            {
                "files": [{"path": path, "action": action} for action, path in actions],
                "written": bool(actions),
                "schema": found.text if dry_run else None,
                "differences": [problem_data(each) for each in found.differences],
                "problems": [],
            }
        )
        return
    if quiet:
        return
    if dry_run and found.text is not None:
        print(found.text, end="")
    print_actions(actions)
    sys.stdout.flush()
    report(found.differences, source.texts, noun="difference")
    if found.differences:
        say(f"{plural(len(found.differences), 'difference')} for you to decide: nothing changed")
    if found.text is None:
        say("no new table")
