"""`scaffold check --database`: a live database against the schema."""

from __future__ import annotations

import typer

from scaffold.cli.output import out, plural, print_json, problem_data, report, say
from scaffold.errors import UsageError
from scaffold.project.schema_source import Source


def check_database(source: Source, url: str, *, as_json: bool, quiet: bool) -> None:
    """Print how a database differs from the schema; exit code 1 if it does. It is only read."""
    from scaffold.importing.connection.database_url import parse_url
    from scaffold.importing.connection.read_database import read_database
    from scaffold.importing.drift import drift
    from scaffold.project.compilation import compile_source
    from scaffold.project.run import read_history

    address = parse_url(url, "--database")
    compiled = compile_source(source)
    dialects = compiled.database.dialects
    if address.dialect not in dialects:
        raise UsageError(
            f"the schema is not for {address.dialect}: `options.dialects` declares "
            f"{', '.join(dialects)}",
            "Name a database of one of these.",
        )
    facts = read_database(address, source.root)
    known = read_history(source).replayed
    found = drift(compiled.database, facts, known.opaque, known.snapshot.tables)
    if as_json:
        print_json({"differences": [problem_data(each) for each in found], "problems": []})
    else:
        report(found, source.texts, noun="difference")
        if found:
            say(f"{plural(len(found), 'difference')} between {source.name} and {address.label}")
        elif not quiet:
            tables = plural(len(compiled.database.models), "table")
            out(f"{source.name}: {tables} as in {address.label}")
    if found:
        raise typer.Exit(1)
