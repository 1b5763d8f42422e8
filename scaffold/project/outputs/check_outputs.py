"""Problems of a project's templates and outputs, found before any is rendered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from scaffold.errors import Problem, SourceLocation
from scaffold.naming import suggest
from scaffold.project.outputs.read_templates import Output, OwnFiles
from scaffold.project.outputs.target_members import target_members
from scaffold.targets import TARGETS
from scaffold.templating.contract.reflection import ANY, ValueType, view_type
from scaffold.templating.contract.views import AssociationView, ModelView, SchemaView
from scaffold.templating.own_templates import SUFFIX, builtin_names, builtin_text
from scaffold.templating.static_check import StaticCheck

_EACH: Mapping[str | None, tuple[str, ...]] = {
    None: (),
    "model": ("model",),
    "association": ("model", "association"),
}
_TYPES = {"model": view_type(ModelView), "association": view_type(AssociationView)}


def roots_of(each: str | None) -> dict[str, ValueType]:
    """Return the names that the template of an output with this `each` sees."""
    return {"schema": view_type(SchemaView), **{name: _TYPES[name] for name in _EACH[each]}}


def problems_of(
    own: OwnFiles, views: Mapping[str, tuple[str, type]], folders: tuple[str, ...] = ()
) -> tuple[Problem, ...]:
    """Return the problems of the templates and outputs.

    `views` has the name and class of the view of each built-in template that is rendered directly,
    `folders` the folders of built-in templates that this project uses.
    Return the names that a built-in template can use: its view, and names set by its includers.
    """
    templates = own.templates
    filters = {name: each for target in TARGETS.values() for name, each in target.filters.items()}
    check = StaticCheck(
        templates.sandbox(filters),
        templates.source,
        lambda name: not templates.is_own(name),
        templates.names,
        target_members(),
        lambda name: builtin_text(name) if name in builtin_names() else None,
    )
    missing = [each for each in own.outputs if each.template not in templates.texts]
    problems = [_missing(each, own) for each in missing]
    for output in own.outputs:
        roots = roots_of(output.declared.each)
        if output not in missing:
            check.check(output.template, roots)
        check.check_text(output.declared.path, roots, output.declared.location_of("path"))
        if output.declared.when is not None:
            check.check_expression(output.declared.when, roots, output.declared.location_of("when"))
    if templates.overrides:
        # Built-in templates lead to those of the project that they include.
        for name, (view_name, view) in views.items():
            check.check(name, {view_name: view_type(view)})
    for name in templates.overrides:
        if name not in check.reached:
            check.check(name, _free_names(name))
    problems += map(templates.located, check.problems)
    problems += _unused(own, check.reached, folders)
    return tuple(problems)


def _free_names(name: str) -> dict[str, ValueType]:
    """Return the names that an included built-in template uses, which its includer sets."""
    from jinja2 import Environment, nodes

    from scaffold.templating.layout_tag import LayoutTag

    tree = Environment(extensions=[LayoutTag]).parse(builtin_text(name))
    found = list(tree.find_all(nodes.Name))
    bound = {each.name for each in found if each.ctx != "load"}
    # `{% for step in step.indexes %}` and the like read the name before they bind it.
    values = [each.iter for each in tree.find_all(nodes.For)]
    values += [value for each in tree.find_all(nodes.With) for value in each.values]
    bound -= {each.name for value in values for each in value.find_all(nodes.Name)}
    return dict.fromkeys((each.name for each in found if each.name not in bound), ANY)


def _missing(output: Output, own: OwnFiles) -> Problem:
    """Return the problem of an output whose template does not exist."""
    where = output.declared.location_of("template")
    name = output.declared.template or ""
    prefix = output.template.removesuffix(name)
    known = [each.removeprefix(prefix) for each in own.templates.texts if each.startswith(prefix)]
    message = f"there is no template `{name}`"
    folder = own.templates.folder if not prefix else prefix.removeprefix("pack/").rstrip("/")
    inside = name.removeprefix(f"{folder}/")
    near = inside if inside in known else suggest(name, known)
    if near:
        return Problem(where, f"{message} in {folder}: did you mean `{near}`?", f"Write `{near}`.")
    return Problem(where, f"{message} in {folder}", f"Make the file {folder}/{name}.")


def _unused(own: OwnFiles, reached: frozenset[str], folders: tuple[str, ...]) -> Iterator[Problem]:
    """Return the problem of a template that nothing uses, probably because of a wrong name.

    Built-in templates in `folders`, those of the project's module system, are suggested first.
    """
    templates = own.templates
    for name, path in templates.paths.items():
        if name.startswith("pack/") or not name.endswith(SUFFIX) or name in reached:
            continue
        names = builtin_names()
        used = [each for each in names if each.startswith(folders)]
        near = suggest(name, used) or suggest(name, names)
        message = "nothing uses this template"
        hint = "Name it in `outputs:`, include it in another, or remove it."
        if near:
            message += f": did you mean to override `{near}`?"
            hint = f"Move it to {templates.folder}/{near}, or name it in `outputs:`."
        yield Problem(SourceLocation(path, 1, 1), message, hint)
