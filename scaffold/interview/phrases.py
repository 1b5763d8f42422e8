"""Sentences about associations, with Sequelize's terms."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from scaffold.database.tables import Association, Database
from scaffold.interview.interview_state import Choice
from scaffold.naming import pluralize
from scaffold.schema.reference import BELONGS_TO, BELONGS_TO_MANY, HAS_MANY, HAS_ONE

# Begin with a vowel letter but a consonant sound (user, European, one), and the reverse.
_CONSONANTS = ("eu", "one", "uni", "us", "ut", "uu")
_VOWELS = ("heir", "honest", "honor", "honour", "hour")


def article(name: str) -> str:
    """Return the name with its article: `an Order`, `a User`."""
    lower = name.lower()
    vowel = lower.startswith(_VOWELS) or (
        lower[:1] in "aeiou" and not lower.startswith(_CONSONANTS)
    )
    return f"{'an' if vowel else 'a'} {name}"


def association_choices(table: str) -> tuple[Choice, ...]:
    """Return the four kinds of association as choices for a model with this table."""
    return (
        Choice(BELONGS_TO, "belongs to one …", f"{BELONGS_TO}: foreign key in {table}"),
        Choice(HAS_ONE, "has one …", f"{HAS_ONE}: unique foreign key in the other table"),
        Choice(HAS_MANY, "has many …", f"{HAS_MANY}: foreign key in the other table"),
        Choice(BELONGS_TO_MANY, "has many, both ways", f"{BELONGS_TO_MANY}: a join table"),
    )


def target_prompt(kind: str, model: str) -> str:
    """Return the prompt that asks for the association's target model."""
    verb = {BELONGS_TO: "belong to", HAS_ONE: "have one of"}.get(kind, "have many of")
    return f"Which model does {article(model)} {verb}?"


def describe_association(association: Association, database: Database) -> str:
    """Return a sentence about the association that names its foreign keys."""
    return _SENTENCES[association.kind](association, database)


def _belongs_to(each: Association, database: Database) -> str:
    sentence = f"{capitalized(article(each.source))} belongs to {article(each.target)}"
    return f"{sentence}: foreign key {_key(database, each.source, each.foreign_key)}"


def _has_one(each: Association, database: Database) -> str:
    sentence = f"{capitalized(article(each.source))} has one {each.target}"
    return f"{sentence}: unique foreign key {_key(database, each.target, each.foreign_key)}"


def _has_many(each: Association, database: Database) -> str:
    sentence = f"{capitalized(article(each.source))} has many {database.model(each.target).plural}"
    return f"{sentence}: foreign key {_key(database, each.target, each.foreign_key)}"


def _many_to_many(each: Association, database: Database) -> str:
    join = database.model(str(each.through))
    plural = database.model(each.target).plural
    sources = database.model(each.source).plural
    sentence = (
        f"{capitalized(article(each.source))} has many {plural}, and each of those many {sources}"
    )
    columns = [join.column(key) for key in (each.foreign_key, str(each.other_key))]
    return f"{sentence}: {join.table.name} has {columns[0]} and {columns[1]}"


def _key(database: Database, holder: str, attribute: str) -> str:
    """Return a foreign key as `table.column`."""
    model = database.model(holder)
    return f"{model.table.name}.{model.column(attribute)}"


_SENTENCES: dict[str, Callable[[Association, Database], str]] = {
    BELONGS_TO: _belongs_to,
    HAS_ONE: _has_one,
    HAS_MANY: _has_many,
    BELONGS_TO_MANY: _many_to_many,
}


def inverse_choices(kind: str, model: str, target: str, through: str) -> tuple[Choice, ...]:
    """Return the inverses on `target` that fit an association of this kind from `model`."""
    other, plural = capitalized(article(target)), pluralize(model)
    if kind == BELONGS_TO:
        return (
            Choice(HAS_MANY, f"{other} has many {plural}", HAS_MANY),
            Choice(HAS_ONE, f"{other} has one {model}", f"{HAS_ONE}: the foreign key is unique"),
        )
    if kind == BELONGS_TO_MANY:
        return (Choice(kind, f"{other} has many {plural}", f"{kind} through {through}"),)
    return (Choice(BELONGS_TO, f"{other} belongs to {article(model)}", BELONGS_TO),)


def capitalized(text: str) -> str:
    """Return the text with an upper case first letter."""
    return text[:1].upper() + text[1:]


def join_names(names: Iterable[str]) -> str:
    """Join the names: `A, B and C`."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last
