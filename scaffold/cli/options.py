"""The flags that several commands share, and the standard error that they speak on."""

from __future__ import annotations

from typing import Annotated

import typer

from scaffold.cli import completion

File = Annotated[
    str | None,
    typer.Option("-f", "--file", metavar="FILE", help="The schema, or - for standard input."),
]
Directory = Annotated[
    str | None,
    typer.Option("-C", "--directory", metavar="DIR", help="Go to this directory first."),
]
Target = Annotated[
    str | None,
    typer.Option(
        "--target",
        metavar="NAME",
        help="Speak of this target's files only.",
        autocompletion=completion.targets,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Print nothing but problems.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done; write nothing.")]
Diff = Annotated[bool, typer.Option("--diff", help="Show what changes inside the files.")]
OnlyNewTables = Annotated[
    bool,
    typer.Option(
        "--only-new-tables",
        help="Begin beside models and migrations of others: no table of the schema exists yet.",
    ),
]
NoInput = Annotated[bool, typer.Option("--no-input", help="Never ask; fail instead.")]


def known(target: str | None) -> None:
    """UsageError unless `target` is the name of a registered one, or none is named."""
    if target is None:
        return
    from scaffold.errors import UsageError
    from scaffold.targets import TARGETS

    if target not in TARGETS:
        raise UsageError(f"unknown target `{target}`", f"There are: {', '.join(TARGETS)}.")
