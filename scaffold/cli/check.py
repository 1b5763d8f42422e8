"""`scaffold check`: are the schema and the files as they should be?"""

from __future__ import annotations

import typer

from scaffold.cli import options
from scaffold.cli.output import action_line, in_json, plural, problem_data, report, say


def check(
    file: options.File = None,
    directory: options.Directory = None,
    target: options.Target = None,
    diff: options.Diff = False,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
) -> None:
    """Say whether schema and files are in order.

    It writes nothing, and ends with 1 where the schema has problems or the files are behind it,
    so that CI stops.

    \b
    Example:
      scaffold check && echo up to date
    """
    from datetime import UTC, datetime

    from scaffold import run
    from scaffold.source import go_to, read_source

    with in_json(as_json):
        go_to(directory)
        source = read_source(file)
        result = run.preview(source, run.Request(datetime.now(UTC)))
        options.known(target)
    behind = [
        (action, path)
        for action, path in result.actions
        if path in result.behind and target in (None, result.owners.get(path))
    ]
    if as_json:
        import json

        files = [{"path": path, "action": action} for action, path in behind]
        problems = [problem_data(each) for each in result.problems]
        print(json.dumps({"behind": files, "problems": problems}, indent=2, ensure_ascii=False))
    elif not quiet:
        for action, path in behind:
            print(action_line(action, path))
        if not behind:
            print(f"{source.name}: {plural(len(result.actions), 'file')} up to date")
    if not behind:
        return
    if not as_json:
        report(result.problems)
        say(f"{plural(len(behind), 'file')} behind {source.name}: run `scaffold generate`")
    raise typer.Exit(1)
