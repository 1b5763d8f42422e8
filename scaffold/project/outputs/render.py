"""Outputs → their files: paths and texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Literal

from scaffold.errors import Problem, SourceLocation
from scaffold.project.outputs.index import Identity
from scaffold.project.outputs.read_templates import Output, OwnFiles
from scaffold.targets.layout.regions import lay_out_regions
from scaffold.templating.contract.views import SchemaView
from scaffold.templating.rendering import NAMES_HINT, CompiledText, render
from scaffold.templating.sandbox import Sandbox
from scaffold.values import dataclass

# As many problems of one output as are shown.
_MOST = 5


@dataclass(frozen=True, slots=True)
class RenderedFile:
    """A file of an output. `where` is the location of its path."""

    identity: Identity
    path: str
    text: str
    ownership: Literal["merge", "once", "replace"]
    where: SourceLocation


def render_outputs(
    own: OwnFiles, schema: SchemaView, sandbox: Sandbox
) -> tuple[list[RenderedFile], list[Problem]]:
    """Return all files of all outputs, and the problems of rendering them."""
    files: list[RenderedFile] = []
    problems: list[Problem] = []
    for output in own.outputs:
        found: dict[tuple[SourceLocation | None, str], Problem] = {}
        for file, problem in _files(output, own, schema, sandbox):
            if file is not None:
                files.append(file)
            elif problem is not None:
                found.setdefault((problem.where, problem.message), own.templates.located(problem))
            if len(found) == _MOST:
                break
        problems += found.values()
    return files, problems


def _files(
    output: Output, own: OwnFiles, schema: SchemaView, sandbox: Sandbox
) -> Iterator[tuple[RenderedFile | None, Problem | None]]:
    declared = output.declared
    path_text = CompiledText(sandbox, declared.path, declared.location_of("path"))
    when = declared.when
    condition = (
        CompiledText.of_expression(sandbox, when, declared.location_of("when")) if when else None
    )
    for identity, values in subjects(output, schema):
        if condition is not None:
            holds, problem = condition.render(values)
            if problem is not None or not holds:
                yield None, problem
                continue
        path, problem = path_text.render(values)
        if problem is not None:
            yield None, _of_model(problem, identity)
            continue
        text, problem = render(sandbox, output.template, values)
        if problem is not None:
            yield None, _of_model(problem, identity)
            continue
        text = lay_out_regions(text, path)
        where = declared.location_of("path")
        yield RenderedFile(identity, path, text, declared.ownership, where), None


def _of_model(problem: Problem, identity: Identity) -> Problem:
    """Return the problem with a hint that shows the values of the model it was met with."""
    if problem.hint != NAMES_HINT or identity.model is None:
        return problem
    return replace(problem, hint=f"See `scaffold templates variables {identity.model}`.")


def subjects(output: Output, schema: SchemaView) -> Iterator[tuple[Identity, Mapping[str, Any]]]:
    """Yield the subjects that an output renders a file for, with the names for its template."""
    each = output.declared.each
    if each is None:
        yield Identity(output.key), {"schema": schema}
    for model in schema.models if each else ():
        if each == "model":
            yield Identity(output.key, model.name), {"schema": schema, "model": model}
            continue
        for association in model.associations:
            identity = Identity(output.key, model.name, association.alias)
            yield identity, {"schema": schema, "model": model, "association": association}
