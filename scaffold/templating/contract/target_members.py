"""What the registered targets add to an attribute."""

from __future__ import annotations

from collections.abc import Mapping

from scaffold.targets import TARGETS
from scaffold.templating.contract.reflection import Member, view_type
from scaffold.templating.contract.views import AttributeView


def target_members() -> Mapping[type, Mapping[str, Member]]:
    """Return the members that targets add, by the class of the view: `attribute.sequelize`."""
    added = {
        name: Member(view_type(target.attribute_view), f"as {target.title} have it")
        for name, target in TARGETS.items()
    }
    return {AttributeView: added}
