"""The one-line grammar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scaffold.errors import SourceLocation
from scaffold.schema.terms import SyntaxFault, Term, parse_terms


def parse(text: str) -> tuple[tuple[Term, ...], SyntaxFault | None]:
    return parse_terms(text, lambda offset: SourceLocation("f", 1, offset + 1))


def spelled(term: Term) -> str:
    word = repr(term.word) if term.quoted else term.word
    if term.arguments is None:
        return word
    return f"{word}({', '.join(map(spelled, term.arguments))})"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("string", "string"),
        ("  string(120)   required ", "string(120) required"),
        ("decimal( 10 ,2 ) default(-0.5)", "decimal(10, 2) default(-0.5)"),
        ("array(decimal(10, 2))", "array(decimal(10, 2))"),
        ("""enum("a b", 'it''s', c)""", """enum('a b', "it's", c)"""),
        (r'comment("a \"b\" \\ \u00e9 \n")', """comment('a "b" \\\\ é \\n')"""),
        ("default(2030-01-01T10:00:00Z)", "default(2030-01-01T10:00:00Z)"),
        ('default("")', "default('')"),
        ("text\nrequired\n", "text required"),
    ],
)
def test_terms(text: str, terms: str) -> None:
    found, fault = parse(text)
    assert fault is None
    assert " ".join(map(spelled, found)) == terms


def test_each_term_and_argument_has_its_location() -> None:
    (enum, default), _ = parse('enum(a, "b c") default(a)')
    assert (enum.location.column, default.location.column) == (1, 16)
    assert [argument.location.column for argument in enum.arguments or ()] == [6, 9]


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("string, required", 6, "comma"),
        ("string (120)", 7, "space"),
        ("string()", 7, "empty argument"),
        ("enum(a,)", 7, "missing"),
        ("enum(a b)", 7, "space inside an argument"),
        ("string(120", 6, "never closed"),
        ('default("x', 8, "never closed"),
        ("default('it's)", 12, "does not fit"),
        ("string)", 6, "no word before it"),
        ("string @x", 7, "no meaning"),
        ('"string"', 0, "only inside parentheses"),
        (r'default("\q")', 9, "not a valid escape"),
        (r'default("\ud800")', 8, "half of a surrogate pair"),
        ("array (text)", 6, "space"),
        ("f(g (x))", 3, "space before"),
    ],
)
def test_faults(text: str, offset: int, message: str) -> None:
    _, fault = parse(text)
    assert fault is not None
    assert message in fault.message
    assert (fault.offset, bool(fault.hint)) == (offset, True)


@given(st.text(alphabet="ab1 (),\"'\\.#=\n", max_size=40) | st.text(max_size=40))
def test_no_line_raises(text: str) -> None:
    terms, fault = parse(text)
    assert terms or fault or not text.strip()


NAMES = st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True)
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)


@given(NAMES, st.lists(TEXTS, min_size=1, max_size=4), st.booleans())
def test_what_is_quoted_is_read_back(word: str, texts: list[str], single: bool) -> None:
    import json

    quoted = ["'" + text.replace("'", "''") + "'" if single else json.dumps(text) for text in texts]
    (term,), fault = parse(f"{word}({', '.join(quoted)})")
    assert fault is None
    assert [argument.word for argument in term.arguments or ()] == texts
    assert all(argument.quoted for argument in term.arguments or ())
