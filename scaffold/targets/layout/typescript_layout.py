"""Types of TypeScript: read from tokens, and printed as Prettier 3 does.

The rules are those of Prettier's `src/language-js/print` (union-type, intersection-type,
type-parameters), whose names are in the docstrings below.
"""

from __future__ import annotations

from typing import TypeAlias

from scaffold.targets.layout.javascript import literals
from scaffold.targets.layout.javascript.javascript_tokens import TokenKind
from scaffold.targets.layout.javascript.printed import preferred_quotes
from scaffold.targets.layout.javascript.printer import STEP, newline
from scaffold.targets.layout.javascript.region_reader import RegionReader, UnreadableError
from scaffold.targets.layout.javascript.rules import WIDTH
from scaffold.values import dataclass


@dataclass(frozen=True, slots=True)
class Atom:
    """A keyword (`string`, `null`) or a literal."""

    code: str

    @property
    def flat(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class NamedType:
    """A named type with its arguments: `Order`, `globalThis.Date`, `Range<Date>`."""

    name: str
    arguments: tuple[Type, ...] = ()

    @property
    def flat(self) -> str:
        inside = ", ".join(each.flat for each in self.arguments)
        return f"{self.name}<{inside}>" if self.arguments else self.name


@dataclass(frozen=True, slots=True)
class ArrayOf:
    """`T[]`."""

    element: Type

    @property
    def flat(self) -> str:
        inside = self.element.flat
        return f"({inside})[]" if isinstance(self.element, Union | Intersection) else f"{inside}[]"


@dataclass(frozen=True, slots=True)
class Union:
    """`A | B`."""

    types: tuple[Type, ...]

    @property
    def flat(self) -> str:
        return " | ".join(each.flat for each in self.types)


@dataclass(frozen=True, slots=True)
class Intersection:
    """`A & B`."""

    types: tuple[Type, ...]

    @property
    def flat(self) -> str:
        return " & ".join(each.flat for each in self.types)


@dataclass(frozen=True, slots=True)
class ObjectOf:
    """`{ name: T }`."""

    members: tuple[tuple[str, Type], ...]

    @property
    def flat(self) -> str:
        return f"{{ {'; '.join(f'{name}: {each.flat}' for name, each in self.members)} }}"


Type: TypeAlias = Atom | NamedType | ArrayOf | Union | Intersection | ObjectOf

_KEYWORDS = frozenset(
    {
        *("any", "bigint", "boolean", "false", "never", "null", "number", "object", "string"),
        *("symbol", "true", "undefined", "unknown", "void"),
    }
)
# What begins other kinds of types.
_OTHERS = frozenset(
    {"abstract", "asserts", "infer", "keyof", "new", "readonly", "typeof", "unique"}
)


def read_type(reader: RegionReader) -> Type:
    """Return the type at the reader's position; UnreadableError where it is of another kind."""
    reader.skip("|")
    types = [_intersection(reader)]
    while reader.skip("|"):
        types.append(_intersection(reader))
    return types[0] if len(types) == 1 else Union(tuple(types))


def _intersection(reader: RegionReader) -> Type:
    types = [_element(reader)]
    while reader.skip("&"):
        types.append(_element(reader))
    return types[0] if len(types) == 1 else Intersection(tuple(types))


def _element(reader: RegionReader) -> Type:
    read = _atom(reader)
    while reader.is_at("[") and reader.next_code() == "]":
        reader.advance()
        reader.advance()
        read = ArrayOf(read)
    return read


def _atom(reader: RegionReader) -> Type:
    if reader.skip("("):
        inside = read_type(reader)
        if not reader.skip(")"):
            raise UnreadableError(reader.token.code)
        return inside
    if reader.skip("{"):
        return _object(reader)
    token = reader.token
    if token.kind is TokenKind.STRING:
        return Atom(preferred_quotes(reader.advance().code))
    if token.kind is TokenKind.NUMBER:
        return Atom(reader.advance().code)
    if token.kind is not TokenKind.NAME or token.code in _OTHERS:
        raise UnreadableError(token.code)
    name = reader.advance().code
    while reader.skip("."):
        name += f".{reader.advance().code}"
    if reader.skip("<"):
        arguments = [read_type(reader)]
        while reader.skip(","):
            arguments.append(read_type(reader))
        if not reader.skip(">"):
            raise UnreadableError(reader.token.code)
        return NamedType(name, tuple(arguments))
    return Atom(name) if name in _KEYWORDS else NamedType(name)


def _object(reader: RegionReader) -> ObjectOf:
    members = []
    while not reader.skip("}"):
        if reader.token.kind is not TokenKind.NAME or reader.next_code() != ":":
            raise UnreadableError(reader.token.code)
        name = reader.advance().code
        reader.advance()
        members.append((name, read_type(reader)))
        if not reader.skip(";") and not reader.is_at("}"):
            raise UnreadableError(reader.token.code)
    if not members:
        raise UnreadableError("}")
    return ObjectOf(tuple(members))


def print_annotation(head: str, type_: Type, indent: int) -> str:
    """`head type;`, the head with its colon or equals sign."""
    column = indent + literals.width(head) + 1
    flat = type_.flat
    if column + literals.width(flat) + 1 <= WIDTH:
        return f"{head} {flat};"
    if isinstance(type_, Union) and not _is_hugged(type_):
        below = newline(indent + STEP)
        if _fits(flat, indent + STEP, 1):
            return f"{head}{below}{flat};"
        return head + below + _alternatives(type_, indent + STEP) + ";"
    return f"{head} {print_type(type_, indent, column, 1)};"


def print_type(type_: Type, indent: int, column: int, tail: int) -> str:
    """The type from `column` on, with `tail` columns to come after it on its last line."""
    if _fits(type_.flat, column, tail):
        return type_.flat
    match type_:
        case NamedType(name, arguments) if arguments and not _is_hugging(arguments):
            inner = indent + STEP
            last = len(arguments) - 1
            lines = [
                _argument(each, inner, 0 if number == last else 1)
                for number, each in enumerate(arguments)
            ]
            inside = f",{newline(inner)}".join(lines)
            return f"{name}<{newline(inner)}{inside}{newline(indent)}>"
        case ArrayOf(Union() as element):
            inner = indent + STEP
            inside = _argument(element, inner, 0)
            return f"({newline(inner)}{inside}{newline(indent)})[]"
        case ArrayOf(element):
            return f"{print_type(element, indent, column, tail + 2)}[]"
        case Intersection((first, *others)):
            text = print_type(first, indent, column, 2)
            inner = indent + STEP
            for number, each in enumerate(others, 1 - len(others)):
                after = tail if number == 0 else 2
                text += f" &{newline(inner)}{print_type(each, inner, inner, after)}"
            return text
        case ObjectOf(members):
            inner = indent + STEP
            lines = [print_annotation(f"{name}:", each, inner) for name, each in members]
            return f"{{{newline(inner)}{newline(inner).join(lines)}{newline(indent)}}}"
        case Union():
            return _hugged(type_, indent, column, tail)
        case _:
            return type_.flat


def _argument(type_: Type, indent: int, tail: int) -> str:
    """A type on a line of its own, or a line for each of its alternatives."""
    if isinstance(type_, Union) and not _is_hugged(type_) and not _fits(type_.flat, indent, tail):
        return _alternatives(type_, indent)
    return print_type(type_, indent, indent, tail)


def _alternatives(union: Union, indent: int) -> str:
    inner = indent + STEP
    return newline(indent).join(f"| {print_type(each, inner, inner, 0)}" for each in union.types)


def _hugged(union: Union, indent: int, column: int, tail: int) -> str:
    """A named type and null, of which only the arguments break."""
    first, *others = union.types
    after = "".join(f" | {each.flat}" for each in others)
    return print_type(first, indent, column, tail + literals.width(after)) + after


def _is_hugging(arguments: tuple[Type, ...]) -> bool:
    """Whether the one argument keeps the brackets closed (`shouldHugType`)."""
    if len(arguments) != 1:
        return False
    match arguments[0]:
        case Atom(code):
            return code in _KEYWORDS
        case NamedType(_, inner):
            return not inner
        case Union() as union:
            return _is_hugged(union)
        case _:
            return False


def _is_hugged(union: Union) -> bool:
    """Whether it is a named type first, and null (`shouldHugUnionType`)."""
    others = [each for each in union.types if each not in (Atom("null"), Atom("void"))]
    return len(others) == 1 and isinstance(others[0], NamedType)


def _fits(text: str, column: int, tail: int) -> bool:
    return column + literals.width(text) + tail <= WIDTH
