"""The node packages that a project must have, and the commands to install missing ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scaffold.errors import EnvironmentFailure
from scaffold.targets.sequelize.existing.package_json import VERSIONS, install, manager

MAJOR = "6"
# Not needed by a running application, except sqlite3, which an application on SQLite declares.
_FOR_DEVELOPMENT = frozenset({"sequelize-cli", "sqlite3"})


def require_packages(
    directory: str, versions: Mapping[str, str | None], broken: str | None, driver: str
) -> None:
    """Raise EnvironmentFailure if a package is missing, broken or of another major version."""
    missing = [name for name, version in versions.items() if version is None]
    if missing:
        words = " and ".join(filter(None, (", ".join(missing[:-1]), missing[-1])))
        verb = "is" if len(missing) == 1 else "are"
        raise EnvironmentFailure(
            f"{words} {verb} not installed in {directory}", f"Run: {_install(directory, missing)}"
        )
    if broken:
        raise EnvironmentFailure(
            f"{driver} is installed in {directory}, but does not load: {broken}",
            f"Run: {manager(directory) or 'npm'} rebuild {driver}",
        )
    for name in VERSIONS:
        version = versions[name] or ""
        if version.split(".")[0] != MAJOR:
            raise EnvironmentFailure(
                f"{name} {version} is installed in {directory}: the generated code is for {MAJOR}",
                f"Run: {_install(directory, [name])}",
            )


def require_typescript(directory: str, means: str | None) -> None:
    """Raise EnvironmentFailure if nothing loads TypeScript: `means` is what does."""
    if means is None:
        command = " && ".join(install(directory, ["tsx"], development=frozenset({"tsx"})))
        raise EnvironmentFailure(
            f"nothing loads the TypeScript models in {directory}: Node does from 22.13 on, and "
            "tsx and the compiler before 7 are not installed",
            f"Run: {command}. Or leave out the checks of the models: --skip-models.",
        )


def _install(directory: str, names: Iterable[str]) -> str:
    return " && ".join(install(directory, names, development=_FOR_DEVELOPMENT))
