"""Parse a schema file's text to a Schema, and report all syntax errors."""

from __future__ import annotations

from typing import Any

from scaffold.errors import Problem, SourceLocation
from scaffold.schema.document import (
    Document,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    read_document,
)
from scaffold.schema.model import DeclaredModel, Field, Options, Schema
from scaffold.schema.problem_report import (
    Report,
    entries_of,
    in_reading_order,
    known_keys,
    quoted_list,
    shown,
)
from scaffold.schema.read_enums import read_enums
from scaffold.schema.read_fields import read_field
from scaffold.schema.read_outputs import read_outputs, read_templates_folder
from scaffold.schema.read_targets import KnownTargets, read_targets
from scaffold.schema.reference import ACTIONS, OPTIONS, TOP_LEVEL, VERSION
from scaffold.values import collector_at_rest

__all__ = ["KnownTargets", "read_schema"]


def read_schema(
    source: bytes | str, file: str, known_targets: KnownTargets
) -> tuple[Schema | None, tuple[Problem, ...]]:
    """Return the schema, or None, with all problems in reading order.

    `known_targets` has each target's name and its settings' defaults.
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
    location = report.document.location(root)
    parts: dict[str, Node] = {}
    for key, node in root.entries:
        if key.text in TOP_LEVEL:
            parts[key.text] = node
        elif key.text[:1].isupper() and key.text.isidentifier():
            hint = "Write it under `models:`, indented: models are the keys of that mapping."
            report.add_at(key, f"unknown key `{key.text}` at the top of the file", hint)
        else:
            report.unknown(report.document.location(key), "key", key.text, TOP_LEVEL, "keys here")
    version = _version(parts.get("version"), location, report)
    targets = read_targets(parts.get("targets"), location, report, known_targets)
    options = _options(parts.get("options"), report)
    report.bare_decimals = options.dialects == ("postgres",)
    enums = read_enums(parts.get("enums"), options, report)
    report.enums = {enum.name: enum for enum in enums}
    models = _models(parts.get("models"), report)
    templates = read_templates_folder(parts.get("templates"), report)
    outputs = read_outputs(parts.get("outputs"), report)
    own = next((each for each in outputs if each.template is not None), None)
    if own is not None and "templates" not in parts:
        message = "the schema does not say which folder has the templates"
        report.add(own.location_of("template"), message, "Add `templates: templates` at the top.")
    at = report.document.location(parts["templates"]) if templates else None
    return Schema(version, location, targets, options, enums, models, templates, at, outputs)


def _version(node: Node | None, top: SourceLocation, report: Report) -> int:
    if node is None:
        message = "the file does not say which version of the language it is written in"
        report.add(top, message, f"Write `version: {VERSION}` as its first line.")
    elif not isinstance(node, ScalarNode) or node.text != VERSION:
        found = f"version `{shown(node.text)}`" if isinstance(node, ScalarNode) else "this version"
        hint = f"Write `version: {VERSION}`, or use the scaffold that the file was written for."
        report.add_at(node, f"{found} is not known: this scaffold reads version {VERSION}", hint)
    return int(VERSION)


def _options(node: Node | None, report: Report) -> Options:
    mapping = entries_of(node, "`options`", "options: {id: uuid}", report)
    if mapping is None:
        return Options()
    values: dict[str, Any] = {}
    locations: dict[str, SourceLocation] = {}
    for key, value in known_keys(report, mapping.entries, OPTIONS, "option"):
        option = OPTIONS[key.text]
        locations[key.text] = report.document.location(key)
        if option.value == "flag":
            read: Any = report.flag(value, key.text)
        elif option.value == "words":
            read = _words(value, key.text, option.words, report)
        elif option.value == "sql":
            read = _name(value, key.text, report)
        elif option.value == "names":
            read = _names(value, key.text, report)
        else:
            read = report.word(value, key.text, option.words)
            if option.value == "action":
                read = ACTIONS.get(read or "")
        if read is not None:
            values[option.field] = read
    return Options(**values, locations=locations)


def _name(node: Node, what: str, report: Report) -> str | None:
    scalar = report.scalar(node, what, f"{what}: …")
    if scalar is None:
        return None
    location = report.document.location(scalar)
    return scalar.text if report.sql_name(scalar.text, location, what) else None


def _names(node: Node, what: str, report: Report) -> tuple[str, ...] | None:
    if not isinstance(node, SequenceNode):
        report.add_at(node, f"`{what}` is a list of names", f"Write `{what}: [cube]`.")
        return None
    found = [_name(item, what, report) for item in node.items]
    return tuple(dict.fromkeys(name for name in found if name is not None))


def _words(node: Node, what: str, words: tuple[str, ...], report: Report) -> tuple[str, ...] | None:
    if not isinstance(node, SequenceNode) or not node.items:
        report.add_at(
            node, f"`{what}` is a list of {quoted_list(words)}", f"Write `{what}: [{words[0]}]`."
        )
        return None
    found = [report.word(item, what, words) for item in node.items]
    for index, item in enumerate(node.items):
        if found[index] is not None and found[index] in found[:index]:
            report.add_at(item, f"`{found[index]}` is listed twice", "Remove one of the two.")
    return tuple(word for word in found if word is not None)


def _models(node: Node | None, report: Report) -> tuple[DeclaredModel, ...]:
    mapping = entries_of(node, "`models`", "models: {Customer: {name: string}}", report)
    if mapping is None:
        return ()
    models = [_model(key, value, report) for key, value in mapping.entries]
    return tuple(model for model in models if model is not None)


def _model(key: ScalarNode, node: Node, report: Report) -> DeclaredModel | None:
    location = report.document.location(key)
    named = report.identifier(key.text, location, "a model")
    example = f"{key.text}: {{name: string}}"
    mapping = entries_of(node, f"the model {shown(key.text)}", example, report)
    settings: dict[str, Any] = {}
    locations: dict[str, SourceLocation] = {}
    fields: list[Field] = []
    cut = False
    for name, value in mapping.entries if mapping else ():
        if cut and isinstance(value, ScalarNode) and value.absent:
            cut = not name.text.endswith(")")
        elif name.text.startswith("$"):
            from scaffold.schema.read_settings import read_setting

            locations[name.text] = report.document.location(name)
            setting = read_setting(name, value, report)
            if setting is not None:
                settings[setting[0]] = setting[1]
        else:
            field = read_field(name, value, report, mapping is not None and mapping.flow, key.text)
            cut = mapping is not None and mapping.flow and _is_cut(value)
            if field is not None:
                fields.append(field)
    return (
        DeclaredModel(key.text, location, tuple(fields), locations=locations, **settings)
        if named
        else None
    )


def _is_cut(node: Node) -> bool:
    """Whether a comma of the flow mapping has cut the line inside its parentheses."""
    return (
        isinstance(node, ScalarNode)
        and not node.style
        and node.text.count("(") > (node.text.count(")"))
    )
