"""The output of each generated file: `.scaffold/outputs.json`.

A file is identified by its output and its model or association, so that a rename moves it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from scaffold.errors import SchemaError
from scaffold.files.disk import OUTPUTS_INDEX

_VERSION = 1


class Identity(NamedTuple):
    """The subject of a file: the key of its output, its model and its association, if any."""

    output: str
    model: str | None = None
    association: str | None = None


def dump_index(files: Mapping[str, Identity]) -> str:
    """Return the text of the index: one line a file, sorted, so that branches merge."""
    # One encoder for all lines: to make it takes longer than to use it.
    encode = json.JSONEncoder(ensure_ascii=False).encode
    lines = (
        f"{encode(path)}: {encode([each for each in identity if each is not None])}"
        for path, identity in sorted(files.items())
    )
    inside = ",\n".join(f"    {line}" for line in lines)
    files_text = f"{{\n{inside}\n  }}" if inside else "{}"
    return f'{{\n  "version": {_VERSION},\n  "files": {files_text}\n}}\n'


def load_index(text: str | None) -> dict[str, Identity]:
    """Read an index; SchemaError if it cannot be read."""
    if text is None:
        return {}
    try:
        data = json.loads(text)
        if data["version"] != _VERSION:
            raise SchemaError(
                f"{OUTPUTS_INDEX} was written by a newer version of scaffold",
                "Upgrade scaffold: pip install --upgrade sequelize-scaffold",
            )
        files = {str(path): Identity(*map(str, parts)) for path, parts in data["files"].items()}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise SchemaError(
            f"{OUTPUTS_INDEX} cannot be read: {error}", "Restore it from version control."
        ) from error
    return files
