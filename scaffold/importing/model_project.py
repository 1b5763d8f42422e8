"""A project whose models are imported: where they are, and the settings of its target."""

from __future__ import annotations

import json
import os
from typing import Protocol

from scaffold.errors import UsageError
from scaffold.importing.code_names import CodeNames
from scaffold.importing.database_facts import DatabaseFacts
from scaffold.importing.loaded_names import code_names
from scaffold.targets.loaded_models import LoadedModels
from scaffold.targets.protocol import FILE_NAMES_SETTING
from scaffold.targets.sequelize.flavours import FILE_NAMES, file_names_like
from scaffold.targets.sequelize.loading.load_models import ModelSource, load_models, model_source

# The target whose models are loaded.
_TARGET = "sequelize"
_DEFAULTS = {"models": "models", "migrations": "migrations"}


class ModelProject(Protocol):
    """A project whose code has the names for an import; loading it runs the code."""

    @property
    def target(self) -> str:
        """The target that its models are for."""

    def load(self, dialect: str) -> LoadedModels:
        """Load the models; EnvironmentFailure if that is not possible."""

    def names(self, loaded: LoadedModels, facts: DatabaseFacts, *, one_sided: bool) -> CodeNames:
        """Return the names of the loaded models for the tables of a database."""

    def settings(self, schema_folder: str) -> str:
        """Return the settings of the target for the project's models, as YAML.

        UsageError if the project is outside the schema's folder.
        """


class SequelizeProject:
    """A Sequelize project at a path; UsageError if there is none.

    `script` exports the instance of Sequelize, for models that are not found otherwise.
    """

    target = _TARGET

    def __init__(self, path: str, script: str | None) -> None:
        self._source = model_source(path, script)
        self._files: dict[str, str] = {}

    def load(self, dialect: str) -> LoadedModels:
        """Load the models; EnvironmentFailure if that is not possible."""
        loaded = load_models(self._source, dialect)
        self._files = {
            each.name: os.path.splitext(os.path.basename(each.file))[0]
            for each in loaded.models
            if each.file is not None
        }
        return loaded

    def names(self, loaded: LoadedModels, facts: DatabaseFacts, *, one_sided: bool) -> CodeNames:
        """Return the names of the loaded models for the tables of a database."""
        return code_names(loaded, facts, one_sided=one_sided)

    def settings(self, schema_folder: str) -> str:
        """Return the settings of the target, as YAML; folders in `.sequelizerc` are left to it.

        UsageError if the project is outside the schema's folder.
        """
        return _settings(self._source, schema_folder, file_names_like(self._files))


def _settings(source: ModelSource, schema_folder: str, file_names: str) -> str:
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
    if file_names != FILE_NAMES[0]:
        settings[FILE_NAMES_SETTING] = file_names
    return "{" + ", ".join(f"{word}: {value}" for word, value in settings.items()) + "}"


def _modules(source: ModelSource) -> dict[str, str]:
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


def _folders(source: ModelSource) -> dict[str, str]:
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
