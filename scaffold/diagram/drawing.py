"""The data that the JavaScript of a diagram draws: texts, shortened texts, widths of boxes."""

from __future__ import annotations

import unicodedata
from typing import Any

from scaffold.database.composite_association import CompositeAssociation
from scaffold.database.tables import (
    Association,
)
from scaffold.diagram.graph import Box, Graph, KeyLine, Row

# Pixels of a character in the fonts of assets/diagram.css, and of margins.
_CELL = 7.3
_NAME_CELL = 8.0
_MARKS = 56
_MARGIN = 26
# The most characters that are drawn of a name and of a type; the whole is in the tooltip.
_NAME = 34
_TYPE = 26


def drawing(graph: Graph) -> dict[str, Any]:
    """Return the diagram as JSON-ready data for assets/layout.js and assets/draw.js."""
    return {
        "boxes": [_box(each) for each in graph.boxes],
        "lines": [_line(each) for each in graph.lines],
    }


def _cells(text: str) -> int:
    """Return how many cells a text takes in a font of fixed width; East Asian letters take two."""
    return sum(
        0 if unicodedata.combining(each) else 2 if unicodedata.east_asian_width(each) in "WF" else 1
        for each in text
    )


def _shortened(text: str, most: int) -> str:
    if _cells(text) <= most:
        return text
    short = ""
    for each in text:
        if _cells(short) + _cells(each) > most - 1:
            break
        short += each
    return f"{short}…"


def _box(box: Box) -> dict[str, Any]:
    model = box.model
    rows = [_row(each) for each in box.rows]
    label = _shortened(model.name, _NAME)
    full_table = str(model.table.name)
    table = "" if full_table.lower() in _usual(model.name) else _shortened(full_table, _TYPE)
    if model.external:
        table = f"{table}, external" if table else "external"
    widths = [_MARKS + _CELL * (_cells(r["name"]) + _cells(r["type"])) + _MARGIN for r in rows]
    widths.append(_NAME_CELL * _cells(label) + _CELL * _cells(table) + _MARGIN)
    return {
        "name": model.name,
        "label": label,
        "cells": _cells(label),
        "table": table,
        "fullTable": f"{full_table}, external" if model.external else full_table,
        "comment": model.table.comment,
        "width": max(120, round(max(widths))),
        "rows": rows,
        "associations": [
            *map(_association, model.associations),
            *map(_association, model.composites),
        ],
    }


def _usual(name: str) -> tuple[str, str]:
    """Return table names that say no more than the model's."""
    return name.lower(), f"{name.lower()}s"


def _row(row: Row) -> dict[str, Any]:
    full_type = f"{row.type}{'?' if row.nullable else ''}"
    return {
        "name": _shortened(row.name, _NAME),
        "type": _shortened(full_type, _TYPE),
        "fullName": row.name,
        "fullType": full_type,
        "marks": " ".join(row.marks),
        "key": "PK" in row.marks or "FK" in row.marks,
        "title": f"{row.name}: {full_type}",
    }


def _association(association: Association | CompositeAssociation) -> dict[str, str | None]:
    return {
        "alias": association.alias,
        "kind": association.kind,
        "target": association.target,
        "through": association.through if isinstance(association, Association) else None,
    }


def _line(line: KeyLine) -> dict[str, Any]:
    actions = f"on delete {line.on_delete.lower()}, on update {line.on_update.lower()}"
    return {
        "source": line.source,
        "target": line.target,
        "attribute": line.attribute,
        "refersTo": line.refers_to,
        "single": line.single,
        "optional": line.optional,
        "logical": line.logical,
        "actions": "no constraint in the database" if line.logical else actions,
    }
