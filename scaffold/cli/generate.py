"""`scaffold generate`: bring the generated files up to the schema."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from scaffold.cli import options
from scaffold.cli.output import action_line, in_json, problem_data, report
from scaffold.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from scaffold.run import Result
    from scaffold.source import Source

Amend = Annotated[
    bool,
    typer.Option("--amend", help="Replace the last run's migrations, while nobody edited them."),
]
Keep = Annotated[
    list[str] | None,
    typer.Option("--keep", metavar="PATH", help="In a conflict, let your file stand."),
]
Overwrite = Annotated[
    list[str] | None,
    typer.Option("--overwrite", metavar="PATH", help="In a conflict, take what is generated."),
]
Timestamp = Annotated[
    str | None,
    typer.Option(
        "--timestamp",
        metavar="YYYYMMDDHHMMSS",
        help="The first migration's stamp, in UTC; else SOURCE_DATE_EPOCH, else now.",
    ),
]
Depfile = Annotated[
    str | None,
    typer.Option("--depfile", metavar="FILE", help="Write a rule for make, whose target is FILE."),
]
Paths = Annotated[bool, typer.Option("--list", help="Print every path that is ours, and stop.")]


def generate(
    file: options.File = None,
    directory: options.Directory = None,
    dry_run: options.DryRun = False,
    diff: options.Diff = False,
    amend: Amend = False,
    keep: Keep = None,
    overwrite: Overwrite = None,
    timestamp: Timestamp = None,
    depfile: Depfile = None,
    paths: Paths = False,
    target: options.Target = None,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
    no_input: options.NoInput = False,
    yes: options.Yes = False,
) -> None:
    """Bring the generated files up to the schema.

    Models are rewritten around your edits; what changed in the tables becomes new migrations.

    \b
    Example:
      scaffold generate --dry-run --diff
      scaffold generate && npx sequelize db:migrate
    """
    from scaffold import run
    from scaffold.source import go_to, read_source

    with in_json(as_json):
        if target and not paths:
            raise UsageError(
                "--target goes with --list here: all targets are generated together",
                "Leave it out, or look with `scaffold check --target`.",
            )
        request = run.Request(
            first_stamp(timestamp), amend, tuple(keep or ()), tuple(overwrite or ())
        )
        go_to(directory)
        source = read_source(file)
        if paths:
            print_paths(run.preview(source, request), target, as_json)
            return
        result = run.preview(source, request) if dry_run else run.generate(source, request)
    written = not (dry_run or result.problems)
    if as_json:
        print_json(result, written)
    elif not quiet:
        print_actions(result, diff)
    if result.problems and not as_json:
        report(result.problems)
    if written and depfile:
        write_depfile(depfile, source, result)
    if result.problems:
        raise typer.Exit(1)


def first_stamp(timestamp: str | None) -> datetime:
    """The moment that no migration is stamped before, in UTC; UsageError for a wrong one."""
    from datetime import UTC, datetime

    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if timestamp is not None:
        from scaffold.migrations import parse_stamp

        try:
            return parse_stamp(timestamp)
        except ValueError as error:
            hint = "Write fourteen digits, YYYYMMDDHHMMSS, in UTC: 20260131235959."
            raise UsageError(f"--timestamp {timestamp}: {error}", hint) from error
    if epoch:
        try:
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError) as error:
            hint = "Set it to seconds since 1970, or unset it."
            raise UsageError(f"SOURCE_DATE_EPOCH={epoch} is no moment", hint) from error
    return datetime.now(UTC)


def print_actions(result: Result, diff: bool) -> None:
    """A line for each file, with what changes inside where that is asked for."""
    if result.problems:
        shown = [each for each in result.actions if each[0] == "conflict"]
    else:
        shown = list(result.actions)
    texts = {}
    if diff:
        from scaffold.files.diff import unified

        texts = {change.path: unified(change) for change in result.changes}
    for action, path in shown:
        print(action_line(action, path))
        if texts.get(path):
            print(texts[path], end="")


def print_json(result: Result, written: bool) -> None:
    """The result as one JSON object."""
    import json

    data = {
        "files": [
            {"path": path, "action": action, "target": result.owners.get(path)}
            for action, path in result.actions
        ],
        "migrations": list(result.migrations),
        "written": written,
        "problems": [problem_data(each) for each in result.problems],
    }
    print(json.dumps(data, indent=2, ensure_ascii=False))


def print_paths(result: Result, target: str | None, as_json: bool) -> None:
    """Every path that generation owns; those of one target where it is named."""
    owned = [path for action, path in result.actions if action != "remove"]
    if target is not None:
        owned = [path for path in owned if result.owners.get(path) == target]
    if as_json:
        import json

        print(json.dumps(owned, indent=2, ensure_ascii=False))
    else:
        print("\n".join(owned))


def write_depfile(depfile: str, source: Source, result: Result) -> None:
    """A rule whose target is the file itself, and an empty one for each path that may go."""
    from scaffold.errors import SurroundingsError

    outputs = [os.path.join(source.root, path) for action, path in result.actions]
    inputs = [os.path.normpath(path) for path in (*source.paths, *outputs)]
    names = [make_name(path) for path in dict.fromkeys(inputs)]
    text = f"{make_name(depfile)}: {' '.join(names)}\n" + "".join(f"{name}:\n" for name in names)
    try:
        with open(depfile, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        hint = "Give a path that can be written to --depfile."
        raise SurroundingsError(f"{depfile}: {error.strerror}", hint) from error


def make_name(path: str) -> str:
    """A path as make reads it in a rule."""
    return path.replace("$", "$$").replace("#", "\\#").replace(" ", "\\ ").replace(":", "\\:")
