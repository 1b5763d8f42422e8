"""What a schema means: from what was written to the tables and models that it stands for.

The stages, each in a file of its own, fill in drafts that the next ones read: models → sides →
pairs → joins → primary → keys → points → columns → indexes → associations; `names` and
`portable` then look at the whole.
"""

from __future__ import annotations

from scaffold.database.dialects import DIALECTS
from scaffold.database.resolve.associations import associations
from scaffold.database.resolve.columns import lay_columns
from scaffold.database.resolve.dialects import Declared
from scaffold.database.resolve.drafts import ModelDraft, Problems
from scaffold.database.resolve.indexes import Indexes, collect_indexes
from scaffold.database.resolve.joins import join_models
from scaffold.database.resolve.keys import settle_keys
from scaffold.database.resolve.models import draft_models
from scaffold.database.resolve.names import check_names
from scaffold.database.resolve.pairs import link_inverses, pair_sides
from scaffold.database.resolve.points import point_keys
from scaffold.database.resolve.portable import check_portable
from scaffold.database.resolve.primary import set_primary_keys
from scaffold.database.resolve.sides import draft_sides
from scaffold.database.resolve.titles import Titles
from scaffold.database.tables import Database, ForeignKey, Model, Table
from scaffold.errors import Problem
from scaffold.schema.model import Schema


def resolve(schema: Schema) -> tuple[Database | None, tuple[Problem, ...]]:
    """The database that a schema stands for, or, with None, all that is wrong with it."""
    problems = Problems()
    options = schema.options
    by_name = draft_models(schema)
    sides = draft_sides(by_name, options, problems)
    link_inverses(sides, problems)
    pair_sides(sides, options.foreign_key, problems)
    join_models(by_name, options.foreign_key, problems)
    drafts = tuple(by_name.values())
    set_primary_keys(drafts, options, problems)
    settle_keys(drafts, problems)
    point_keys(drafts, problems)
    lay_columns(drafts, options, problems)
    check_names(drafts, problems)
    declared = Declared([DIALECTS[name] for name in options.dialects], problems)
    titles = Titles(declared, (draft.table for draft in drafts))
    indexes = collect_indexes(drafts, titles, options.index_foreign_keys, problems)
    models = tuple(_model(draft, indexes[draft.name], titles, problems) for draft in drafts)
    check_portable(drafts, models, declared)
    if problems.found:
        return None, problems.in_reading_order()
    snake_case = options.naming == "snake_case"
    return Database(models, options.dialects, options.associations, snake_case), ()


def _model(draft: ModelDraft, indexes: Indexes, titles: Titles, problems: Problems) -> Model:
    return Model(
        draft.name,
        draft.plural,
        _table(draft, indexes, titles),
        tuple(draft.attributes.values()),
        associations(draft, problems),
        draft.created_at,
        draft.updated_at,
        draft.deleted_at,
        draft.place,
    )


def _table(draft: ModelDraft, indexes: Indexes, titles: Titles) -> Table:
    attributes = draft.attributes
    return Table(
        draft.table,
        tuple(attribute.column for attribute in attributes.values()),
        tuple(attributes[name].column.name for name in draft.primary if name in attributes),
        tuple(indexes.uniques),
        tuple(indexes.indexes),
        _foreign_keys(draft, titles),
        tuple(indexes.checks),
        draft.said.comment,
        (draft.join[0].model.name, draft.join[0].target.name) if draft.pair else None,
    )


def _foreign_keys(draft: ModelDraft, titles: Titles) -> tuple[ForeignKey, ...]:
    """The constraints, in the order of their columns."""
    found = []
    for attribute in draft.attributes.values():
        for key in draft.keys.get(attribute.name, ()):
            target = key.target.attributes.get(key.points_to)
            if key.logical or target is None:
                continue
            column = attribute.column.name
            found.append(
                ForeignKey(
                    titles.make(draft.table, (column,), "fkey"),
                    column,
                    key.target.table,
                    target.column.name,
                    key.on_delete,
                    key.on_update,
                )
            )
    return tuple(found)
