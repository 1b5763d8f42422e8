"""Edits of model files that a run could not make, and a person has still to make.

For each model that needs some, the file `.scaffold/open-edits.json` has what its code was written
for last: the model and its table, None for a model that had no code. It is committed with the
records.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from json import JSONDecodeError, loads
from typing import Any

from scaffold.changes.snapshot import ModelSnapshot
from scaffold.database.tables import Table
from scaffold.errors import SchemaError
from scaffold.files.disk import OPEN_EDITS
from scaffold.files.file_plan import Disk
from scaffold.history.value_codec import MODEL, TABLE, read_text, short, to_json
from scaffold.values import dataclass

VERSION = 1


@dataclass(frozen=True, slots=True)
class OpenEdit:
    """A model as its code was written for last; `renamed` has new column names by old ones."""

    model: ModelSnapshot | None = None
    table: Table | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)


# By target, then by the current name of the model.
OpenEdits = Mapping[str, Mapping[str, OpenEdit]]


def read_open_edits(disk: Disk) -> OpenEdits:
    """Return the open edits; SchemaError if the file is damaged."""
    text = disk.read(OPEN_EDITS)
    if text is None:
        return {}
    try:
        if not isinstance(text, str):
            raise ValueError(text.message)
        return _read(loads(text))
    except (JSONDecodeError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise SchemaError(
            f"{OPEN_EDITS} cannot be read: {error}", "Restore it from version control."
        ) from error


def _read(written: Any) -> OpenEdits:
    if not isinstance(written, dict) or written.get("version") != VERSION:
        raise ValueError("its version is not one that this release knows")
    return {
        read_text(target): {read_text(name): _edit(each) for name, each in models.items()}
        for target, models in written["targets"].items()
    }


def _edit(written: Any) -> OpenEdit:
    if not isinstance(written, dict) or set(written) - {"model", "table", "renamed"}:
        raise ValueError(f"{short(written)} is no open edit")
    renamed = {read_text(old): read_text(new) for old, new in written.get("renamed", {}).items()}
    if written.get("model") is None:
        return OpenEdit(renamed=renamed)
    return OpenEdit(MODEL.read(written["model"]), TABLE.read(written["table"]), renamed)


def write_open_edits(edits: OpenEdits) -> str:
    """Return the text of the file: a model on a line."""
    targets = []
    for target, models in sorted(edits.items()):
        lines = [f"{to_json(name)}: {_written(each)}" for name, each in sorted(models.items())]
        body = ",\n".join(lines)
        targets.append(f"{to_json(target)}: {{\n{body}\n}}")
    body = ",\n".join(targets)
    return f'{{\n"version": {VERSION},\n"targets": {{\n{body}\n}}\n}}\n'


def _written(edit: OpenEdit) -> str:
    parts = []
    if edit.model is not None and edit.table is not None:
        parts += [f'"model":{MODEL.write(edit.model)}', f'"table":{TABLE.write(edit.table)}']
    if edit.renamed:
        parts.append(f'"renamed":{to_json(dict(edit.renamed))}')
    return f"{{{','.join(parts)}}}"
