"""`scaffold tidy`: remove declarations of finished changes from the schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scaffold.cli import options
from scaffold.cli.output import action_line, out, print_json

if TYPE_CHECKING:
    from scaffold.project.schema_source import Source
    from scaffold.schema.edit import Edited
    from scaffold.schema.schema_file import SchemaFile


def tidy(
    file: options.File = None,
    directory: options.Directory = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Remove used `was`, `fill` and `map` from the schema.

    \b
    Example:
      scaffold tidy --dry-run
    """
    from scaffold.editing.decision_answers import without_spent
    from scaffold.editing.edited_file import edit
    from scaffold.project.run import read_history
    from scaffold.project.schema_source import go_to

    go_to(directory)

    def change(schema: SchemaFile, source: Source) -> Edited:
        return without_spent(schema, read_history(source).spent)

    done = edit(file, change, dry_run)
    if as_json:
        print_json({"action": done.action, "path": done.file.name, "written": done.written})
    elif dry_run:
        print(done.file.data.decode(), end="")
    elif not quiet:
        out(action_line(done.action, done.file.name))
