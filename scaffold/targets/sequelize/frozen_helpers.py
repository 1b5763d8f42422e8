"""The functions that migrations call, in files of their own beside the migrations.

A file is written once and its text never changes: migrations that exist require it, and must run
as they were tested. Another text is another file, with the next number in its name.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from typing import Annotated

from scaffold.targets.layout.javascript import literals
from scaffold.targets.protocol import HELPERS_FOLDER, Artifact
from scaffold.targets.sequelize.flavours import COMMONJS, TYPESCRIPT, MigrationForm
from scaffold.values import dataclass

FOLDER = HELPERS_FOLDER


@dataclass(frozen=True, slots=True)
class HelperFile:
    """What a file exports, and the files that it requires, by the dialect that needs them.

    `dialect` is the one that the file serves alone; None: it tests for the dialect itself.
    `returns` has the TypeScript types of values that functions return.
    """

    functions: tuple[str, ...]
    requires: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dialect: str | None = None
    returns: Mapping[str, str] = field(default_factory=dict)


FILES: Mapping[str, HelperFile] = {
    "columns-1": HelperFile(("changeColumn",), {"sqlite": ("sqlite-columns-1",)}),
    "composite-keys-1": HelperFile(
        ("addCompositeKey", "removeCompositeKey", "renameCompositeKey"),
        {"sqlite": ("sqlite-composite-keys-1",)},
    ),
    "constraints-1": HelperFile(
        (
            *("addCheck", "addForeignKey", "addUnique"),
            *("removeCheck", "removeForeignKey", "removeUnique"),
        ),
        {"sqlite": ("sqlite-constraints-1",), "mysql": ("mysql-constraints-1",)},
    ),
    "enums-1": HelperFile(("createEnum",), returns={"createEnum": "string"}),
    "indexes-1": HelperFile(("removeIndex",), {"mysql": ("mysql-constraints-1",)}),
    "mysql-constraints-1": HelperFile(
        ("removeForeignKey", "removeIndex", "removeUnique", "renameForeignKey"), dialect="mysql"
    ),
    "remove-column-1": HelperFile(("removeColumn",)),
    "rename-column-1": HelperFile(("renameColumn",)),
    "renames-1": HelperFile(
        ("renameCheck", "renameForeignKey", "renameIndex", "renameUnique"),
        {"sqlite": ("sqlite-constraints-1",), "mysql": ("mysql-constraints-1",)},
    ),
    "rows-1": HelperFile(
        (
            *("refuseDuplicates", "refuseLongTexts", "refuseMoreRows", "refuseNulls"),
            *("refuseNumbersOutside", "refuseOrphans", "refuseOtherValues", "refuseRows"),
            "refuseTextsOtherThan",
        )
    ),
    "sqlite-columns-1": HelperFile(
        ("changeColumn", "changePrimaryKey"), {"sqlite": ("sqlite-tables-1",)}, "sqlite"
    ),
    "sqlite-composite-keys-1": HelperFile(
        ("addCompositeKey", "removeCompositeKey", "renameCompositeKey"),
        {"sqlite": ("sqlite-tables-1",)},
        "sqlite",
    ),
    "sqlite-constraints-1": HelperFile(
        (
            *("addCheck", "addForeignKey", "addUnique", "removeCheck", "removeForeignKey"),
            *("removeUnique", "renameConstraint"),
        ),
        {"sqlite": ("sqlite-tables-1",)},
        "sqlite",
    ),
    "sqlite-tables-1": HelperFile(("editTable", "rebuildTable"), dialect="sqlite"),
    "uuid-numbers-1": HelperFile(("numberUuids",)),
}


@dataclass(frozen=True, slots=True)
class HelperView:
    """A helper file."""

    suffix: Annotated[str, "the suffix of the other helper files, where `require` needs it"]
    functions: Annotated[tuple[str, ...], "the functions that migrations may call"]
    returns: Annotated[Mapping[str, str], "the TypeScript types of what they return, if anything"]


@dataclass(frozen=True, slots=True)
class HelperImport:
    """The functions that a migration takes from a file."""

    file: str
    functions: tuple[str, ...]
    form: MigrationForm = MigrationForm(".js", COMMONJS)

    @property
    def code(self) -> str:
        """`const { … } = require('…');` or `import { … } from '…';` as Prettier breaks it."""
        path = literals.js(self.form.helper_path(self.file))
        if self.form.modules == COMMONJS:
            start, end = "const", f"= require({path});"
        else:
            start, end = "import", f"from {path};"
        line = f"{start} {{ {', '.join(self.functions)} }} {end}"
        # Prettier never breaks an import of one name.
        if len(line) <= 80 or (start == "import" and len(self.functions) == 1):
            return line
        names = "".join(f"  {name},\n" for name in self.functions)
        return f"{start} {{\n{names}}} {end}"


def imports(
    functions: Iterable[str], dialects: tuple[str, ...], form: MigrationForm
) -> tuple[HelperImport, ...]:
    """Return what a migration for `dialects` imports to call these functions, in order."""
    by_file: dict[str, list[str]] = {}
    for function in sorted(functions):
        by_file.setdefault(_file_of(function, dialects), []).append(function)
    return tuple(HelperImport(file, tuple(by_file[file]), form) for file in sorted(by_file))


def _file_of(function: str, dialects: tuple[str, ...]) -> str:
    """The file of its only dialect, where there is one; else the one for all."""
    files = [name for name, each in FILES.items() if function in each.functions]
    if len(dialects) == 1:
        files.sort(key=lambda name: FILES[name].dialect != dialects[0])
    else:
        files.sort(key=lambda name: FILES[name].dialect is not None)
    return files[0]


def artifacts(
    imported: Iterable[HelperImport],
    dialects: tuple[str, ...],
    migrations: str,
    form: MigrationForm,
) -> Iterator[Artifact]:
    """Yield the files of these imports and what they require; `migrations` is the folder."""
    suffix = form.helper_suffix
    called = {each.file for each in imported}
    for name in with_required(called, dialects):
        path = posixpath.join(migrations, FOLDER, f"{name}{suffix}")
        view = HelperView(
            "" if suffix == ".js" else suffix, FILES[name].functions, FILES[name].returns
        )
        yield Artifact(path, f"sequelize/helpers/{name}.jinja", view, "helper")
        if form.modules == TYPESCRIPT and name in called:
            path = posixpath.join(migrations, FOLDER, f"{name}.d.cts")
            yield Artifact(path, "sequelize/typescript/helper.jinja", view, "helper")


def with_required(files: Iterable[str], dialects: Iterable[str]) -> Iterator[str]:
    """Yield the files and what they require, each once, sorted."""
    found: set[str] = set()
    left = list(files)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            for dialect in dialects:
                left += FILES[name].requires.get(dialect, ())
    yield from sorted(found)
