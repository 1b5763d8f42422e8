"""A project whose models are imported: where they are, and the settings of its target."""

from __future__ import annotations

import json
import os

from scaffold.errors import UsageError
from scaffold.targets.loaded_models import LoadedModels
from scaffold.targets.sequelize.loading.load_models import ModelSource, load_models, model_source

ModelProject = ModelSource
# The target whose models are loaded.
TARGET = "sequelize"
_DEFAULTS = {"models": "models", "migrations": "migrations"}


def find_project(path: str, script: str | None) -> ModelProject:
    """Return where the models of a project are; UsageError if there are none."""
    return model_source(path, script)


def load_project(project: ModelProject, dialect: str) -> LoadedModels:
    """Load the models of a project, whose code runs; EnvironmentFailure if that is not possible."""
    return load_models(project, dialect)


def target_settings(source: ModelProject, schema_folder: str) -> str:
    """Return the settings of the target for a project's models, as YAML.

    Folders that `.sequelizerc` names are left to it. UsageError if the project is outside the
    schema's folder.
    """
    home = os.path.realpath(schema_folder)
    directory = os.path.relpath(source.root, home).replace(os.sep, "/")
    if directory.startswith(".."):
        raise UsageError(
            f"--models: {source.root} is outside the schema's folder",
            f"Run `scaffold import` in {source.root}, or in a folder above it.",
        )
    settings = {"directory": directory}
    if not os.path.isfile(os.path.join(source.root, ".sequelizerc")):
        settings |= _folders(source)
    settings |= _modules(source)
    settings["model_files"] = "theirs"
    return "{" + ", ".join(f"{word}: {value}" for word, value in settings.items()) + "}"


def _modules(source: ModelProject) -> dict[str, str]:
    """Return the module system where `.js` files are ES modules: that of new files then."""
    try:
        with open(os.path.join(source.root, "package.json"), encoding="utf-8-sig") as file:
            package = json.load(file)
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(package, dict) or package.get("type") != "module":
        return {}
    is_typescript = os.path.isfile(os.path.join(source.root, "tsconfig.json"))
    return {"modules": "typescript" if is_typescript else "esm"}


def _folders(source: ModelProject) -> dict[str, str]:
    """Return the folders of models and migrations that are not at their usual places."""
    if source.entry is None:
        return {}
    folder = source.entry if os.path.isdir(source.entry) else os.path.dirname(source.entry)
    beside = os.path.join(os.path.dirname(folder), "migrations")
    found = {"models": os.path.relpath(folder, source.root)}
    if not os.path.isdir(os.path.join(source.root, "migrations")) and os.path.isdir(beside):
        found["migrations"] = os.path.relpath(beside, source.root)
    return {
        word: path.replace(os.sep, "/") for word, path in found.items() if path != _DEFAULTS[word]
    }
