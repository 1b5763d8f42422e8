"""Names as text: words, styles, plurals, identifiers, and names of keys and constraints."""

from __future__ import annotations

from scaffold.naming.constraint_names import (
    NameLimit,
    constraint_name,
    foreign_key,
    table_name,
)
from scaffold.naming.identifiers import (
    COMMONJS_SCOPE,
    JAVASCRIPT_CONSTANTS,
    JAVASCRIPT_KEYWORDS,
    JAVASCRIPT_RESERVED,
    PYTHON_RESERVED,
    is_identifier,
)
from scaffold.naming.inflect import pluralize, singularize
from scaffold.naming.suggest import suggest
from scaffold.naming.words import camel, file_stem, kebab, pascal, snake, words

__all__ = [
    "COMMONJS_SCOPE",
    "JAVASCRIPT_CONSTANTS",
    "JAVASCRIPT_KEYWORDS",
    "JAVASCRIPT_RESERVED",
    "PYTHON_RESERVED",
    "NameLimit",
    "camel",
    "constraint_name",
    "file_stem",
    "foreign_key",
    "is_identifier",
    "kebab",
    "pascal",
    "pluralize",
    "singularize",
    "snake",
    "suggest",
    "table_name",
    "words",
]
