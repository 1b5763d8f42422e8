"""The registry of targets by name. A new target is a package here and one line below."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.targets.protocol import Target
from scaffold.targets.sequelize import SequelizeTarget
from scaffold.targets.sqlalchemy import SqlalchemyTarget

TARGETS: Mapping[str, Target] = {
    target.name: target for target in (SequelizeTarget(), SqlalchemyTarget())
}


def known_settings() -> Mapping[str, Mapping[str, str | tuple[str, ...]]]:
    """Return each target's settings: the default of a folder, the values of a choice."""
    return {name: {**target.settings, **target.choices} for name, target in TARGETS.items()}
