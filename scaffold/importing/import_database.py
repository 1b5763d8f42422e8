"""From the facts of a database to a schema file that compiles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from scaffold.database.tables import TableName
from scaffold.importing.code_names import CodeNames
from scaffold.importing.database_facts import DatabaseFacts
from scaffold.importing.draft.build_draft import build_draft
from scaffold.importing.draft.draft import Comments, Draft
from scaffold.importing.draft.imported_options import import_options
from scaffold.importing.draft.settle import SettledSchema, settle
from scaffold.importing.implicit_indexes import without_implicit_indexes
from scaffold.importing.naming.conventions import conventions
from scaffold.importing.naming.name_tables import name_tables
from scaffold.importing.naming.named_tables import NamedTable
from scaffold.values import dataclass

NO_COMMENTS: Comments = {}


@dataclass(frozen=True, slots=True, eq=False)
class ImportedSchema:
    """A schema file, and what it was made from."""

    facts: DatabaseFacts
    tables: Mapping[TableName, NamedTable]
    draft: Draft
    settled: SettledSchema


def import_database(
    facts: DatabaseFacts,
    targets: Mapping[str, str],
    code: CodeNames | None = None,
    heading: Sequence[str] = (),
    comments: Comments = NO_COMMENTS,
    *,
    keep_names: bool = False,
) -> ImportedSchema:
    """Return the schema of a database; `targets` has the settings of each target as YAML.

    `heading`: comments for its head. `comments`: those of people's code, each before its subject.
    `keep_names`: constraints and indexes are declared with the names of the database.

    SchemaError if no schema file that compiles can be written.
    """
    facts = without_implicit_indexes(facts)
    styles = conventions(facts)
    tables = name_tables(facts, styles, code or CodeNames(), tuple(targets))
    options = replace(import_options(facts, styles, tables), keep_names=keep_names)
    draft = build_draft(facts, tables, options, targets)
    draft.add_comments(comments)
    return ImportedSchema(facts, tables, draft, settle(draft, heading))
