"""Runs the SQL on a scratch database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from scaffold.reflection import REFLECTIONS
from scaffold.reflection.reflected_tables import Tables
from scaffold.reflection.table_differences import table_differences
from scaffold.verify.verifier import CheckResult, Job, VerifyOutcome


class PlainVerifier:
    def verify(self, job: Job) -> VerifyOutcome:
        files = sorted(Path(job.directory, job.settings["migrations"]).glob("*.sql"))
        halves = [file.read_text().removeprefix("-- UP\n").split("-- DOWN\n") for file in files]
        with closing(sqlite3.connect(Path(job.scratch.folder, "plain.sqlite"))) as connection:
            connection.row_factory = sqlite3.Row
            _, empty = _seen(connection)
            for up, _ in halves:
                connection.executescript(up)
            engine, tables = _seen(connection)
            for _, down in reversed(halves):
                connection.executescript(down)
            found = table_differences(empty, _seen(connection)[1])
        verdict = CheckResult(
            "up and down", "failed" if found else "passed", f"{len(files)} files", found
        )
        job.report(verdict)
        return VerifyOutcome(engine, (verdict,), tables)


def _seen(connection: sqlite3.Connection) -> tuple[str, Tables]:
    reflection = REFLECTIONS["sqlite"]
    rows = {
        name: [dict(row) for row in connection.execute(query)]
        for name, query in reflection.queries.items()
    }
    return reflection.engine(rows), reflection.tables(rows)
