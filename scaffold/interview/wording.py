"""Associations in plain words, which teach Sequelize's."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from scaffold.database.tables import Association, Database
from scaffold.interview.state import Choice
from scaffold.naming import pluralize
from scaffold.schema.reference import BELONGS_TO, BELONGS_TO_MANY, HAS_MANY, HAS_ONE

# Spelled with a vowel and spoken with a consonant (user, European, one), and the other way round.
_CONSONANTS = ("eu", "one", "uni", "us", "ut", "uu")
_VOWELS = ("heir", "honest", "honor", "honour", "hour")


def article(name: str) -> str:
    """The name with the article before it: `an Order`, `a User`."""
    word = name.lower()
    vowel = word.startswith(_VOWELS) or (word[:1] in "aeiou" and not word.startswith(_CONSONANTS))
    return f"{'an' if vowel else 'a'} {name}"


def kinds(model: str) -> tuple[Choice, ...]:
    """The four kinds, as said of this model."""
    many = pluralize(model)
    return (
        Choice(BELONGS_TO, "belongs to one …", f"{BELONGS_TO}: {many} get the key"),
        Choice(HAS_ONE, "has one …", f"{HAS_ONE}: the other gets the key, unique"),
        Choice(HAS_MANY, "has many …", f"{HAS_MANY}: the others get the key"),
        Choice(BELONGS_TO_MANY, "has many, both ways", f"{BELONGS_TO_MANY}: a table of pairs"),
    )


def which(kind: str, model: str) -> str:
    """The question for the other model."""
    verb = {BELONGS_TO: "belongs to one", HAS_ONE: "has one"}.get(kind, "has many")
    return f"{capital(article(model))} {verb} … of which model?"


def effect(association: Association, database: Database) -> str:
    """What the association means, with the key that it makes."""
    return _SENTENCES[association.kind](association, database)


def _belongs_to(each: Association, database: Database) -> str:
    holders = database.model(each.source).plural
    told = f"{capital(article(each.source))} belongs to {article(each.target)}"
    return f"{told}: {holders} get {article(each.foreign_key)}"


def _has_one(each: Association, database: Database) -> str:
    holders = database.model(each.target).plural
    told = f"{capital(article(each.source))} has one {each.target}"
    return f"{told}: {holders} get {article(each.foreign_key)}, each its own"


def _has_many(each: Association, database: Database) -> str:
    holders = database.model(each.target).plural
    told = f"{capital(article(each.source))} has many {holders}"
    return f"{told}: {holders} get {article(each.foreign_key)}"


def _many_to_many(each: Association, database: Database) -> str:
    table = database.model(str(each.through)).table.name
    plural = database.model(each.target).plural
    sources = database.model(each.source).plural
    told = f"{capital(article(each.source))} has many {plural}, and each of those many {sources}"
    keys = f"{article(each.foreign_key)} and {article(str(each.other_key))}"
    return f"{told}: {table} has {keys}"


_SENTENCES: dict[str, Callable[[Association, Database], str]] = {
    BELONGS_TO: _belongs_to,
    HAS_ONE: _has_one,
    HAS_MANY: _has_many,
    BELONGS_TO_MANY: _many_to_many,
}


def other_sides(kind: str, model: str, target: str, through: str) -> tuple[Choice, ...]:
    """What may be said of `target`, once `model` has an association of this kind to it."""
    other, plural = capital(article(target)), pluralize(model)
    if kind == BELONGS_TO:
        return (
            Choice(HAS_MANY, f"{other} has many {plural}", HAS_MANY),
            Choice(HAS_ONE, f"{other} has one {model}", f"{HAS_ONE}: the key is unique"),
        )
    if kind == BELONGS_TO_MANY:
        return (Choice(kind, f"{other} has many {plural}", f"{kind} through {through}"),)
    return (Choice(BELONGS_TO, f"{other} belongs to {article(model)}", BELONGS_TO),)


def capital(text: str) -> str:
    """The text with its first letter large."""
    return text[:1].upper() + text[1:]


def listed(names: Iterable[str]) -> str:
    """`A, B and C`."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
