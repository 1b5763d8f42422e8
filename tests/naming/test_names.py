"""Identifiers, names of foreign keys and constraints, and suggestions."""

from __future__ import annotations

import keyword
import shutil
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.naming import (
    COMMONJS_SCOPE,
    JAVASCRIPT_RESERVED,
    PYTHON_RESERVED,
    NameLimit,
    constraint_name,
    foreign_key,
    is_identifier,
    suggest,
)
from scaffold.naming.constraint_names import ForeignKeyStyle

EVERYWHERE = NameLimit(octets=63, characters=64)
names = st.text(st.sampled_from("abzÄé漢😀_"), min_size=1, max_size=60)


@pytest.mark.parametrize("name", ["order", "_x", "größe", "顧客", "été2", "class", "o_1"])
def test_identifiers(name: str) -> None:
    assert is_identifier(name)


@pytest.mark.parametrize(
    "name",
    ["", "1a", "a-b", "a b", "a.b", "$id", "a$", "ﬁle", "№", "a\u200d", "x😀", "\uff41", "e\u0301"],
)
def test_invalid_identifiers(name: str) -> None:
    assert not is_identifier(name)


def test_python_reserved_words_are_those_of_the_language() -> None:
    assert set(keyword.kwlist) == PYTHON_RESERVED


@pytest.mark.node
@pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")
def test_javascript_refuses_exactly_the_reserved_words() -> None:
    tried = sorted(JAVASCRIPT_RESERVED | COMMONJS_SCOPE | {"order", "async", "of", "get", "type"})
    script = """
      const wrap = (word) => `(function (exports, require, module, __filename, __dirname) {
        "use strict"; const ${word} = 1; })`;
      const refused = (word) => {
        try { new (require('vm').Script)(wrap(word)); } catch (error) { return true; }
        return false;
      };
      console.log(process.argv.slice(1).filter(refused).join(' '));
    """
    run = subprocess.run(["node", "-e", script, *tried], capture_output=True, text=True, check=True)
    # A function may shadow these three and await: they are reserved for what readers expect.
    legal = {"undefined", "NaN", "Infinity", "await"}
    assert set(run.stdout.split()) == (JAVASCRIPT_RESERVED | COMMONJS_SCOPE) - legal


@pytest.mark.parametrize(
    ("alias", "style", "expected"),
    [
        ("customer", "PascalCase", "CustomerId"),
        ("createdBy", "PascalCase", "CreatedById"),
        ("billing_address", "PascalCase", "BillingAddressId"),
        ("createdBy", "camelCase", "createdById"),
        ("billing_address", "camelCase", "billingAddressId"),
        ("OrderItem", "camelCase", "orderItemId"),
        ("billTo", "snake_case", "bill_to_id"),
        ("HTTPServer", "snake_case", "http_server_id"),
    ],
)
def test_foreign_key(alias: str, style: ForeignKeyStyle, expected: str) -> None:
    assert foreign_key(alias, style) == expected


def test_short_constraint_name_has_all_parts() -> None:
    name = constraint_name("Orders", ["CustomerId", "total"], "idx", EVERYWHERE)
    assert name == "Orders_CustomerId_total_idx"
    assert constraint_name("Orders", [], "check", EVERYWHERE) == "Orders_check"


def test_long_constraint_name_keeps_its_prefix_and_never_changes() -> None:
    name = constraint_name(
        "CustomerShippingAddresses", ["PreferredDeliveryWindowId"] * 2, "fkey", EVERYWHERE
    )
    assert name == "CustomerShippingAddresses_PreferredDeliveryWindow_e5166b20_fkey"


@given(names, st.lists(names, max_size=4), st.sampled_from(["key", "fkey", "idx", "check"]))
def test_every_name_is_within_the_limits(table: str, columns: list[str], suffix: str) -> None:
    name = constraint_name(table, columns, suffix, EVERYWHERE)
    assert len(name.encode()) <= 63
    assert len(name) <= 64
    assert name.endswith(f"_{suffix}")
    assert name == constraint_name(table, columns, suffix, EVERYWHERE)
    if len("_".join((table, *columns, suffix)).encode()) <= 63:
        assert name == "_".join((table, *columns, suffix))


@given(st.lists(st.text(min_size=40, max_size=90), min_size=2, max_size=2, unique=True))
def test_different_names_stay_different(tables: list[str]) -> None:
    first, second = (constraint_name(table, ["id"], "fkey", EVERYWHERE) for table in tables)
    assert first != second


def test_limits_count_bytes_and_characters() -> None:
    assert NameLimit(octets=4).allows("éé")
    assert not NameLimit(octets=3).allows("éé")
    assert NameLimit(octets=3).cut("éé") == "é"
    assert NameLimit(characters=2).allows("éé")
    assert NameLimit(characters=3).cut("ééé", reserve=1) == "éé"
    assert NameLimit().cut("x" * 999) == "x" * 999
    tightest = NameLimit.tightest([NameLimit(octets=63), NameLimit(characters=64), NameLimit()])
    assert tightest == EVERYWHERE
    assert NameLimit.tightest([]) == NameLimit()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("strng", "string"),
        ("String", "string"),
        ("uniqe", "unique"),
        ("on-update", "onUpdate"),
        ("onDlete", "onDelete"),
        ("tiem", "time"),
        ("zzz", None),
        ("", None),
    ],
)
def test_suggest(word: str, expected: str | None) -> None:
    known = ["string", "time", "unique", "onDelete", "onUpdate", "decimal", "datetime"]
    assert suggest(word, known) == expected


def test_suggest_prefers_a_name_that_differs_in_case_only() -> None:
    assert suggest("order", ["Orders", "ORDER", "Order"]) == "ORDER"
    assert suggest("order_item", ["OrderItems", "OrderItem"]) == "OrderItem"
    assert suggest("order", []) is None


def test_heavy_modules_are_imported_late() -> None:
    script = "import sys, scaffold.naming; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert not {"hashlib", "difflib"} & set(run.stdout.split())
