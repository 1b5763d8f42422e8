"""Identifiers and reserved words of JavaScript and Python."""

from __future__ import annotations

from unicodedata import is_normalized

# ECMA-262 13th edition (2022), 12.7.2, strict mode and modules included.
JAVASCRIPT_KEYWORDS = frozenset(
    {
        *("await", "break", "case", "catch", "class", "const", "continue", "debugger"),
        *("default", "delete", "do", "else", "enum", "export", "extends", "finally", "for"),
        *("function", "if", "implements", "import", "in", "instanceof", "interface", "let"),
        *("new", "package", "private", "protected", "public", "return", "static", "super"),
        *("switch", "this", "throw", "try", "typeof", "var", "void", "while", "with", "yield"),
    }
)
# Literals, and names that strict mode forbids to bind or that shadow a constant.
JAVASCRIPT_CONSTANTS = frozenset(
    {"null", "true", "false", "undefined", "NaN", "Infinity", "arguments", "eval"}
)
JAVASCRIPT_RESERVED = JAVASCRIPT_KEYWORDS | JAVASCRIPT_CONSTANTS

# The parameters of the function that Node wraps around a CommonJS module: no `const` may
# have their names.
COMMONJS_SCOPE = frozenset({"exports", "module", "require", "__dirname", "__filename"})

# keyword.kwlist of Python 3.11 to 3.14: the output must not depend on the running version.
PYTHON_RESERVED = frozenset(
    {
        *("False", "None", "True", "and", "as", "assert", "async", "await", "break", "class"),
        *("continue", "def", "del", "elif", "else", "except", "finally", "for", "from"),
        *("global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or", "pass"),
        *("raise", "return", "try", "while", "with", "yield"),
    }
)


def is_identifier(name: str) -> bool:
    """Return whether the name is the same valid identifier in JavaScript and in Python.

    Reserved words are accepted: each target checks its own. Python normalizes identifiers to NFKC
    (PEP 3131) and JavaScript does not, so a name must be in NFKC already.
    """
    return name.isidentifier() and (name.isascii() or is_normalized("NFKC", name))
