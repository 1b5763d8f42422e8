"""What a person decided about a change: in the schema, or for one run by options."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import Literal, NamedTuple

from scaffold.schema.data_types import Default
from scaffold.schema.model import DeclaredAttribute, Field, Schema
from scaffold.values import dataclass

DecisionKind = Literal["was", "fill", "map"]


class Decision(NamedTuple):
    """A modifier of the schema that decides about one change.

    `subject` is the model, or `Model.field`; `text` what the modifier says. A run that uses it
    records it, and it is spent from then on.
    """

    kind: DecisionKind
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided for a run.

    `dropped` and `accepted` are models (`Order`) and fields (`Order.total`) by the names from
    before the run; `any_loss` accepts all losses, and takes a removal for a drop. `spent` are
    the decisions of the schema that earlier runs used. `no_migration`: a person migrates the
    rows, so that nothing is asked or refused for their sake.
    """

    dropped: Set[str] = frozenset()
    accepted: Set[str] = frozenset()
    any_loss: bool = False
    spent: Set[Decision] = frozenset()
    no_migration: bool = False

    def drops(self, name: str) -> bool:
        """Whether the removal of a model or field is a drop that may lose its rows."""
        model = name.partition(".")[0]
        return self.any_loss or name in self.dropped or model in self.dropped

    def accepts(self, name: str) -> bool:
        """Whether a loss of stored values is accepted."""
        return self.any_loss or name in self.accepted or self.drops(name)


def in_schema(schema: Schema) -> Iterator[Decision]:
    """Yield every decision that the schema states, spent or not."""
    for model in schema.models:
        if model.was:
            yield Decision("was", model.name, model.was)
        for each in model.fields:
            subject = f"{model.name}.{each.name}"
            if each.was:
                yield Decision("was", subject, each.was)
            if each.fill is not None:
                yield Decision("fill", subject, fill_text(each.fill))
            if isinstance(each, DeclaredAttribute) and each.map:
                yield Decision("map", subject, map_text(each.map))


def keeps_name(model: str, field: Field, spent: Set[Decision]) -> bool:
    """Return whether a field has its name since before the run: no `was` says otherwise."""
    return not field.was or Decision("was", f"{model}.{field.name}", field.was) in spent


def fill_text(fill: Default) -> str:
    """Return a `fill` as text that tells it from every other one."""
    return f"{fill.kind}:{fill.value}"


def map_text(pairs: tuple[tuple[str, str | None], ...]) -> str:
    """Return a `map` as text that tells it from every other one."""
    return repr(pairs)
