"""`outputs:` and `templates:` → the files that are made from templates of one's own."""

from __future__ import annotations

import posixpath
from typing import Any

from scaffold.errors import SourceLocation
from scaffold.schema.document import MappingNode, Node, ScalarNode, SequenceNode
from scaffold.schema.model import DeclaredOutput
from scaffold.schema.output_reference import OUTPUT_KEYS
from scaffold.schema.problem_report import Report, known_keys, shown
from scaffold.schema.reserved_folders import reserved_part

# Of a path, and of a name in it: systems have no longer names.
_LONGEST, _LONGEST_NAME = 1_000, 255
_EXAMPLE = 'outputs: [{template: routes.js.jinja, each: model, path: "routes/{{ model.file }}.js"}]'


def read_templates_folder(node: Node | None, report: Report) -> str | None:
    """Return the folder of `templates:`; None where there is none, or it was reported."""
    if node is None:
        return None
    scalar = report.scalar(node, "`templates`", "templates: templates")
    if scalar is None:
        return None
    problem = unusable_path(scalar.text)
    if problem is None and posixpath.normpath(scalar.text) == ".":
        problem = "is the schema's own folder", "Write a folder below it: `templates: templates`."
    if problem is not None:
        report.add_at(scalar, f"`{shown(scalar.text)}` {problem[0]}", problem[1])
        return None
    return posixpath.normpath(scalar.text)


def read_outputs(node: Node | None, report: Report) -> tuple[DeclaredOutput, ...]:
    """Return the outputs; problems with them are reported."""
    if node is None or (isinstance(node, ScalarNode) and node.absent):
        return ()
    if not isinstance(node, SequenceNode):
        report.add_at(node, "`outputs` is a list of outputs", f"Write `{_EXAMPLE}`.")
        return ()
    read = [_output(item, report) for item in node.items]
    return tuple(output for output in read if output is not None)


def _output(node: Node, report: Report) -> DeclaredOutput | None:
    if not isinstance(node, MappingNode):
        report.add_at(
            node, "an output is a mapping with `template` and `path`", f"Write `{_EXAMPLE}`."
        )
        return None
    before = len(report.problems)
    location = report.document.location(node)
    values: dict[str, Any] = {}
    locations: dict[str, SourceLocation] = {}
    for key, value in known_keys(report, node.entries, OUTPUT_KEYS, "key of an output", "keys"):
        setting = OUTPUT_KEYS[key.text]
        locations[key.text] = report.document.location(value)
        if setting.value == "word":
            read: Any = report.word(value, key.text, setting.words)
        else:
            scalar = report.scalar(value, f"`{key.text}`", f"{key.text}: …")
            read = scalar.text if scalar is not None else None
        if read is not None:
            values[setting.field] = read
    if len(report.problems) == before:
        _require_whole(values, location, locations, report)
    if len(report.problems) > before:
        return None
    return DeclaredOutput(location, locations=locations, **values)


def _require_whole(
    values: dict[str, Any],
    location: SourceLocation,
    locations: dict[str, SourceLocation],
    report: Report,
) -> None:
    if ("template" in values) == ("pack" in values):
        message = "an output has one of `template` and `from`"
        report.add(location, message, "Name a template, or with `from` the folder of a pack.")
        return
    word = "template" if "template" in values else "from"
    name = values["template" if word == "template" else "pack"]
    problem = unusable_path(name)
    if problem is not None:
        report.add(locations[word], f"`{shown(name)}` {problem[0]}", problem[1])
    elif word == "from":
        others = [each for each in locations if each != "from"]
        if others:
            message = f"`{others[0]}` has no meaning beside `from`"
            report.add(locations[others[0]], message, "Remove it: the pack's outputs.yaml has it.")
    elif "path" not in values:
        message = "an output does not say where its file is"
        report.add(location, message, 'Add `path: "src/{{ model.file }}.js"`.')


def unusable_path(path: str) -> tuple[str, str] | None:
    """Return the message and hint for an invalid path below the schema's folder, else None."""
    parts = path.split("/")
    if path.startswith("/") or posixpath.normpath(path).split("/")[0] == "..":
        return "leads out of the schema's own directory", "Write a path below it."
    if ".." in parts:
        return "has a `..` in it", "Write the path without it."
    if not path or "\\" in path:
        return "is no path that works on every system", "Separate folders with `/`."
    unusable = next((each for each in path if each == ":" or not each.isprintable()), None)
    if unusable is not None:
        message = "is no path that works on every system"
        return message, f"Write it without `{shown(unusable)}`."
    if len(path) > _LONGEST or any(len(each.encode()) > _LONGEST_NAME for each in parts):
        return "is too long for a path", "Write a shorter one."
    reserved = reserved_part(path)
    if reserved is not None:
        return f"is in the folder `{reserved}`", "Write another folder."
    return None
