"""What Sequelize derives from names, compared with its package inflection."""

from __future__ import annotations

import json
import subprocess
from itertools import product
from pathlib import Path

import pytest

from scaffold.naming import pluralize, snake
from scaffold.targets.sequelize.inflection import singular, underscored
from tests.naming.nouns import PLURALS, UNCOUNTABLE
from tests.support.node_packages import clean_environment

pytestmark = pytest.mark.node

ASK = """
const { createRequire } = require('module');
const { Utils } = createRequire(process.argv[1])('sequelize');
const words = JSON.parse(require('fs').readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(words.map((word) => Utils[process.argv[2]](word))));
"""
_ENDINGS = """
 s es ss ses sses ies ves ives aves lves rves oves fves eves ices xes ches shes zes zzes ces ges
 man men woman women person people child children ta ia data media criteria genera ice lice mice
 mouse lives wives knives drives hives archives curves database databases bases analyses diagnoses
 parentheses prognoses synopses theses movies movie series species qu quies quy y ies ays eys oys
 uys yies bus buses us uses virus viruses octopus octopuses status statuses alias aliases canvas
 campuses campus canvases bonus bonuses summons summonses whereas whereases axis axes testis testes
 crisis crises basis oxen ox oxes foot feet tooth teeth goose geese quiz quizzes shoes potatoes
 heroes o os oes matrix matrices vertex vertices index indices indexes genus f fe ff ffe um news
 x ch sh z e a i t
"""
HEADS = ["", "a", "b", "f", "l", "r", "s", "t", "qu", "ti", "hi", "order", "userO", "unpaid_", "ÜB"]
_NAMES = """
 unitPrice userID HTTPServer URL OAuth2Token iPhone line2Total address2 x X xY XY aBC _private
 __private _Private Private_ user__id user_ID USER_ID $cost größe größeMax ÜberName überÜber straße
 ΣΑΣ αΣ İstanbul 顧客Id Заказ createdAT createdAt A1B2 a1B
"""
ENDINGS, NAMES = _ENDINGS.split(), _NAMES.split()


def by_sequelize(function: str, words: list[str], node_env: Path) -> dict[str, str]:
    done = subprocess.run(
        ["node", "-e", ASK, str(node_env.parent / "package.json"), function],
        input=json.dumps(words),
        env=clean_environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return dict(zip(words, json.loads(done.stdout), strict=True))


def words() -> list[str]:
    """Every noun in both numbers and several styles, and every ending behind many heads."""
    nouns = [*PLURALS, *PLURALS.values(), *UNCOUNTABLE]
    styled = [
        each
        for noun in nouns
        for each in (noun, noun.title(), noun.upper(), f"my{noun.title()}", f"my_{noun}")
    ]
    ended = [
        each
        for head, ending in product(HEADS, ENDINGS)
        for each in (head + ending, head + ending.title(), (head + ending).upper())
    ]
    letters = "aefhilorstvxyz"
    short = ["".join(each) + "s" for each in product(letters, repeat=3)]
    return sorted({*styled, *ended, *short})


def test_singular_is_that_of_sequelize(node_env: Path) -> None:
    asked = words()
    assert len(asked) > 10_000
    theirs = by_sequelize("singularize", asked, node_env)
    wrong = {
        word: (singular(word), theirs[word])
        for word in asked
        if singular(word) not in (theirs[word], None)
    }
    assert wrong == {}
    unknown = [word for word in asked if singular(word) is None]
    assert all(word.lower().startswith("oxen") for word in unknown)


def test_common_plurals_need_no_declared_singular(node_env: Path) -> None:
    """The nouns whose singular both sides agree on are by far the most."""
    agreed = [noun for noun, plural in PLURALS.items() if singular(plural) == noun]
    assert len(agreed) > 0.85 * len(PLURALS)
    assert [singular(pluralize(noun)) for noun in ("cookie", "shoe", "base")] == [
        "cooky",
        "sho",
        "basis",
    ]


def test_underscored_column_is_that_of_sequelize(node_env: Path) -> None:
    heads = [noun.title() for noun in list(PLURALS)[:200]]
    asked = [*NAMES, *heads, *(f"{a}{b}" for a, b in zip(PLURALS, heads, strict=False))]
    asked += [f"{head}{ending}" for head, ending in product(("a", "A", "_", "x2"), NAMES)]
    theirs = by_sequelize("underscore", asked, node_env)
    wrong = {
        word: (underscored(word), theirs[word])
        for word in asked
        if underscored(word) not in (theirs[word], None)
    }
    assert wrong == {}
    unknown = [word for word in asked if underscored(word) is None]
    assert not any(word.isascii() for word in unknown)
    assert underscored("größeMax") == "größe_max"


def test_acronyms_are_where_snake_case_and_underscored_differ() -> None:
    assert (snake("userID"), underscored("userID")) == ("user_id", "user_i_d")
    assert (snake("_private"), underscored("_private")) == ("private", "private")
