"""`scaffold explain`: the cause and the cure of a kind of problem."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from scaffold.cli import options
from scaffold.cli.output import print_json

if TYPE_CHECKING:
    from scaffold.explain.catalogue import ProblemKind


def _codes() -> list[str]:
    from scaffold.explain.catalogue import kinds

    return list(kinds())


Code = Annotated[
    str | None,
    typer.Argument(
        metavar="[CODE]",
        help="A code, or a printed message. Default: list all codes.",
        autocompletion=_codes,
    ),
]


def explain(code: Code = None, as_json: options.Json = False) -> None:
    """Explain a kind of problem: its cause, its cure, and an example.

    Messages on a terminal end with the code, and those of --json have it as `code`.

    \b
    Example:
      scaffold explain unknown-type
    """
    from scaffold.explain.catalogue import kinds

    if code is None:
        if as_json:
            print_json([_data(each) for each in kinds().values()])
        else:
            width = max(map(len, kinds()))
            print("\n".join(f"{each.code:<{width}}  {each.title}" for each in kinds().values()))
        return
    kind = _find(code)
    if as_json:
        print_json(_data(kind))
    else:
        print(_text(kind), end="")


def _find(code: str) -> ProblemKind:
    """Return the kind of a code or of a message; UsageError if there is none."""
    import re

    from scaffold.errors import UsageError
    from scaffold.explain.catalogue import code_of, kinds
    from scaffold.naming import suggest

    if code in kinds():
        return kinds()[code]
    found = code_of(re.sub(r"\A\S+:\d+:\d+: ", "", code)) if " " in code else None
    if found:
        return kinds()[found]
    near = suggest(code, list(kinds()))
    message = f"unknown code `{code}`"
    raise UsageError(
        f"{message}: did you mean `{near}`?" if near else message,
        "`scaffold explain` without a code lists all codes.",
    )


def _data(kind: ProblemKind) -> dict[str, object]:
    example = {"before": kind.before, "schema": kind.schema, "command": kind.run}
    return {
        "code": kind.code,
        "title": kind.title,
        "cause": kind.cause,
        "cure": kind.cure,
        "messages": list(kind.messages),
        "example": example if kind.schema or kind.run else None,
    }


def _text(kind: ProblemKind) -> str:
    from textwrap import fill, indent

    parts = [f"{kind.code}: {kind.title}"]
    parts += [fill(text, 80) for text in (f"Cause: {kind.cause}", f"Cure: {kind.cure}")]
    if kind.schema:
        after = "" if kind.before is None else ", after the first schema was generated"
        shown = (each.strip() for each in (kind.before, kind.schema) if each is not None)
        parts.append(f"Example{after}:\n\n" + "\n\n".join(indent(each, "  ") for each in shown))
    if kind.run:
        parts.append(f"  $ {kind.run}")
    return "\n\n".join(parts) + "\n"
