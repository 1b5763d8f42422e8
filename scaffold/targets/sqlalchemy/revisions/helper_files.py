"""The modules that revisions import: written once, never changed.

The number of a module belongs to its text: a release with another text has another number, so
that revisions of earlier releases run as they were tested.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from scaffold.database.dialects import DIALECTS
from scaffold.targets.protocol import HELPERS_FOLDER, Artifact
from scaffold.values import dataclass

_TABLES_NUMBER = 1
_TYPES_NUMBER = 1


@dataclass(frozen=True, slots=True)
class HelperModule:
    """A module of helpers as a revision loads it: under `name`, from `file`."""

    name: str
    file: str


@dataclass(frozen=True, slots=True)
class HelperView:
    """Which databases a module of helpers serves; `single_dialect` is the only one."""

    dialects: tuple[str, ...]

    @property
    def sqlite(self) -> bool:
        return "sqlite" in self.dialects

    @property
    def postgres(self) -> bool:
        return "postgres" in self.dialects

    @property
    def mysql(self) -> bool:
        return "mysql" in self.dialects

    @property
    def others(self) -> bool:
        """Whether there are databases beside SQLite."""
        return self.postgres or self.mysql

    @property
    def single_dialect(self) -> str | None:
        return self.dialects[0] if len(self.dialects) == 1 else None

    @property
    def labels(self) -> str:
        """The databases, in words."""
        *first, last = (DIALECTS[name].label for name in self.dialects)
        return f"{', '.join(first)} and {last}" if first else last


def types_module() -> HelperModule:
    """Return the module of the column types."""
    return HelperModule("types", f"types_{_TYPES_NUMBER}.py")


def tables_module(dialects: tuple[str, ...]) -> HelperModule:
    """Return the module of the changes of tables on these databases."""
    names = "_".join(name for name in DIALECTS if name in dialects)
    return HelperModule("helpers", f"{names}_{_TABLES_NUMBER}.py")


def helper_artifacts(
    modules: tuple[HelperModule, ...], dialects: tuple[str, ...], migrations: str
) -> Iterator[Artifact]:
    """Yield the files of modules, in the folder `migrations`."""
    ordered = tuple(name for name in DIALECTS if name in dialects)
    for module in modules:
        path = posixpath.join(migrations, HELPERS_FOLDER, module.file)
        template = "types" if module == types_module() else "tables"
        view = HelperView(ordered)
        yield Artifact(path, f"sqlalchemy/helpers/{template}.jinja", view, "helper")
