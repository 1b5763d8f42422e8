"""The dialects that a schema declares, and how to report what one of them lacks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from scaffold.database.dialects import Dialect, name_limit
from scaffold.database.resolve.stages import Problems, listed
from scaffold.database.unsafe_literals import LiteralPosition
from scaffold.errors import SourceLocation
from scaffold.schema.model import Action
from scaffold.schema.problem_report import shown


class DeclaredDialects:
    """The declared dialects, with what all of them have."""

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
        """Whether some dialect has a hazard for the text there; one search for them all."""
        unsafe_literals = self._patterns.get(position)
        if unsafe_literals is None:
            every = (each for dialect in self.dialects for each in dialect.unsafe_literals)
            patterns = dict.fromkeys(each.pattern for each in every if position in each.positions)
            unsafe_literals = self._patterns[position] = re.compile("|".join(patterns) or "(?!)")
        return unsafe_literals.search(text) is not None

    def lacking(
        self,
        where: SourceLocation | None,
        lacks: Callable[[Dialect], bool],
        message: str,
        hint: str,
    ) -> bool:
        """Report where dialects lack something; `{dialects}` in the message names them."""
        lacking = [each for each in self.dialects if lacks(each)]
        if lacking:
            labels = listed([each.label for each in lacking])
            names = listed([each.name for each in lacking])
            way_out = f"{hint}, or remove {names} from `dialects`."
            if len(lacking) == len(self.dialects):
                way_out = f"{hint}, or declare another database in `dialects`."
            self.problems.add(where, message.replace("{dialects}", labels), way_out)
        return bool(lacking)

    def check_name(self, where: SourceLocation | None, name: str, what: str, hint: str) -> None:
        """Report a name that a dialect does not allow; `what` describes the name in the message."""
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
            self.lacking(
                where,
                lambda dialect: not dialect.names_beyond_bmp,
                f"{what} has a character that {{dialects}} cannot have in names: `{shown(name)}`",
                hint,
            )
