"""A dump without what does not belong into a scratch database.

Rows are not needed. Other databases, roles and settings of the server must not be touched: a dump
may create, choose and drop databases by name, and its client may run programs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from scaffold.errors import Problem, SchemaError, SourceLocation
from scaffold.importing.dump.dump_statements import pieces
from scaffold.values import dataclass

_NAME = r"(?:`(?P<tick>[^`]+)`|\"(?P<quote>[^\"]+)\"|(?P<plain>[\w$-]+))"
_LEFT_OUT = {
    "postgres": r"""INSERT|UPDATE|DELETE|TRUNCATE|COPY\b.*\bFROM\s+STDIN|GRANT|REVOKE|REASSIGN
        |ALTER\s+DEFAULT\s+PRIVILEGES|ALTER\s+SYSTEM|ALTER\b[^;]*\bOWNER\s+TO\s+\S+\s*;?\Z
        |(?:CREATE|ALTER|DROP|COMMENT\s+ON)\s+
          (?:DATABASE|ROLE|USER|GROUP|TABLESPACE|PUBLICATION|SUBSCRIPTION)
        |DROP\s+OWNED|SECURITY\s+LABEL|VACUUM|ANALYZE|CHECKPOINT
        |SET\s+(?:(?:SESSION|LOCAL)\s+)?(?:ROLE|SESSION\s+AUTHORIZATION|\w*timeout|row_security
          |default_tablespace|default_table_access_method|client_min_messages)""",
    "mysql": r"""INSERT|REPLACE|UPDATE|DELETE|TRUNCATE|LOAD|LOCK|UNLOCK|FLUSH|GRANT|REVOKE|RESET
        |(?:CREATE|ALTER|DROP)\s+(?:OR\s+REPLACE\s+)?(?:DATABASE|SCHEMA|USER|ROLE)|USE
        |SET\s+(?:@@)?(?:GLOBAL|SESSION\s*\.\s*SQL_LOG_BIN)|CHANGE|START\s+SLAVE|STOP\s+SLAVE
        |SET\s+PASSWORD|SET\s+(?:DEFAULT\s+)?ROLE|ANALYZE|OPTIMIZE""",
    "sqlite": r"(?:INSERT|REPLACE)\b(?!\s+INTO\s+sqlite_(?:master|schema)\b)|UPDATE|DELETE|ANALYZE",
}
_IS_LEFT_OUT = {
    dialect: re.compile(rf"(?:{source})(?!\w)", re.IGNORECASE | re.VERBOSE | re.DOTALL)
    for dialect, source in _LEFT_OUT.items()
}
_REFUSED = {
    "postgres": re.compile(r"COPY\b[^;]*\bPROGRAM\b", re.IGNORECASE),
    "mysql": re.compile(r"INSTALL\b|SHUTDOWN\b|KILL\b", re.IGNORECASE),
    "sqlite": re.compile(r"ATTACH\b|VACUUM\b[^;]*\bINTO\b", re.IGNORECASE),
}
# Commands of psql that neither run a program nor read, write or reach anything else.
_HARMLESS = re.compile(
    r"\\(?:set|unset|echo|qecho|encoding|timing|pset|if|elif|else|endif|x|a|t|H|warn)\b[^`]*\Z"
)
_IGNORED = re.compile(r"\\(?:restrict|unrestrict)\b|\\\.")
_CONNECT = re.compile(r"\\c(?:onnect)?\s+(?:-reuse-previous=\w+\s+)?(?P<name>\"[^\"]+\"|\S+)")
_USE = re.compile(
    rf"(?:USE|CREATE\s+(?:DATABASE|SCHEMA)\s+(?:IF\s+NOT\s+EXISTS\s+)?)\s*{_NAME}", re.IGNORECASE
)
_TABLE = re.compile(r"CREATE\s+(?:TEMPORARY\s+)?TABLE\b", re.IGNORECASE)
# MySQL runs what is in such comments.
_EXECUTED = re.compile(r"/\*M?!\d*\s*|\*/")
_DEFINER = re.compile(
    r"\bDEFINER\s*=\s*(?:`[^`]*`|'[^']*'|[\w$]+)(?:\s*@\s*(?:`[^`]*`|'[^']*'|[\w.%]+))?",
    re.IGNORECASE,
)
_HAS_DEFINER = re.compile(r"\bDEFINER\s*=", re.IGNORECASE)
_OTHER = re.compile(
    rf"(?:CREATE|DROP|ALTER|RENAME)\s+(?:OR\s+REPLACE\s+)?(?:TABLE|VIEW|TRIGGER|PROCEDURE|FUNCTION"
    rf"|EVENT|SEQUENCE)\s+(?:IF\s+(?:NOT\s+)?EXISTS\s+)?{_NAME}\s*\.",
    re.IGNORECASE,
)
_COLLATION = re.compile(
    r"\)\s*ENGINE\s*=[^;]*?(?:CHARSET|CHARACTER\s+SET)\s*=?\s*(\w+)(?:[^;]*?COLLATE\s*=?\s*(\w+))?",
    re.IGNORECASE,
)
# As much of a statement is enough to know it.
_HEAD = 4000


@dataclass(frozen=True, slots=True, eq=False)
class CleanedDump:
    """The statements to load, on the lines that they have in the file.

    path: the file, or the name of what made the statements if there is no file.
    collation: character set and collation of most tables, for MySQL; empty where none is declared.
    """

    path: str
    statements: tuple[tuple[int, str], ...]
    collation: tuple[str, str] = ("", "")
    is_file: bool = True

    @property
    def text(self) -> str:
        """The statements as one script."""
        parts: list[str] = []
        line = 1
        for at, statement in self.statements:
            parts += ("\n" * (at - line), statement)
            line = at + statement.count("\n")
        return "".join((*parts, "\n"))

    def line_of(self, line: int) -> int:
        """Return the first line of the statement on a line."""
        found = [at for at, text in self.statements if at <= line <= at + text.count("\n")]
        return found[-1] if found else line


def cleaned(text: str, dialect: str, path: str) -> CleanedDump:
    """Return what is to be loaded of a dump; SchemaError for what must not run, with its line."""
    return _Cleaner(text, dialect, path).cleaned()


class _Cleaner:
    def __init__(self, text: str, dialect: str, path: str) -> None:
        self._text = text
        self._dialect = dialect
        self._path = path
        self._database = ""
        self._databases: dict[str, None] = {}
        # Database names that a script creates or uses, which it may also put before tables.
        self._own: set[str] = set()
        self._counted = 0
        self._line = 1

    def cleaned(self) -> CleanedDump:
        kept = tuple(self._kept())
        if len(self._databases) > 1:
            raise SchemaError(
                f"{self._path} has the tables of several databases: {', '.join(self._databases)}",
                "Write a dump of one database, and import that.",
            )
        own = self._qualified
        if own is not None:
            kept = tuple((line, own.sub(_unqualified, text)) for line, text in kept)
        if self._dialect == "mysql":
            for line, text in kept:
                if other := _OTHER.match(text):
                    raise self._problem(
                        line,
                        f"the statement names the database {_named(other)}",
                        "Remove the name of the database before the table's: the dump is loaded "
                        "into a database of its own.",
                    )
        found = Counter(
            (match[1], match[2] or "") for _, text in kept for match in _COLLATION.finditer(text)
        )
        collation = found.most_common(1)[0][0] if found else ("", "")
        return CleanedDump(self._path, kept, collation)

    def _kept(self) -> Iterator[tuple[int, str]]:
        for piece in pieces(self._text, self._dialect):
            if piece.kind == "data":
                continue
            line = self._line_at(piece.start)
            text = self._text[piece.start : piece.end]
            if piece.kind == "command":
                if self._is_kept_command(text, line):
                    yield line, text
            elif self._is_kept(text, line):
                yield line, self._without_definer(text)

    def _line_at(self, at: int) -> int:
        self._line += self._text.count("\n", self._counted, at)
        self._counted = at
        return self._line

    def _is_kept_command(self, text: str, line: int) -> bool:
        if self._dialect == "mysql":
            return True
        if self._dialect == "postgres":
            if _IGNORED.match(text):
                return False
            if found := _CONNECT.match(text):
                self._database = found["name"].strip('"')
                return False
            if _HARMLESS.match(text):
                return True
        raise self._problem(
            line,
            f"{text.split()[0]} is a command of the client, which may do more than make tables",
            "Remove the line, or write the dump without it (`pg_dump -s`, "
            "`sqlite3 app.db .schema`).",
        )

    def _is_kept(self, text: str, line: int) -> bool:
        head = text[:_HEAD]
        if self._dialect == "mysql":
            head = _EXECUTED.sub("", head).lstrip()
            if found := _USE.match(head):
                name = _named(found)
                self._own.add(name)
                if head[:3].upper() == "USE":
                    self._database = name
        if _REFUSED[self._dialect].match(head):
            raise self._problem(
                line,
                f"{head.split()[0].upper()} reaches beyond the database of the dump",
                "Remove the statement.",
            )
        if _TABLE.match(head):
            self._databases[self._database] = None
        return not _IS_LEFT_OUT[self._dialect].match(head)

    def _without_definer(self, text: str) -> str:
        """Return a statement that belongs to whoever runs it."""
        if self._dialect != "mysql" or not _HAS_DEFINER.search(text[:_HEAD]):
            return text
        return _DEFINER.sub("", text, count=1)

    @cached_property
    def _qualified(self) -> re.Pattern[str] | None:
        if self._dialect != "mysql" or not self._own:
            return None
        names = "|".join(map(re.escape, sorted(self._own)))
        return re.compile(
            rf"""(?P<kept>'(?:[^'\\]+|\\.)*'|"(?:[^"\\]+|\\.)*")"""
            rf"""|(?:`(?:{names})`|(?<![\w`.])(?:{names}))\s*\.\s*(?=[`\w])""",
            re.DOTALL,
        )

    def _problem(self, line: int, message: str, hint: str) -> SchemaError:
        return SchemaError(Problem(SourceLocation(self._path, line, 1), message, hint))


def _unqualified(found: re.Match[str]) -> str:
    return found["kept"] or ""


def _named(found: re.Match[str]) -> str:
    return found["tick"] or found["quote"] or found["plain"]
