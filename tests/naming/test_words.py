"""Names split into words, and written in other styles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.naming import camel, file_stem, kebab, pascal, snake, words

identifiers = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,20}", fullmatch=True)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("OrderItem", "Order Item"),
        ("order_item", "order item"),
        ("order-item", "order item"),
        ("ORDER_ITEM", "ORDER ITEM"),
        ("billing_Address", "billing Address"),
        ("HTTPServer", "HTTP Server"),
        ("userID", "user ID"),
        ("userIDs", "user IDs"),
        ("URLsSeen", "URLs Seen"),
        ("OAuth2Token", "O Auth2 Token"),
        ("iPhone", "i Phone"),
        ("line2Total", "line2 Total"),
        ("address_2", "address 2"),
        ("HTTP2s", "HTTP2s"),
        ("S3Bucket", "S3 Bucket"),
        ("md5hash", "md5hash"),
        ("AOrder", "A Order"),
        ("__private__", "private"),
        ("größeÄnderung", "größe Änderung"),
        ("ÉtatCivil", "État Civil"),
        ("顧客注文", "顧客注文"),
        ("x", "x"),
        ("_", ""),
        ("", ""),
    ],
)
def test_words(name: str, expected: str) -> None:
    assert " ".join(words(name)) == expected


@pytest.mark.parametrize(
    ("name", "kebabbed", "snaked", "camelled", "pascalled"),
    [
        ("OrderItem", "order-item", "order_item", "orderItem", "OrderItem"),
        (
            "billing_address",
            "billing-address",
            "billing_address",
            "billingAddress",
            "BillingAddress",
        ),
        ("createdBy", "created-by", "created_by", "createdBy", "CreatedBy"),
        ("HTTPServer", "http-server", "http_server", "httpServer", "HTTPServer"),
        ("userID", "user-id", "user_id", "userID", "UserID"),
        ("ID", "id", "id", "id", "ID"),
        ("ORDER_ITEM", "order-item", "order_item", "orderItem", "OrderItem"),
        ("étatCivil", "état-civil", "état_civil", "étatCivil", "ÉtatCivil"),
        ("_", "", "", "", ""),
    ],
)
def test_styles(name: str, kebabbed: str, snaked: str, camelled: str, pascalled: str) -> None:
    assert (kebab(name), snake(name), camel(name), pascal(name)) == (
        kebabbed,
        snaked,
        camelled,
        pascalled,
    )
    assert file_stem(name) == camelled


@given(identifiers)
def test_words_keep_every_letter_and_digit(name: str) -> None:
    assert "".join(words(name)) == name.replace("_", "")


@given(st.text(max_size=20))
def test_any_text_has_words(name: str) -> None:
    assert all(word in name for word in words(name))
    camel(name), pascal(name), kebab(name)


@given(identifiers)
def test_snake_is_stable(name: str) -> None:
    assert snake(snake(name)) == snake(name)
