"""Check that Node would load the generated files as the module system of the setting."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Container, Iterable, Iterator, Mapping

from scaffold.errors import Problem
from scaffold.files.file_plan import Disk
from scaffold.targets.sequelize.existing.js_expressions import Computed
from scaffold.targets.sequelize.existing.module_change import script_modules
from scaffold.targets.sequelize.existing.rcfile import configuration
from scaffold.targets.sequelize.flavours import (
    COMMONJS,
    ESM,
    TYPESCRIPT,
    MigrationForm,
    Modules,
    migration_form,
    modules_of,
)
from scaffold.targets.sequelize.model_files import database_file

# Suffixes that `require('./user')`, a compiler or a bundler would confuse with user.js.
_SAME_MODULE = (".ts", ".tsx", ".jsx", ".coffee", ".json")
# Suffixes that CommonJS's `require` cannot load.
_NOT_REQUIRED = (".mjs", ".ts", ".mts", ".cts")
_TYPESCRIPT = (".ts", ".tsx")


def obstacles(
    disk: Disk,
    created: Iterable[str],
    settings: Mapping[str, str],
    existing: Iterable[str] = (),
) -> Iterator[Problem]:
    """Yield what keeps files that will be created from being loaded.

    Of `existing` ones, only the `type` of their packages is checked.
    """
    modules = modules_of(settings)
    directory = settings["directory"]
    # The package.json that this run itself writes beside them makes them CommonJS.
    own = {posixpath.dirname(path) for path in created if path.endswith("/package.json")}
    scripts = tuple(
        path
        for path in created
        if path.endswith(".js") and not any(path.startswith(f"{each}/") for each in own)
    )
    folders = [*map(posixpath.dirname, scripts), *_folders(existing, settings, own)]
    if scripts and migration_form(settings) == MigrationForm(".js", modules):
        # Migrations will follow, if not in this run.
        folders.append(_path(directory, settings["migrations"]))
    yield from _in_other_packages(disk, folders, modules, directory)
    if modules != TYPESCRIPT:
        names = {folder: frozenset(disk.names(folder)) for folder in dict.fromkeys(folders)}
        for path in scripts:
            yield from _shadowed(disk, path, names[posixpath.dirname(path)], modules)
    if modules == COMMONJS:
        index = _path(directory, settings["models"], "index.js")
        if index in scripts:
            yield from _unloadable_configuration(disk, directory, index)
    else:
        connection = database_file(settings["models"], modules)
        path = _path(directory, connection)
        if path in created:
            yield from _configuration_in_commonjs(disk, directory, path)


def _folders(
    existing: Iterable[str], settings: Mapping[str, str], own: Container[str]
) -> Iterator[str]:
    """Yield the folders of existing scripts whose module system is that of the setting."""
    migrations = _path(settings["directory"], settings["migrations"])
    for path in existing:
        folder = posixpath.dirname(path)
        is_migration = f"{path}/".startswith(f"{migrations}/")
        # Old migrations may be CommonJS, in a package of their own.
        is_old = is_migration and modules_of(settings) != COMMONJS
        if path.endswith(".js") and not is_old and folder not in own:
            yield folder


def package_type(disk: Disk, folder: str) -> tuple[str, str | None, Problem | None]:
    """Return the package.json that applies to a folder and its `type`; a problem if it is not JSON.

    As in Node, it is the nearest one in the folder or above it.
    """
    for path, text in disk.find_upwards(folder, "package.json"):
        name = posixpath.relpath(path, disk.root)
        try:
            package = json.loads(text.removeprefix("\ufeff"))
        except (ValueError, RecursionError) as error:
            problem = Problem(
                None, f"{name} is not JSON: {error}", "Correct it: Node cannot read it either."
            )
            return name, None, problem
        kind = package.get("type") if isinstance(package, dict) else None
        return name, kind if isinstance(kind, str) else None, None
    return "", None, None


def _in_other_packages(
    disk: Disk, folders: Iterable[str], modules: Modules, directory: str
) -> Iterator[Problem]:
    """Yield the packages whose type makes Node load `.js` files otherwise."""
    governed: dict[str, list[str]] = {}
    unreadable: dict[str, Problem] = {}
    for folder in dict.fromkeys(folders):
        name, kind, problem = package_type(disk, folder)
        if problem is not None:
            unreadable[name] = problem
        elif (kind == "module") != (modules == ESM) and modules != TYPESCRIPT:
            governed.setdefault(name, []).append(folder or ".")
    yield from unreadable.values()
    for name, found in governed.items():
        some = [each for each in found if not any(each.startswith(f"{one}/") for one in found)]
        words = " and ".join(filter(None, (", ".join(some[:-1]), some[-1])))
        yield _wrong_type(name, words, modules, directory)


def _wrong_type(name: str, folders: str, modules: Modules, directory: str) -> Problem:
    if modules == ESM:
        conflict = f'{name} does not say "type": "module"' if name else "there is no package.json"
        return Problem(
            None,
            f"{conflict}: Node would load files in {folders} as CommonJS, but `modules: esm` "
            "generates ES modules",
            f'Add "type": "module" to {name or "a package.json"}, or write `sequelize: '
            f"{{directory: {directory}, modules: commonjs}}`.",
        )
    return Problem(
        None,
        f'{name} says "type": "module": Node would load files in {folders} as ES modules, but '
        "`modules: commonjs` generates CommonJS",
        f"Write `sequelize: {{directory: {directory}, modules: esm}}` (or `modules: typescript`). "
        f'Or keep CommonJS: Put a package.json with {{"type": "commonjs"}} into {folders}.',
    )


def _shadowed(disk: Disk, path: str, beside: Container[str], modules: Modules) -> Iterator[Problem]:
    """Yield files that Node would load in the place of a script; `beside` has its neighbours."""
    folder, name = posixpath.split(path)
    stem = name.removesuffix(".js")
    suffixes = _SAME_MODULE if modules == COMMONJS else _TYPESCRIPT
    others = [f"{stem}{suffix}" for suffix in suffixes if f"{stem}{suffix}" in beside]
    if modules == COMMONJS:
        inside = disk.names(posixpath.join(folder, stem))
        others += [
            f"{stem}/{each}" for each in inside if each == "package.json" or each[:6] == "index."
        ]
    for other in others:
        path = posixpath.join(folder, other)
        hint = "generate into a separate folder: `sequelize: {directory: FOLDER}`."
        if other.endswith(_TYPESCRIPT):
            hint = f"in a TypeScript project write `modules: typescript`. Or {hint}"
        yield Problem(
            None,
            f"{path}: {name} would be loaded instead",
            f"Remove it if {name} replaces it, or {hint}",
        )


def _unloadable_configuration(disk: Disk, directory: str, index: str) -> Iterator[Problem]:
    config = configuration(disk, directory)
    if isinstance(config, Computed):
        message = f"{index} must load the configuration, but .sequelizerc computes its path"
        hint = f"Write {index} yourself, it will be kept; `npx sequelize init:models` creates one."
        yield Problem(None, message, hint)
    elif config is not None:
        name = posixpath.relpath(config, disk.root)
        if name in disk.planned:
            return
        is_module = config.endswith(".js") and _is_module(disk, posixpath.dirname(name))
        if config.endswith(_NOT_REQUIRED) or is_module:
            yield Problem(
                None,
                f"{name}: {index}, which is CommonJS, cannot load it",
                "Give sequelize-cli a configuration in JSON or CommonJS, such as "
                f"config/config.json, or write {index} yourself, it will be kept.",
            )


def _configuration_in_commonjs(disk: Disk, directory: str, path: str) -> Iterator[Problem]:
    """Yield why the file at `path` cannot import sequelize-cli's configuration."""
    config = configuration(disk, directory)
    if isinstance(config, Computed):
        message = f"{path} must import the configuration, but .sequelizerc computes its path"
        yield Problem(None, message, f"Write {path} yourself, it will be kept.")
    elif config is not None and config.endswith(".js"):
        name = posixpath.relpath(config, disk.root)
        text = disk.read(name)
        folder = posixpath.dirname(name)
        if name in disk.planned or not isinstance(text, str) or not _is_module(disk, folder):
            return
        if script_modules(text) == COMMONJS:
            yield Problem(
                None,
                f'{name} is CommonJS, and its package.json says "type": "module": neither '
                "sequelize-cli nor the models can load it",
                "Write `export default { … };` in it, or rename it to end in .cjs and name "
                "that file in .sequelizerc.",
            )


def _is_module(disk: Disk, folder: str) -> bool:
    return package_type(disk, folder)[1] == "module"


def _path(*parts: str) -> str:
    return posixpath.normpath(posixpath.join(*parts))
