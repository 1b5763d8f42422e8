"""Every type of the schema: how each database stores it, and values at its edges."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

ALL = ("sqlite", "postgres", "mysql")
POSTGRES = ("postgres",)
UUID = "9e107d9d-372b-4f3c-8d81-0a4c9f2b1e77"
AWKWARD = 'it\'s \\ a "test" `x` 100% :a ? $1 $$ {{y}} */ é😀'
NESTED = '{"a": [1, 2.5, null, true, {"b": "it\'s \\\\ \\"q\\" é😀"}], "c": {}, "": []}'


@dataclass(frozen=True, slots=True)
class Kind:
    """A type: `term` in the schema, `stored` in each database.

    `values` are JavaScript expressions and the values read back, as `show` in test_types prints
    them. `exact` compares numbers by their digits. `default` is a default and the value read back.
    """

    term: str
    stored: dict[str, str]
    values: tuple[tuple[str, Any], ...] = ()
    default: str | None = None
    reads: Any = None
    exact: bool = False
    indexed: bool = True


def _all(sqlite: str, postgres: str, mysql: str) -> dict[str, str]:
    return {"sqlite": sqlite, "postgres": postgres, "mysql": mysql}


def _same(*values: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((json.dumps(value), value) for value in values)


def _dates(*texts: str) -> tuple[tuple[str, Any], ...]:
    return tuple((f"new Date('{text}')", text) for text in texts)


STRING = _all("VARCHAR(255)", "character varying(255)", "varchar(255)")
MOMENT = _all("DATETIME", "timestamp with time zone", "datetime")

COMMON = {
    "plain": Kind(
        "string",
        STRING,
        _same("", AWKWARD, "é" * 255),
        f"default({json.dumps(AWKWARD, ensure_ascii=False)})",
    ),
    "empty": Kind("string", STRING, (), 'default("")', ""),
    "digits": Kind("string", STRING, _same("007", "0.10"), 'default("0.10")', "0.10"),
    "words": Kind("string", STRING, _same("null", "now()"), 'default("null")', "null"),
    "sized": Kind(
        "string(10)",
        _all("VARCHAR(10)", "character varying(10)", "varchar(10)"),
        _same("", "😀" * 10),
        'default("ten")',
        "ten",
    ),
    "fixed": Kind(
        "char(4)",
        _all("CHAR(4)", "character(4)", "char(4)"),
        _same("abcd", "é😀ñ_"),
        'default("a\'b?")',
        "a'b?",
    ),
    "long": Kind("text", _all("TEXT", "text", "text"), _same("", AWKWARD * 1000), indexed=False),
    "yes": Kind(
        "boolean",
        _all("TINYINT(1)", "boolean", "tinyint(1)"),
        _same(True, False),
        "default(true)",
        True,
    ),
    "no": Kind("boolean", _all("TINYINT(1)", "boolean", "tinyint(1)"), (), "default(false)", False),
    "tiny": Kind(
        "tinyint",
        _all("TINYINT", "smallint", "tinyint"),
        _same(-128, 127, 0),
        "default(-128)",
        -128,
    ),
    "small": Kind(
        "smallint",
        _all("SMALLINT", "smallint", "smallint"),
        _same(-32768, 32767),
        "default(32767)",
        32767,
    ),
    "whole": Kind(
        "integer",
        _all("INTEGER", "integer", "int"),
        _same(-2147483648, 2147483647, 0),
        "default(0)",
        0,
    ),
    "big": Kind(
        "bigint",
        _all("BIGINT", "bigint", "bigint"),
        _same("-9007199254740991", "9007199254740991", "0"),
        "default(-9007199254740991)",
        "-9007199254740991",
        exact=True,
    ),
    "exact": Kind(
        "decimal(10, 2)",
        _all("DECIMAL(10,2)", "numeric(10,2)", "decimal(10,2)"),
        _same("-99999999.99", "0.10", "0"),
        "default(-0.10)",
        "-0.10",
        exact=True,
    ),
    "wide": Kind(
        "decimal(30, 10)",
        _all("DECIMAL(30,10)", "numeric(30,10)", "decimal(30,10)"),
        _same("-1.5"),
        "default(1234.5)",
        "1234.5",
        exact=True,
    ),
    "single": Kind(
        "float",
        _all("FLOAT", "double precision", "float"),
        _same(-1.5, 0.25, 0),
        "default(1.5)",
        1.5,
    ),
    "ratio": Kind(
        "double",
        _all("DOUBLE PRECISION", "double precision", "double"),
        _same(0.1, -1.7976931348623157e308, 5e-300),
        "default(-0.1)",
        -0.1,
    ),
    "rough": Kind("real", _all("REAL", "real", "double"), _same(-1.5, 0.25), "default(0.25)", 0.25),
    "day": Kind(
        "date",
        _all("DATE", "date", "date"),
        _same("2000-02-29", "9999-12-31", "1000-01-01"),
        "default(2000-02-29)",
        "2000-02-29",
    ),
    "moment": Kind(
        "datetime",
        MOMENT,
        _dates("2020-02-29T23:59:59.000Z", "1900-01-01T00:00:00.000Z"),
        'default("2020-01-02T03:04:05Z")',
        "2020-01-02T03:04:05.000Z",
    ),
    "milli": Kind(
        "datetime(3)",
        _all("DATETIME", "timestamp with time zone", "datetime(3)"),
        _dates("2020-02-29T23:59:59.123Z", "2038-01-19T03:14:08.999Z", "1969-12-31T23:59:59.001Z"),
        'default("2020-01-02T03:04:05.678Z")',
        "2020-01-02T03:04:05.678Z",
    ),
    "micro": Kind(
        "datetime(6)",
        _all("DATETIME", "timestamp with time zone", "datetime(6)"),
        _dates("2020-02-29T23:59:59.123Z"),
        'default("2020-01-02T03:04:05.678Z")',
        "2020-01-02T03:04:05.678Z",
    ),
    "clock": Kind(
        "time",
        _all("TIME", "time without time zone", "time"),
        _same("00:00:00", "23:59:59"),
        'default("23:59:59")',
        "23:59:59",
    ),
    "token": Kind(
        "uuid",
        _all("UUID", "uuid", "char(36)"),
        _same(UUID, "ffffffff-ffff-4fff-bfff-ffffffffffff"),
        f'default("{UUID}")',
        UUID,
    ),
    "tree": Kind(
        "json",
        _all("JSON", "json", "json"),
        ((NESTED, None), ("[]", []), ("{}", {}), ('"text"', "text"), ("0.5", 0.5)),
        indexed=False,
    ),
    "bytes": Kind(
        "binary",
        _all("BLOB", "bytea", "blob"),
        (("Buffer.from('00ff275c22', 'hex')", "00ff275c22"), ("Buffer.alloc(0)", "")),
        indexed=False,
    ),
    "state": Kind(
        'enum(pending, "it\'s", \'say "hi"\', "b`q", "${x}", "é😀", "a b", "x,y", "(z)")',
        _all("TEXT", "enum_{table}_state", "enum"),
        _same("pending", "it's", 'say "hi"', "b`q", "${x}", "a b", "x,y", "(z)"),
        'default("it\'s")',
        "it's",
    ),
    "own": Kind(
        'type("VARCHAR(30)")',
        _all("VARCHAR(30)", "character varying(30)", "varchar(30)"),
        _same("", "own"),
        'default("x")',
        "x",
    ),
}

JSONS = {
    "tree": Kind(
        "json",
        _all("JSON", "json", "json"),
        _same({"a": [None]}),
        """default('{"a": [1, 2.5, null, true, "it''s"], "b-c": {}}')""",
        {"a": [1, 2.5, None, True, "it's"], "b-c": {}},
        indexed=False,
    ),
    "list": Kind(
        "json", _all("JSON", "json", "json"), _same([[]]), "default('[]')", [], False, False
    ),
    "text": Kind(
        "text",
        _all("TEXT", "text", "text"),
        _same("x"),
        'default("a;b\\nc")',
        "a;b\nc",
        False,
        False,
    ),
    "binary": Kind(
        "jsonb",
        _all("JSONB", "jsonb", "-"),
        _same({"a": {"b": "é😀"}}, []),
        "default('{}')",
        {},
        indexed=False,
    ),
}

UNSIGNED = {
    f"u{name}": Kind(
        f"{name} unsigned", {"mysql": f"{stored} unsigned"}, _same(0, top), f"default({top})", top
    )
    for name, stored, top in (
        ("tinyint", "tinyint", 255),
        ("smallint", "smallint", 65535),
        ("integer", "int", 4294967295),
    )
} | {
    "ubigint": Kind(
        "bigint unsigned",
        {"mysql": "bigint unsigned"},
        _same("0", "18446744073709551615"),
        "default(18446744073709551615)",
        "18446744073709551615",
        exact=True,
    ),
}

# What SQLite's driver cannot hold: numbers past those of JavaScript.
PRECISE = {
    "big": Kind(
        "bigint",
        _all("BIGINT", "bigint", "bigint"),
        _same("-9223372036854775808", "9223372036854775807"),
        "default(9223372036854775807)",
        "9223372036854775807",
        exact=True,
    ),
    "wide": Kind(
        "decimal(30, 10)",
        _all("DECIMAL(30,10)", "numeric(30,10)", "decimal(30,10)"),
        _same("12345678901234567890.0123456789", "-0.0000000001"),
        "default(12345678901234567890.0123456789)",
        "12345678901234567890.0123456789",
        exact=True,
    ),
}


def _postgres(term: str, stored: str, *values: Any, **more: Any) -> Kind:
    return Kind(term, {"postgres": stored}, _same(*values), **more)


def _range(term: str, stored: str, code: str, start: Any, end: Any) -> Kind:
    ends = [{"value": start, "inclusive": True}, {"value": end, "inclusive": False}]
    return Kind(term, {"postgres": stored}, ((code, ends),))


POSTGRES_ONLY = {
    "nocase": _postgres("citext", "citext", "", "ÀbC", default="default(Abc)", reads="Abc"),
    "host": _postgres(
        "inet", "inet", "10.0.0.1", "::1", default="default(10.0.0.1)", reads="10.0.0.1"
    ),
    "net": _postgres(
        "cidr", "cidr", "10.0.0.0/8", default='default("10.0.0.0/8")', reads="10.0.0.0/8"
    ),
    "mac": _postgres(
        "macaddr",
        "macaddr",
        "08:00:2b:01:02:03",
        default='default("08:00:2b:01:02:03")',
        reads="08:00:2b:01:02:03",
    ),
    "tags": _postgres(
        "array(string(20))",
        "character varying(20)[]",
        [],
        ["", "it's", 'a"b', "c\\d", "{e}", "f,g", "NULL"],
        default="""default('["a", "b''c", "d\\"e"]')""",
        reads=["a", "b'c", 'd"e'],
    ),
    "counts": _postgres(
        "array(integer)",
        "integer[]",
        [],
        [-1, 2147483647],
        default="default('[1, 2]')",
        reads=[1, 2],
    ),
    "prices": _postgres(
        "array(decimal(10, 2))",
        "numeric(10,2)[]",
        ["-1.50", "0.10"],
        default="default('[]')",
        reads=[],
    ),
    "flags": _postgres("array(boolean)", "boolean[]", [True, False]),
    "ids": _postgres("array(uuid)", "uuid[]", [UUID]),
    "notes": _postgres("array(text)", "text[]", ["", AWKWARD]),
    "roles": _postgres(
        'array(enum(admin, "it\'s", user))',
        "enum_{table}_roles[]",
        ["it's", "admin"],
        [],
        default="default('[\"user\"]')",
        reads=["user"],
    ),
    "grid": _postgres("array(array(integer))", "integer[]", [[1, 2], [3, 4]]),
    "span": _range("range(integer)", "int4range", "[1, 10]", 1, 10),
    "wide_span": _range(
        "range(bigint)",
        "int8range",
        "['-9223372036854775808', '9223372036854775807']",
        "-9223372036854775808",
        "9223372036854775807",
    ),
    "prices_span": _range("range(decimal)", "numrange", "['0.10', '1.5']", "0.10", "1.5"),
    "days": _range(
        "range(date)", "daterange", "['2020-02-29', '2020-03-01']", "2020-02-29", "2020-03-01"
    ),
    "window": _range(
        "range(datetime)",
        "tstzrange",
        "[new Date('2020-02-29T23:59:59.123Z'), null]",
        "2020-02-29T23:59:59.123Z",
        None,
    ),
    "pairs": _postgres("hstore", "hstore", {"a": "it's", "b": ""}, indexed=False),
    "search": _postgres("tsvector", "tsvector", "'a' 'b'", indexed=False),
    "moments": Kind(
        "array(datetime)",
        {"postgres": "timestamp with time zone[]"},
        (("[new Date('2020-02-29T23:59:59.123Z')]", ["2020-02-29T23:59:59.123Z"]),),
    ),
    "own": _postgres('type("int4[]")', "integer[]", [1]),
    "amounts": _postgres('array(type("money"))', "money[]"),
    "line": _postgres('type("interval")', "interval"),
}


def value(kind: Kind, read: Any) -> Any:
    """What was read, as the expectation is written."""
    if kind.exact and read is not None:
        return Decimal(str(read))
    return read


def expected(kind: Kind, output: Any) -> Any:
    """The expectation, to be compared with `value`."""
    return Decimal(output) if kind.exact and output is not None else output
