"""Locate the templates: inside the installed package, or beside it in a source tree."""

from __future__ import annotations

import os.path

from scaffold.errors import EnvironmentFailure


def templates_folder() -> str:
    """Return the path of the folder that contains a folder of templates for each target.

    EnvironmentFailure if there is none.
    """
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "templates")
    beside = os.path.join(os.path.dirname(package), "templates")
    for folder in (inside, beside):
        if os.path.isdir(folder):
            return folder
    raise EnvironmentFailure(
        f"{inside}: the templates of scaffold are missing",
        "Reinstall scaffold: pip install --force-reinstall sequelize-scaffold",
    )
