"""Operations as JSON, and back."""

from __future__ import annotations

from typing import Any

from scaffold.database import alterations
from scaffold.database import operations as ops
from scaffold.database.validate_operations import check_operation
from scaffold.history.value_codec import (
    CHECK,
    COLUMN,
    COMPOSITE_KEY,
    DEFAULT,
    FOREIGN_KEY,
    INDEX,
    NAME,
    OPTIONAL,
    TABLE,
    TEXT,
    TEXTS,
    UNIQUE,
    VALUES,
    Codec,
    Shape,
    many,
    short,
)

_ON_COLUMN: dict[str, Codec] = {
    "table": NAME,
    "column": COLUMN.codec,
    "foreign_key": FOREIGN_KEY.codec,
    "index": INDEX.codec,
}
_PAIRS = Shape(
    alterations.Pairs, table=NAME, left=TEXT, right=TEXT, foreign_key=TEXT, timestamps=TEXTS
)


def _exchange(part: Shape) -> dict[str, Codec]:
    """The fields of an operation that gives a part of a table another name."""
    return {"table": NAME, "old": part.codec, "new": part.codec}


_OPERATIONS = {
    made.__name__: Shape(made, check_operation, **codecs)
    for made, codecs in (
        (ops.CreateTable, {"table": TABLE.codec}),
        (ops.DropTable, {"table": TABLE.codec}),
        (ops.AddColumn, _ON_COLUMN | {"fill": DEFAULT.codec, "computed": TEXT}),
        (ops.DropColumn, _ON_COLUMN),
        (ops.AddForeignKey, {"table": NAME, "foreign_key": FOREIGN_KEY.codec}),
        (ops.DropForeignKey, {"table": NAME, "foreign_key": FOREIGN_KEY.codec}),
        (ops.AddCompositeKey, {"table": NAME, "key": COMPOSITE_KEY.codec}),
        (ops.DropCompositeKey, {"table": NAME, "key": COMPOSITE_KEY.codec}),
        (ops.AddIndex, {"table": NAME, "index": INDEX.codec}),
        (ops.DropIndex, {"table": NAME, "index": INDEX.codec}),
        (ops.AddCheck, {"table": NAME, "check": CHECK.codec}),
        (ops.DropCheck, {"table": NAME, "check": CHECK.codec}),
        (ops.AddUnique, {"table": NAME, "unique": UNIQUE.codec}),
        (ops.DropUnique, {"table": NAME, "unique": UNIQUE.codec}),
        (alterations.RenameTable, {"table": TABLE.codec, "name": NAME}),
        (alterations.RenameColumn, {"table": TABLE.codec, "old": TEXT, "new": TEXT}),
        (alterations.RenameIndex, _exchange(INDEX)),
        (alterations.RenameUnique, _exchange(UNIQUE)),
        (alterations.RenameForeignKey, _exchange(FOREIGN_KEY)),
        (alterations.RenameCompositeKey, _exchange(COMPOSITE_KEY)),
        (alterations.RenameCheck, _exchange(CHECK)),
        (
            alterations.AlterColumn,
            {
                "table": TABLE.codec,
                "old": COLUMN.codec,
                "new": COLUMN.codec,
                "fill": DEFAULT.codec,
                "values": many(VALUES),
            },
        ),
        (
            alterations.AlterPrimaryKey,
            {
                "table": TABLE.codec,
                "primary_key": TEXTS,
                "added": many(COLUMN.codec),
                "dropped": many(COLUMN.codec),
            },
        ),
        (alterations.AlterTableComment, {"table": NAME, "old": OPTIONAL, "new": OPTIONAL}),
        (alterations.MoveRows, {"source": _PAIRS.codec, "target": _PAIRS.codec}),
    )
}


def write_operation(operation: ops.Operation) -> str:
    """An operation as its name and its parts, in a JSON array."""
    name = type(operation).__name__
    return f'["{name}",{_OPERATIONS[name].write(operation)}]'


def read_operation(written: Any) -> Any:
    """The operation that `write_operation` wrote; ValueError where it is none."""
    if type(written) is not list or len(written) != 2 or type(written[0]) is not str:
        raise ValueError(f"{short(written)} is no operation")
    shape = _OPERATIONS.get(written[0])
    if shape is None:
        raise ValueError(f"{short(written[0])} is no operation")
    return shape.read(written[1])
