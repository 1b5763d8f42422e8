"""Read the values that a JavaScript configuration file exports, without running it.

Anything computed by more than `path`, `__dirname`, constants and `+` is `COMPUTED`.
"""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.targets.sequelize.existing.js_expressions import (
    BRACKETS,
    COMPUTED,
    DECLARE,
    PATH_FUNCTIONS,
    PATH_MODULES,
    Computed,
    ExpressionReader,
    PathFunction,
    PathModule,
    Value,
)
from scaffold.targets.sequelize.existing.js_tokens import UnreadableError, tokens, unquoted


def exported(text: str, folder: str) -> Mapping[str, str | Computed]:
    """Return the texts that a CommonJS file in `folder`, an absolute path, exports by name.

    UnreadableError if the exported names cannot be determined.
    """
    found = _Statements(tokens(text), folder).exports()
    if found is None:
        return {}
    if not isinstance(found, Mapping):
        raise UnreadableError("its exports are computed at run time")
    return {
        name: value if isinstance(value, str) and value.isprintable() else COMPUTED
        for name, value in found.items()
        if value is not None
    }


class _Statements(ExpressionReader):
    """Reads the statements of a file that are outside all brackets."""

    def exports(self) -> Value:
        exports: Value = None
        while self._at < len(self._tokens):
            start = self._at
            if self._take_any(DECLARE):
                self._declaration()
            elif self._take("import"):
                self._import()
            elif self._take("module", ".", "exports", "="):
                # `module.exports = exports = {…}`
                self._take("exports", "=")
                exports = self._expression()
            elif self._take("module", ".", "exports") or self._take("exports"):
                exports = self._member(exports)
            elif self._take("export", "{"):
                exports = self._named_export(exports)
            elif self._text in BRACKETS:
                self._skip_brackets()
            else:
                self._assignment()
            if self._at == start:
                self._at += 1
        return exports

    def _declaration(self) -> None:
        while True:
            if self._take("{"):
                names = self._destructured()
                module = self._expression() if self._take("=") else COMPUTED
                for name, own in names:
                    is_path = isinstance(module, PathModule) and own in PATH_FUNCTIONS
                    self._names[name] = PathFunction(own) if is_path else COMPUTED
            elif self._kind == "word":
                name = self._text
                self._at += 1
                self._names[name] = self._expression() if self._take("=") else None
            if not self._take(","):
                return

    def _destructured(self) -> list[tuple[str, str]]:
        """Return the names in `{a, b: c}` or `{a, b as c}`: the local and the module's name."""
        names = []
        while self._kind == "word":
            own = name = self._text
            self._at += 1
            if self._take(":") or self._take("as"):
                name = self._text
                self._at += 1
            names.append((name, own))
            self._take(",")
        self._take("}")
        return names

    def _import(self) -> None:
        names: list[tuple[str, str]] = []
        whole: list[str] = []
        while (self._kind == "word" and self._text != "from") or self._text in ("{", "*", ","):
            if self._take("{"):
                names += self._destructured()
            elif self._take("*", "as") or self._kind == "word":
                whole.append(self._text)
                self._at += 1
            else:
                self._at += 1
        is_path = self._take("from") and self._text[1:-1] in PATH_MODULES
        for name in whole:
            self._names[name] = PathModule() if is_path else COMPUTED
        for name, own in names:
            known = is_path and own in PATH_FUNCTIONS
            self._names[name] = PathFunction(own) if known else COMPUTED

    def _named_export(self, exports: Value) -> Value:
        """Read `export { options as 'module.exports' }`, the result of `require`."""
        while self._kind == "word":
            name = self._text
            self._at += 1
            if self._take("as") and self._text[1:-1] == "module.exports":
                exports = self._names.get(name, COMPUTED)
            self._at += self._kind == "string" or self._text == ","
        return exports

    def _member(self, exports: Value) -> Value:
        """Read `module.exports.name = …` or `exports['name'] = …`."""
        name = self._property()
        if name is None or not self._take("="):
            return COMPUTED
        value = self._expression()
        known = exports if isinstance(exports, Mapping) else {} if exports is None else None
        return COMPUTED if known is None else {**known, name: value}

    def _property(self) -> str | None:
        if self._take(".") and self._kind == "word":
            self._at += 1
            return self._tokens[self._at - 1].text
        if self._take("[") and self._kind == "string":
            name = unquoted(self._text)
            self._at += 1
            return name if self._take("]") else None
        return None

    def _assignment(self) -> None:
        """Read `name = …` or `name.part = …`, after which the name's value is unknown."""
        if self._kind != "word":
            return
        name = self._text
        self._at += 1
        while self._text in (".", "["):
            if self._property() is None:
                return
        if self._text in ("=", "(") or (name in self._names and self._text not in ("", ";")):
            self._names[name] = COMPUTED
