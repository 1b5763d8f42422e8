"""Check that Node would load the generated files: CommonJS in files named `.js`."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping

from scaffold.errors import Problem
from scaffold.files.file_plan import Disk
from scaffold.targets.sequelize.existing.js_expressions import Computed
from scaffold.targets.sequelize.existing.rcfile import configuration

# Suffixes that `require('./user')`, a compiler or a bundler would confuse with user.js.
_SAME_MODULE = (".ts", ".tsx", ".jsx", ".coffee", ".json")
# Suffixes that CommonJS's `require` cannot load.
_NOT_REQUIRED = (".mjs", ".ts", ".mts", ".cts")


def obstacles(disk: Disk, created: Iterable[str], settings: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what keeps files named `.js` that will be created from being loaded."""
    directory = settings["directory"]
    index = _path(directory, settings["models"], "index.js")
    scripts = tuple(path for path in created if path.endswith(".js"))
    # Migrations will follow, if not in this run.
    folders = (*map(posixpath.dirname, scripts), _path(directory, settings["migrations"]))
    yield from _es_modules(disk, folders if scripts else ())
    for path in scripts:
        yield from _shadowed(disk, path)
    if index in scripts:
        yield from _unloadable_configuration(disk, directory, index)


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


def _es_modules(disk: Disk, folders: Iterable[str]) -> Iterator[Problem]:
    governed: dict[str, list[str]] = {}
    unreadable: dict[str, Problem] = {}
    for folder in dict.fromkeys(folders):
        name, kind, problem = package_type(disk, folder)
        if problem is not None:
            unreadable[name] = problem
        elif kind == "module":
            governed.setdefault(name, []).append(folder or ".")
    yield from unreadable.values()
    for name, found in governed.items():
        some = [each for each in found if not any(each.startswith(f"{one}/") for one in found)]
        words = " and ".join(filter(None, (", ".join(some[:-1]), some[-1])))
        yield Problem(
            None,
            f'{name} says "type": "module": Node would load files in {words} as ES modules, but '
            "the generated code is CommonJS",
            f'Put a package.json with {{"type": "commonjs"}} into {words}, or generate into '
            "another package: `sequelize: {directory: FOLDER}`.",
        )


def _shadowed(disk: Disk, path: str) -> Iterator[Problem]:
    folder, name = posixpath.split(path)
    stem = name.removesuffix(".js")
    beside = set(disk.names(folder))
    others = [f"{stem}{suffix}" for suffix in _SAME_MODULE if f"{stem}{suffix}" in beside]
    inside = disk.names(posixpath.join(folder, stem))
    others += [
        f"{stem}/{each}" for each in inside if each == "package.json" or each[:6] == "index."
    ]
    for other in others:
        yield Problem(
            None,
            f"{posixpath.join(folder, other)}: {name} would be loaded instead",
            f"Remove it if {name} replaces it, or generate into a separate folder: "
            "`sequelize: {directory: FOLDER}`.",
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


def _is_module(disk: Disk, folder: str) -> bool:
    return package_type(disk, folder)[1] == "module"


def _path(*parts: str) -> str:
    return posixpath.normpath(posixpath.join(*parts))
