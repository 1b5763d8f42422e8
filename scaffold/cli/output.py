"""Everything that is printed: a line for each file, problems with location and source line."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import typer

from scaffold.cli.masking import mask
from scaffold.cli.rerun_command import with_location_flags
from scaffold.errors import Problem
from scaffold.schema.printable import printable

if TYPE_CHECKING:
    from scaffold.changes.open_decisions import EditedLines, OpenDecisions
    from scaffold.changes.questions import OpenQuestion, QuestionEdit
    from scaffold.files.file_plan import FileChange

_STYLE = re.compile(r"(\x1b\[[0-9;]*m)")
# How many problems of one file are printed for a person.
MOST = 50
COLOURS = {
    "create": "green",
    "update": "yellow",
    "merge": "yellow",
    "remove": "red",
    "conflict": "red",
    "skip": "blue",
    "identical": "blue",
}


def colour(stream: object) -> bool:
    """Whether `stream` is a terminal with colour enabled."""
    is_terminal = getattr(stream, "isatty", lambda: False)()
    return bool(is_terminal) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def style(text: str, stream: object, **styles: object) -> str:
    """Return `text` in colour if `stream` has colour enabled."""
    return typer.style(text, **styles) if colour(stream) else text  # type: ignore[arg-type]


def action_line(action: str, path: str) -> str:
    """Return a file's line: its action, right-aligned, and its path."""
    word = style(f"{action:>9}", sys.stdout, fg=COLOURS.get(action), bold=True)
    return f"{word}  {path}"


def print_actions(actions: Iterable[tuple[str, str]], shown: Iterable[FileChange] = ()) -> None:
    """Print a line for each file, and the diff of those in `shown`."""
    changes = {change.path: change for change in shown}
    for action, path in actions:
        out(action_line(action, path))
        if path in changes:
            from scaffold.files.diff import unified

            print(printable(unified(changes[path])), end="")


def plural(count: int, noun: str) -> str:
    """Return `1 file`, `2 files`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def say(text: str) -> None:
    """Print a message on standard error."""
    print(_safe(mask(with_location_flags(text)), sys.stderr), file=sys.stderr)


def out(text: str) -> None:
    """Print a line of the command's result on standard output."""
    print(_safe(mask(text), sys.stdout))


def _safe(text: str, stream: object) -> str:
    """Return the text without control characters but for the colours of `style`."""
    if not colour(stream):
        return printable(text)
    return "".join(
        part if number % 2 else printable(part) for number, part in enumerate(_STYLE.split(text))
    )


def report(
    problems: Iterable[Problem], sources: Mapping[str, str] | None = None, noun: str = "problem"
) -> None:
    """Print problems on standard error, with their source lines if these are known.

    Of each file, the first `MOST` problems are printed, and the number of the others.
    """
    lines = {
        file: text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for file, text in (sources or {}).items()
    }
    counts: dict[str, int] = {}
    for problem in problems:
        if problem.where is not None:
            file = problem.where.file
            counts[file] = counts.get(file, 0) + 1
            if counts[file] > MOST:
                continue
        say(describe(problem, lines))
    for file, count in counts.items():
        if count > MOST:
            more = plural(count - MOST, f"more {noun}")
            say(f"{file}: {more}; `scaffold check --json` prints them all")


def report_todos(todos: Sequence[Problem]) -> None:
    """Print on standard error what people have to write in their own model files."""
    for each in todos:
        say(describe(replace(each, message=f"todo: {each.message}"), {}))
    if todos:
        say(
            f"{plural(len(todos), 'edit')} of your model files to make by hand, then run "
            "`scaffold check`: it loads the models again"
        )


def describe(problem: Problem, sources: Mapping[str, Sequence[str]]) -> str:
    """Return a problem as text: location, message, source line with a caret, hint."""
    stderr = sys.stderr
    if problem.where is None:
        return "\n".join([f"{problem.message}{_code(problem)}", *_hint(problem)])
    head = f"{style(f'{problem.where}:', stderr, bold=True)} {problem.message}{_code(problem)}"
    return "\n".join([head, *_excerpt(problem, sources), *_hint(problem)])


def _code(problem: Problem) -> str:
    """Return the code for `scaffold explain`, on a terminal alone: programs read it from --json."""
    if not sys.stderr.isatty() or "\n" in problem.message:
        return ""
    from scaffold.explain.catalogue import code_of

    code = code_of(problem.message)
    return style(f"  [{code}]", sys.stderr, dim=True) if code else ""


def _hint(problem: Problem) -> list[str]:
    lines = (problem.hint or "").splitlines()
    if lines and sys.stderr.isatty():
        import shutil
        import textwrap

        width = max(shutil.get_terminal_size().columns - 4, 30)
        wrapper = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)
        lines = [part for line in lines for part in wrapper.wrap(line)]
    return [f"    {line}" for line in lines]


def _excerpt(problem: Problem, sources: Mapping[str, Sequence[str]]) -> list[str]:
    import shutil

    from scaffold.cli.excerpt import excerpt

    location = problem.where
    lines = sources.get(location.file, ()) if location else ()
    if location is None or not 1 <= location.line <= len(lines):
        return []
    number = str(location.line)
    room = shutil.get_terminal_size((100, 24)).columns - len(number) - len("   | ")
    line, blanks = excerpt(lines[location.line - 1], location.column, max(room, 20))
    if not line.strip():
        return []
    bar = style("|", sys.stderr, fg="blue")
    caret = style("^", sys.stderr, fg="red", bold=True)
    return [f"  {number} {bar} {line}", f"  {' ' * len(number)} {bar} {blanks}{caret}"]


def refuse(problems: Sequence[Problem], sources: Mapping[str, str], as_json: bool) -> None:
    """Print the problems that end a command, as text or as JSON."""
    if as_json:
        print_json({"problems": [problem_data(each) for each in problems]})
    else:
        report(problems, sources)


def print_json(data: object) -> None:
    """Print data as JSON, with secrets masked."""
    import json

    print(json.dumps(_masked(data), indent=2, ensure_ascii=False))


def _masked(data: object) -> object:
    if isinstance(data, str):
        return mask(data)
    if isinstance(data, Mapping):
        return {_masked(key): _masked(value) for key, value in data.items()}
    return list(map(_masked, data)) if isinstance(data, list | tuple) else data


def problem_data(problem: Problem) -> dict[str, object]:
    """Return a problem as JSON-ready data; file, line and column are null without a location."""
    from scaffold.explain.catalogue import code_of

    file, line, column = problem.where or (None, None, None)
    return {
        "file": file,
        "line": line,
        "column": column,
        "message": problem.message,
        "code": code_of(problem.message),
        "hint": problem.hint and with_location_flags(problem.hint),
    }


def report_decisions(error: OpenDecisions, source: str, command: str = "scaffold generate") -> None:
    """Print the open decisions of a schema, and how to answer several of them together.

    `command` is the one that takes the options.
    """
    report(of_command(error.problems, command), error.sources)
    count = plural(len(error.questions), "decision")
    say(f"{count} open: answer in {source}, or with an option of `{command}`")
    if error.together:
        together = f"`{error.together}`".replace("scaffold generate", command)
        say(with_location_flags(f"options hold for one run, so give them together: {together}"))


# The options that other commands have too.
_SHARED_OPTION = re.compile(
    r"`scaffold generate (?=--(?:keep|overwrite|drop|accept|allow-data-loss)\b)"
)


def of_command(problems: Iterable[Problem], command: str) -> Iterator[Problem]:
    """Yield the problems with hints that run another command than `scaffold generate`."""
    for each in problems:
        hint = each.hint and _SHARED_OPTION.sub(f"`{command} ", each.hint)
        yield replace(each, hint=hint)


def decisions_data(error: OpenDecisions) -> list[dict[str, object]]:
    """Return open decisions as JSON-ready data: a choice has an edit of the schema or options.

    An edit's `old` lines, the first of which is `line`, become `new`.
    """
    return [_decision_data(each, error.edits) for each in error.questions]


def _decision_data(
    question: OpenQuestion, edits: Mapping[QuestionEdit, EditedLines]
) -> dict[str, object]:
    file, line, column = question.where or (None, None, None)
    return {
        "kind": question.kind,
        "name": question.name,
        "file": file,
        "line": line,
        "column": column,
        "message": question.message,
        "choices": [
            {
                "label": choice.label,
                "edit": choice.edit
                and {
                    "model": choice.edit.model,
                    "field": choice.edit.field,
                    "text": choice.edit.text,
                    **_lines_data(edits.get(choice.edit)),
                },
                "options": choice.option and list(choice.option),
            }
            for choice in question.choices
        ],
    }


def _lines_data(lines: EditedLines | None) -> dict[str, object]:
    if lines is None:
        return {"line": None, "old": [], "new": []}
    return {"line": lines.first, "old": list(lines.old), "new": list(lines.new)}
