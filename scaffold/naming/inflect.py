"""Plural and singular of the last word of a name, in the name's own style and case."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from scaffold.naming.word_table import WORD_TABLES, WordTable
from scaffold.naming.words import spans

# An all-capital name of at most this length is an acronym: SKU → SKUs, but ORDER → ORDERS.
_ACRONYM = 3
# Letters from here on belong to no Latin script; English plurals do not apply to them.
_BEYOND_LATIN = "\u0250"
_VOWELS = "aeiou"


@cache
def pluralize(name: str, version: int = 1) -> str:
    """Return the plural of a name: `OrderItem` → `OrderItems`, `order_item` → `order_items`.

    A plural is returned unchanged. `version` is the schema file's version, each with its own frozen
    word table; KeyError if there is none.
    """
    return _inflect(name, _plural, WORD_TABLES[version])


@cache
def singularize(name: str, version: int = 1) -> str:
    """Return the singular of a name; a singular is returned unchanged. See `pluralize`."""
    return _inflect(name, _singular, WORD_TABLES[version])


def _inflect(name: str, rule: Callable[[str, WordTable], str], table: WordTable) -> str:
    if not (found := spans(name)):
        return name
    start, end = found[-1]
    word = name[start:end]
    folded = word.lower()
    if word[-1] >= _BEYOND_LATIN or len(folded) != len(word):
        return name
    inflected = rule(folded, table)
    kept = 0
    while kept < len(word) and inflected[kept : kept + 1] == folded[kept]:
        kept += 1
    tail = inflected[kept:]
    if _uses_capitals(word, tail, name):
        tail = tail.upper()
    return name[:start] + word[:kept] + tail + name[end:]


def _uses_capitals(word: str, tail: str, name: str) -> bool:
    if len(word) < 2 or not word.isupper():
        return False
    return tail != "s" or (name.isupper() and len(name) > _ACRONYM and word[-1].isalpha())


def _plural(word: str, table: WordTable) -> str:
    if irregular := table.irregular.get(word):
        return irregular
    if _is_uncountable(word, table) or _singular(word, table) != word:
        return word
    if suffixed := _with_suffix(word, table.suffixes.items(), table):
        return suffixed
    if word.endswith(("s", "x", "z", "sh")) or word in table.plural_in_oes:
        return word + "es"
    if word.endswith("ch") and not word.endswith(table.hard_ch):
        return word + "es"
    if word.endswith("y") and len(word) > 1 and not _has_vowel_at(word, -2):
        return word[:-1] + "ies"
    return word + "s"


def _singular(word: str, table: WordTable) -> str:
    if _is_uncountable(word, table):
        return word
    if word[:-1] in table.ends_in_e and word.endswith("s"):
        return word[:-1]
    if irregular := _singulars(table).get(word):
        return irregular
    if suffixed := _with_suffix(word, ((many, one) for one, many in table.suffixes.items()), table):
        return suffixed
    if _is_singular_in_s(word, table):
        return word
    if word.endswith("es"):
        return _without_es(word, table)
    return word[:-1]


def _without_es(word: str, table: WordTable) -> str:
    stem = word[:-2]
    if stem in table.ends_in_s or stem.endswith(("ss", "x", "ch", "sh", "zz", "tz", "o")):
        return stem
    if stem.endswith(table.singular_is):
        return stem
    if stem.endswith("us") and not stem.endswith(("aus", "ous")):
        return stem
    if len(stem) > 1 and stem.endswith("i") and not _has_vowel_at(stem, -2):
        return stem[:-1] + "y"
    return word[:-1]


def _is_singular_in_s(word: str, table: WordTable) -> bool:
    """Return whether a word that ends in s is a singular."""
    if len(word) < 2 or not word.endswith("s") or word.endswith("ss") or word in table.ends_in_s:
        return True
    if word.endswith("us"):
        return word[:-1] not in table.ends_in_u
    return word.endswith(table.singular_is) and word[:-1] not in table.ends_in_i


def _is_uncountable(word: str, table: WordTable) -> bool:
    return word in table.uncountable or word.endswith(table.uncountable_suffixes)


def _with_suffix(word: str, pairs: Iterable[tuple[str, str]], table: WordTable) -> str | None:
    if word in table.not_suffixed:
        return None
    for old, new in pairs:
        if word.endswith(old):
            return word[: -len(old)] + new
    return None


def _has_vowel_at(word: str, position: int) -> bool:
    """Return whether that letter is a vowel; the u of qu is not (soliloquy, soliloquies)."""
    return word[position] in _VOWELS and word[position - 1 : position + 1 or None] != "qu"


@cache
def _singulars(table: WordTable) -> dict[str, str]:
    return {many: one for one, many in table.irregular.items()} | dict(table.also_plural)
