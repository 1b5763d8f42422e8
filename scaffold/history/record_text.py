"""A record as the text of its file: JSON, an operation and a model on a line each."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Set
from json import JSONDecodeError, loads
from typing import Any, get_args

from scaffold.changes.decisions import Decision, DecisionKind
from scaffold.changes.snapshot import ModelSnapshot
from scaffold.database.validation import check_dialect_names
from scaffold.history.opaque_codec import OPAQUE
from scaffold.history.operation_codec import read_operation, write_operation
from scaffold.history.record import Record, RecordedFile, RecordedMigration, RenderedAgain
from scaffold.history.value_codec import MODEL, to_json
from scaffold.migrations import MigrationKind, check_slug

VERSION = 1
_NAME = re.compile(r"\d{14}-[0-9a-f]{8}\.json", re.ASCII)
_TIMESTAMP = re.compile(r"\d{14}", re.ASCII)
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{0,9}", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_TARGET = re.compile(r"[a-z][a-z0-9_]*", re.ASCII)


class DamagedError(ValueError):
    """The text is no record."""


def file_name(text: str, timestamp: str) -> str:
    """Return the file name of a record: a time and a digest, so that no two branches share one."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{timestamp}-{digest[:8]}.json"


def is_file_name(name: str) -> bool:
    """Whether a record may be called so."""
    return _NAME.fullmatch(name) is not None


def write(record: Record) -> str:
    """Return the text of a record's file."""
    return "".join(_lines(record))


def _lines(record: Record) -> Iterator[str]:
    yield f'{{\n"version": {VERSION},\n"previous": {to_json(record.previous)},\n"migrations": ['
    for at, migration in enumerate(record.migrations):
        yield ",\n" if at else "\n"
        yield from _migration(migration)
    yield "\n],\n" if record.migrations else "],\n"
    yield '"models": {'
    for at, (name, model) in enumerate(sorted(record.models.items())):
        yield ",\n" if at else "\n"
        yield f"{to_json(name)}: {MODEL.write(model) if model is not None else 'null'}"
    yield "\n},\n" if record.models else "},\n"
    decisions = ",\n".join(to_json(list(each)) for each in sorted(record.decisions))
    yield f'"decisions": [{chr(10) if decisions else ""}{decisions}]'
    if record.rendered:
        again = {
            name: {"dialects": list(each.dialects), "files": _files(each.files)}
            for name, each in sorted(record.rendered.items())
        }
        yield f',\n"rendered": {to_json(again)}'
    if record.imported:
        facts = ",\n".join(map(OPAQUE.write, record.opaque))
        yield f',\n"imported": [{chr(10) if facts else ""}{facts}]'
    yield "\n}\n"


def _migration(migration: RecordedMigration) -> Iterator[str]:
    head = {
        "timestamp": migration.timestamp,
        "slug": migration.slug,
        "kind": migration.kind,
        "dialects": list(migration.dialects),
        "files": _files(migration.files),
    } | ({"catches_up": True} if migration.catches_up else {})
    yield f'{to_json(head)[:-1]},"operations":['
    for at, operation in enumerate(migration.operations):
        yield ",\n" if at else "\n"
        yield write_operation(operation)
    yield "\n]}" if migration.operations else "]}"


def _files(files: Mapping[str, RecordedFile | None]) -> dict[str, object]:
    return {
        target: None if file is None else {"suffix": file.suffix, "digest": file.digest}
        for target, file in sorted(files.items())
    }


def read(text: str) -> Record:
    """Return the record of a file's text; DamagedError where it is none."""
    try:
        written = loads(text)
    except (JSONDecodeError, RecursionError) as error:
        raise DamagedError(f"it is no JSON: {error}") from error
    try:
        return _record(written)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise DamagedError(str(error)) from error


def _record(written: Any) -> Record:
    known = {"version", "previous", "migrations", "models", "decisions"}
    parts = _object(written, known, {"rendered", "imported"})
    if parts["version"] != VERSION or isinstance(parts["version"], bool):
        raise ValueError(f"version {parts['version']!r} is not one that this release knows")
    previous = parts["previous"]
    if previous is not None:
        _matching(previous, _NAME, "the name of a record")
    migrations = tuple(map(_read_migration, _list(parts["migrations"])))
    models = {_text(name): _read_model(name, each) for name, each in _pairs(parts["models"])}
    decisions = tuple(map(_read_decision, _list(parts["decisions"])))
    rendered = {
        _text(name): _read_rendered(each) for name, each in _pairs(parts.get("rendered", {}))
    }
    opaque = tuple(map(OPAQUE.read, _list(parts.get("imported", []))))
    imported = "imported" in parts
    return Record(previous, migrations, models, decisions, rendered, imported, opaque)


def _read_rendered(written: Any) -> RenderedAgain:
    parts = _object(written, {"dialects", "files"})
    return RenderedAgain(_read_dialects(parts["dialects"]), _read_files(parts["files"]))


def _read_dialects(written: Any) -> tuple[str, ...]:
    dialects = tuple(map(_text, _list(written)))
    check_dialect_names(dialects)
    return dialects


def _read_files(written: Any) -> dict[str, RecordedFile | None]:
    return {
        _matching(target, _TARGET, "a target"): _read_file(file) for target, file in _pairs(written)
    }


def _read_migration(written: Any) -> RecordedMigration:
    known = {"timestamp", "slug", "kind", "dialects", "files", "operations"}
    parts = _object(written, known, {"catches_up"})
    kind = parts["kind"]
    if kind not in get_args(MigrationKind):
        raise ValueError(f"{kind!r} is no kind of migration")
    dialects = _read_dialects(parts["dialects"])
    slug = _text(parts["slug"])
    check_slug(slug)
    if parts.get("catches_up", True) is not True:
        raise ValueError("`catches_up` is not true")
    return RecordedMigration(
        _matching(parts["timestamp"], _TIMESTAMP, "a timestamp"),
        slug,
        kind,
        dialects,
        tuple(map(read_operation, _list(parts["operations"]))),
        _read_files(parts["files"]),
        "catches_up" in parts,
    )


def _read_file(written: Any) -> RecordedFile | None:
    if written is None:
        return None
    parts = _object(written, {"suffix", "digest"})
    suffix = _matching(parts["suffix"], _SUFFIX, "a suffix")
    return RecordedFile(suffix, _matching(parts["digest"], _DIGEST, "a digest"))


def _read_model(name: str, written: Any) -> ModelSnapshot | None:
    if written is None:
        return None
    model: ModelSnapshot = MODEL.read(written)
    if model.name != name:
        raise ValueError(f"model {name!r} is called {model.name!r}")
    return model


def _read_decision(written: Any) -> Decision:
    kind, subject, text = map(_text, _list(written))
    if kind not in get_args(DecisionKind):
        raise ValueError(f"{kind!r} is no kind of decision")
    return Decision(kind, subject, text)  # type: ignore[arg-type]


def _object(written: Any, known: Set[str], optional: Set[str] = frozenset()) -> dict[str, Any]:
    parts = dict(_pairs(written))
    if not known <= set(parts) <= known | optional:
        wrong = sorted(known ^ set(parts) - optional)
        raise ValueError(f"keys are missing or unknown: {', '.join(wrong)}")
    return parts


def _pairs(written: Any) -> Iterator[tuple[str, Any]]:
    if type(written) is not dict:
        raise ValueError("an object is expected")
    yield from written.items()


def _list(written: Any) -> list[Any]:
    if type(written) is not list:
        raise ValueError("a list is expected")
    return written


def _text(written: Any) -> str:
    if type(written) is not str:
        raise ValueError("a text is expected")
    return written


def _matching(written: Any, pattern: re.Pattern[str], what: str) -> str:
    text = _text(written)
    if pattern.fullmatch(text) is None:
        raise ValueError(f"{text!r} is not {what}")
    return text


def changed_models(
    before: Mapping[str, ModelSnapshot], after: Mapping[str, ModelSnapshot]
) -> dict[str, ModelSnapshot | None]:
    """Return the models that are new or other than before, and None for removed ones."""
    changed: dict[str, ModelSnapshot | None] = {
        name: model for name, model in after.items() if before.get(name) != model
    }
    return changed | {name: None for name in before if name not in after}
