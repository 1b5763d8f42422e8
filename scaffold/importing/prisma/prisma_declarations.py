"""The declarations of a Prisma schema, as they are written."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Literal

from scaffold.errors import SourceLocation
from scaffold.importing.prisma.prisma_tokens import Token, problem, tokens
from scaffold.values import dataclass

_CORRECT = "Correct the file; `npx prisma validate` checks it."
_BLOCKS = ("datasource", "generator", "model", "view", "enum", "type")


@dataclass(frozen=True, slots=True)
class PrismaValue:
    """A value: `items` are the arguments of a call, or the values of a list."""

    kind: Literal["text", "number", "name", "call", "list"]
    text: str
    place: SourceLocation
    items: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument; its name is empty where it has none."""

    name: str
    value: PrismaValue


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute without its `@` or `@@`."""

    name: str
    arguments: tuple[Argument, ...]
    place: SourceLocation

    def argument(self, *names: str) -> PrismaValue | None:
        """Return the argument of the first of these names that is there; "" has none."""
        for name in names:
            for each in self.arguments:
                if each.name == name:
                    return each.value
        return None


@dataclass(frozen=True, slots=True)
class Field:
    """A field, or a value of an enum (its type is empty). `unsupported`: the native type."""

    name: str
    type: str
    place: SourceLocation
    attributes: tuple[Attribute, ...] = ()
    unsupported: str = ""
    is_list: bool = False
    optional: bool = False
    comment: str = ""

    def attribute(self, name: str) -> Attribute | None:
        """Return an attribute by its name."""
        return next((each for each in self.attributes if each.name == name), None)


@dataclass(frozen=True, slots=True)
class Block:
    """A declaration; `settings` are those of a datasource or generator."""

    kind: str
    name: str
    place: SourceLocation
    fields: tuple[Field, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    settings: tuple[Argument, ...] = ()
    comment: str = ""

    def attribute(self, name: str) -> Attribute | None:
        """Return an attribute of the block by its name."""
        return next((each for each in self.attributes if each.name == name), None)

    def setting(self, name: str) -> PrismaValue | None:
        """Return a setting."""
        return next((each.value for each in self.settings if each.name == name), None)


def parse(text: str, file: str) -> tuple[Block, ...]:
    """Return the declarations of a file; SchemaError at the first place that is not understood."""
    return _Parser(text, file).blocks()


class _Parser:
    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._tokens = tokens(text, file)
        self._at = 0

    def blocks(self) -> tuple[Block, ...]:
        found: list[Block] = []
        while True:
            comment = self._comments()
            if self._peek.kind == "end":
                return tuple(found)
            found.append(self._block(comment))

    @property
    def _peek(self) -> Token:
        return self._tokens[self._at]

    def _next(self) -> Token:
        token = self._tokens[self._at]
        self._at += token.kind != "end"
        return token

    def _is(self, sign: str) -> bool:
        """Step over a sign if it is there."""
        if self._peek.kind != "sign" or self._peek.text != sign:
            return False
        self._at += 1
        return True

    def _want(self, kind: str, text: str = "") -> Token:
        token = self._next()
        if token.kind != kind or (text and token.text != text):
            shown = {"newline": "the end of the line", "end": "the end of the file"}
            found = shown.get(token.kind, f"`{token.text}`")
            wanted = f"`{text}`" if text else f"a {kind}"
            raise problem(
                token.place,
                f"{found} where {wanted} belongs",
                _CORRECT,
                self._text,
            )
        return token

    def _comments(self) -> str:
        """Step over ends of lines, and return the `///` comment before what follows."""
        lines: list[str] = []
        while self._peek.kind in ("newline", "doc"):
            token = self._next()
            if token.kind == "doc":
                lines.append(token.text[3:].strip())
        return "\n".join(lines)

    def _skip_lines(self) -> None:
        while self._peek.kind in ("newline", "doc"):
            self._at += 1

    def _block(self, comment: str) -> Block:
        kind = self._want("name")
        if kind.text not in _BLOCKS:
            raise problem(
                kind.place,
                f"a block `{kind.text}` is unknown to import",
                f"Known are: {', '.join(_BLOCKS)}.",
                self._text,
            )
        name = self._want("name").text
        self._want("sign", "{")
        fields: list[Field] = []
        attributes: list[Attribute] = []
        settings: list[Argument] = []
        while True:
            doc = self._comments()
            if self._is("}"):
                break
            if self._is("@@"):
                attributes.append(self._attribute())
            elif kind.text in ("datasource", "generator"):
                word = self._want("name").text
                self._want("sign", "=")
                settings.append(Argument(word, self._value()))
            else:
                fields.append(self._field(kind.text == "enum", doc))
            if self._peek.kind == "doc":
                after = self._next().text[3:].strip()
                if fields and not (attributes and attributes[-1].place > fields[-1].place):
                    whole = "\n".join(filter(None, (fields[-1].comment, after)))
                    fields[-1] = replace(fields[-1], comment=whole)
            if self._peek.text != "}":
                self._want("newline")
        return Block(
            kind.text,
            name,
            kind.place,
            tuple(fields),
            tuple(attributes),
            tuple(settings),
            comment,
        )

    def _field(self, is_value: bool, comment: str) -> Field:
        name = self._want("name")
        kind = unsupported = ""
        is_list = optional = False
        if not is_value:
            kind = self._want("name").text
            if kind == "Unsupported":
                self._want("sign", "(")
                unsupported = _unquoted(self._want("text"))
                self._want("sign", ")")
            if self._is("["):
                self._want("sign", "]")
                is_list = True
            optional = self._is("?")
        attributes: list[Attribute] = []
        while self._is("@"):
            attributes.append(self._attribute())
        return Field(
            name.text, kind, name.place, tuple(attributes), unsupported, is_list, optional, comment
        )

    def _attribute(self) -> Attribute:
        name = self._want("name")
        word = name.text
        while self._is("."):
            word += f".{self._want('name').text}"
        arguments = self._arguments(")") if self._is("(") else ()
        return Attribute(word, arguments, name.place)

    def _arguments(self, end: str) -> tuple[Argument, ...]:
        found: list[Argument] = []
        self._skip_lines()
        while not self._is(end):
            word = ""
            following = self._tokens[self._at + 1 : self._at + 2]
            if self._peek.kind == "name" and following and following[0].text == ":":
                word = self._next().text
                self._next()
                self._skip_lines()
            found.append(Argument(word, self._value()))
            self._skip_lines()
            if not self._is(","):
                self._want("sign", end)
                break
            self._skip_lines()
        return tuple(found)

    def _value(self) -> PrismaValue:
        place = self._peek.place
        if self._is("["):
            return PrismaValue("list", "", place, self._arguments("]"))
        if self._peek.kind == "text":
            return PrismaValue("text", _unquoted(self._next()), place)
        if self._peek.kind == "number":
            return PrismaValue("number", self._next().text, place)
        word = self._want("name").text
        while self._is("."):
            word += f".{self._want('name').text}"
        if self._is("("):
            return PrismaValue("call", word, place, self._arguments(")"))
        return PrismaValue("name", word, place)


def _unquoted(token: Token) -> str:
    """Return what a text in quotes says, whose escapes are those of JSON."""
    try:
        text: str = json.loads(token.text, strict=False)
    except ValueError:
        raise problem(
            token.place, f"{token.text} has an escape that is not known", _CORRECT
        ) from None
    return text
