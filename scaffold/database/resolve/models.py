"""Which models there are, and the table of each."""

from __future__ import annotations

from collections.abc import Callable

from scaffold.database.resolve.drafts import ModelDraft
from scaffold.database.tables import TableName
from scaffold.naming import pluralize, snake, table_name
from scaffold.schema import model as schema


def draft_models(schema_: schema.Schema) -> dict[str, ModelDraft]:
    """Each declared model by its name, in the order of declaration."""
    drafts: dict[str, ModelDraft] = {}
    for said in schema_.models:
        plural = said.plural or pluralize(said.name)
        table = said.table or table_name(plural, schema_.options.naming)
        declared = {each.name: each for each in said.fields if isinstance(each, schema.Attribute)}
        drafts[said.name] = ModelDraft(said, TableName(table, said.schema), plural, declared)
    return drafts


def column_namer(options: schema.Options) -> Callable[[str], str]:
    """The column's name for an attribute that does not say its own."""
    return snake if options.naming == "snake_case" else str
