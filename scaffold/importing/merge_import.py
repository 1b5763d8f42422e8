"""Import into a project that has a schema: new tables are added, everything else stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from scaffold.changes.outcome import changes
from scaffold.database.tables import Database
from scaffold.errors import Problem, SchemaError, UsageError
from scaffold.history.history import History
from scaffold.history.record import Record
from scaffold.importing.baseline_record import further_record
from scaffold.importing.database_facts import DatabaseFacts
from scaffold.importing.draft.build_draft import build_draft
from scaffold.importing.draft.draft import Draft, DraftModel
from scaffold.importing.draft.settle import settle
from scaffold.importing.draft.text import DraftLine, model_lines
from scaffold.importing.drift import drift
from scaffold.importing.import_database import ImportedSchema
from scaffold.importing.naming.name_tables import name_tables
from scaffold.importing.schema_names import names_of, options_of
from scaffold.importing.selection import as_external
from scaffold.naming.timestamps import timestamps
from scaffold.project.compilation import compile_schema, known_targets
from scaffold.project.compiled_source import CompiledSchema
from scaffold.project.imported_tables import with_imported_names
from scaffold.project.request import Request
from scaffold.schema.document import MappingNode, ScalarNode
from scaffold.schema.edit import add_fields
from scaffold.schema.schema_file import SchemaFile, find, parse_file
from scaffold.values import dataclass

_BLANK = (DraftLine(""),)


@dataclass(frozen=True, slots=True, eq=False)
class ImportedAgain:
    """The schema's new text and the record; both None if there is no new table.

    `differences` are between the database and the schema as it was: a person decides about them.
    """

    imported: ImportedSchema
    differences: tuple[Problem, ...]
    text: str | None = None
    record: Record | None = None


def import_again(
    compiled: CompiledSchema, history: History, facts: DatabaseFacts, now: datetime
) -> ImportedAgain:
    """Return what is new in a database since its import.

    SchemaError if the schema has changes that no run has recorded, or if a new table cannot be
    added.
    """
    _require_recorded(compiled, history, now)
    database = compiled.database
    known = {table.name for table in database.tables}
    left_out = {fact.table for fact in history.replayed.opaque}
    external = {model.table.name: model for model in database.models if model.external}
    chosen = replace(
        facts,
        tables={
            name: as_external(each, [column.name for column in external[name].table.columns])
            if name in external
            else each
            for name, each in facts.tables.items()
            if name not in left_out - known
        },
    )
    imported = _imported(compiled, chosen)
    new = [model for model in imported.draft.models if model.table.name not in known]
    differences = tuple(
        each
        for each in drift(database, facts, history.replayed.opaque)
        if "no model of the schema has it" not in each.message
    )
    if not new:
        return ImportedAgain(imported, differences)
    text = _with_models(compiled, imported.draft, new)
    after = _compiled(compiled, text)
    before = with_imported_names(compiled, history, Request(now)).database
    (time,) = timestamps(1, now=now, after=history.last_timestamp)
    record = further_record(imported, before, after, history, time)
    return ImportedAgain(imported, differences, text, record)


def _require_recorded(compiled: CompiledSchema, history: History, now: datetime) -> None:
    database = with_imported_names(compiled, history, Request(now)).database
    outcome = changes(history.snapshot, database, compiled.schema)
    if outcome.problems or outcome.questions or outcome.operations:
        raise SchemaError(
            f"{compiled.source.name} has changes that no run has recorded",
            "Run `scaffold generate` first, then import again.",
        )


def _imported(compiled: CompiledSchema, facts: DatabaseFacts) -> ImportedSchema:
    """Import the whole database with the names and the options of the schema."""
    targets = dict.fromkeys(compiled.target_names, "{}")
    options = replace(options_of(compiled.schema, facts.dialect), own_words=facts.own_words)
    code = names_of(compiled.database)
    tables = name_tables(facts, options.styles, code, compiled.target_names)
    draft = build_draft(facts, tables, options, targets)
    return ImportedSchema(facts, tables, draft, settle(draft))


def _with_models(compiled: CompiledSchema, draft: Draft, new: Sequence[DraftModel]) -> str:
    """Return the schema's text with new models at its end, and their other sides."""
    source = compiled.source
    file = _parsed(source.data.decode("utf-8"), source.name)
    file = _parsed(_with_enums(file, draft, new), source.name)
    file = _parsed(_appended(file, new), source.name)
    tables = {id(model.table) for model in new}
    for model in draft.models:
        if id(model.table) in tables:
            continue
        existing = file.model(model.name)
        names = {field.name for field in existing.fields} if existing else set()
        lines = [
            (field.name, field.line)
            for field in model.fields
            if field.kind in ("inverse", "join")
            and field.key is not None
            and id(field.key.holder) in tables
            and field.name not in names
        ]
        if lines and existing is not None:
            changed, problems = add_fields(file, model.name, lines)
            if changed is None:
                raise SchemaError(problems)
            file = changed
    return file.data.decode("utf-8")


def _appended(file: SchemaFile, new: Sequence[DraftModel]) -> str:
    text = file.document.text
    key, node = find(file.document.root, "models")
    if not isinstance(node, MappingNode) or node.flow or key is None or not node.entries:
        raise UsageError(
            f"{file.name}: `models:` is not written as one model below the other",
            "Add a first model by hand, then import again.",
        )
    following = [each.start.index for each, _ in file.document.root.entries if _after(each, key)]
    end = min(following, default=len(text))
    indent = " " * node.entries[0][0].start.column
    lines = [line.text for model in new for line in (*_BLANK, *model_lines(model))]
    block = "".join(f"{indent}{line[2:]}\n" if line else "\n" for line in lines)
    head = text[:end].rstrip("\n")
    tail = text[end:]
    return f"{head}\n{block}" + (f"\n{tail}" if tail else "")


def _with_enums(file: SchemaFile, draft: Draft, new: Sequence[DraftModel]) -> str:
    """Return the text with the shared enums that only new models have."""
    text = file.document.text
    known = {each.name for each in file.schema.enums}
    names = {
        draft.enum_names[column.enum]
        for model in new
        for column in model.table.facts.columns
        if column.shares_enum and column.enum is not None
    }
    entries = [(name, value) for name, value in draft.enums.items() if name in names - known]
    if not entries:
        return text
    key, node = find(file.document.root, "enums")
    if key is not None and isinstance(node, MappingNode) and not node.flow and node.entries:
        at = node.entries[0][0].start.index - node.entries[0][0].start.column
        indent = " " * node.entries[0][0].start.column
        block = "".join(f"{indent}{name}: {value}\n" for name, value in entries)
    elif key is None:
        models, _ = find(file.document.root, "models")
        at = models.start.index if models is not None else 0
        block = "".join(("enums:\n", *(f"  {name}: {value}\n" for name, value in entries), "\n"))
    else:
        raise UsageError(
            f"{file.name}: `enums:` is not written as one enum below the other",
            f"Write it so, or add `{entries[0][0]}: {entries[0][1]}` to it; then import again.",
        )
    return text[:at] + block + text[at:]


def _after(one: ScalarNode, other: ScalarNode) -> bool:
    return one.start.index > other.start.index


def _parsed(text: str, name: str) -> SchemaFile:
    file, problems = parse_file(text, name, known_targets())
    if file is None:
        raise SchemaError(problems, sources={name: text})
    return file


def _compiled(compiled: CompiledSchema, text: str) -> Database:
    file = _parsed(text, compiled.source.name)
    database, problems = compile_schema(file.schema)
    if database is None:
        raise SchemaError(problems, sources={compiled.source.name: text})
    return database
