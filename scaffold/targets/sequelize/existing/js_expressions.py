"""Evaluate JavaScript expressions that need no running code."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from scaffold.targets.sequelize.existing.js_tokens import (
    Token,
    UnreadableError,
    tokens,
    unescaped,
    unquoted,
)
from scaffold.values import dataclass

BRACKETS = {"(": ")", "[": "]", "{": "}"}
_ENDS = ("", ";", ",", ")", "}", "]")
_DEEPEST = 50
DECLARE = ("const", "let", "var")
PATH_MODULES = ("path", "node:path")
PATH_FUNCTIONS = frozenset({"resolve", "join", "normalize"})


class Computed:
    """A value that is known only at run time."""

    def __repr__(self) -> str:
        return "COMPUTED"


COMPUTED = Computed()


@dataclass(frozen=True, slots=True)
class PathModule:
    """Node's module `path`."""


@dataclass(frozen=True, slots=True)
class PathFunction:
    name: str


Value = str | Computed | PathModule | PathFunction | Mapping[str, "Value"] | None


class ExpressionReader:
    """Reads the expressions of a file in `folder`, an absolute path."""

    def __init__(self, tokens: list[Token], folder: str) -> None:
        self._tokens = tokens
        self._folder = folder
        self._at = 0
        self._depth = 0
        self._names: dict[str, Value] = {}

    @property
    def _text(self) -> str:
        return self._tokens[self._at].text if self._at < len(self._tokens) else ""

    @property
    def _kind(self) -> str:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else ""

    def _take(self, *texts: str) -> bool:
        found = [token.text for token in self._tokens[self._at : self._at + len(texts)]]
        if found != list(texts):
            return False
        self._at += len(texts)
        return True

    def _take_any(self, texts: tuple[str, ...]) -> bool:
        return any(self._take(text) for text in texts)

    def _skip_brackets(self) -> None:
        """Skip what is in brackets; exports in it depend on what runs."""
        closing = [BRACKETS[self._text]]
        self._at += 1
        while closing:
            text = self._text
            if text == "" or text in ("exports", "export"):
                raise UnreadableError("its exports are computed at run time")
            if text == closing[-1]:
                closing.pop()
            elif self._kind == "mark" and text in BRACKETS:
                closing.append(BRACKETS[text])
            elif text == "=" and self._tokens[self._at - 1].kind == "word":
                self._names[self._tokens[self._at - 1].text] = COMPUTED
            elif isinstance(self._names.get(text), Mapping):
                # A function that is passed an object may change it.
                self._names[text] = COMPUTED
            self._at += 1

    def _expression(self) -> Value:
        """Return the value of an expression; of a computed one only the end is found."""
        if self._depth > _DEEPEST:
            raise UnreadableError("it is nested too deeply")
        self._depth += 1
        value = self._sum()
        self._depth -= 1
        if self._text in _ENDS or self._begins_line():
            return value
        while self._text not in _ENDS:
            if self._text in BRACKETS:
                self._skip_brackets()
            else:
                self._at += 1
                if self._begins_line():
                    break
        return COMPUTED

    def _begins_line(self) -> bool:
        """Return whether a statement begins here: files may have no semicolons."""
        return self._kind == "word" and self._text in (*DECLARE, "module", "exports", "export")

    def _sum(self) -> Value:
        value = self._operand()
        while self._take("+"):
            other = self._operand()
            together = isinstance(value, str) and isinstance(other, str)
            value = f"{value}{other}" if together else COMPUTED
        return value

    def _operand(self) -> Value:
        kind, text = self._kind, self._text
        if kind == "string":
            self._at += 1
            return unquoted(text)
        if kind == "template":
            self._at += 1
            return self._template(text)
        if text == "{":
            return self._object()
        if self._take("("):
            value = self._expression()
            return value if self._take(")") else COMPUTED
        if self._take("require", "("):
            module = unquoted(self._text) if self._kind == "string" else ""
            self._at += 1
            taken = self._take(")")
            return self._called(PathModule() if taken and module in PATH_MODULES else COMPUTED)
        if self._take("process", ".", "cwd", "(", ")"):
            return self._folder
        if self._take("__dirname"):
            return self._folder
        if self._take("undefined") or self._take("null"):
            return None
        if kind == "word":
            self._at += 1
            return self._called(self._names.get(text, COMPUTED))
        return COMPUTED

    def _called(self, value: Value) -> Value:
        """Return the value of a name and what follows it: `path.resolve(…)`."""
        while True:
            if self._take("."):
                name = self._text
                self._at += 1
                if isinstance(value, Mapping):
                    value = value.get(name)
                elif isinstance(value, PathModule) and name == "sep":
                    value = "/"
                elif isinstance(value, PathModule) and name in PATH_FUNCTIONS:
                    value = PathFunction(name)
                elif not (isinstance(value, PathModule) and name == "posix"):
                    value = COMPUTED
            elif self._text == "(":
                if not isinstance(value, PathFunction):
                    self._skip_brackets()
                    value = COMPUTED
                else:
                    value = self._path(value.name)
            elif self._text == "[":
                self._skip_brackets()
                value = COMPUTED
            else:
                return value

    def _path(self, function: str) -> Value:
        parts: list[Value] = []
        self._take("(")
        while self._text not in (")", ""):
            parts.append(self._expression())
            if not self._take(","):
                break
        if not self._take(")"):
            return COMPUTED
        texts = [part for part in parts if isinstance(part, str)]
        if len(texts) != len(parts):
            return COMPUTED
        if function == "resolve":
            return posixpath.normpath(posixpath.join(self._folder, *texts))
        return posixpath.normpath("/".join(filter(None, texts)) or ".")

    def _object(self) -> Value:
        values: dict[str, Value] = {}
        self._take("{")
        while not self._take("}"):
            name: str | None = None
            if self._take("..."):
                spread = self._expression()
                if not isinstance(spread, Mapping):
                    return self._unknown_object()
                values |= spread
            elif self._kind in ("string", "word", "number"):
                name = unquoted(self._text) if self._kind == "string" else self._text
                self._at += 1
            elif self._take("["):
                key = self._expression()
                if not isinstance(key, str) or not self._take("]"):
                    return self._unknown_object()
                name = key
            else:
                return self._unknown_object()
            if name is not None:
                if self._take(":"):
                    values[name] = self._expression()
                elif self._text in (",", "}"):
                    values[name] = self._names.get(name, COMPUTED)
                else:
                    return self._unknown_object()
            if not self._take(",") and self._text != "}":
                return self._unknown_object()
        return values

    def _unknown_object(self) -> Value:
        while self._text not in ("}", ""):
            if self._text in BRACKETS:
                self._skip_brackets()
            else:
                self._at += 1
        self._take("}")
        return COMPUTED

    def _template(self, text: str) -> Value:
        parts: list[str] = []
        for number, part in enumerate(re.split(r"\$\{([^{}`]*)\}", text[1:-1])):
            if number % 2 == 0:
                if "${" in part:
                    return COMPUTED
                parts.append(unescaped(part))
                continue
            inner = ExpressionReader(tokens(part), self._folder)
            inner._names = self._names
            value = inner._expression()
            if not isinstance(value, str) or inner._text:
                return COMPUTED
            parts.append(value)
        return "".join(parts)
