"""The text that one template renders for one model, and the values that it uses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NoReturn

from scaffold.changes.outcome import changes
from scaffold.changes.snapshot import Snapshot
from scaffold.errors import SchemaError, UsageError
from scaffold.files.disk import disk_for
from scaffold.migrations import Migration
from scaffold.naming import suggest
from scaffold.project.compilation import compile_source
from scaffold.project.compiled_source import CompiledSchema
from scaffold.project.outputs.of_run import SAMPLE_VERSION
from scaffold.project.outputs.render import subjects
from scaffold.project.outputs.target_members import target_members
from scaffold.project.schema_data import data_of
from scaffold.project.schema_source import Source
from scaffold.targets import TARGETS
from scaffold.targets.layout.regions import lay_out_regions
from scaffold.templating.contract.reflection import is_view, members
from scaffold.templating.contract.schema_view import schema_view
from scaffold.templating.contract.views import ModelView, SchemaView
from scaffold.templating.own_templates import builtin_names
from scaffold.templating.rendering import CompiledText, render


def show(source: Source, name: str, subject: str | None) -> str:
    """Return the text that the template `name` makes of a model, or of `Model.alias`.

    UsageError for a name that nothing renders by itself, and for a model that does not exist.
    """
    compiled = compile_source(source, disk_for(source.root))
    for output in compiled.own.outputs:
        if name in (output.template, output.declared.template, output.key):
            return _of_output(compiled, output, subject)
    texts = dict(_of_targets(compiled, name))
    if not texts:
        known = [*(each.template for each in compiled.own.outputs), *builtin_names()]
        near = suggest(name, known)
        message = f"no file is rendered from `{name}` directly"
        raise UsageError(
            f"{message}: did you mean `{near}`?" if near else message,
            "`scaffold templates list` shows all templates.",
        )
    if subject is None and len(texts) == 1:
        return next(iter(texts.values()))
    if subject is not None and None in texts and len(texts) == 1:
        return texts[None]
    if subject not in texts:
        _unknown(subject, [each for each in texts if each])
    return texts[subject]


def values_of(source: Source, model: str) -> dict[str, Any]:
    """Return a model's template values as plain data; UsageError if there is no such model."""
    schema = _view(compile_source(source, disk_for(source.root)))
    found = next((each for each in schema.models if each.name == model), None)
    if found is None:
        _unknown(model, [each.name for each in schema.models])
    return {name: _plain(getattr(found, name), 0) for name in members(ModelView)}


def _plain(value: Any, depth: int) -> Any:
    """Convert a view's value to plain data; models that it refers to become names."""
    if isinstance(value, tuple):
        return [_plain(each, depth) for each in value]
    if not is_view(value):
        return value
    if depth or isinstance(value, ModelView):
        return str(value)
    plain = {name: _plain(getattr(value, name), depth + 1) for name in members(type(value))}
    for target in target_members().get(type(value), {}):
        view = getattr(value, target)
        plain |= {
            f"{target}.{name}": _plain(getattr(view, name), depth + 1)
            for name in members(type(view))
        }
    return plain


def _of_output(compiled: CompiledSchema, output: Any, subject: str | None) -> str:
    own = compiled.own
    found = {
        ".".join(filter(None, identity[1:])): values
        for identity, values in subjects(output, _view(compiled))
    }
    if subject is None and list(found) == [""]:
        subject = ""
    if subject not in found:
        _unknown(subject, found)
    values = found[subject or ""]
    sandbox = own.templates.sandbox()
    declared = output.declared
    path_text = CompiledText(sandbox, declared.path, declared.location_of("path"))
    path, problem = path_text.render(values)
    text = ""
    if problem is None:
        text, problem = render(sandbox, output.template, values)
    if problem is not None:
        problem = own.templates.located(problem)
        sources = {**compiled.source.refusal(()).sources, **own.templates.sources((problem,))}
        raise SchemaError(problem, sources=sources)
    return lay_out_regions(text, path)


def _of_targets(compiled: CompiledSchema, name: str) -> Iterable[tuple[str | None, str]]:
    """Yield the texts that targets render from a template, by model."""
    database = compiled.database
    for configured in compiled.configured_targets:
        target, settings = configured.target, configured.settings
        for artifact in target.model_artifacts(database, settings):
            if artifact.template == name:
                yield artifact.model, configured.file(artifact).content
        operations = changes(Snapshot(), database, compiled.schema).operations
        sample = Migration(SAMPLE_VERSION, "sample", "create", operations)
        artifact = target.migration_artifact(sample, database.dialects, settings, None)
        if artifact.template == name:
            yield None, configured.file(artifact).content


def _view(compiled: CompiledSchema) -> SchemaView:
    database = compiled.database
    views = {name: target.added_views(database) for name, target in TARGETS.items()}
    return schema_view(database, data_of(compiled.schema), views)


def _unknown(subject: str | None, known: Iterable[str]) -> NoReturn:
    names = [name for name in known if name]
    if subject is None:
        hint = f"There are: {', '.join(names)}."
        raise UsageError("name the model to show the template for", hint)
    near = suggest(subject, names)
    message = f"there is no `{subject}` here"
    raise UsageError(
        f"{message}: did you mean `{near}`?" if near else message,
        f"There are: {', '.join(names)}." if names else "Leave the name out.",
    )
