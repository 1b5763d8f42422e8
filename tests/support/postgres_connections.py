"""Connections to PostgreSQL whose server process is kept for the next one.

A new process takes several milliseconds, most of them to read the catalogue for the first time.
"""

from __future__ import annotations

import select
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg.pq.abc import PGconn

# Sessions without a connection, by their connection string.
_idle: dict[str, list[PGconn]] = defaultdict(list)


class KeptConnection(psycopg.Connection[Any]):
    """A connection that resets its session when it is closed, and leaves it to the next one."""

    _conninfo = ""
    # psycopg warns of a connection that is not closed unless a pool has it.
    _pool = None

    @classmethod
    def _connect_gen(cls, conninfo: str = "", **options: Any) -> Any:
        made = cls._from_kept(conninfo)
        if made is None:
            made = yield from super()._connect_gen(conninfo, **options)
        made._conninfo = conninfo
        return made

    @classmethod
    def _from_kept(cls, conninfo: str) -> KeptConnection | None:
        while _idle[conninfo]:
            session = _idle[conninfo].pop()
            # All that arrives meanwhile is the end of the session.
            if not select.select([session.socket], [], [], 0)[0]:
                return cls(session)
            session.finish()
        return None

    def close(self) -> None:
        if self._closed or self.closed:
            return
        try:
            self.rollback()
            self.autocommit = True
            self.execute("DISCARD ALL", prepare=False)
        except psycopg.Error:
            super().close()
        else:
            self._closed = True
            _idle[self._conninfo].append(self.pgconn)


@contextmanager
def kept_connections() -> Iterator[None]:
    """During the block `psycopg.connect`, which SQLAlchemy calls, returns such connections."""
    own, psycopg.connect = psycopg.connect, KeptConnection.connect
    try:
        yield
    finally:
        psycopg.connect = own
