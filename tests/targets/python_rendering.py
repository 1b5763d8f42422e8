"""Render a schema's text as the files of the SQLAlchemy target."""

from __future__ import annotations

from pathlib import Path

from scaffold.database.tables import Database
from scaffold.errors import Problem
from scaffold.targets.sqlalchemy import SqlalchemyTarget
from tests.targets.rendering import HEAD, database_of
from tests.targets.shared_renderer import renderer_of

TARGET = SqlalchemyTarget()


def rendered(database: Database) -> dict[str, str]:
    """Each file of the models by its path."""
    artifacts = TARGET.model_artifacts(database, TARGET.settings)
    return {artifact.path: renderer_of(TARGET).render(artifact) for artifact in artifacts}


def models_of(text: str) -> dict[str, str]:
    """The package's files by their names: `order.py`."""
    files = rendered(database_of(text))
    head = "models/"
    return {path.removeprefix(head): each for path, each in files.items() if path.startswith(head)}


def package_of(text: str, folder: Path) -> Path:
    """The files of the models, in a folder."""
    for path, each in rendered(database_of(text)).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(each, encoding="utf-8")
    return folder


def notes_of(models: str, options: str = "") -> list[Problem]:
    """What the target would have a person know of the models of a schema."""
    return list(TARGET.notes(database_of(f"{HEAD}{options}models:\n{models}")))
