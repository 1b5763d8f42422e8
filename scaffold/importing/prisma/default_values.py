"""The default of a Prisma field as SQL."""

from __future__ import annotations

import base64
import binascii
import re

from scaffold.importing.prisma.prisma_declarations import Attribute, Field, PrismaValue
from scaffold.importing.prisma.prisma_schema import PrismaSchema
from scaffold.importing.prisma.prisma_tokens import problem
from scaffold.values import dataclass

# https://www.prisma.io/docs/orm/reference/prisma-schema-reference#attribute-functions
_BY_CLIENT = ("uuid", "cuid", "nanoid", "ulid")


@dataclass(frozen=True, slots=True)
class FieldDefault:
    """What a column has: SQL, a number by the database, or a value that the client makes."""

    sql: str | None = None
    numbered: bool = False
    by_client: str = ""


def field_default(field: Field, schema: PrismaSchema, native: str) -> FieldDefault:
    """Return the default of a field whose column has a native type.

    SchemaError if it is not understood.
    """
    attribute = field.attribute("default")
    value = attribute.argument("", "value") if attribute is not None else None
    if attribute is None:
        return FieldDefault()
    if value is None:
        raise _unknown(field, attribute, "")
    if value.kind != "call":
        return FieldDefault(_literal(field, value, schema, attribute))
    arguments = [each.value for each in value.items]
    if value.text == "autoincrement" and not arguments:
        return FieldDefault(numbered=True)
    if value.text == "now" and not arguments:
        found = re.search(r"\(\d\)", native) if schema.dialect == "mysql" else None
        return FieldDefault(f"CURRENT_TIMESTAMP{found[0] if found else ''}")
    if value.text == "dbgenerated":
        if not arguments:
            return FieldDefault(by_client="a default that only the database knows")
        return FieldDefault(arguments[0].text)
    if value.text in _BY_CLIENT:
        return FieldDefault(by_client=f"default {value.text}()")
    raise _unknown(field, attribute, f"{value.text}()")


def _literal(field: Field, value: PrismaValue, schema: PrismaSchema, attribute: Attribute) -> str:
    if value.kind == "list":
        if not field.is_list:
            raise _unknown(field, attribute, "[…]")
        items = [_literal(field, each.value, schema, attribute) for each in value.items]
        return f"ARRAY[{', '.join(items)}]"
    if field.type in schema.enums:
        known = {each.name: each for each in schema.enums[field.type].fields}
        if value.text not in known:
            raise _unknown(field, attribute, value.text)
        name = known[value.text].attribute("map")
        written = name.argument("", "name") if name is not None else None
        return _quoted(written.text if written is not None else value.text, schema.dialect)
    if field.type == "Boolean" and value.text in ("true", "false"):
        if schema.dialect == "mysql":
            return "1" if value.text == "true" else "0"
        return value.text
    if value.kind == "number":
        return value.text
    if value.kind != "text":
        raise _unknown(field, attribute, value.text)
    if field.type == "Bytes":
        return _bytes(field, value, schema.dialect, attribute)
    return _quoted(value.text, schema.dialect)


def _bytes(field: Field, value: PrismaValue, dialect: str, attribute: Attribute) -> str:
    try:
        digits = base64.b64decode(value.text, validate=True).hex()
    except binascii.Error:
        raise _unknown(field, attribute, value.text) from None
    return f"'\\x{digits}'" if dialect == "postgres" else f"X'{digits}'"


def _quoted(text: str, dialect: str) -> str:
    if dialect == "mysql":
        text = text.replace("\\", "\\\\")
    return "'" + text.replace("'", "''") + "'"


def _unknown(field: Field, attribute: Attribute, shown: str) -> Exception:
    return problem(
        attribute.place,
        f"the default `{shown}` of {field.name} is unknown to import",
        "Correct it, or write `dbgenerated(…)` with the SQL that the database has.",
    )
