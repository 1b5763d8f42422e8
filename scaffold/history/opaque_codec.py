"""What exists on imported tables and the schema does not express, as JSON, and back."""

from __future__ import annotations

from scaffold.database.validation import check_text
from scaffold.history.record import OpaqueFact
from scaffold.history.value_codec import NAME, TEXT, TEXTS, Shape


def _check(fact: OpaqueFact) -> None:
    for text in (fact.text, *fact.columns, *fact.names):
        check_text(text)


OPAQUE = Shape(OpaqueFact, _check, table=NAME, text=TEXT, columns=TEXTS, names=TEXTS)
