"""The registry of targets by name. A new target is a package here and one line below."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.targets.protocol import Target
from scaffold.targets.sequelize import SequelizeTarget
from scaffold.targets.sqlalchemy import SqlalchemyTarget

TARGETS: Mapping[str, Target] = {
    target.name: target for target in (SequelizeTarget(), SqlalchemyTarget())
}
