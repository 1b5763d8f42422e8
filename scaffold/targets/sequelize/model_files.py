"""The files that follow the schema: models, their index, and the connection to the database."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping

from scaffold.targets.protocol import Artifact, Ownership
from scaffold.targets.sequelize.flavours import (
    COMMONJS,
    PACKAGE_OF,
    TYPESCRIPT,
    Modules,
    import_suffix,
    model_suffix,
    modules_of,
)
from scaffold.targets.sequelize.model_view import DatabaseView, ModelIndexView, PackageView
from scaffold.targets.sequelize.typescript_view import TypescriptEnum
from scaffold.templating.contract.views import SchemaView

# What sequelize-cli reads where the project says nothing else, without its suffix.
CONFIG = "config/config"


def model_artifacts(
    schema: SchemaView, settings: Mapping[str, str], enums: Iterable[TypescriptEnum]
) -> Iterator[Artifact]:
    """Yield the index, the models in order, and files that are written once.

    `enums` are the types that an index in TypeScript exports.
    """
    modules, folder = modules_of(settings), settings["models"]
    suffix = model_suffix(modules)
    imported = import_suffix(settings)
    config = settings.get("config", CONFIG)
    index = ModelIndexView(_relative(config, folder), schema, imported, tuple(enums))
    ownership: Ownership = "once" if modules == COMMONJS else "model"
    path = posixpath.join(folder, f"index{suffix}")
    yield Artifact(path, f"sequelize/{modules}/index.jinja", index, ownership)
    template = f"sequelize/{modules}/model.jinja"
    for model in schema.models:
        path = posixpath.join(folder, f"{model.file}{suffix}")
        yield Artifact(path, template, model, "model", model.name, "model")
    if modules != COMMONJS:
        yield from _connection(modules, folder, config, imported, schema)
    for setting, kind in settings.items():
        if setting.startswith(PACKAGE_OF):
            path = posixpath.join(setting.removeprefix(PACKAGE_OF), "package.json")
            yield Artifact(path, "sequelize/package.json.jinja", PackageView(kind), "once")


def _connection(
    modules: Modules, folder: str, config: str, imported: str, schema: SchemaView
) -> Iterator[Artifact]:
    """The file that connects to the database of sequelize-cli's configuration."""
    taken = any(model.file.casefold() == "database" for model in schema.models)
    path = database_file(folder, modules, "connection" if taken else "database")
    home = posixpath.dirname(path)
    if not posixpath.splitext(config)[1]:
        config += ".js"
    if modules == TYPESCRIPT and config.endswith(".js"):
        types = f"{config.removesuffix('.js')}.d.ts"
        yield Artifact(types, "sequelize/typescript/config.jinja", None, "once")
    if config.endswith(".ts"):
        config = config.removesuffix(".ts") + imported
    index = posixpath.join(folder, f"index{imported}")
    view = DatabaseView(
        _relative(config, home), config.endswith(".json"), _relative(index, home), schema.dialects
    )
    yield Artifact(path, f"sequelize/{modules}/database.jinja", view, "once")


def database_file(folder: str, modules: Modules, among_models: str = "database") -> str:
    """Return the path of `database.js`: beside the folder of models, or in the target's folder.

    `among_models` is its name without a suffix where that is the folder of models too.
    """
    folder, suffix = posixpath.normpath(folder), model_suffix(modules)
    if folder == posixpath.curdir:
        return f"{among_models}{suffix}"
    return posixpath.join(posixpath.dirname(folder), f"database{suffix}")


def _relative(path: str, folder: str) -> str:
    """The path from a folder, as `require` and `import` take it."""
    path = posixpath.relpath(path, folder or posixpath.curdir)
    return path if path.startswith("../") else f"./{path}"
