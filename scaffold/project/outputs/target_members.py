"""What the registered targets add to the views of models, attributes and associations."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.targets import TARGETS
from scaffold.templating.contract.reflection import Member, view_type
from scaffold.templating.contract.views import AssociationView, AttributeView, ModelView

_PARTS = {"model": ModelView, "attribute": AttributeView, "association": AssociationView}


def target_members() -> Mapping[type, Mapping[str, Member]]:
    """Return the members that targets add, by the class of the view: `attribute.sequelize`."""
    return {
        view: {
            name: Member(view_type(target.added_classes[part]), f"as {target.title} have it")
            for name, target in TARGETS.items()
            if part in target.added_classes
        }
        for part, view in _PARTS.items()
    }
