"""The schema of an import: models with fields as terms and settings, and notes beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from scaffold.database.tables import TableName
from scaffold.importing.naming.named_tables import NamedComposite, NamedKey, NamedTable

# What people wrote about a table, or about its attribute or association with this name.
Comments = Mapping[tuple[TableName, str | None], str]

FieldKind = Literal["attribute", "belongsTo", "inverse", "join", "composite"]


@dataclass(slots=True)
class Note:
    """Something that the schema does not express: `place` is the table, column or constraint.

    kept: the record of the import keeps it on its table, because a change may need it: of these
    `columns`, or of constraints and indexes with these `names`.
    """

    kind: str
    place: str
    text: str
    kept: bool = True
    columns: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.place}: {self.text}" if self.place else self.text


@dataclass(slots=True)
class DraftField:
    """A field: its first term is a type or an association.

    `notes` and the `comment` that people wrote are printed before it.
    """

    name: str
    terms: list[str]
    kind: FieldKind
    column: str | None = None
    key: NamedKey | None = None
    notes: list[Note] = field(default_factory=list)
    composite: NamedComposite | None = None
    comment: str = ""

    @property
    def line(self) -> str:
        """The terms as one line."""
        return " ".join(self.terms)


@dataclass(slots=True)
class DraftSetting:
    """A setting of a model: one value, or a list of items in YAML."""

    word: str
    items: list[str]
    is_list: bool = False


@dataclass(slots=True)
class DraftModel:
    """A model. `notes` are printed at its end, the `comment` that people wrote before it."""

    table: NamedTable
    fields: list[DraftField] = field(default_factory=list)
    settings: list[DraftSetting] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    comment: str = ""

    @property
    def name(self) -> str:
        """The model's name."""
        return self.table.model

    @property
    def all_notes(self) -> Iterator[Note]:
        """The notes of the model and of its fields."""
        yield from (note for each in self.fields for note in each.notes)
        yield from self.notes

    def drop(self, gone: DraftField) -> None:
        """Remove a field."""
        self.fields = [each for each in self.fields if each is not gone]


@dataclass(slots=True)
class Draft:
    """A whole schema: options and targets in order, and models.

    notes: about what exists outside the tables, and about tables that are not imported.
    differences: what a fresh build has otherwise: by kind, the places.
    opaque: what only the record keeps. left_out: tables that are not imported.
    enums: the shared enums by name, as YAML; enum_names: the name of each by its type.
    """

    options: Mapping[str, str]
    targets: Mapping[str, str]
    models: list[DraftModel] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    differences: dict[str, list[str]] = field(default_factory=dict)
    opaque: list[tuple[TableName, Note]] = field(default_factory=list)
    left_out: list[TableName] = field(default_factory=list)
    enums: Mapping[str, str] = field(default_factory=dict)
    enum_names: Mapping[TableName, str] = field(default_factory=dict)

    def add_comments(self, comments: Comments) -> None:
        """Add what people wrote; about a field that is not here it is added to its model."""
        by_table: dict[TableName, dict[str | None, str]] = {}
        for (table, name), text in comments.items():
            by_table.setdefault(table, {})[name] = text
        for model in self.models:
            own = by_table.get(model.table.name, {})
            for each in model.fields:
                each.comment = own.pop(each.name, "")
            rest = [text if name is None else f"{name}: {text}" for name, text in own.items()]
            model.comment = "\n".join(rest)

    def differs(self, kind: str, place: str) -> None:
        """Add a place that is otherwise in a fresh build."""
        self.differences.setdefault(kind, []).append(place)
