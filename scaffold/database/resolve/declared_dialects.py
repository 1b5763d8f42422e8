"""The dialects that a schema declares, and problems about what one of them does not support."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from scaffold.database.dialect import Dialect
from scaffold.database.dialects import name_limit
from scaffold.database.resolve.stages import Problems
from scaffold.database.unsafe_literals import LiteralPosition
from scaffold.errors import SourceLocation
from scaffold.naming.word_lists import comma_and
from scaffold.schema.model import Action
from scaffold.schema.problem_report import shown


class DeclaredDialects:
    """The declared dialects, and what all of them support."""

    def __init__(self, dialects: Sequence[Dialect], problems: Problems) -> None:
        self.dialects = dialects
        self.problems = problems
        self.limit = name_limit(dialects)
        self.types = frozenset.intersection(*(frozenset(each.types) for each in dialects))
        self.limited = frozenset(name for each in dialects for name in each.type_limits)
        self.actions: frozenset[Action] = frozenset.intersection(
            *(each.actions for each in dialects)
        )
        self.without_index = frozenset(kind for each in dialects for kind in each.without_index)
        self.system_columns = frozenset(name for each in dialects for name in each.system_columns)
        self._patterns: dict[LiteralPosition, re.Pattern[str]] = {}

    def may_be_unsafe(self, position: LiteralPosition, text: str) -> bool:
        """Return whether the text is unsafe there in some dialect, with one search for all."""
        pattern = self._patterns.get(position)
        if pattern is None:
            every = (each for dialect in self.dialects for each in dialect.unsafe_literals)
            patterns = dict.fromkeys(each.pattern for each in every if position in each.positions)
            pattern = self._patterns[position] = re.compile("|".join(patterns) or "(?!)")
        return pattern.search(text) is not None

    def require(
        self,
        where: SourceLocation | None,
        unsupported: Callable[[Dialect], bool],
        message: str,
        hint: str,
    ) -> bool:
        """Report the dialects that do not support something; `{dialects}` in the message names
        them.
        """
        require = [each for each in self.dialects if unsupported(each)]
        if require:
            labels = comma_and([each.label for each in require])
            names = comma_and([each.name for each in require])
            full_hint = f"{hint}, or remove {names} from `dialects`."
            if len(require) == len(self.dialects):
                full_hint = f"{hint}, or declare another database in `dialects`."
            self.problems.add(where, message.replace("{dialects}", labels), full_hint)
        return bool(require)

    def check_name(self, where: SourceLocation | None, name: str, what: str, hint: str) -> None:
        """Report a name that a dialect does not allow; `what` is its description in the message."""
        if not self.limit.allows(name):
            for dialect in self.dialects:
                limit = dialect.name_limit
                if not limit.allows(name):
                    size = (
                        f"{limit.octets} bytes"
                        if limit.octets
                        else f"{limit.characters} characters"
                    )
                    self.problems.add(
                        where,
                        f"{what} is too long for {dialect.label}, which allows {size}: "
                        f"`{shown(name, 80)}`",
                        f"{hint}, shorter.",
                    )
                    break
        if not name.isascii() and max(name) > "\uffff":
            self.require(
                where,
                lambda dialect: not dialect.names_beyond_bmp,
                f"{what} has a character that is not allowed by {{dialects}}: `{shown(name)}`",
                hint,
            )
