"""A logical line of Python → a statement whose layout is known.

Read are assignments, calls, the heads of classes and `from … import`, with what these are made
of: names, literals, calls, subscripts, collections. Of anything else only the end is looked for.
"""

from __future__ import annotations

from keyword import iskeyword

from scaffold.targets.layout.python_cursor import TokenCursor
from scaffold.targets.layout.python_nodes import (
    Assignment,
    Atom,
    Bracket,
    Chain,
    Expression,
    Import,
    Item,
    Line,
    Statement,
)
from scaffold.targets.layout.python_tokens import (
    COMMENT,
    END,
    NAME,
    NUMBER,
    OPERATOR,
    STRING,
    UnreadableCode,
)

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_CONSTANTS = frozenset({"None", "True", "False"})
_AFTER_VALUE = frozenset({",", ")", "]", "}", ""})


def read_statement(text: str, indent: int) -> Statement:
    """Return the statement, which begins at `indent`.

    Raise UnreadableCode where it is none of those that are read.
    """
    return _Reader(text, indent).statement()


def read_item(text: str, indent: int, opening: str) -> Item:
    """Return one item of a bracket and the comma behind it; raise UnreadableCode for anything else.

    The item begins at `indent`.
    """
    return _Reader(text, indent).whole_item(opening)


class _Reader(TokenCursor):
    def statement(self) -> Statement:
        code = self._statement()
        comment = self._take().code if self._next.kind == COMMENT else ""
        if self._next.kind != END:
            self._fail()
        return Statement(code, comment, "\n" not in self._text)

    def whole_item(self, opening: str) -> Item:
        head, value = self._item(opening)
        self._expect(",")
        if self._next.kind != END:
            self._fail()
        return Item(head, value)

    def _statement(self) -> Assignment | Line | Import:
        if self._is("from"):
            return self._import()
        if self._is("return"):
            return Assignment("return", None, self._assigned())
        if self._is("class"):
            self._at += 1
            bases = self._operand("class ")
            self._expect(":")
            return Line(bases, ":")
        target = self._operand()
        if self._is(":"):
            self._at += 1
            annotation = self._value()
            value = self._assigned() if self._is("=") else None
            return Assignment(_flat(target), annotation, value)
        if self._is("="):
            return Assignment(_flat(target), None, self._assigned())
        if self._is(","):
            self._at += 1
            return Line(target, ",")
        return Line(target)

    def _assigned(self) -> Expression:
        """The value after `=`, without parentheses around it: the layout decides on those."""
        self._at += 1
        start = self._at
        if self._is("("):
            self._at += 1
            try:
                value = self._operand()
                if self._is(")"):
                    self._at += 1
                    if self._next.kind in (END, COMMENT):
                        return value
            except UnreadableCode:
                pass
            self._at = start
        return self._value()

    def _import(self) -> Import:
        start = self._take().start
        while not self._is("import"):
            if self._next.kind not in (NAME, OPERATOR):
                self._fail()
            self._at += 1
        module = " ".join(self._text[start : self._take().start].split())
        names: list[str] = []
        inside = self._is("(")
        self._at += inside
        comma = False
        while self._next.kind == NAME:
            name = self._take().code
            if self._is("as"):
                name += f" as {self._tokens[self._at + 1].code}"
                self._at += 2
            names.append(name)
            comma = self._is(",")
            self._at += comma
        exploded = comma and inside and self._next.newline
        if inside:
            self._expect(")")
        if not names:
            self._fail()
        return Import(module, tuple(names), exploded)

    def _value(self) -> Expression:
        """An expression, as written where it is of a kind that is not known."""
        start = self._at
        try:
            value = self._operand()
            if self._ends_value():
                return value
        except UnreadableCode:
            pass
        self._at = start
        self._skip_value()
        if self._at == start:
            self._fail()
        begin = self._tokens[start].start
        last = self._tokens[self._at - 1]
        return Atom(self._text[begin : last.start + len(last.code)], False, self._indent(begin))

    def _ends_value(self) -> bool:
        token = self._next
        return token.kind == COMMENT or (
            token.kind != STRING and (token.code in _AFTER_VALUE or token.code == "=")
        )

    def _operand(self, head: str = "") -> Expression:
        token = self._take()
        kind, code = token.kind, token.code
        if kind == OPERATOR and code in _CLOSING:
            found = self._bracket("", code)
            if found.is_tuple and len(found.items) == 1 and not self._comma_before_closing():
                self._fail()
            return self._without_more(found)
        if kind == OPERATOR and code == "-" and self._next.kind == NUMBER:
            return self._without_more(Atom("-" + self._take().code))
        if kind == STRING:
            return self._without_more(Atom(_double_quoted(code)))
        if kind == NUMBER:
            return self._without_more(Atom(code))
        if kind == NAME and (not iskeyword(code) or code in _CONSTANTS):
            return self._named(head + self._dotted(code))
        self._at -= 1
        self._fail()

    def _without_more(self, value: Expression) -> Expression:
        """The value, if no method of it is called and no other string follows."""
        if self._next.kind == STRING or self._is(".") or self._is("(") or self._is("["):
            self._fail()
        return value

    def _named(self, name: str) -> Expression:
        if not (self._is("(") or self._is("[")):
            return self._without_more(Atom(name))
        first = self._bracket(name, self._take().code)
        calls: list[Bracket] = []
        while self._is("."):
            self._at += 1
            if self._next.kind != NAME:
                self._fail()
            method = self._dotted(self._take().code)
            if not (self._is("(") or self._is("[")):
                self._fail()
            calls.append(self._bracket(method, self._take().code))
        self._without_more(first)
        return Chain(first, tuple(calls)) if calls else first

    def _bracket(self, callee: str, opening: str) -> Bracket:
        """The items up to the closing bracket.

        A comma behind the last item keeps a line for each, as in ruff, unless the opening bracket
        and the closing one each have an item on their line.
        """
        closing = _CLOSING[opening]
        newline = self._next.newline
        comment = ""
        if self._next.kind == COMMENT and not self._next.newline:
            comment = self._take().code
        items: list[Item] = []
        comma = False
        while True:
            above = self._comments()
            if self._is(closing):
                break
            if items and not comma:
                self._fail()
            head, value = self._item(opening)
            behind = self._comment_behind()
            if behind and not (self._is(closing) or self._is(",")):
                self._fail()
            comma = self._is(",")
            self._at += comma
            behind = " ".join(filter(None, (behind, self._comment_behind())))
            items.append(Item(head, value, above, behind))
        exploded = comma and bool(items) and (newline or self._next.newline)
        if comma and opening == "[" and callee and len(items) == 1:
            self._fail()
        self._at += 1
        return Bracket(callee, opening, tuple(items), closing, exploded, comment, above)

    def _item(self, opening: str) -> tuple[str, Expression]:
        first, second = self._next, self._tokens[self._at + 1]
        if first.kind == OPERATOR and first.code in ("*", "**"):
            self._at += 1
            return first.code, self._value()
        if opening == "(" and first.kind == NAME and second.code == "=":
            self._at += 2
            return f"{first.code}=", self._value()
        if opening == "{":
            start = self._at
            try:
                key = self._operand()
                # A key that has brackets could break in them.
                if isinstance(key, Atom) and self._is(":"):
                    self._at += 1
                    return f"{key.code}: ", self._value()
            except UnreadableCode:
                pass
            self._at = start
        return "", self._value()


def _flat(target: Expression) -> str:
    flat = target.flat
    if flat is None:
        raise UnreadableCode(repr(target))
    return flat


def _double_quoted(string: str) -> str:
    """A string in the quotes that ruff prefers, where that changes nothing but the quotes."""
    body = string[1:-1]
    if string[0] == "'" and '"' not in body and "\\" not in body:
        return f'"{body}"'
    return string
