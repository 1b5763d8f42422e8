"""Tables and operations as JSON, and back. What equals its default is left out.

They are written as texts and read as values: texts of a hundred thousand parts are made several
times faster from each other than from a tree of values.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from functools import lru_cache
from json import JSONEncoder
from typing import Any, get_args

from scaffold.changes.snapshot import AssociationSnapshot, ModelSnapshot
from scaffold.database import validation
from scaffold.database.tables import (
    Check,
    Column,
    CompositeForeignKey,
    ForeignKey,
    Index,
    IndexKey,
    Table,
    TableName,
    Unique,
)
from scaffold.history.read_once import read_once
from scaffold.schema.data_types import DataType, Default, DefaultKind
from scaffold.schema.model import Action, AssociationKind

# How a part is written as JSON, and read from its value.
Codec = tuple[Callable[[Any], str], Callable[[Any], Any]]

to_json = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
# The same names and words come again and again.
_quoted = lru_cache(maxsize=8192)(to_json)


class Shape:
    """How the objects of a frozen dataclass are written: each field's codec, by name."""

    def __init__(
        self, made: Any, check: Callable[[Any], None] | None = None, /, **codecs: Codec
    ) -> None:
        """`check` raises ValueError for a value that this release would not make."""
        self._made = made
        self._check = check
        defaults = {field.name: field.default for field in fields(made)}
        self._writers = [
            (f"{to_json(name)}:", name, codecs[name][0], defaults[name]) for name in codecs
        ]
        self._readers = {name: codec[1] for name, codec in codecs.items()}

    def write(self, value: Any) -> str:
        """The JSON object of a value."""
        written = []
        for key, name, write, default in self._writers:
            part = getattr(value, name)
            if default is MISSING or part != default:
                written.append(key + write(part))
        return f"{{{','.join(written)}}}"

    def read(self, written: Any) -> Any:
        """The value of a JSON object; ValueError where it is none of this shape."""
        if type(written) is not dict:
            raise ValueError(f"{short(written)} is no {self._made.__name__}")
        readers = self._readers
        try:
            value = self._made(**{name: readers[name](part) for name, part in written.items()})
        except KeyError as unknown:
            raise ValueError(f"{self._made.__name__} has no `{unknown.args[0]}`") from None
        except TypeError:
            raise ValueError(f"{self._made.__name__} lacks a part: {short(written)}") from None
        if self._check is not None:
            self._check(value)
        return value

    @property
    def codec(self) -> Codec:
        """The shape as a part of another."""
        return self.write, self.read


def _exactly(type_: type, word: str, write: Callable[[Any], str]) -> Codec:
    def read(written: Any) -> Any:
        if type(written) is not type_:
            raise ValueError(f"{short(written)} is no {word}")
        return written

    return write, read


def _one_of(literal: Any) -> Codec:
    words = frozenset(get_args(literal))

    def read(written: Any) -> Any:
        if type(written) is not str or written not in words:
            raise ValueError(f"{short(written)} is none of {', '.join(sorted(words))}")
        return written

    return _quoted, read


def many(codec: Codec) -> Codec:
    write_one, read_one = codec

    def read(written: Any) -> Any:
        if type(written) is not list:
            raise ValueError(f"{short(written)} is no list")
        return tuple([read_one(each) for each in written])

    return lambda values: f"[{','.join([write_one(each) for each in values])}]", read


def short(written: Any) -> str:
    words = repr(written)
    return words if len(words) <= 40 else f"{words[:37]}..."


def read_text(written: Any) -> str:
    """The text itself; ValueError where it is none."""
    if type(written) is not str:
        raise ValueError(f"{short(written)} is no text")
    return written


TEXT: Codec = (_quoted, read_text)
NUMBER = _exactly(int, "whole number", str)
FLAG = _exactly(bool, "true or false", {True: "true", False: "false"}.__getitem__)
TEXTS = many(TEXT)
OPTIONAL: Codec = (to_json, lambda written: None if written is None else read_text(written))


def write_name(name: TableName) -> str:
    """A table's name, in a list with its schema where it has one."""
    text = _quoted(name.name)
    return f"[{_quoted(name.schema)},{text}]" if name.schema else text


def read_name(written: Any) -> TableName:
    """The name that `write_name` wrote; ValueError where it is none."""
    schema, name = (None, written) if type(written) is str else _pair(written)
    table = TableName(name, schema)
    validation.check_table_name(table)
    return table


def _pair(written: Any) -> tuple[str, str]:
    if type(written) is list and len(written) == 2:
        first, second = written
        if type(first) is str and type(second) is str:
            return first, second
    raise ValueError(f"{short(written)} is no pair of texts")


def _read_value(written: Any) -> tuple[str, str | None]:
    if type(written) is not list or len(written) != 2:
        raise ValueError(f"{short(written)} is no pair of an old and a new value")
    return read_text(written[0]), None if written[1] is None else read_text(written[1])


VALUES: Codec = (to_json, _read_value)


@lru_cache(maxsize=1024)
def _write_type(value: DataType) -> str:
    return _quoted(value.name) if value == DataType(value.name) else _TYPE.write(value)


def _read_type(written: Any) -> Any:
    return _read_known_type({"name": written} if type(written) is str else written)


def _check_association(association: AssociationSnapshot) -> None:
    validation.check_model_name(association.alias)
    validation.check_model_name(association.target)
    validation.check_name(association.column)
    if association.other_column is not None:
        validation.check_name(association.other_column)


def _check_model(model: ModelSnapshot) -> None:
    timestamps = (model.created_at, model.updated_at, model.deleted_at)
    for name in (model.name, *filter(None, timestamps)):
        validation.check_model_name(name)
    for attribute, column in model.attributes:
        validation.check_model_name(attribute)
        validation.check_name(column)


NAME: Codec = (write_name, read_name)
_TYPE = Shape(
    DataType,
    name=TEXT,
    length=NUMBER,
    precision=NUMBER,
    scale=NUMBER,
    values=TEXTS,
    of=(_write_type, _read_type),
    unsigned=FLAG,
    native=TEXT,
    local=FLAG,
    collation=TEXT,
    type_name=TEXT,
    type_schema=TEXT,
)
_read_known_type = read_once(_TYPE.read)
DEFAULT = Shape(Default, kind=_one_of(DefaultKind), value=TEXT)
COLUMN = Shape(
    Column,
    validation.check_column,
    name=TEXT,
    type=(_write_type, _read_type),
    nullable=FLAG,
    default=DEFAULT.codec,
    autoincrement=FLAG,
    comment=TEXT,
    generated=TEXT,
    updates_now=FLAG,
    deferred=FLAG,
)
# Columns such as `id` and `createdAt` are the same in most tables.
_write_column = lru_cache(maxsize=4096)(COLUMN.write)
UNIQUE = Shape(Unique, validation.check_unique, name=TEXT, column=TEXT)
_INDEX_KEY = Shape(IndexKey, sql=TEXT, is_expression=FLAG, ops=TEXT, descending=FLAG)
INDEX = Shape(
    Index,
    validation.check_index,
    name=TEXT,
    columns=TEXTS,
    unique=FLAG,
    where=TEXT,
    using=TEXT,
    keys=many(_INDEX_KEY.codec),
)
_ACTIONS = dict.fromkeys(("on_delete", "on_update"), _one_of(Action))
FOREIGN_KEY = Shape(
    ForeignKey,
    validation.check_foreign_key,
    name=TEXT,
    column=TEXT,
    table=NAME,
    key=TEXT,
    **_ACTIONS,
)
_ENDS: dict[str, Codec] = {"columns": TEXTS, "table": NAME, "keys": TEXTS}
COMPOSITE_KEY = Shape(
    CompositeForeignKey, validation.check_composite_key, name=TEXT, **_ENDS, **_ACTIONS
)
CHECK = Shape(Check, validation.check_check, name=TEXT, expression=TEXT)
_TABLE_ITSELF: dict[str, Codec] = {
    "name": NAME,
    "primary_key": TEXTS,
    "comment": TEXT,
    "extensions": TEXTS,
    "join": (TEXTS[0], _pair),
    "primary_key_name": TEXT,
}
TABLE = Shape(
    Table,
    validation.check_entire_table,
    **_TABLE_ITSELF,
    columns=many((_write_column, read_once(COLUMN.read))),
    uniques=many(UNIQUE.codec),
    indexes=many(INDEX.codec),
    foreign_keys=many(FOREIGN_KEY.codec),
    checks=many(CHECK.codec),
    composite_keys=many(COMPOSITE_KEY.codec),
)
_PAIR: Codec = (lambda value: f"[{_quoted(value[0])},{_quoted(value[1])}]", _pair)
_ASSOCIATION_SNAPSHOT = Shape(
    AssociationSnapshot,
    _check_association,
    alias=TEXT,
    kind=_one_of(AssociationKind),
    target=TEXT,
    table=NAME,
    column=TEXT,
    other_column=TEXT,
)
MODEL = Shape(
    ModelSnapshot,
    _check_model,
    name=TEXT,
    table=NAME,
    attributes=many(_PAIR),
    associations=many(_ASSOCIATION_SNAPSHOT.codec),
    created_at=TEXT,
    updated_at=TEXT,
    deleted_at=TEXT,
    external=FLAG,
)
