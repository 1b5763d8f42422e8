"""The associations of foreign keys of several columns."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.database.resolve.key_actions import ACTION_WORDS
from scaffold.importing.database_facts import ForeignKeyFacts
from scaffold.importing.draft.draft import Draft, DraftField, DraftModel, Note
from scaffold.importing.draft.imported_options import ImportOptions
from scaffold.importing.naming.named_tables import NamedComposite, NamedTable


def composite_fields(table: NamedTable, options: ImportOptions) -> Iterator[DraftField]:
    """Yield the belongsTo of a table's own keys, then the other ends of those that refer to it."""
    for key in table.composites:
        yield _belongs_to(key, options)
    for key in table.incoming_composites:
        if key.inverse is None:
            continue
        terms = [f"{key.inverse_kind}({key.holder.model})"]
        if _needs_inverse(key):
            terms.append(f"inverse({key.alias})")
        yield DraftField(key.inverse, terms, "composite", composite=key)


def _belongs_to(key: NamedComposite, options: ImportOptions) -> DraftField:
    facts, table = key.facts, key.holder
    attributes = [table.attributes[column] for column in facts.columns]
    terms = [f"belongsTo({key.target.model})", f"foreignKey({', '.join(attributes)})"]
    fixed = any(
        column in table.facts.primary_key or not table.facts.column(column).nullable
        for column in facts.columns
    )
    if facts.on_delete != options.deletes(fixed):
        terms.append(f"onDelete({ACTION_WORDS[facts.on_delete]})")
    if facts.on_update != options.updates(fixed):
        terms.append(f"onUpdate({ACTION_WORDS[facts.on_update]})")
    if key.target.facts.primary_key != facts.references:
        referenced = [key.target.attributes[column] for column in facts.references]
        terms.append(f"targetKey({', '.join(referenced)})")
    name = options.kept(facts.name)
    if name is not None:
        terms.append(f"constraint({name})")
    made = DraftField(key.alias, terms, "composite", composite=key)
    place = f"{table.name} ({', '.join(facts.columns)})"
    for remark in facts.remarks:
        text = f"foreign key {remark}"
        made.notes.append(Note("foreign key", place, text, columns=facts.columns))
    return made


def _needs_inverse(key: NamedComposite) -> bool:
    """Return whether there are more associations between the two models."""
    holder, target = key.holder, key.target
    pair = {id(holder), id(target)}
    tables = (holder,) if holder is target else (holder, target)
    ends = [(each.holder, each.target) for table in tables for each in table.keys]
    ends += [(each.holder, each.target) for table in tables for each in table.composites]
    return len(pair) == 1 or sum({id(one), id(other)} == pair for one, other in ends) > 1


def key_note(table: NamedTable, key: ForeignKeyFacts, reason: str) -> Note:
    """Return the note of a foreign key that no association declares."""
    columns = ", ".join(key.columns)
    text = (
        f"foreign key to {key.table} ({', '.join(key.references)}) ON DELETE "
        f"{key.on_delete} ON UPDATE {key.on_update}: {reason}"
    )
    names = (key.name,) if key.name else ()
    place = f"{table.name} ({columns})"
    return Note("foreign key", place, text, columns=key.columns, names=names)


def without_composite(draft: Draft, key: NamedComposite, reason: str) -> None:
    """Remove both associations of a foreign key, and note it on its table."""
    for model in draft.models:
        model.fields = [field for field in model.fields if field.composite is not key]
        if model.table is key.holder:
            model.notes.append(key_note(key.holder, key.facts, reason))


def without_composites_of(draft: Draft, model: DraftModel, reason: str) -> None:
    """Remove the foreign keys from and to a model that is left out."""
    gone = [
        field.composite
        for each in draft.models
        for field in each.fields
        if field.composite is not None
        and model.table in (field.composite.holder, field.composite.target)
    ]
    for key in dict.fromkeys(gone):
        without_composite(draft, key, reason)
