"""Passwords of database URLs are removed from everything that is printed.

`scaffold.cli.output` passes each text through `mask` before it prints it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

HIDDEN = "***"
# The placeholder for user and password in the help and in hints.
_EXAMPLE = "user:password"
# The password may contain unencoded characters, so it ends at the last @ of a word.
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*:/{1,2})(\S*)@")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# A shorter secret would also match ordinary words.
_SHORTEST = 4

_secrets: dict[str, str] = {}


def remember_secrets(texts: Iterable[str]) -> None:
    """Mask the passwords of the URLs in these texts, and of DATABASE_URL, from now on."""
    _secrets.clear()
    for text in (*texts, os.environ.get("DATABASE_URL", "")):
        _, found, rest = text.partition("://")
        credentials, at, _ = rest.rpartition("@")
        user, colon, password = credentials.partition(":")
        if not (found and at and colon and password) or credentials == _EXAMPLE:
            continue
        # It takes a while to import, and most commands have no URL.
        from urllib.parse import unquote

        for spell in (str, _escaped):
            _secrets[f"{spell(credentials)}@"] = f"{spell(user)}:{HIDDEN}@"
        for secret in (password, unquote(password)):
            if len(secret) >= _SHORTEST and secret != user:
                _secrets[secret] = _secrets[_escaped(secret)] = HIDDEN


def _escaped(text: str) -> str:
    """Escape control characters as the command line's messages do."""
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def mask(text: str) -> str:
    """Return the text without passwords of URLs and without remembered secrets."""
    for secret, instead in _secrets.items():
        text = text.replace(secret, instead)
    return _URL.sub(_without_password, text) if "@" in text and ":/" in text else text


def _without_password(found: re.Match[str]) -> str:
    scheme, credentials = found.groups()
    user, colon, _ = credentials.partition(":")
    if not colon or credentials == _EXAMPLE:
        return found[0]
    return f"{scheme}{user}:{HIDDEN}@"
