"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from scaffold.cli import completion

if TYPE_CHECKING:
    from scaffold.database.tables import Database

File = Annotated[
    str | None,
    typer.Option("-f", "--file", metavar="FILE", help="The schema file; - for standard input."),
]
Directory = Annotated[
    str | None,
    typer.Option("-C", "--directory", metavar="DIR", help="Change to this directory first."),
]
Target = Annotated[
    str | None,
    typer.Option(
        "--target",
        metavar="NAME",
        help="Only the files of this target.",
        autocompletion=completion.targets,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Print only problems.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Print what would be done; write nothing.")]
Diff = Annotated[bool, typer.Option("--diff", help="Show the changes inside the files.")]
OnlyNewTables = Annotated[
    bool,
    typer.Option(
        "--only-new-tables",
        help="Accept existing models and migrations: all tables of the schema are new.",
    ),
]
NoInput = Annotated[
    bool, typer.Option("--no-input", help="Ask nothing; fail if an answer is missing.")
]

Adopt = Annotated[
    list[str] | None,
    typer.Option(
        "--adopt",
        metavar="PATH",
        help="With `model_files: theirs`: generate this model file from now on, around its code.",
    ),
]


def require_known_target(target: str | None) -> None:
    """UsageError if `target` is neither None nor a registered target."""
    if target is None:
        return
    from scaffold.errors import UsageError
    from scaffold.targets import TARGETS

    if target not in TARGETS:
        raise UsageError(f"unknown target `{target}`", f"Use one of: {', '.join(TARGETS)}.")


def require_known_models(models: Iterable[str], database: Database) -> None:
    """UsageError for the first name that is no model of the database."""
    known = [each.name for each in database.models]
    for model in models:
        if model in known:
            continue
        from scaffold.errors import UsageError
        from scaffold.naming import suggest

        near = suggest(model, known)
        message = f"there is no model `{model}`"
        raise UsageError(
            f"{message}: did you mean `{near}`?" if near else message,
            "`scaffold show` without a name shows all models.",
        )


LoadModels = Annotated[
    bool,
    typer.Option(
        "--load-models",
        help="With `model_files: theirs`: load your models to compare them. Their code runs, now "
        "and in later runs in this folder.",
    ),
]
