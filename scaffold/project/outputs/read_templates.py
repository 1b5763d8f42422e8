"""Reads the templates of the schema's folder and of packs."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from dataclasses import field

from scaffold.errors import EnvironmentFailure, Problem, SchemaError, SourceLocation
from scaffold.schema.document import MappingNode, Node, ScalarNode, read_document
from scaffold.schema.model import DeclaredOutput, Schema
from scaffold.schema.problem_report import Report
from scaffold.schema.read_outputs import read_outputs
from scaffold.templating.own_templates import NO_TEMPLATES, OwnTemplates
from scaffold.values import dataclass

PACK_FILE = "outputs.yaml"
_MAX_BYTES = 1_000_000
_MAX_FILES = 2_000


@dataclass(frozen=True, slots=True)
class Output:
    """An output: the name of its template, its key, and its declaration.

    `file` is the schema or a pack's outputs.yaml.
    """

    key: str
    template: str
    declared: DeclaredOutput
    file: str


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """The templates and the outputs of a schema. `sources` has the text of each outputs.yaml."""

    templates: OwnTemplates = NO_TEMPLATES
    outputs: tuple[Output, ...] = ()
    sources: dict[str, str] = field(default_factory=dict)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The files and folders that were read or listed, relative to the schema's folder."""
        return self.templates.inputs


NOTHING = OwnFiles()


def read_own_files(schema: Schema, root: str, name: str) -> OwnFiles:
    """Return the templates and outputs of a schema in the folder `root`, called `name`.

    SchemaError for a template that is no text, EnvironmentFailure for a pack that is missing.
    """
    if schema.templates is None and not schema.outputs:
        return NOTHING
    texts: dict[str, str] = {}
    paths: dict[str, str] = {}
    inputs: list[str] = []

    def take(folder: str, prefix: str) -> None:
        _refuse_links(root, folder)
        inputs.append(folder)
        for path in _walk(root, folder, inputs):
            inside = path.removeprefix(f"{folder}/")
            inputs.append(path)
            if prefix and inside == PACK_FILE:
                continue
            texts[prefix + inside] = _text(root, path)
            paths[prefix + inside] = path

    if schema.templates is not None:
        if not os.path.isdir(os.path.join(root, schema.templates)):
            raise SchemaError(
                Problem(
                    schema.templates_at,
                    f"there is no folder `{schema.templates}`",
                    "Create it for your templates, or run `scaffold templates copy NAME`.",
                )
            )
        take(schema.templates, "")
    found: list[tuple[str, DeclaredOutput, str]] = []
    sources: dict[str, str] = {}
    for output in schema.outputs:
        if output.pack is None:
            found.append((output.template or "", output, name))
            continue
        folder = posixpath.normpath(output.pack)
        file = f"{folder}/{PACK_FILE}"
        text = _pack_text(root, folder, file, output)
        if file not in sources:
            take(folder, f"pack/{folder}/")
        sources[file] = text
        for each in _pack_outputs(text, file):
            found.append((f"pack/{folder}/{each.template}", each, file))
    templates = OwnTemplates(schema.templates, texts, paths, tuple(dict.fromkeys(inputs)))
    return OwnFiles(templates, tuple(_identified(found)), sources)


def _identified(found: list[tuple[str, DeclaredOutput, str]]) -> Iterator[Output]:
    """Yield each output with a unique key: its template's name, numbered from the second one on."""
    counts: dict[str, int] = {}
    for template, declared, file in found:
        count = counts[template] = counts.get(template, 0) + 1
        key = template if count == 1 else f"{template}#{count}"
        yield Output(key, template, declared, file)


def _pack_text(root: str, folder: str, file: str, output: DeclaredOutput) -> str:
    full = os.path.join(root, file)
    if os.path.isfile(full):
        return _text(root, file)
    installed = "node_modules" in folder.split("/")
    hint = "Run `npm install`." if installed else f"`from` is a folder that has an {PACK_FILE}."
    there = os.path.isdir(os.path.join(root, folder))
    missing = f"the pack {folder} has no {PACK_FILE}" if there else f"the pack {folder} is missing"
    raise EnvironmentFailure(Problem(output.location_of("from"), missing, hint))


def _pack_outputs(text: str, file: str) -> tuple[DeclaredOutput, ...]:
    """Return the outputs of a pack; SchemaError with the problems of its file."""
    document, problems = read_document(text, file, "Begin it with `outputs:`.")
    outputs: tuple[DeclaredOutput, ...] = ()
    if document is not None:
        report = Report(document)
        outputs = read_outputs(_outputs_of(document.root, report), report)
        for each in outputs:
            if each.pack is not None:
                message = "a pack cannot use other packs"
                report.add(each.location_of("from"), message, "Name its templates with `template`.")
        problems = (*problems, *report.problems)
    if problems:
        raise SchemaError(problems, sources={file: text})
    return outputs


def _outputs_of(root: MappingNode, report: Report) -> Node | None:
    outputs: Node | None = None
    for key, node in root.entries:
        if key.text == "outputs":
            outputs = node
        else:
            report.unknown(report.document.location(key), "key", key.text, ("outputs",))
    return outputs or ScalarNode("", None, root.start, root.end)


def _walk(root: str, folder: str, inputs: list[str]) -> list[str]:
    """Yield the files below a folder, without hidden ones and node_modules."""
    found: list[str] = []
    full = os.path.join(root, folder)
    try:
        entries = sorted(os.scandir(full), key=lambda entry: entry.name)
    except OSError as error:
        hint = "Change its permissions and run again."
        raise EnvironmentFailure(f"{folder}: {error.strerror}", hint) from error
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.name.startswith(".") or entry.name == "node_modules":
            continue
        _refuse_links(root, path)
        if entry.is_dir(follow_symlinks=False):
            inputs.append(path)
            found += _walk(root, path, inputs)
        elif entry.is_file():
            found.append(path)
        if len(found) > _MAX_FILES:
            hint = "Name a folder that contains only templates."
            raise SchemaError(f"{folder} has more than {_MAX_FILES:,} files", hint)
    return found


def _refuse_links(root: str, path: str) -> None:
    """SchemaError if a path crosses a link; npm's links to packages are followed."""
    parts = path.split("/")
    packages = parts.index("node_modules") + 1 if "node_modules" in parts else 0
    if packages:
        packages += 2 if parts[packages : packages + 1] and parts[packages][:1] == "@" else 1
    for end in range(packages + 1, len(parts) + 1):
        if os.path.islink(os.path.join(root, *parts[:end])):
            link = "/".join(parts[:end])
            message = "this is a link, and templates are not read through links"
            hint = "Replace the link by the file or folder, or remove it."
            raise SchemaError(Problem(SourceLocation(link, 1, 1), message, hint))


def _text(root: str, path: str) -> str:
    full = os.path.join(root, path)
    where = SourceLocation(path, 1, 1)
    try:
        with open(full, "rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        hint = "Change its permissions and run again."
        raise EnvironmentFailure(f"{path}: {error.strerror}", hint) from error
    if len(data) > _MAX_BYTES:
        message = f"a template has at most {_MAX_BYTES:,} bytes"
        raise SchemaError(Problem(where, message, "Move the file out of the folder."))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = "this is not UTF-8 text"
        hint = "Save the template as UTF-8, or move the file out of the folder of templates."
        raise SchemaError(Problem(where._replace(line=line), message, hint)) from error
    return text.removeprefix("\ufeff").replace("\r\n", "\n")
