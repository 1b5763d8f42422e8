"""`scaffold generate`: bring the generated files up to date with the schema."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from scaffold.cli import completion, options
from scaffold.cli.output import (
    action_line,
    out,
    plural,
    print_actions,
    report,
    report_decisions,
    report_todos,
    say,
)
from scaffold.cli.run_output import (
    may_replace,
    owned_paths,
    print_open_decisions,
    print_paths,
    print_replaced,
    print_result,
    print_undo,
    shown,
)
from scaffold.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from scaffold.changes.open_decisions import OpenDecisions
    from scaffold.project.request import Request

Amend = Annotated[
    bool,
    typer.Option("--amend", help="Replace the last run's migrations, if they were not edited."),
]
Force = Annotated[
    bool, typer.Option("--force", help="With --amend: also replace committed migrations.")
]
Restore = Annotated[bool, typer.Option("--restore", help="Write deleted migrations again.")]
Keep = Annotated[
    list[str] | None,
    typer.Option(
        "--keep",
        metavar="PATH",
        help="In a conflict, keep your file.",
        autocompletion=completion.conflicts,
    ),
]
Overwrite = Annotated[
    list[str] | None,
    typer.Option(
        "--overwrite",
        metavar="PATH",
        help="In a conflict, use the generated file.",
        autocompletion=completion.conflicts,
    ),
]
Timestamp = Annotated[
    str | None,
    typer.Option(
        "--timestamp",
        metavar="YYYYMMDDHHMMSS",
        help="UTC time of the first migration. Default: SOURCE_DATE_EPOCH, or now for the last.",
    ),
]
Depfile = Annotated[
    str | None,
    typer.Option("--depfile", metavar="FILE", help="Write a make rule whose target is FILE."),
]
Paths = Annotated[bool, typer.Option("--list", help="Print all generated paths and exit.")]


Drop = Annotated[
    list[str] | None,
    typer.Option(
        "--drop",
        metavar="MODEL[.FIELD]",
        help="Drop a removed model or field with its data.",
    ),
]
Accept = Annotated[
    list[str] | None,
    typer.Option(
        "--accept", metavar="MODEL.FIELD", help="Accept that a change loses values of this field."
    ),
]
AnyLoss = Annotated[
    bool,
    typer.Option(
        "--allow-data-loss",
        help="Accept all data loss; drop everything that was removed.",
    ),
]


def generate(
    file: options.File = None,
    directory: options.Directory = None,
    dry_run: options.DryRun = False,
    diff: options.Diff = False,
    amend: Amend = False,
    force: Force = False,
    restore: Restore = False,
    only_new_tables: options.OnlyNewTables = False,
    keep: Keep = None,
    overwrite: Overwrite = None,
    drop: Drop = None,
    accept: Accept = None,
    any_loss: AnyLoss = False,
    load_models: options.LoadModels = False,
    adopt: options.Adopt = None,
    timestamp: Timestamp = None,
    depfile: Depfile = None,
    paths: Paths = False,
    target: options.Target = None,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
    no_input: options.NoInput = False,
) -> None:
    """Bring the generated files up to date with the schema.

    Models are updated around your edits; changes of the tables become new migrations.

    \b
    Example:
      scaffold generate --dry-run --diff
      scaffold generate && npx sequelize db:migrate
    """
    from dataclasses import replace

    from scaffold.errors import Problem, SchemaError
    from scaffold.project import run
    from scaffold.project.request import Request
    from scaffold.project.schema_source import (
        go_to,
        read_source,
        refuse_url,
    )

    refuse_url(depfile or "", "--depfile")
    if target and not paths:
        raise UsageError(
            "--target can only be used with --list: all targets are generated together",
            "Remove it, or use `scaffold check --target`.",
        )
    options.require_known_target(target)
    if force and not amend:
        raise UsageError("--force has an effect only with --amend", "Remove it, or use both.")
    request = Request(
        now(),
        first_timestamp(timestamp),
        amend=amend,
        force=force,
        restore=restore,
        only_new_tables=only_new_tables,
        keep=tuple(keep or ()),
        overwrite=tuple(overwrite or ()),
        notes=False,
        whole=as_json,
        dropped=frozenset(drop or ()),
        accepted=frozenset(accept or ()),
        any_loss=any_loss,
        load_models=load_models,
        adopt=tuple(adopt or ()),
    )
    go_to(directory)
    source = read_source(file)
    if load_models:
        from scaffold.project.trusted_projects import trust

        trust(source.root)
    if paths:
        print_paths(run.preview(source, request), source, target, as_json)
        return
    asks_to_amend = amend and not (no_input or dry_run or as_json) and _is_asked()
    while True:
        try:
            if asks_to_amend and not may_replace(run.preview(source, request).undo_commands):
                raise typer.Exit(1)
            result = run.preview(source, request) if dry_run else run.generate(source, request)
            break
        except SchemaError as error:
            from scaffold.changes.open_decisions import OpenDecisions

            if not isinstance(error, OpenDecisions):
                raise
            if as_json:
                print_open_decisions(error)
                raise typer.Exit(error.exit_code) from error
            asks = not (no_input or dry_run) and source.paths
            changed = _asked(error, request, file) if asks else None
            if changed is None:
                report_decisions(error, source.name)
                raise typer.Exit(error.exit_code) from error
            request, source = changed, read_source(file)
    written = not (dry_run or result.problems)
    if written and depfile:
        from scaffold.cli.depfile import write_depfile

        templates = (os.path.join(source.root, path) for path in result.templates)
        write_depfile(depfile, (*source.paths, *templates, *owned_paths(result, source)))
    if as_json:
        print_result(result, written)
    else:
        if not written:
            print_undo(result.undo_commands)
        if not quiet:
            print_actions(shown(result), result.changes if diff else ())
            if result.is_first:
                report(Problem(None, f"note: {each}") for each in result.notices)
        report(replace(each, message=f"note: {each.message}") for each in result.kept)
        if written and not asks_to_amend:
            print_replaced(result.undo_commands)
        if result.row_conditions and not quiet:
            say(f"note: the migrations stop before any change unless {result.row_conditions}")
        report_todos(result.todos)
        report(result.problems)
        if result.problems:
            say(f"nothing was written: {plural(len(result.problems), 'file')} with a conflict")
    if result.problems:
        raise typer.Exit(1)


def _is_asked() -> bool:
    from scaffold.cli.decision_prompt import can_ask

    return can_ask()


def _asked(error: OpenDecisions, request: Request, file: str | None) -> Request | None:
    """Ask about the first open decision; return the request with the answer, or None.

    Answers that can be declared in the schema are written into it.
    """
    from dataclasses import replace

    from scaffold.cli.decision_prompt import ask, can_ask
    from scaffold.editing.decision_answers import write_answer

    choice = ask(error.questions[0]) if can_ask() else None
    if choice is None:
        return None
    if choice.edit is not None:
        out(action_line("update", write_answer(file, choice.edit).file.name))
    if choice.option is None:
        return request
    option, name = choice.option
    if option == "--drop":
        return replace(request, dropped=request.dropped | {name})
    return replace(request, accepted=request.accepted | {name})


def now() -> datetime:
    """Return the current time in UTC."""
    from datetime import UTC, datetime

    return datetime.now(UTC)


def first_timestamp(timestamp: str | None) -> datetime | None:
    """Return the first migration's timestamp, if it is given; UsageError if it is invalid."""
    from datetime import UTC, datetime

    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if timestamp is not None:
        from scaffold.naming.timestamps import parse_timestamp

        try:
            return parse_timestamp(timestamp)
        except ValueError as error:
            hint = "Use fourteen digits, YYYYMMDDHHMMSS, in UTC: 20260131235959."
            raise UsageError(f"--timestamp {timestamp}: {error}", hint) from error
    if epoch:
        try:
            if not (epoch.isascii() and epoch.isdigit()):
                raise ValueError("not seconds")
            return datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError) as error:
            hint = "Set it to whole seconds since 1970, or unset it."
            raise UsageError(f"SOURCE_DATE_EPOCH={epoch} is not a valid time", hint) from error
    return None
