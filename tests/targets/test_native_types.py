"""The values of native types: their types in TypeScript and Python."""

from __future__ import annotations

import pytest

from scaffold.schema.data_types import DataType
from scaffold.schema.native_types import values_type
from scaffold.templating.contract.language_types import python_type, typescript_type
from tests.targets.python_rendering import models_of

POSTGRES, MYSQL, SQLITE = ("postgres",), ("mysql",), ("sqlite",)


@pytest.mark.parametrize(
    ("native", "dialects", "typescript", "python"),
    [
        ("character varying", POSTGRES, "string", "str"),
        ("character varying[]", POSTGRES, "string[]", "list[str]"),
        ("timestamp(3) with time zone", POSTGRES, "Date", "datetime"),
        ("NUMERIC(10, 2)", POSTGRES, "string", "Decimal"),
        ("numeric(10,2)[]", POSTGRES, "unknown", "Any"),
        ("point", POSTGRES, "unknown", "Any"),
        ("mediumtext", MYSQL, "string", "str"),
        ("mediumint(8) unsigned", MYSQL, "number", "int"),
        ("varbinary(16)", MYSQL, "Buffer", "bytes"),
        ("time(3)", MYSQL, "unknown", "Any"),
        ("NVARCHAR(160)", SQLITE, "string", "str"),
        ("MEDIUMINT", SQLITE, "number", "int"),
        ("NUMERIC(10,2)", SQLITE, "number", "float"),
        ("anything", SQLITE, "unknown", "Any"),
        ("mediumtext", ("sqlite", "mysql"), "string", "str"),
        ("timestamp", ("sqlite", "mysql"), "unknown", "Any"),
    ],
)
def test_native_types_have_the_values_of_the_drivers(
    native: str, dialects: tuple[str, ...], typescript: str, python: str
) -> None:
    data_type = DataType("type", native=native)
    assert typescript_type(data_type, dialects) == typescript
    assert python_type(values_type(data_type, dialects)) == python


def test_models_use_the_types_of_sqlalchemy_that_are_the_same() -> None:
    lines = models_of(
        """version: 1
targets: {sequelize: {directory: .}}
options: {dialects: [postgres], timestamps: false}
models:
  Tag:
    name: type("character varying") required
    words: type("character varying[]")
    seen: type("timestamp(3) with time zone")
    cost: type("money")
"""
    )["tag.py"]
    assert "name: Mapped[str] = mapped_column(String)" in lines
    assert "words: Mapped[list[str] | None] = mapped_column(ARRAY(String))" in lines
    assert "mapped_column(TIMESTAMP(timezone=True, precision=3))" in lines
    assert 'cost: Mapped[str | None] = mapped_column(Declared("money"))' in lines


@pytest.mark.parametrize(("native", "is_written"), [("INT", True), ("anything", False)])
def test_foreign_keys_of_native_types_are_compared_by_their_values(
    native: str, is_written: bool
) -> None:
    lines = models_of(
        f"""version: 1
targets: {{sequelize: {{directory: .}}}}
options: {{dialects: [sqlite]}}
models:
  Order:
    parentId: type("{native}")
    parent: belongsTo(Order) foreignKey(parentId)
    parts: hasMany(Order) inverse(parent)
"""
    )["order.py"]
    # SQLAlchemy warns of passive_deletes where a relationship is not written.
    assert ("viewonly=True" not in lines) == ("passive_deletes" in lines) == is_written
