"""`scaffold generate --adopt`: compose a model's file, and prove it by loading the models."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping

from scaffold.changes.model_changes import ModelChange
from scaffold.changes.model_edits import AdoptedModel, Adoption
from scaffold.errors import EnvironmentFailure, Problem, SchemaError, UsageError
from scaffold.files.file_plan import Disk
from scaffold.targets.loaded_models import LoadedModel, LoadedModels
from scaffold.targets.sequelize.adoption.composed_file import compose
from scaffold.targets.sequelize.adoption.factory_file import read_factory
from scaffold.targets.sequelize.flavours import COMMONJS, modules_of
from scaffold.targets.sequelize.loading.load_models import load_models, model_source
from scaffold.targets.sequelize.model_edits.script import NotPlaced
from scaffold.targets.sequelize.their_models.agreement import disagreement

_STAYS = (
    "The file stays yours, and changes of the schema are edits of it. To adopt it, change that "
    "place first."
)


def adopt_model(adoption: Adoption, settings: Mapping[str, str], disk: Disk) -> AdoptedModel:
    """Return the generated file with the code of the current one; SchemaError if it cannot be.

    The code of the project is loaded before and after, without a database.
    """
    folder = posixpath.normpath(posixpath.join(settings["directory"], settings["models"]))
    where = os.path.realpath(os.path.join(disk.root, folder))
    dialect = adoption.dialects[0]
    try:
        source = model_source(where)
        before = load_models(source, dialect, {})
        model = before.model(adoption.state.name)
        if model is None:
            raise NotPlaced(f"the project does not define {adoption.state.name}")
        if modules_of(settings) != COMMONJS:
            raise NotPlaced(f"files of `modules: {modules_of(settings)}` are not adopted")
        theirs = read_factory(adoption.path, adoption.current, model.name)
        ours = read_factory(adoption.path, adoption.rendered, model.name)
        if theirs.associate is None and model.associations:
            raise NotPlaced("its associations are declared in another file")
        virtual = {each.name for each in model.attributes if each.is_virtual}
        text = compose(theirs, ours, virtual, {each.name for each in before.models})
        path = os.path.realpath(os.path.join(disk.root, adoption.path))
        after = load_models(source, dialect, {path: text})
        for reason in _differences(before, after, adoption):
            raise NotPlaced(reason)
    except NotPlaced as error:
        message = f"{adoption.path} cannot become a generated file: {error}"
        raise SchemaError(Problem(None, message, _STAYS)) from error
    except (EnvironmentFailure, UsageError) as error:
        first = error.problems[0]
        message = (
            f"{adoption.path} cannot become a generated file, because the models could not be "
            f"loaded: {first.message.splitlines()[0]}"
        )
        raise SchemaError(Problem(None, message, first.hint)) from error
    now = after.model(adoption.state.name)
    return AdoptedModel(text, tuple(_decided(model, now)) if now is not None else ())


def _decided(before: LoadedModel, after: LoadedModel) -> Iterator[str]:
    """Yield what the schema has otherwise than the code had, a word for each attribute."""
    for each in before.attributes:
        other = after.attribute(each.name)
        if other is None or each.is_virtual:
            continue
        if (each.type and each.type.key) != (other.type and other.type.key):
            yield f"type of {each.name}"
        if each.allow_null != other.allow_null and not other.primary_key:
            yield f"allowNull of {each.name}"
        if bool(each.unique) != bool(other.unique):
            yield f"unique of {each.name}"
        if (each.default is None) != (other.default is None):
            yield f"defaultValue of {each.name}"
    for one in before.associations:
        end = after.association(one.alias)
        if end is not None and one.kind != "belongsToMany" and one.on_delete != end.on_delete:
            yield f"onDelete of {one.alias}"


def _differences(before: LoadedModels, after: LoadedModels, adoption: Adoption) -> Iterator[str]:
    """Yield what the adopted file says otherwise than the schema, or lacks of the former one."""
    state = adoption.state
    if before.how != after.how:
        first = next((note for note in after.notes if note not in before.notes), "")
        yield f"the project no longer loads as it did{f': {first}' if first else ''}"
        return
    for model in before.models:
        other = after.model(model.name)
        if other is None:
            yield f"{model.name} would no longer be loaded"
            return
        yield from _lost(model, other)
    found_model = after.model(state.name)
    assert found_model is not None
    # Sequelize adds them itself.
    stamps = (found_model.created_at, found_model.updated_at, found_model.deleted_at)
    attributes = (
        ModelChange("attribute", state.name, None, each, state)
        for each in state.attributes
        if each.name not in stamps
    )
    ends = (ModelChange("association", state.name, None, x, state) for x in state.associations)
    for change in (*attributes, *ends):
        if (found := disagreement(after, change, adoption.dialects)) is not None:
            yield found


def _lost(before: LoadedModel, after: LoadedModel) -> Iterator[str]:
    name = before.name
    if (before.table, before.schema) != (after.table, after.schema):
        yield f"the table of {name} would be {after.table}"
    if sorted(before.hooks) != sorted(after.hooks):
        yield f"hooks of {name} would change"
    if sorted(before.scopes) != sorted(after.scopes):
        yield f"scopes of {name} would change"
    if sorted(before.validations) != sorted(after.validations):
        yield f"validations of {name} would change"
    if (before.singular, before.plural) != (after.singular, after.plural):
        yield f"{name} would be called {after.singular} and {after.plural} in accessors"
    for each in before.attributes:
        other = after.attribute(each.name)
        if other is None:
            yield f"{name}.{each.name} would be missing: it is not in the schema"
        elif (each.field, each.getter, each.setter, sorted(each.validations)) != (
            *(other.field, other.getter, other.setter),
            sorted(other.validations),
        ):
            yield f"column, accessors or validations of {name}.{each.name} would change"
    for one in before.associations:
        found = after.association(one.alias)
        if found is None or (found.kind, found.target) != (one.kind, one.target):
            yield f"the association {name}.{one.alias} would change"
