"""More associations between two models: `inverse(…)` then says which belong together."""

from __future__ import annotations

from collections.abc import Sequence

from scaffold.database.tables import Database
from scaffold.schema.document import MappingNode, ScalarNode
from scaffold.schema.edit import add_modifier
from scaffold.schema.edit.mentions import terms_of
from scaffold.schema.file import SchemaFile, find
from scaffold.schema.reference import KINDS
from scaffold.schema.shorthand import FieldLine


def with_inverses(
    file: SchemaFile, database: Database, model: str, lines: Sequence[FieldLine]
) -> SchemaFile | None:
    """Return the file with `inverse(…)` where `lines` of `model` come between two that pair up.

    Two associations that are alone between two models are a pair; with a third, the file must say
    which belong together. `database` is what the file declares. None where nothing is to be said.
    """
    targets = {target for _, line in lines if (target := _target(line)) is not None}
    said = file
    for source in database.models:
        for side in source.associations:
            ends = {side.source, side.target}
            if side.inverse is None or not any(ends == {model, target} for target in targets):
                continue
            if _names_inverse(said, side.source, side.alias) is not False:
                continue
            if _names_inverse(said, side.target, side.inverse):
                continue
            edited, _ = add_modifier(said, side.source, side.alias, ("inverse", side.inverse))
            said = edited or said
    return said if said is not file else None


def _target(line: str) -> str | None:
    """The model that an association's line refers to."""
    first = next(iter(terms_of(line)), None)
    if first is None or first.word not in KINDS or not first.arguments:
        return None
    return first.arguments[0].word


def _names_inverse(file: SchemaFile, model: str, alias: str) -> bool | None:
    """Whether an association says `inverse`; None where it is not in the file."""
    mapping = file.fields(model)
    _, node = find(mapping, alias) if mapping else (None, None)
    if isinstance(node, ScalarNode):
        return any(term.word == "inverse" for term in terms_of(node.text))
    if isinstance(node, MappingNode):
        return any(key.text == "inverse" for key, _ in node.entries)
    return None
