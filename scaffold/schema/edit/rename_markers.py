"""The value of `was(…)` after a rename, and the splices that write it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from scaffold.errors import Problem
from scaffold.schema.document import Document, MappingNode, Node, ScalarNode
from scaffold.schema.edit.cut_entry import cut_entry
from scaffold.schema.edit.edit_subject import position
from scaffold.schema.edit.model_references import (
    Named,
    argument,
    offset_of,
    span,
    terms_of,
)
from scaffold.schema.edit.splice import Splice, append_entries
from scaffold.schema.model import DeclaredModel
from scaffold.schema.schema_file import find
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Generated:
    """The names that were generated last: each model with its attributes and aliases."""

    models: Mapping[str, Collection[str]]

    def fields(self, model: DeclaredModel) -> Collection[str]:
        """Return the generated fields of the model, under its current or its previous name."""
        return self.models.get(model.name) or self.models.get(model.was or "", ())


def name_before(
    old: Named, new: str, was: str | None, known: Collection[str] | None
) -> tuple[str | None, Problem | None]:
    """Return the name for `was`: the one in the last generated state.

    `was` is its current value. If the generated state is not `known`, the first name counts as
    generated. The result is None if the new name is the generated one, or if none was generated.
    """
    name = old.field or old.model
    if known is None:
        before = was or name
    else:
        before = next((one for one in (name, was) if one in known), None) or ""
    if before in ("", new):
        return None, None
    if known is not None and new in known:
        message = f"`{new}` was generated last as something else than `{old}`"
        hint = "Generate and migrate without it first, and rename after that."
        return None, Problem(None, message, hint)
    return before, None


def was_splices(document: Document, key: ScalarNode, node: Node, was: str | None) -> list[Splice]:
    """Return splices that set `was(…)` of a field, in the field's own form, or remove it."""
    if not isinstance(node, ScalarNode):
        return set_was(document, key, node, "was", was)
    line = node.text
    term = next((one for one in terms_of(line) if one.word == "was"), None)
    if term is None:
        end = end_of_text(document, node)
        return [(end, end, f" was({was})")] if was else []
    begin, end = argument(line, term)
    if was:
        return [(*span(document, node, begin, end), was)]
    begin, end = span(document, node, term.location.column, line.index(")", end) + 1)
    return [(len(document.text[:begin].rstrip()), end, "")]


def set_was(
    document: Document, key: ScalarNode, node: Node, word: str, was: str | None
) -> list[Splice]:
    """Return the same for a mapping, in which the key is `word`."""
    mapping = node if isinstance(node, MappingNode) else None
    _, value = find(mapping, word) if mapping else (None, None)
    if mapping is None or not isinstance(value, ScalarNode):
        return append_entries(document, key, node, ((word, was),), gap=False) if was else []
    if was:
        return [(*span(document, value, 0, len(value.text)), was)]
    return cut_entry(document, mapping, position(mapping, word))


def end_of_text(document: Document, node: ScalarNode) -> int:
    """Return the position after a line's text, before closing quotes."""
    if node.style in ("|", ">"):
        return len(document.text[: node.end.index].rstrip())
    return offset_of(document, node, len(node.text.rstrip()))
