"""Parts of tables in the schema's words, for messages."""

from __future__ import annotations

from scaffold.database.tables import ForeignKey, Index
from scaffold.schema.data_types import Default


def default_words(default: Default | None) -> str:
    """`default(0)`, or `no default`."""
    if default is None:
        return "no default"
    return f"default({default.value or default.kind})"


def key_words(key: ForeignKey) -> str:
    """Where a key points to, and its actions."""
    return f"`{key.table}.{key.key}`, on delete {key.on_delete}, on update {key.on_update}"


def index_words(index: Index) -> str:
    """`unique (a, b) where …`."""
    words = f"({', '.join(index.columns)})"
    if index.unique:
        words = f"unique {words}"
    return f"{words} where {index.where}" if index.where else words


def comment_words(comment: str | None) -> str:
    """The comment in quotes, or `no comment`."""
    return f'"{comment}"' if comment is not None else "no comment"
