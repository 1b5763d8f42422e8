"""Messages about text encoding and YAML syntax."""

from __future__ import annotations

import re

from yaml import YAMLError
from yaml.error import MarkedYAMLError

from scaffold.errors import Problem, SourceLocation
from scaffold.schema.size_limit import MAX_BYTES, too_large

Words = tuple[str, str]

START = "Begin it with `version: 1`, then `targets:` and `models:`."
NOT_A_MAPPING = "the file is a mapping of keys to values, and this is not one"
NOT_TEXT: Words = (
    "this text holds a NUL or half of a character, which no database can store",
    "Remove it; any other character is written as itself, without an escape.",
)
TAG: Words = (
    "a YAML tag (`!…`) has no meaning here",
    "Remove it: every value is typed by its field.",
)
ANCHOR: Words = (
    "YAML anchors (`&name`) and aliases (`*name`) are not used here",
    "Write the value out at each place; a text that begins with `&` or `*` needs quotes.",
)
ALIAS: Words = (
    "a YAML alias (`*name`) is not used here",
    "Write the value out; a text that begins with `*` needs quotes.",
)
MERGE_KEY: Words = ("the merge key `<<` is not used here", "Write the fields out in each model.")
SECOND_DOCUMENT: Words = (
    "a second document begins here, and the file is one document",
    "Remove the line `---` and what follows it, or move its keys up into the first.",
)
KEY_NOT_A_WORD: Words = (
    "a key must be a word, not a list or a mapping",
    "Write `name: value`; text with brackets or braces needs quotes.",
)

# What git leaves where a merge could not decide between two sides.
_CONFLICT = re.compile(r"^<{7} .*?^={7}\r?$.*?^>{7} ", re.MULTILINE | re.DOTALL)
CONFLICT: Words = (
    "this file has unresolved git conflict markers",
    "Keep one side or both, and remove the lines that begin with `<<<<<<<`, `|||||||`, `=======` "
    "and `>>>>>>>`.",
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
# JSON writes a character beyond U+FFFF as two escapes, which YAML does not know.
_PAIR = re.compile(
    r"(?<!\\)((?:\\\\)*)\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE
)
_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
_OTHER_ENCODING = "Save the file as UTF-8 (in an editor: `Save with encoding`), without NUL bytes."


def is_text(text: str) -> bool:
    """Whether a database and a UTF-8 file can hold it: no NUL, no half of a surrogate pair."""
    if text.isascii():
        return "\0" not in text
    return "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def empty(file: str, start: str) -> Problem:
    return Problem(SourceLocation(file, 1, 1), "the file is empty", start)


def too_deep(limit: int) -> Words:
    return (
        f"more than {limit} levels of nesting",
        "A schema needs six at most: models, a model, a field, its long form.",
    )


def duplicate(key: str, line: int) -> Words:
    return (
        f"the key `{key}` is a duplicate (first on line {line})",
        "Remove one of the two, or give it another name.",
    )


def decode(source: bytes | str, file: str) -> tuple[str | None, Problem | None]:
    """Return the text without a byte order mark, or the problem of the encoding."""
    if len(source) > MAX_BYTES:
        return None, too_large(file, len(source))
    if isinstance(source, bytes):
        if source.startswith(_BYTE_ORDER_MARKS):
            return None, Problem(SourceLocation(file, 1, 1), "the file is UTF-16", _OTHER_ENCODING)
        try:
            text = source.decode("utf-8")
        except UnicodeDecodeError as error:
            return None, _undecodable(source, error.start, file)
    else:
        text = source
    text = text.removeprefix("\ufeff")
    if not text.isascii() and not is_text(text.replace("\0", "")):
        return None, Problem(SourceLocation(file, 1, 1), *NOT_TEXT)
    conflict = _CONFLICT.search(text) if "<<<<<<< " in text else None
    if conflict:
        return None, Problem(location_of(text, conflict.start(), file), *CONFLICT)
    control = _CONTROL.search(text)
    if control:
        code = f"U+{ord(control.group()):04X}"
        location = location_of(text, control.start(), file)
        hint = "Remove it; in a text in double quotes it can be written as an escape."
        return None, Problem(
            location, f"the control character {code} is not allowed in a file", hint
        )
    return (_PAIR.sub(_one_character, text) if _has_pairs(text) else text), None


def undecoded(raw: str, index: int) -> int:
    """Return the position in the original bytes of the decoded character at `index`."""
    for pair in _PAIR.finditer(raw) if _has_pairs(raw) else ():
        if pair.start(2) - 2 >= index:
            break
        index += len(pair[0]) - len(pair[1]) - 1
    return index


def _has_pairs(text: str) -> bool:
    return "\\u" in text and text.lstrip().startswith("{")


def _one_character(pair: re.Match[str]) -> str:
    high, low = int(pair[2], 16), int(pair[3], 16)
    return pair[1] + chr(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))


def _undecodable(source: bytes, offset: int, file: str) -> Problem:
    before = source[:offset].removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    location = location_of(before, len(before), file)
    message = f"byte {source[offset]:#04x} at offset {offset} is not UTF-8"
    return Problem(location, message, _OTHER_ENCODING)


def location_of(text: str, index: int, file: str) -> SourceLocation:
    """Return the location of a character; lines end as in YAML."""
    before = text[:index].replace("\r\n", "\n").replace("\r", "\n")
    return SourceLocation(file, before.count("\n") + 1, len(before) - before.rfind("\n"))


def without_tabs(text: str) -> str:
    """Replace tabs that libyaml reads as spaces and PyYAML's Python scanner refuses."""
    if text.lstrip().startswith("{"):
        return text.replace("\t", " ")
    return re.sub(r"(?<=:)\t+|\t+(?=[ \t]*(?:#.*)?$)", _spaces, text, flags=re.MULTILINE)


def _spaces(tabs: re.Match[str]) -> str:
    return " " * len(tabs.group())


def explain(error: YAMLError, text: str, file: str) -> Problem:
    """Return the problem of a YAML error, at the location where a person would look for it."""
    if not isinstance(error, MarkedYAMLError) or error.problem_mark is None:
        return Problem(SourceLocation(file, 1, 1), f"this is not YAML: {error}", START)
    index = min(error.problem_mark.index, len(text))
    found, context = error.problem or "", error.context or ""
    if "quoted scalar" in context and "end of stream" in found and error.context_mark:
        return _unclosed_quote(error.context_mark.index, text, file)
    if "escape" in found:
        return _bad_escape(index, text, file)
    if error.context_mark is not None and ("',' or '}'" in found or "',' or ']'" in found):
        return _unclosed_bracket(error.context_mark.index, index, text, file)
    location = location_of(text, index, file)
    if text[index : index + 1] == "\t" or "tab character" in found:
        return Problem(location, "the indentation contains a tab", "Indent with spaces.")
    if "mapping values are not allowed" in found:
        return _second_colon(index, text, location)
    if "could not find expected ':'" in found and error.context_mark is not None:
        at = error.context_mark.index
        word = text[at:].splitlines()[0].strip()
        hint = f"Write `{word}: …`, or indent the line to continue the one above."
        return Problem(location_of(text, at, file), f"no colon after `{word}`", hint)
    if "cannot start any token" in found or "node content" in found:
        char = text[index : index + 1]
        if not char:
            hint = "Write the value, and close every bracket that is open."
            return Problem(location, "the file ends where a value is expected", hint)
        hint = "Put the value into quotes where the character is meant."
        return Problem(location, f"a value cannot begin with `{char}`", hint)
    return _misplaced(index, text, location)


def _unclosed_quote(index: int, text: str, file: str) -> Problem:
    quote = text[index]
    hint = f"Close it with {quote} on the same line."
    return Problem(location_of(text, index, file), f"the quote {quote} is never closed", hint)


def _bad_escape(index: int, text: str, file: str) -> Problem:
    index = text.rfind("\\", 0, index + 1)
    escape = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\.?", re.DOTALL).match(text, index)
    code = escape.group() if escape else "\\"
    if code[1:2] in ("u", "U", "x") and len(code) > 2:
        message = f"`{code}` is no character by itself"
        hint = "Write the character itself, without an escape."
    else:
        message = f"`{code}` is no escape of a text in double quotes"
        hint = r"Write `\\` for a backslash, or put the text into single quotes."
    return Problem(location_of(text, index, file), message, hint)


def _unclosed_bracket(opened: int, index: int, text: str, file: str) -> Problem:
    bracket = text[opened : opened + 1]
    close = {"{": "}", "[": "]"}.get(bracket)
    if close is None:
        return _misplaced(index, text, location_of(text, index, file))
    line = location_of(text, index, file).line
    rest = text[index:].strip()
    if line == location_of(text, opened, file).line and rest:
        word = rest.split()[0][:20]
        hint = f"Separate with commas, put text with signs into quotes, and end it with `{close}`."
        return Problem(location_of(text, index, file), f"`{word}` does not fit here", hint)
    hint = f"Close it with `{close}`."
    return Problem(location_of(text, opened, file), f"`{bracket}` is never closed", hint)


def _line_above(index: int, text: str) -> tuple[int, str] | None:
    """Return the last line above this one with content: the offset of its text, and the text."""
    end = max(text.rfind("\n", 0, index), 0)
    for found in reversed(list(re.finditer(r"[^\r\n]+", text[:end]))):
        words = found.group().strip()
        if words and not words.startswith("#"):
            start = found.start() + len(found.group()) - len(found.group().lstrip())
            return start, words
    return None


def shorten(words: str) -> str:
    return words if len(words) <= 40 else words[:40] + "…"


def _second_colon(index: int, text: str, location: SourceLocation) -> Problem:
    line = text[: index + 1].splitlines()[-1].strip().rstrip(":")
    if ":" in line:
        return Problem(
            location,
            "a second colon in one line",
            "Put the whole value into quotes: `name: 'string comment(\"a: b\")'`.",
        )
    above = _line_above(index, text)
    if above is not None:
        start, words = above
        glued = re.fullmatch(r"(\w+):(\S.*)", words)
        at = location_of(text, start, location.file)
        if glued:
            hint = f"Write `{glued[1]}: {glued[2]}`."
            return Problem(at, f"a space is missing after the colon of `{shorten(words)}`", hint)
        if ":" not in words:
            hint = f"Write `{shorten(words)}:`, with what belongs to it below or beside it."
            return Problem(at, f"no colon after `{shorten(words)}`", hint)
    return Problem(
        location,
        f"`{line}:` is indented as part of the line above",
        "Fields of one model begin in the same column, and a key with fields ends in `:`.",
    )


def _misplaced(index: int, text: str, location: SourceLocation) -> Problem:
    before = text[:index].splitlines()[-1] if text[:index] else ""
    if before.rstrip().endswith(('"', "'")):
        return Problem(
            location,
            "there is text after the closing quote",
            "Put the whole value into quotes, or none of it.",
        )
    return Problem(
        location,
        "this line does not match the structure above it",
        "Fields of one model begin in the same column; check the indentation and the colons.",
    )
