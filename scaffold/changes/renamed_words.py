"""The words that code has otherwise after a change: of models, attributes and associations."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.changes.identity_pairing import Pairing
from scaffold.changes.snapshot import ModelSnapshot, Snapshot
from scaffold.database.tables import Database


def renamed_models(pairing: Pairing) -> dict[str, str]:
    """Return the old names of renamed models by the new ones."""
    return {new: old for new, old in pairing.models.items() if new != old}


def renamed_words(pairing: Pairing, before: Snapshot, after: Database) -> dict[str, str]:
    """Return the new words by the old ones; one with two new words is left out."""
    pairs = {(old, new) for new, old in renamed_models(pairing).items()}
    pairs |= {(old, new) for (_, new), old in pairing.aliases.items()}
    known = {model.name: model for model in before.models}
    if not pairs and _keeps_names(pairing, known, after):
        return {}
    for model in after.models:
        old_model = known.get(pairing.models.get(model.name, ""))
        names = {column: name for name, column in old_model.attributes} if old_model else {}
        for attribute in model.attributes:
            was = pairing.columns.get((model.table.name, attribute.column.name))
            if was is not None:
                pairs.add((was[1], attribute.column.name))
                pairs.add((names.get(was[1], was[1]), attribute.name))
    renamed: dict[str, str | None] = {}
    for old, new in pairs:
        renamed[old] = new if renamed.get(old, new) == new else None
    return {old: new for old, new in renamed.items() if new is not None and new != old}


def _keeps_names(pairing: Pairing, known: Mapping[str, ModelSnapshot], after: Database) -> bool:
    """Whether no attribute and no column has another name than before."""
    if any(new[1] != old[1] for new, old in pairing.columns.items()):
        return False
    for model in after.models:
        old = known.get(pairing.models.get(model.name, ""))
        was = {column: name for name, column in old.attributes} if old else {}
        if any(was.get(each.column.name, each.name) != each.name for each in model.attributes):
            return False
    return True
