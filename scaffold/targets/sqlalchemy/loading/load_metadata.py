"""Load the models of a SQLAlchemy project, whose code runs."""

from __future__ import annotations

import json
import os
import posixpath
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from scaffold.errors import EnvironmentFailure, UsageError
from scaffold.targets.loaded_models import (
    LoadedAssociation,
    LoadedAttribute,
    LoadedComposite,
    LoadedDefault,
    LoadedIndex,
    LoadedModel,
    LoadedModels,
    LoadedType,
)
from scaffold.targets.sqlalchemy.setup import project_python
from scaffold.values import dataclass

_PROGRAM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "describe_models.py")
_SECONDS = 120


@dataclass(frozen=True, slots=True)
class MetadataSource:
    """A module of a project, and the name of its declarative base or MetaData, if it is given.

    directory: that from which the project's code is imported; `package` is the module's path
    below it, without `.py`.
    """

    directory: str
    package: str
    attribute: str | None = None

    @property
    def module(self) -> str:
        """The module's name for Python."""
        return self.package.removeprefix("src/").replace("/", ".")


@dataclass(frozen=True, slots=True)
class LoadedMetadata:
    """The models, and the statements that create their tables."""

    models: LoadedModels
    statements: tuple[str, ...]


def metadata_source(text: str, root: str) -> MetadataSource:
    """Return the source of `module:Base`, in the folder `root` or one in it.

    UsageError if there is no such module.
    """
    module, _, attribute = text.partition(":")
    path = module.replace(".", "/")
    if not all(part.isidentifier() for part in module.split(".")):
        raise UsageError(
            f"--metadata: `{text}` is no name of a module",
            "Write the module of the models and its base: `--metadata app.models:Base`.",
        )
    folders = [root, *_folders(root)]
    for folder in folders:
        for package in (path, posixpath.join("src", path)):
            place = os.path.join(folder, *package.split("/"))
            if os.path.isfile(f"{place}.py") or os.path.isdir(place):
                return MetadataSource(folder, package, attribute or None)
    raise UsageError(
        f"--metadata: there is no module `{module}` in {os.path.abspath(root)}",
        "Run `scaffold import` in the folder from which the project's code is imported.",
    )


def _folders(root: str) -> list[str]:
    try:
        names = sorted(os.listdir(root or os.curdir))
    except OSError:
        return []
    return [
        os.path.join(root, each)
        for each in names
        if not each.startswith(".") and os.path.isdir(os.path.join(root, each))
    ]


def load_metadata(source: MetadataSource, dialect: str | None = None) -> LoadedMetadata:
    """Return the models, and the statements for a dialect if one is given.

    EnvironmentFailure if the code cannot be loaded.
    """
    folder = os.path.realpath(source.directory)
    request = {
        "paths": [folder, os.path.join(folder, "src")],
        "module": source.module,
        "attribute": source.attribute,
        "dialect": dialect,
    }
    answer = _ask(request, folder)
    if error := answer.get("error"):
        missing = answer.get("missing")
        raise EnvironmentFailure(
            f"--metadata: {source.module} cannot be loaded: {error}",
            f"Install {missing} where the project runs: in its .venv, or in the active environment."
            if missing
            else "It must be possible to import it in the project's environment, with the settings "
            "that it needs.",
        )
    models = tuple(map(_model, answer["models"]))
    bare = tuple(map(_model, answer["tables"]))
    if not models and not bare:
        raise EnvironmentFailure(
            f"--metadata: {source.module} knows no tables",
            "Name a module that imports all models, such as the one that Alembic's env.py imports.",
        )
    loaded = LoadedModels(models, dialect, answer["version"], bare_tables=bare)
    return LoadedMetadata(loaded, tuple(answer["statements"]))


def _ask(request: Mapping[str, Any], folder: str) -> dict[str, Any]:
    python = project_python(folder) or sys.executable
    try:
        done = subprocess.run(
            [python, _PROGRAM],
            cwd=folder,
            input=json.dumps(request),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=_SECONDS,
            check=False,
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        return {"error": f"it did not end within {_SECONDS} seconds"}
    except OSError as error:
        return {"error": f"{python}: {error.strerror}"}
    except ValueError:
        lines = done.stderr.strip().splitlines()
        return {"error": lines[-1] if lines else f"Python ended with exit code {done.returncode}"}
    return answer


def _model(data: Mapping[str, Any]) -> LoadedModel:
    return LoadedModel(
        data["name"],
        data["table"],
        data["schema"],
        None,
        None,
        tuple(map(_attribute, data["attributes"])),
        tuple(map(_association, data["associations"])),
        tuple(
            LoadedIndex(each["name"], tuple(each["fields"]), each["unique"])
            for each in data["indexes"]
        ),
        file=data.get("file"),
        line=data.get("line"),
        composites=tuple(
            LoadedComposite(each["kind"], each["alias"], each["target"], tuple(each["columns"]))
            for each in data.get("composites", ())
        ),
    )


def _attribute(data: Mapping[str, Any]) -> LoadedAttribute:
    return LoadedAttribute(
        data["name"],
        data["field"],
        LoadedType("type", sql=data["type"]),
        data["allowNull"],
        data["primaryKey"],
        unique=data["unique"],
        default=LoadedDefault("sql") if data["default"] else None,
    )


def _association(data: Mapping[str, Any]) -> LoadedAssociation:
    return LoadedAssociation(
        data["kind"],
        data["alias"],
        data["target"],
        data["foreignKey"],
        other_key=data.get("otherKey"),
        through=data["through"],
        aliased=True,
    )
