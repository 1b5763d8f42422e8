"""A schema file that is read once: what edits take and return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field, replace

from scaffold.errors import Problem
from scaffold.schema.document import Document, MappingNode, Node, ScalarNode
from scaffold.schema.model import DeclaredModel, Schema
from scaffold.schema.read_schema import KnownTargets, read_whole
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """A schema file without syntax errors: its bytes, its tree, and the declared schema.

    `name` is its name in messages. Two files are equal if their names and bytes are.
    """

    name: str
    data: bytes
    document: Document = field(compare=False, repr=False)
    schema: Schema = field(compare=False, repr=False)
    known_targets: KnownTargets = field(compare=False, repr=False)

    def model(self, name: str) -> DeclaredModel | None:
        """Return the model called `name`, or None."""
        return next((one for one in self.schema.models if one.name == name), None)

    @property
    def models(self) -> MappingNode | None:
        """The value of `models:`, or None if it is empty."""
        _, node = find(self.document.root, "models")
        return node if isinstance(node, MappingNode) else None

    def fields(self, model: str) -> MappingNode | None:
        """Return the mapping of the model `model`, or None if it is empty."""
        _, node = find(self.models, model) if self.models else (None, None)
        return node if isinstance(node, MappingNode) else None


def parse_file(
    source: bytes | str, name: str, known_targets: KnownTargets
) -> tuple[SchemaFile | None, tuple[Problem, ...]]:
    """Read a schema file; None with all its mistakes of form, in reading order."""
    document, schema, problems = read_whole(source, name, known_targets)
    if document is None or schema is None:
        return None, problems
    data = source.encode() if isinstance(source, str) else source
    return SchemaFile(name, data, document, schema, known_targets), ()


def find(mapping: MappingNode, name: str) -> tuple[ScalarNode | None, Node | None]:
    """Return the entry whose key is `name`, or two times None."""
    return next(((key, node) for key, node in mapping.entries if key.text == name), (None, None))


def with_models(schema: Schema, models: Sequence[DeclaredModel]) -> Schema:
    """Return the schema with other models."""
    return replace(schema, models=tuple(models))
