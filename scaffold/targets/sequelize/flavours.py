"""The module systems of generated code: CommonJS, ES modules and TypeScript."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from scaffold.errors import Problem
from scaffold.files.file_plan import Disk
from scaffold.naming.words import camel, kebab, pascal, snake, words
from scaffold.targets.protocol import FILE_NAMES_SETTING, HELPERS_FOLDER, SUFFIX
from scaffold.values import dataclass

Modules = Literal["commonjs", "esm", "typescript"]
COMMONJS: Modules = "commonjs"
ESM: Modules = "esm"
TYPESCRIPT: Modules = "typescript"

# How the files of models are named, and what may stand between such a name and the suffix.
_FILE_STYLES: Mapping[str, Callable[[str], str]] = {
    "camelCase": camel,
    "PascalCase": pascal,
    "kebab-case": kebab,
    "snake_case": snake,
    "lowercase": lambda model: "".join(words(model)).lower(),
}
_MODEL = ".model"
FILE_NAMES = (*_FILE_STYLES, *(f"{style}{_MODEL}" for style in _FILE_STYLES))

# The first value of each is the default; a TypeScript project's migrations end in .cjs.
CHOICES: Mapping[str, tuple[str, ...]] = {
    "modules": (COMMONJS, ESM, TYPESCRIPT),
    "import_extension": ("js", "ts"),
    "migration_extension": ("js", "cjs", "ts"),
    "model_files": ("generated", "theirs"),
    FILE_NAMES_SETTING: FILE_NAMES,
}
# `type` of a package.json → the module system of its `.js` files.
_OF_TYPE: Mapping[str, Modules] = {"commonjs": COMMONJS, "module": ESM}
TYPE_OF: Mapping[Modules, str] = {modules: kind for kind, modules in _OF_TYPE.items()}
# What precedes a folder in the setting that gives the `type` of a package.json for it.
PACKAGE_OF = "package.json of "
# The setting under which `found_settings` keeps what `.js` files in the folder of migrations are.
SCRIPTS = "migration_scripts"


def modules_of(settings: Mapping[str, str]) -> Modules:
    """Return the module system of the models."""
    chosen = settings.get("modules", COMMONJS)
    return next(each for each in (COMMONJS, ESM, TYPESCRIPT) if each == chosen)


def file_name(settings: Mapping[str, str]) -> Callable[[str], str]:
    """Return what makes the name, without suffix, of a model's file: `order-item.model`."""
    chosen = settings.get(FILE_NAMES_SETTING, FILE_NAMES[0])
    style = _FILE_STYLES[chosen.removesuffix(_MODEL)]
    between = _MODEL if chosen.endswith(_MODEL) else ""
    return lambda model: f"{style(model)}{between}"


def file_names_like(files: Mapping[str, str]) -> str:
    """Return the value of `file_names` that most of a project's files have, by model.

    Files are given without their suffix. The first value where no file has any.
    """
    hits = {
        style: sum(
            file == file_name({FILE_NAMES_SETTING: style})(model) for model, file in files.items()
        )
        for style in FILE_NAMES
    }
    return max(FILE_NAMES, key=hits.__getitem__)


def model_suffix(modules: Modules) -> str:
    """Return the suffix of models' files, with its dot."""
    return ".ts" if modules == TYPESCRIPT else ".js"


def import_suffix(settings: Mapping[str, str]) -> str:
    """Return the suffix with which models import each other, with its dot."""
    return f".{settings.get('import_extension', 'js')}"


@dataclass(frozen=True, slots=True)
class MigrationForm:
    """The suffix of a migration, with its dot, and the module system of its text."""

    suffix: str
    modules: Modules

    @property
    def template(self) -> str:
        return f"sequelize/{self.modules}/migration.jinja"

    @property
    def helper_suffix(self) -> str:
        """The suffix of the files of functions that it calls, which are CommonJS."""
        return ".js" if (self.suffix, self.modules) == (".js", COMMONJS) else ".cjs"

    def helper_path(self, name: str) -> str:
        """Return what the migration imports; `require` finds a `.js` file without its suffix."""
        suffix = "" if self.helper_suffix == ".js" else self.helper_suffix
        return f"./{HELPERS_FOLDER}/{name}{suffix}"


def migration_form(settings: Mapping[str, str]) -> MigrationForm:
    """Return the form of a new migration, or of one that was written before."""
    modules = modules_of(settings)
    scripts = _scripts(settings)
    suffix = settings.get(SUFFIX)
    if suffix is None:
        usual = "js" if modules == scripts else "cjs"
        suffix = f".{settings.get('migration_extension', usual)}"
    if suffix == ".ts":
        return MigrationForm(suffix, TYPESCRIPT)
    return MigrationForm(suffix, scripts if suffix == ".js" else COMMONJS)


def _scripts(settings: Mapping[str, str]) -> Modules:
    """The module system of migrations that end in .js."""
    usual = COMMONJS if modules_of(settings) == COMMONJS else ESM
    return ESM if settings.get(SCRIPTS, usual) == ESM else COMMONJS


def conflicting_choices(given: Mapping[str, str]) -> Iterator[Problem]:
    """Yield settings that the chosen module system does not have."""
    modules = modules_of(given)
    if given.get("import_extension") == "ts" and modules != TYPESCRIPT:
        yield Problem(
            None,
            f"`import_extension: ts` is for TypeScript, and `modules` is {modules}",
            "Write `modules: typescript`, or leave `import_extension` out.",
        )
    extension = given.get("migration_extension")
    if extension == "ts" and modules != TYPESCRIPT:
        yield Problem(
            None,
            f"`migration_extension: ts` is for TypeScript, and `modules` is {modules}",
            "Write `modules: typescript`, or `migration_extension: cjs`.",
        )
    elif extension == "js" and modules == TYPESCRIPT:
        yield Problem(
            None,
            "`migration_extension: js`: migrations of a TypeScript project end in .cjs or .ts",
            "Write `migration_extension: cjs`, or leave it out.",
        )


def scripts_declared(disk: Disk, folder: str) -> Modules | None:
    """Return what the folder's own package.json says of its `.js` files; None without one."""
    import json

    text = disk.read(posixpath.join(folder, "package.json"))
    if not isinstance(text, str):
        return None
    try:
        package = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
    return _OF_TYPE.get(str(package.get("type"))) if isinstance(package, dict) else None
