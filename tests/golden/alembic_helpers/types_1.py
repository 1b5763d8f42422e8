"""Column types for revisions, which take nothing from the models.

Revisions use these types: this file is never changed.
"""

from typing import Any

import sqlalchemy as sa


class Declared(sa.types.UserDefinedType[Any]):
    """A type in the database's own words."""

    cache_ok = True

    def __init__(self, words: str) -> None:
        self.words = words

    def get_col_spec(self, **_: Any) -> str:
        return self.words
