"""A SQLAlchemy project whose models are imported: their names, their tables, and its target."""

from __future__ import annotations

import configparser
import os
import posixpath
import tomllib
from collections.abc import Mapping
from dataclasses import replace

from scaffold.errors import UsageError
from scaffold.importing.code_names import CodeNames
from scaffold.importing.database_facts import DatabaseFacts
from scaffold.importing.dump.cleaned import CleanedDump
from scaffold.importing.loaded_names import code_names
from scaffold.naming import camel, snake
from scaffold.targets.loaded_models import LoadedAssociation, LoadedModel, LoadedModels
from scaffold.targets.sqlalchemy.loading.load_metadata import (
    LoadedMetadata,
    MetadataSource,
    load_metadata,
    metadata_source,
)

TARGET = "sqlalchemy"
_NO_ALEMBIC = (
    "Alembic is not set up: there is no alembic.ini. Run `alembic init migrations` and set "
    "`target_metadata` in its env.py before the first migration"
)


class MetadataProject:
    """The models of `module:Base`, which are loaded once; UsageError if there is no module."""

    target = TARGET

    def __init__(self, text: str, root: str) -> None:
        self._source: MetadataSource = metadata_source(text, root)
        self._text = text
        self._loaded: LoadedMetadata | None = None

    @property
    def label(self) -> str:
        """The name in messages."""
        return self._text

    def dump(self, dialect: str) -> CleanedDump:
        """Return the statements that create the tables of the models in a dialect.

        EnvironmentFailure if they cannot be loaded.
        """
        self._loaded = load_metadata(self._source, dialect)
        statements: list[tuple[int, str]] = []
        line = 1
        for each in self._loaded.statements:
            # As the bytes of a file.
            statements.append((line, f"{each};".encode().decode("latin-1")))
            line += each.count("\n") + 1
        return CleanedDump(f"--metadata {self._text}", tuple(statements), is_file=False)

    def load(self, dialect: str) -> LoadedModels:
        """Return the models with the names that the schema has for those of Python.

        EnvironmentFailure if they cannot be loaded.
        """
        found = self._metadata.models
        has_alembic = _script_location(self._source.directory) is not None
        return replace(
            found,
            models=tuple(map(_in_schema, found.models)),
            notes=() if has_alembic else (_NO_ALEMBIC,),
        )

    def names(self, loaded: LoadedModels, facts: DatabaseFacts, *, one_sided: bool) -> CodeNames:
        """Return the names of the loaded models for the tables of a database."""
        bare = tuple(each for each in loaded.bare_tables if loaded.model(each.name) is None)
        found = code_names(
            replace(loaded, models=(*loaded.models, *bare)), facts, one_sided=one_sided
        )
        without_model = {(each.table, each.schema) for each in bare}
        return replace(
            found,
            models={
                table: name
                for table, name in found.models.items()
                if (table.name, table.schema) not in without_model
            },
            attributes={
                (table, column): name
                for (table, column), name in found.attributes.items()
                if (table.name, table.schema) not in without_model
            },
            # Columns like others, for SQLAlchemy.
            timestamps={},
        )

    def settings(self, schema_folder: str) -> str:
        """Return the settings of the target, as YAML, with the folder that Alembic's have."""
        home = os.path.realpath(schema_folder or os.curdir)
        directory = os.path.relpath(os.path.realpath(self._source.directory), home)
        found = {"directory": directory.replace(os.sep, "/"), "package": self._source.package}
        if (location := _script_location(self._source.directory)) is not None:
            found["migrations"] = location
        found["model_files"] = "theirs"
        return "{" + ", ".join(f"{word}: {value}" for word, value in found.items()) + "}"

    @property
    def _metadata(self) -> LoadedMetadata:
        if self._loaded is None:
            self._loaded = load_metadata(self._source)
        return self._loaded


def _script_location(folder: str) -> str | None:
    """Return the folder of Alembic's scripts, below the folder; None without a configuration.

    UsageError if it is outside.
    """
    location = _configured(folder)
    if location is None:
        return None
    path = location.replace("%(here)s", ".").replace("%%", "%").replace(os.sep, "/")
    path = posixpath.normpath(path.partition(":")[2].replace(".", "/") if ":" in path else path)
    if path.startswith(("/", "..")):
        raise UsageError(
            f"--metadata: Alembic's script_location {location} is outside its folder",
            "Move it below the folder of alembic.ini.",
        )
    return path


def _configured(folder: str) -> str | None:
    parser = configparser.RawConfigParser()
    try:
        if parser.read(os.path.join(folder, "alembic.ini"), encoding="utf-8"):
            found: str | None = parser.get("alembic", "script_location", fallback=None)
            if found is not None:
                return found
        with open(os.path.join(folder, "pyproject.toml"), "rb") as file:
            table: Mapping[str, object] = tomllib.load(file).get("tool", {}).get("alembic", {})
            value = table.get("script_location")
            return value if isinstance(value, str) else None
    except (OSError, ValueError, configparser.Error):
        return None


def _in_schema(model: LoadedModel) -> LoadedModel:
    return replace(
        model,
        attributes=tuple(replace(each, name=_name(each.name)) for each in model.attributes),
        associations=tuple(map(_association, model.associations)),
    )


def _association(association: LoadedAssociation) -> LoadedAssociation:
    is_join = association.kind == "belongsToMany"
    return replace(
        association,
        alias=_name(association.alias),
        foreign_key=association.foreign_key if is_join else _name(association.foreign_key),
    )


def _name(name: str) -> str:
    """Return the name from which the target makes this one again."""
    found = camel(name)
    return found if snake(found) == name else name
