"""Additional associations between two models, which need `inverse(…)` to be matched."""

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


def may_separate_inverses(
    schema: Schema, pending: Lines, model: str, lines: Sequence[FieldLine]
) -> bool:
    """Whether a target of the lines and `model` are already associated in both directions."""
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
    """Return the associations that need `inverse(…)` as soon as `model` has these lines.

    Two associations between two models are matched as inverses if there are no others. With a
    third one the file must declare which belong together. `database` is what the file declares.
    """
    targets = targets_of(lines)
    found: dict[frozenset[tuple[str, str]], Modified] = {}
    for source in database.models:
        for association in source.associations:
            ends = {association.source, association.target}
            if association.inverse is None or not any(
                ends == {model, target} for target in targets
            ):
                continue
            if _names_inverse(file, association.source, association.alias) is not False:
                continue
            if _names_inverse(file, association.target, association.inverse):
                continue
            one = (association.source, association.alias)
            pair = frozenset((one, (association.target, association.inverse)))
            found.setdefault(pair, Modified(*one, ("inverse", association.inverse)))
    return tuple(found.values())


def targets_of(lines: Sequence[FieldLine]) -> set[str]:
    """Return the models that the associations among the lines refer to."""
    return {target for _, line in lines if (target := _target(line)) is not None}


def _target(line: str) -> str | None:
    """Return the target model of an association's line."""
    first = next(iter(terms_of(line)), None)
    if first is None or first.word not in KINDS or not first.arguments:
        return None
    return first.arguments[0].word


def _names_inverse(file: SchemaFile, model: str, alias: str) -> bool | None:
    """Whether an association declares `inverse`; None if it is not in the file."""
    mapping = file.fields(model)
    _, node = find(mapping, alias) if mapping else (None, None)
    if isinstance(node, ScalarNode):
        return any(term.word == "inverse" for term in terms_of(node.text))
    if isinstance(node, MappingNode):
        return any(key.text == "inverse" for key, _ in node.entries)
    return None
