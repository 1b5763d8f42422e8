"""The problems of one document, collected while it is read, and the words that they share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from scaffold.errors import Problem, SourceLocation
from scaffold.naming import is_identifier
from scaffold.naming.suggest import MOST_SUGGESTED
from scaffold.naming.word_lists import comma_and
from scaffold.schema.document import Document, MappingNode, Node, ScalarNode
from scaffold.schema.known_lines import KnownLine
from scaffold.schema.model import DeclaredEnum
from scaffold.schema.terms import SyntaxFault

_SQL_NAME = re.compile(r"[^\W\d][\w$-]*(?: [\w$-]+)*|\d[\w$-]*(?: [\w$-]+)*")


class Report:
    """Collects problems; methods that check a value return None or False after a problem.

    bare_decimals: the declared databases have decimals without digits.
    enums: the shared enums, by name.
    lines: what lines of fields declare, as far as they were read, by their text.
    """

    __slots__ = ("bare_decimals", "document", "enums", "lines", "problems")

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.bare_decimals = False
        self.enums: Mapping[str, DeclaredEnum] = {}
        self.lines: dict[str, KnownLine] = {}

    def add(self, location: SourceLocation, message: str, hint: str | None = None) -> None:
        self.problems.append(Problem(location, message, hint))

    def add_at(self, node: Node, message: str, hint: str | None = None) -> None:
        self.add(self.document.location(node), message, hint)

    def unknown(
        self,
        location: SourceLocation,
        what: str,
        word: str,
        known: Mapping[str, object] | Iterable[str],
        plural: str | None = None,
    ) -> None:
        """Report an unknown word, with the most similar known word, or else all known words."""
        words = tuple(known)
        near = self.nearest(word, words)
        message = f"unknown {what} `{shown(word)}`"
        if near:
            meaning = known.get(near) if isinstance(known, Mapping) else None
            self.add(location, f"{message}: did you mean `{near}`?", meaning_of(near, meaning))
        else:
            self.add(
                location,
                message,
                f"The {plural or what + 's'} are {quoted_list(words)}."
                if len(words) > 1
                else f"The only {what} is {quoted_list(words)}.",
            )

    def nearest(self, word: str, known: Iterable[str]) -> str | None:
        """The known word that was probably meant; None where there are many problems already."""
        return nearest(word, known) if len(self.problems) < MOST_SUGGESTED else None

    def scalar(self, node: Node, what: str, example: str) -> ScalarNode | None:
        """Return the node if it is a scalar that is not empty."""
        if not isinstance(node, ScalarNode):
            found = "a mapping" if hasattr(node, "entries") else "a list"
            self.add_at(
                node, f"{what} is a single value, and this is {found}", f"Write `{example}`."
            )
        elif not node.text:
            self.add_at(node, f"{what} is empty", f"Write `{example}`.")
        else:
            return node
        return None

    def identifier(self, name: str, location: SourceLocation, what: str) -> bool:
        if name.isidentifier() and (name.isascii() or is_identifier(name)) and name.strip("_"):
            return True
        if not name:
            message = f"{what} needs a name, and this one is empty"
            self.add(location, message, "Write a name of letters, digits and `_`.")
            return False
        if not name.strip("_"):
            message = f"`{shown(name)}` is no name for {what}"
            self.add(
                location, message, "A name has a letter or a digit: files are called after it."
            )
            return False
        mended = _mended(name, what)
        hint = "A name has letters, digits and `_`, and begins with no digit"
        hint += f": write `{mended}`." if mended else "."
        self.add(location, f"`{shown(name)}` is no name for {what}", hint)
        return False

    def sql_name(self, name: str, location: SourceLocation, what: str) -> bool:
        if _SQL_NAME.fullmatch(name):
            return True
        hint = "It begins with a letter, digit or `_`; `-`, `$` and single spaces may follow."
        self.add(location, f"`{shown(name)}` is no name for {what}", hint)
        return False

    def flag(self, node: Node, what: str) -> bool | None:
        """Return the value of `true` or `false`."""
        if isinstance(node, ScalarNode) and node.text in ("true", "false"):
            return node.text == "true"
        found = f"`{shown(node.text)}`" if isinstance(node, ScalarNode) and node.text else "this"
        self.add_at(node, f"{what} is `true` or `false`, not {found}", f"Write `{what}: true`.")
        return None

    def word(self, node: Node, what: str, words: tuple[str, ...]) -> str | None:
        """One of the words."""
        scalar = self.scalar(node, what, f"{what}: {words[0]}")
        if scalar is None:
            return None
        if scalar.text in words:
            return scalar.text
        location = self.document.location(scalar)
        self.unknown(location, f"value of {what}", scalar.text, words, f"values of {what}")
        return None

    def fault(self, node: ScalarNode, fault: SyntaxFault, flow: bool) -> None:
        """Report a line that is not a sequence of terms, or that YAML has cut off."""
        hint = fault.hint
        if fault.open and not node.style:
            rest = self.document.text[node.end.index : node.end.index + 40]
            if re.match(r"[ \t]+#", rest):
                hint = "YAML reads ` #` as a comment: put the whole line into quotes."
            elif flow and re.match(r"\s*[,}\]{\[]", rest):
                hint = "Inside {…} a comma ends the field: put the whole line into quotes."
        self.add(self.document.locate(node)(fault.offset), fault.message, hint)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the most similar known word; None if there are many problems already."""
    from scaffold.naming import suggest

    return suggest(word, known)


def meaning_of(word: str, meaning: object) -> str:
    """Return a hint with the word's description from the reference."""
    text = meaning if isinstance(meaning, str) else getattr(meaning, "description", "")
    return f"`{word}`: {text}." if text else f"Write `{word}`."


def quoted_list(words: Iterable[str]) -> str:
    """Return the words, each in backticks: `a`, `b` and `c`."""
    return comma_and([f"`{word}`" for word in words])


def counted(count: int) -> str:
    """Return `there is none`, `there is 1`, `there are 2`."""
    return f"there are {count}" if count > 1 else f"there is {count or 'none'}"


def shown(text: str, limit: int = 40) -> str:
    """Return the text for a message: on one line and truncated."""
    if text.isprintable() and len(text) <= limit:
        return text
    line = "".join(char if char.isprintable() else repr(char)[1:-1] for char in text[:limit])
    return line + "…" if len(text) > limit else line


def _mended(name: str, what: str) -> str | None:
    from unicodedata import normalize

    from scaffold.naming import camel, pascal

    name = normalize("NFKC", name)
    plain = re.sub(r"\W+", " ", name).strip().lstrip("0123456789 _")
    mended = re.sub(r"\W", "", pascal(plain) if "model" in what else camel(plain))
    return mended if is_identifier(mended) else None


def in_reading_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by line and column; those without a location come first."""
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.where or ("", 0, 0)))


def entries_of(node: Node | None, what: str, example: str, report: Report) -> MappingNode | None:
    """Return the mapping's entries, or None if it is empty or a problem was reported."""
    if node is None or (isinstance(node, ScalarNode) and node.absent):
        return None
    if isinstance(node, MappingNode):
        return node
    report.add_at(node, f"{what} is a mapping of names to values", f"Write `{example}`.")
    return None


def known_keys(
    report: Report,
    entries: Iterable[tuple[ScalarNode, Node]],
    known: Mapping[str, object],
    what: str,
    plural: str | None = None,
) -> list[tuple[ScalarNode, Node]]:
    """Return the entries with known keys; report the others."""
    kept = []
    for key, node in entries:
        if key.text in known:
            kept.append((key, node))
        else:
            report.unknown(report.document.location(key), what, key.text, known, plural)
    return kept
