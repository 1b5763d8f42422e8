"""A compiled schema file, the input of planning, generating and verifying."""

from __future__ import annotations

from scaffold.database.tables import Database
from scaffold.project.configured_target import ConfiguredTarget
from scaffold.project.outputs.read_templates import NOTHING, OwnFiles
from scaffold.project.schema_source import Source
from scaffold.schema.model import Schema
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class CompiledSchema:
    """A schema without problems, its database, and its configured targets.

    `notices` has a sentence for each setting from the project's own files; `own` has the project's
    own templates and outputs.
    """

    source: Source
    schema: Schema
    database: Database
    configured_targets: tuple[ConfiguredTarget, ...]
    notices: tuple[str, ...] = ()
    own: OwnFiles = NOTHING

    @property
    def target_names(self) -> tuple[str, ...]:
        """The names of the targets, in the order of the schema."""
        return tuple(each.target.name for each in self.configured_targets)
