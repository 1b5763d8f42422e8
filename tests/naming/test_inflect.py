"""Plurals and singulars."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.naming import pluralize, singularize
from scaffold.naming.word_table import WORD_TABLES
from tests.naming.nouns import PLURALS, UNCOUNTABLE


def test_number_of_common_nouns() -> None:
    assert len(PLURALS) >= 600


def wrong(pairs: dict[str, str], inflect: object) -> dict[str, str]:
    assert callable(inflect)
    return {word: inflect(word) for word, right in pairs.items() if inflect(word) != right}


def test_plurals_of_ordinary_nouns() -> None:
    assert wrong(PLURALS, pluralize) == {}


def test_singulars_of_ordinary_nouns() -> None:
    assert wrong({plural: noun for noun, plural in PLURALS.items()}, singularize) == {}


def test_a_plural_stays_in_the_plural_and_a_singular_in_the_singular() -> None:
    assert wrong({plural: plural for plural in PLURALS.values()}, pluralize) == {}
    assert wrong({noun: noun for noun in PLURALS}, singularize) == {}


@pytest.mark.parametrize("word", UNCOUNTABLE)
def test_uncountable(word: str) -> None:
    assert (pluralize(word), singularize(word)) == (word, word)


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("OrderItem", "OrderItems"),
        ("order_item", "order_items"),
        ("orderStatus", "orderStatuses"),
        ("Person", "People"),
        ("SalesPerson", "SalesPeople"),
        ("ORDER", "ORDERS"),
        ("ORDER_ENTRY", "ORDER_ENTRIES"),
        ("ORDER_ID", "ORDER_IDS"),
        ("SKU", "SKUs"),
        ("BOX", "BOXES"),
        ("userID", "userIDs"),
        ("HTTPProxy", "HTTPProxies"),
        ("Address2", "Address2s"),
        ("HTTP2", "HTTP2s"),
        ("X", "Xes"),
        ("Größe", "Größes"),
        ("Café", "Cafés"),
        ("UserData", "UserData"),
        ("顧客", "顧客"),
        ("Заказ", "Заказ"),
        ("_", "_"),
        ("", ""),
    ],
)
def test_the_last_word_of_any_style_keeps_its_case(singular: str, plural: str) -> None:
    assert pluralize(singular) == plural
    assert pluralize(plural) == plural
    if singular != "UserData":
        assert singularize(plural) == singular


@pytest.mark.parametrize(
    ("plural", "singular"),
    [("indices", "index"), ("schemata", "schema"), ("busses", "bus"), ("Cacti", "Cactus")],
)
def test_other_plurals_are_read(plural: str, singular: str) -> None:
    assert singularize(plural) == singular
    assert pluralize(plural) == plural


@given(st.sampled_from(sorted(PLURALS)), st.sampled_from(["", "unpaid_", "big-"]), st.booleans())
def test_every_style_inflects_as_the_bare_word(noun: str, head: str, capital: bool) -> None:
    def styled(word: str) -> str:
        return head + (word.title() if capital else word)

    assert pluralize(styled(noun)) == styled(PLURALS[noun])
    assert singularize(styled(PLURALS[noun])) == styled(noun)


@given(st.text(max_size=12))
def test_any_text_is_inflected_or_left(text: str) -> None:
    assert isinstance(pluralize(text), str)
    assert isinstance(singularize(text), str)


def test_an_unknown_version_has_no_words() -> None:
    with pytest.raises(KeyError):
        pluralize("Order", version=99)


def test_words_of_a_table_do_not_contradict_each_other() -> None:
    for version, table in WORD_TABLES.items():
        for one, many in table.irregular.items():
            assert pluralize(one, version) == many
        for word in table.ends_in_e | table.ends_in_s | table.ends_in_u | table.plural_in_oes:
            plural = pluralize(word, version)
            expected = "base" if word == "basis" else word
            assert singularize(plural, version) == expected
