"""Modifiers that name several attributes, of a foreign key of several columns."""

from __future__ import annotations

from scaffold.schema.problem_report import Report, shown
from scaffold.schema.terms import Term

# The field of the declared association that gets the names, where there is more than one.
SEVERAL = {"foreignKey": "foreign_keys", "sourceKey": "source_keys", "targetKey": "target_keys"}


def read_names(one: Term, arguments: tuple[Term, ...], report: Report) -> tuple[str, ...] | None:
    """Return the attributes of a foreign key of several; None if a problem was reported."""
    names: list[str] = []
    for argument in arguments:
        if argument.arguments is not None:
            message = f"`{shown(argument.word)}(…)` is given where a name is expected"
            report.add(argument.location, message, f"Write names: `{one.word}(one, other)`.")
            return None
        if argument.word in names:
            message = f"`{one.word}` names `{shown(argument.word)}` twice"
            report.add(argument.location, message, "Name each attribute once.")
            return None
        if not report.identifier(argument.word, argument.location, f"`{one.word}`"):
            return None
        names.append(argument.word)
    return tuple(names)
