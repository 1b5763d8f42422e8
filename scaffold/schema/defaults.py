"""`default(value)`: the value as the field's type has it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from scaffold.schema.data_types import STRING_LENGTH, DataType, Default
from scaffold.schema.datetimes import is_day, time_of_day, utc_moment
from scaffold.schema.number_defaults import (
    NUMBER,
    Judged,
    canonical,
    decimal,
    floating,
    integer,
    invalid_value,
)
from scaffold.schema.problem_report import (
    Report,
    nearest,
    quoted_list,
    shown,
)
from scaffold.schema.terms import Term
from scaffold.schema.type_table import TYPES, Family

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_MAC = re.compile(r"[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}", re.IGNORECASE)


def read_default(
    term: Term, kind: DataType, report: Report, long: bool = False, word: str = "default"
) -> Default | None:
    """Return the default of a field of this type, or None if a problem was reported.

    `word` is the modifier of the value: `fill` has the same values as `default`. In the long form
    YAML's quotes have no effect, except that a quoted `null` is a text.
    """
    if word == "default" and is_sql(term):
        return sql_default(term, report)
    if term.arguments is not None:
        message = f"`{term.word}(…)` is not a value"
        report.add(term.location, message, f'Put it into quotes: `{word}("{term.word}(…)")`.')
        return None
    judged = judge(term.word, term.quoted, kind, long)
    if isinstance(judged, Default):
        return judged
    # The messages are written for `default`.
    report.add(term.location, *(text.replace("default", word) for text in judged))
    return None


def is_sql(term: Term) -> bool:
    """Whether the term is `sql(…)`, with a single argument."""
    return term.word == "sql" and not term.quoted and term.arguments is not None


def sql_default(term: Term, report: Report) -> Default | None:
    """Return the default that `sql("…")` is, or None if a problem was reported."""
    arguments = term.arguments or ()
    text = arguments[0].word if len(arguments) == 1 and arguments[0].arguments is None else ""
    if text.strip():
        return Default("sql", text)
    message = "`sql(…)` takes what follows DEFAULT in the database, as one text"
    report.add(term.location, message, 'Write `default(sql("gen_random_uuid()"))`.')
    return None


def judge(text: str, quoted: bool, kind: DataType, long: bool = False) -> Judged:
    """Return the default that `text` declares for the type, or the problem."""
    if text == "null" and not quoted:
        return (
            "`null` is not a default: a field without one is null anyway",
            'Remove it; the word itself is `default("null")`.',
        )
    family = TYPES[kind.name].family
    if long and family not in ("text", "enum", "native", "other", "network"):
        quoted = family in ("json", "array")
    return _JUDGES[family](text, quoted, kind)


# As many of an enum's values as a message names.
_MOST_VALUES = 30


def _text(text: str, quoted: bool, kind: DataType) -> Judged:
    limit = kind.length or (STRING_LENGTH if kind.name == "string" else None)
    if limit is not None and len(text) > limit:
        message = f"the default has {len(text)} characters, and the field holds {limit}"
        return message, "Shorten the default, or give the field more room."
    return Default("text", text)


def _enum(text: str, quoted: bool, kind: DataType) -> Judged:
    if text in kind.values:
        return Default("text", text)
    near = nearest(text, kind.values)
    message = f"`{shown(text)}` is not one of the enum's values"
    if near:
        return f"{message}: did you mean `{shown(near)}`?", f"Write `default({shown(near)})`."
    some = [shown(value) for value in kind.values[:_MOST_VALUES]]
    more = f", and {len(kind.values) - len(some)} more" if len(kind.values) > len(some) else ""
    return message, f"The values are {quoted_list(some)}{more}."


def _boolean(text: str, quoted: bool, kind: DataType) -> Judged:
    if text in ("true", "false") and not quoted:
        return Default("boolean", text)
    meant = "true" if text.lower() in ("true", "yes", "on", "1", "t", "y") else "false"
    return invalid_value(text, quoted, "boolean takes `true` or `false`", meant)


def _date(text: str, quoted: bool, kind: DataType) -> Judged:
    if text == "now" and not quoted:
        return Default("now")
    if is_day(text):
        return Default("text", text)
    return invalid_value(text, quoted and text == "now", "date takes `now` or a day", "2030-12-31")


def _datetime(text: str, quoted: bool, kind: DataType) -> Judged:
    if text == "now" and not quoted:
        return Default("now")
    moment = utc_moment(text)
    if moment is None:
        example = f"{text}T00:00:00Z" if is_day(text) else "2030-12-31T00:00:00Z"
        quoted = quoted and text == "now"
        return invalid_value(text, quoted, "datetime takes `now` or a moment", example)
    _, _, fraction = moment.partition(".")
    if len(fraction) > (kind.length or 0):
        name = "datetime" if kind.length is None else f"datetime({kind.length})"
        message = f"{name} keeps {kind.length or 0} digits of a second, and the default has more"
        return message, f"Write `datetime({len(fraction)})`, or shorten the default."
    return Default("text", moment)


def _time(text: str, quoted: bool, kind: DataType) -> Judged:
    time = time_of_day(text)
    if time is not None:
        return Default("text", time)
    return invalid_value(text, False, "time takes a time of day", "09:30:00")


def _uuid(text: str, quoted: bool, kind: DataType) -> Judged:
    if text == "uuid" and not quoted:
        return Default("uuid")
    if _UUID.fullmatch(text):
        return Default("text", text.lower())
    return invalid_value(text, quoted and text == "uuid", "uuid takes `uuid` or a UUID", "uuid")


def _json(text: str, quoted: bool, kind: DataType) -> Judged:
    if not quoted:
        shown_text = text if _load_json(text)[1] is None else "{}"
        return "a JSON default is a text in quotes", f"Write `default('{shown(shown_text)}')`."
    value, message = _load_json(text)
    return (message, _JSON_HINT) if message else Default("json", _compact(value))


_JSON_HINT = "Write JSON inside quotes: `default('{\"a\": 1}')`, `default('[]')`."


def _load_json(text: str) -> tuple[Any, str | None]:
    """Return the value, or the message about invalid JSON."""
    import json

    try:
        value = json.loads(text, parse_constant=_refuse_constant)
        _compact(value).encode()
    except json.JSONDecodeError as error:
        return None, f"`{shown(text)}` is not JSON: {error.msg.lower()} at character {error.colno}"
    except UnicodeEncodeError:
        return None, f"`{shown(text)}` holds half of a character"
    except ValueError as error:
        return None, f"`{shown(text)}` is not JSON: {error}"
    except RecursionError:
        return None, f"`{shown(text)}` is nested too deep"
    return value, None


def _refuse_constant(word: str) -> None:
    raise ValueError(f"{word} is no number in JSON")


def _compact(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _array(text: str, quoted: bool, kind: DataType) -> Judged:
    judged = _json(text, quoted, kind)
    if not isinstance(judged, Default):
        return judged
    value, _ = _load_json(text)
    fault = _item_fault(value, kind)
    return fault or judged


def _item_fault(value: Any, kind: DataType) -> tuple[str, str] | None:
    """Return the problem of a JSON value for a type; arrays are checked item by item."""
    if kind.name == "array" and kind.of is not None:
        if not isinstance(value, list):
            return "an array's default is a JSON array", "Write `default('[]')`."
        faults = (_item_fault(item, kind.of) for item in value if item is not None)
        return next((fault for fault in faults if fault), None)
    if TYPES[kind.name].family == "json":
        return None
    is_text = isinstance(value, str)
    judged = judge(value if is_text else _compact(value), is_text, kind)
    return None if isinstance(judged, Default) else judged


def _binary(text: str, quoted: bool, kind: DataType) -> Judged:
    return "binary takes no default", "Set the bytes where the row is made."


def _network(text: str, quoted: bool, kind: DataType) -> Judged:
    if kind.name == "macaddr":
        sound = bool(_MAC.fullmatch(text))
    else:
        from ipaddress import ip_interface, ip_network

        try:
            (ip_network if kind.name == "cidr" else ip_interface)(text)
            sound = True
        except ValueError:
            sound = False
    if sound:
        return Default("text", text)
    examples = {"macaddr": "08:00:2b:01:02:03", "cidr": "10.0.0.0/8", "inet": "10.0.0.1"}
    return invalid_value(text, False, f"{kind.name} takes an address", examples[kind.name])


def _native(text: str, quoted: bool, kind: DataType) -> Judged:
    if quoted:
        return Default("text", text)
    if text in ("true", "false"):
        return Default("boolean", text)
    if (found := NUMBER.fullmatch(text)) and (found[2] or found[3]):
        fraction = f".{found[3]}" if found[3] else ""
        return Default("number", canonical(found[1], found[2].lstrip("0"), fraction))
    message = f"`{shown(text)}` could be a word or a function of the database"
    return message, f'Write a text in quotes: `default("{shown(text)}")`.'


def _other(text: str, quoted: bool, kind: DataType) -> Judged:
    return Default("text", text)


_JUDGES: dict[Family, Callable[[str, bool, DataType], Judged]] = {
    "text": _text,
    "enum": _enum,
    "integer": integer,
    "decimal": decimal,
    "float": floating,
    "boolean": _boolean,
    "date": _date,
    "datetime": _datetime,
    "time": _time,
    "uuid": _uuid,
    "json": _json,
    "array": _array,
    "binary": _binary,
    "network": _network,
    "native": _native,
    "other": _other,
}
