"""More associations between two models: `inverse(…)` then says which belong together."""

from __future__ import annotations

from collections.abc import Sequence

from scaffold.database.tables import Database
from scaffold.editing.compiled_schema import Lines
from scaffold.schema.document import MappingNode, ScalarNode
from scaffold.schema.edit.model_references import terms_of
from scaffold.schema.edit.modifier_edits import Modified
from scaffold.schema.model import DeclaredAssociation, Schema
from scaffold.schema.reference import KINDS
from scaffold.schema.schema_file import SchemaFile, find
from scaffold.schema.shorthand import FieldLine


def may_come_between(
    schema: Schema, pending: Lines, model: str, lines: Sequence[FieldLine]
) -> bool:
    """Whether a model that the lines refer to is associated with this one in both directions."""
    known = {
        (one.name, field.target)
        for one in schema.models
        for field in one.fields
        if isinstance(field, DeclaredAssociation)
    }
    known |= {(name, _target(line[1]) or "") for name, line in pending}
    return any({(model, one), (one, model)} <= known for one in targets_of(lines))


def inverses_to_name(
    file: SchemaFile, database: Database, model: str, lines: Sequence[FieldLine]
) -> tuple[Modified, ...]:
    """Return the associations that need `inverse(…)` where `lines` of `model` come between them.

    Two associations that are alone between two models are a pair; with a third, the file must say
    which belong together. `database` is what the file declares.
    """
    targets = targets_of(lines)
    found: dict[frozenset[tuple[str, str]], Modified] = {}
    for source in database.models:
        for side in source.associations:
            ends = {side.source, side.target}
            if side.inverse is None or not any(ends == {model, target} for target in targets):
                continue
            if _names_inverse(file, side.source, side.alias) is not False:
                continue
            if _names_inverse(file, side.target, side.inverse):
                continue
            pair = frozenset(((side.source, side.alias), (side.target, side.inverse)))
            found.setdefault(pair, Modified(side.source, side.alias, ("inverse", side.inverse)))
    return tuple(found.values())


def targets_of(lines: Sequence[FieldLine]) -> set[str]:
    """Return the models that the associations among the lines refer to."""
    return {target for _, line in lines if (target := _target(line)) is not None}


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
