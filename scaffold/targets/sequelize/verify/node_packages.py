"""The node packages that a project must bring, and what to type where one is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from scaffold.errors import EnvironmentFailure
from scaffold.targets.sequelize.existing.package_json import VERSIONS, install, manager

MAJOR = "6"
# An application that runs needs none of these; one on SQLite names sqlite3 itself.
_FOR_DEVELOPMENT = frozenset({"sequelize-cli", "sqlite3"})


def require_packages(
    directory: str, versions: Mapping[str, str | None], broken: str | None, driver: str
) -> None:
    """SurroundingsError where a package is missing, does not load or is of another major."""
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
                f"{name} {version} is installed in {directory}: what is generated is for {MAJOR}",
                f"Run: {_install(directory, [name])}",
            )


def _install(directory: str, names: Iterable[str]) -> str:
    return " && ".join(install(directory, names, development=_FOR_DEVELOPMENT))
