"""`scaffold import`: a schema and its baseline from an existing database."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from scaffold.cli import import_options, options
from scaffold.errors import UsageError

if TYPE_CHECKING:
    from scaffold.files.file_plan import File
    from scaffold.importing.draft.draft import Comments


def import_command(
    source: import_options.SourceUrl = None,
    file: options.File = None,
    directory: options.Directory = None,
    tables: import_options.Tables = None,
    exclude: import_options.Exclude = None,
    schema: import_options.Schemas = None,
    targets: import_options.Targets = None,
    one_sided: import_options.OneSided = False,
    models: import_options.Models = None,
    models_from: import_options.ModelsFrom = None,
    prisma: import_options.Prisma = None,
    metadata: import_options.Metadata = None,
    sql: import_options.Sql = None,
    dialect: import_options.DialectName = None,
    database: import_options.Server = None,
    keep_names: import_options.KeepNames = False,
    baseline_migration: import_options.BaselineMigration = False,
    mark: import_options.Mark = None,
    dry_run: options.DryRun = False,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
    no_input: options.NoInput = False,
) -> None:
    """Write a schema from an existing database.

    Reads the tables, and writes scaffold.yaml and a record of what exists, so that the next
    `scaffold generate` makes models and no migration. Where it did that before, it adds the tables
    that are new, and shows what else is new. The database is only read. With --models your model
    files stay yours: later changes are edits of them.

    \b
    Example:
      scaffold import postgres://user:password@host/name
      scaffold import sqlite:app.db --exclude 'tmp_*' --dry-run
      scaffold import postgres://user:password@host/name --models .
      scaffold import --prisma prisma/schema.prisma
      scaffold import postgres://user@host/name --metadata app.models:Base
      scaffold import --sql dump.sql --database postgres://user@host/postgres
    """
    from dataclasses import replace

    from scaffold.cli.import_again import again
    from scaffold.cli.import_output import ImportProgress, print_import
    from scaffold.cli.import_sources import code_source, table_source
    from scaffold.cli.masking import remember_secrets
    from scaffold.files.disk import ProjectFolder
    from scaffold.importing.baseline_migration import baseline_migrations
    from scaffold.importing.baseline_record import first_record
    from scaffold.importing.code_names import CodeNames
    from scaffold.importing.connection.database_url import parse_url
    from scaffold.importing.connection.read_database import execute
    from scaffold.importing.draft.text import remark_lines
    from scaffold.importing.import_database import NO_COMMENTS, import_database
    from scaffold.importing.model_differences import model_differences
    from scaffold.importing.prisma.prisma_import import PrismaImport
    from scaffold.importing.report import import_report
    from scaffold.importing.selection import Selection
    from scaffold.importing.write_import import planned_import, write_import
    from scaffold.project.schema_source import Source, go_to, schema_path
    from scaffold.project.trusted_projects import trust

    go_to(directory)
    if mark is not None and not baseline_migration:
        raise UsageError(
            "--mark has no migrations to record", "Write it with --baseline-migration."
        )
    marked = parse_url(mark, "--mark") if mark is not None else None
    path = schema_path(file)
    exists = os.path.lexists(path)
    given = {"--models": models, "--prisma": prisma, "--metadata": metadata}
    if len(options_given := [name for name, each in given.items() if each is not None]) > 1:
        raise UsageError(
            f"{' and '.join(options_given)} exclude each other", "Leave all but one of them out."
        )
    remember_secrets((mark or "",))
    asks = not (no_input or as_json)
    root = os.path.dirname(path) or os.curdir
    project = code_source(models, models_from, metadata, root)
    chosen = _targets(targets, project.target if project is not None else None)
    origin = table_source(source, sql, dialect, database, prisma, project, asks=asks)
    selection = Selection(_split(tables), _split(exclude), _split(schema))
    theirs = PrismaImport(prisma) if prisma is not None else None
    with ImportProgress(enabled=not (quiet or as_json)) as progress:
        if origin is not None:
            whole = origin.read(root, progress.on_query)
        else:
            assert theirs is not None
            whole = theirs.tables.facts
        facts = selection.of(whole)
        if exists:
            progress.step("names")
            again(path, facts, dry_run=dry_run, as_json=as_json, quiet=quiet)
            return
        progress.step("names")
        loaded = project.load(facts.dialect) if project is not None else None
        code = CodeNames(one_sided=one_sided)
        if project is not None and loaded is not None:
            code = project.names(loaded, facts, one_sided=one_sided)
            chosen = {**chosen, project.target: project.settings(root)}
        remarks: Mapping[str, Sequence[str]] = {}
        comments: Comments = NO_COMMENTS
        if theirs is not None:
            code, remarks = theirs.names(whole, one_sided=one_sided)
            comments = theirs.tables.comments
        heading = remark_lines(str(prisma), remarks)
        imported = import_database(facts, chosen, code, heading, comments, keep_names=keep_names)
        progress.step("record")
        time = _timestamp()
        excluded = whole.tables.keys() - facts.tables.keys()
        made: tuple[File, ...] = ()
        marks: tuple[str, ...] = ()
        if baseline_migration:
            from scaffold.cli.generate import first_timestamp, now

            at = first_timestamp(None) or now()
            written = Source(root, path, imported.settled.text.encode())
            baseline = baseline_migrations(
                imported, written, ProjectFolder(root), at, frozenset(excluded)
            )
            record, made, marks = baseline.record, baseline.files, baseline.marks
        else:
            record = first_record(imported, time, excluded)
    name = os.path.basename(path)
    files = [*planned_import(name, imported.settled.text, record, time), *made]
    if dry_run:
        actions = tuple(("create", each.path) for each in files)
    else:
        actions = write_import(root, files)
        if project is not None:
            trust(root)
        if marked is not None:
            execute(marked, root, marks)
    text = imported.settled.text if dry_run else None
    differences = model_differences(loaded, facts) if loaded is not None else ()
    report = replace(
        import_report(imported),
        model_differences=differences,
        model_notes=loaded.notes if loaded is not None else (),
        has_models=loaded is not None,
        code_remarks=tuple((kind, tuple(places)) for kind, places in remarks.items()),
    )
    shown_marks = () if marked is not None and not dry_run else marks
    label = origin.label if origin is not None else str(prisma)
    print_import(report, label, actions, text, as_json, quiet, shown_marks)


def _targets(names: str | None, of_code: str | None) -> Mapping[str, str]:
    """Return the settings of each chosen target, as YAML; UsageError if one is unknown.

    `of_code` is the target of the models that are imported.
    """
    from scaffold.targets import TARGETS

    chosen = _split([names]) if names else (of_code or next(iter(TARGETS)),)
    for name in chosen:
        options.require_known_target(name)
    if of_code not in (None, *chosen):
        title = TARGETS[str(of_code)].title
        raise UsageError(
            f"--targets leaves out {of_code}, the target of the imported models ({title})",
            f"Add it: `--targets {of_code},{','.join(chosen)}`.",
        )
    return {name: f"{{directory: {TARGETS[name].settings['directory']}}}" for name in chosen}


def _split(texts: list[str] | None) -> tuple[str, ...]:
    found = (part.strip() for text in texts or () for part in text.split(","))
    return tuple(dict.fromkeys(part for part in found if part))


def _timestamp() -> str:
    from scaffold.cli.generate import first_timestamp, now

    return f"{first_timestamp(None) or now():%Y%m%d%H%M%S}".rjust(14, "0")
