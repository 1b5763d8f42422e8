"""A schema file's text → Schema, with everything that is wrong with its form."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from typing import Any

from scaffold.errors import Place, Problem
from scaffold.schema.document import (
    Document,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    read_document,
)
from scaffold.schema.model import Field, Model, Options, Schema, TargetSetting
from scaffold.schema.read_fields import read_field
from scaffold.schema.read_settings import read_setting
from scaffold.schema.reference import OPTIONS, TOP_LEVEL, VERSION
from scaffold.schema.report import Report, in_reading_order, known_keys, listed, shown
from scaffold.values import collector_at_rest

KnownTargets = Mapping[str, Sequence[str]]


def read_schema(
    source: bytes | str, file: str, known_targets: KnownTargets
) -> tuple[Schema | None, tuple[Problem, ...]]:
    """Return the schema, or None, with all problems in reading order.

    `known_targets` has each target's name and the settings that it takes.
    """
    _, schema, problems = read_whole(source, file, known_targets)
    return schema, problems


def read_whole(
    source: bytes | str, file: str, known_targets: KnownTargets
) -> tuple[Document | None, Schema | None, tuple[Problem, ...]]:
    """Return the tree and the schema, each or None, with all problems in reading order."""
    with collector_at_rest():
        document, problems = read_document(source, file)
        if document is None:
            return None, None, in_reading_order(problems)
        report = Report(document)
        schema = _schema(document.root, report, known_targets)
    if problems or report.problems:
        return document, None, in_reading_order((*problems, *report.problems))
    return document, schema, ()


def _schema(root: MappingNode, report: Report, known_targets: KnownTargets) -> Schema:
    place = report.document.place(root)
    parts: dict[str, Node] = {}
    for key, node in root.entries:
        if key.text in TOP_LEVEL:
            parts[key.text] = node
        elif key.text[:1].isupper() and key.text.isidentifier():
            hint = "Write it under `models:`, indented: models are the keys of that mapping."
            report.at(key, f"unknown key `{key.text}` at the top of the file", hint)
        else:
            report.unknown(report.document.place(key), "key", key.text, TOP_LEVEL, "keys here")
    version = _version(parts.get("version"), place, report)
    targets = _targets(parts.get("targets"), place, report, known_targets)
    options = _options(parts.get("options"), report)
    models = _models(parts.get("models"), report)
    return Schema(version, place, targets, options, models)


def _version(node: Node | None, top: Place, report: Report) -> int:
    if node is None:
        message = "the file does not say which version of the language it is written in"
        report.add(top, message, f"Write `version: {VERSION}` as its first line.")
    elif not isinstance(node, ScalarNode) or node.text != VERSION:
        found = f"version `{shown(node.text)}`" if isinstance(node, ScalarNode) else "this version"
        hint = f"Write `version: {VERSION}`, or use the scaffold that the file was written for."
        report.at(node, f"{found} is not known: this scaffold reads version {VERSION}", hint)
    return int(VERSION)


def _entries(node: Node | None, what: str, example: str, report: Report) -> MappingNode | None:
    """The mapping, or None where there is nothing in it or something was reported."""
    if node is None or (isinstance(node, ScalarNode) and node.absent):
        return None
    if isinstance(node, MappingNode):
        return node
    report.at(node, f"{what} is a mapping of names to values", f"Write `{example}`.")
    return None


def _targets(
    node: Node | None, top: Place, report: Report, known: KnownTargets
) -> tuple[TargetSetting, ...]:
    example = f"targets: {{{next(iter(known), 'name')}: {{directory: .}}}}"
    mapping = _entries(node, "`targets`", example, report)
    if mapping is None or not mapping.entries:
        if node is None or mapping is not None or (isinstance(node, ScalarNode) and node.absent):
            place = top if node is None else report.document.place(node)
            message = "the file does not say what to generate: `targets` is missing or empty"
            report.add(place, message, f"Write `{example}`.")
        return ()
    return tuple(
        TargetSetting(
            key.text,
            report.document.place(key),
            _target_settings(key.text, value, known[key.text], report),
        )
        for key, value in known_keys(report, mapping.entries, known, "target")
    )


def _target_settings(
    name: str, node: Node, known: Sequence[str], report: Report
) -> Mapping[str, str]:
    mapping = _entries(node, f"the target {name}", f"{name}: {{directory: .}}", report)
    settings: dict[str, str] = {}
    if mapping is None:
        return settings
    allowed = dict.fromkeys(known)
    folders: dict[str, str] = {}
    for key, value in known_keys(
        report, mapping.entries, allowed, f"setting of {name}", f"settings of {name}"
    ):
        scalar = report.scalar(value, f"`{key.text}`", f"{key.text}: folder")
        if scalar is None or not _stays_inside(scalar, key.text, report):
            continue
        settings[key.text] = scalar.text
        # Tools take every file of a folder for one of their own.
        folder = posixpath.normpath(scalar.text).lower()
        first = folders.setdefault(folder, key.text) if key.text != "directory" else key.text
        if first != key.text:
            message = f"`{first}` and `{key.text}` would be one folder"
            report.at(scalar, message, "Give each a folder of its own.")
    return settings


def _stays_inside(scalar: ScalarNode, word: str, report: Report) -> bool:
    path = scalar.text
    normal = posixpath.normpath(path)
    if normal.startswith("/") or normal == ".." or normal.startswith("../"):
        message = f"`{shown(path)}` leads out of the schema's own directory"
        hint = "Write a folder below it: `directory: .`, or move the schema up."
    elif "\\" in path or ":" in path or not path.isprintable():
        message = f"`{shown(path)}` is no path that works on every system"
        hint = "Separate folders with `/`, without a drive's letter."
    else:
        return True
    report.at(scalar, message, hint)
    return False


def _options(node: Node | None, report: Report) -> Options:
    mapping = _entries(node, "`options`", "options: {id: uuid}", report)
    if mapping is None:
        return Options()
    values: dict[str, Any] = {}
    marks: dict[str, Place] = {}
    for key, value in known_keys(report, mapping.entries, OPTIONS, "option"):
        option = OPTIONS[key.text]
        marks[key.text] = report.document.place(key)
        if option.value == "flag":
            read: Any = report.flag(value, key.text)
        elif option.value == "words":
            read = _words(value, key.text, option.words, report)
        else:
            read = report.word(value, key.text, option.words)
        if read is not None:
            values[option.field] = read
    return Options(**values, marks=marks)


def _words(node: Node, what: str, words: tuple[str, ...], report: Report) -> tuple[str, ...] | None:
    if not isinstance(node, SequenceNode) or not node.items:
        report.at(node, f"`{what}` is a list of {listed(words)}", f"Write `{what}: [{words[0]}]`.")
        return None
    found = [report.word(item, what, words) for item in node.items]
    for index, item in enumerate(node.items):
        if found[index] is not None and found[index] in found[:index]:
            report.at(item, f"`{found[index]}` stands here twice", "Remove one of the two.")
    return tuple(word for word in found if word is not None)


def _models(node: Node | None, report: Report) -> tuple[Model, ...]:
    mapping = _entries(node, "`models`", "models: {Customer: {name: string}}", report)
    if mapping is None:
        return ()
    models = [_model(key, value, report) for key, value in mapping.entries]
    return tuple(model for model in models if model is not None)


def _model(key: ScalarNode, node: Node, report: Report) -> Model | None:
    place = report.document.place(key)
    named = report.identifier(key.text, place, "a model")
    example = f"{key.text}: {{name: string}}"
    mapping = _entries(node, f"the model {shown(key.text)}", example, report)
    settings: dict[str, Any] = {}
    marks: dict[str, Place] = {}
    fields: list[Field] = []
    cut = False
    for name, value in mapping.entries if mapping else ():
        if cut and isinstance(value, ScalarNode) and value.absent:
            cut = not name.text.endswith(")")
        elif name.text.startswith("$"):
            marks[name.text] = report.document.place(name)
            setting = read_setting(name, value, report)
            if setting is not None:
                settings[setting[0]] = setting[1]
        else:
            field = read_field(name, value, report, mapping is not None and mapping.flow)
            cut = mapping is not None and mapping.flow and _is_cut(value)
            if field is not None:
                fields.append(field)
    return Model(key.text, place, tuple(fields), marks=marks, **settings) if named else None


def _is_cut(node: Node) -> bool:
    """Whether a comma of the flow mapping has cut the line inside its parentheses."""
    return (
        isinstance(node, ScalarNode)
        and not node.style
        and node.text.count("(") > (node.text.count(")"))
    )
