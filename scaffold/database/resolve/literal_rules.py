"""Report defaults, enum values, comments and names that do not survive a declared dialect.

Sequelize searches the SQL that it has generated, so that some words inside a literal change the
statement. Each dialect lists them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scaffold.database.dialect import Dialect
from scaffold.database.resolve.declared_dialects import DeclaredDialects
from scaffold.database.resolve.resolved_model import ResolvedModel
from scaffold.database.resolve.stages import (
    Problems,
)
from scaffold.database.tables import Attribute
from scaffold.database.unsafe_literals import LiteralPosition
from scaffold.errors import SourceLocation
from scaffold.schema.data_types import DataType
from scaffold.schema.problem_report import shown

FoundLiteral = tuple[LiteralPosition, str, str, SourceLocation | None]


def check_literals(model: ResolvedModel, declared: DeclaredDialects) -> None:
    """Report each literal of the model's columns that is unsafe in a declared dialect."""
    dialects, problems = declared.dialects, declared.problems
    for attribute in model.attributes.values():
        column = attribute.column
        kind = column.type
        has_text = column.default or column.comment or kind.values or kind.of or kind.native
        if not has_text and attribute.name not in model.keys:
            continue
        if kind.values or kind.of is not None:
            _enum_values(attribute, model, dialects, problems)
        if column.default is not None and kind.name != "uuid":
            _default_can_be(attribute, model, dialects, problems)
        for position, text, what, where in _literals(attribute, model):
            # Nearly none is, and there are thousands.
            if declared.may_be_unsafe(position, text):
                label = f"{what} of `{model.name}.{attribute.name}`"
                _survives(
                    position, text, label, where or attribute.location or model.location, declared
                )
    if model.declaration.comment is not None:
        label = f"the comment of `{model.name}`"
        where = model.declaration.location_of("$comment")
        _survives("table comment", model.declaration.comment, label, where, declared)


def _survives(
    position: LiteralPosition,
    text: str,
    label: str,
    where: SourceLocation,
    declared: DeclaredDialects,
) -> None:
    for dialect in declared.dialects:
        unsafe = dialect.unsafe_literal(position, text)
        if unsafe is not None:
            found = re.search(unsafe.pattern, text)
            declared.problems.add(
                where,
                f"{label} contains `{shown(found[0]) if found else unsafe.pattern}`, which "
                f"{unsafe.effect} on {dialect.label}",
                f"{unsafe.reason}, or remove {dialect.name} from `dialects`.",
            )
            return


def _literals(attribute: Attribute, model: ResolvedModel) -> Iterator[FoundLiteral]:
    """Yield each literal of the column's definition, with a description."""
    column = attribute.column
    declared_default = model.declared_attribute(attribute.name)
    single_key = model.primary.attributes == (attribute.name,)
    if column.default is not None and column.default.kind in ("text", "json", "sql"):
        where = declared_default.location_of("default") if declared_default else None
        text = column.default.value
        yield ("enum default" if column.type.values else "default"), text, "the default", where
        if single_key:
            yield "primary", text, "the default", where
    if column.comment is not None:
        # The column may be created with its table, or be added to it later.
        where = declared_default.location_of("comment") if declared_default else None
        yield "comment", column.comment, "the comment", where
        yield "added comment", column.comment, "the comment", where
    inner: DataType | None = column.type
    while inner is not None:
        for value in inner.values:
            yield "enum", value, f"the value `{shown(value)}`", None
        if inner.native is not None:
            yield "type", inner.native, "the type", None
        inner = inner.of
    for key in model.keys.get(attribute.name, ()):
        target = key.referenced
        if key.rule.logical or target is None:
            continue
        for name in (key.declared.target.table.name, target.column.name):
            yield (
                "reference",
                name,
                f"the name `{name}`, which a foreign key refers to",
                key.location,
            )
            if single_key:
                yield (
                    "primary",
                    name,
                    f"the name `{name}`, which the foreign key refers to,",
                    key.location,
                )


def _enum_values(
    attribute: Attribute, model: ResolvedModel, dialects: Sequence[Dialect], problems: Problems
) -> None:
    kind: DataType | None = attribute.column.type
    while kind is not None and not kind.values:
        kind = kind.of
    if kind is None or (
        attribute.name in model.keys and model.declared_attribute(attribute.name) is None
    ):
        return
    where = attribute.location or model.location
    label = f"`{model.name}.{attribute.name}`"
    for dialect in dialects:
        folded: dict[str, str] = {}
        for value in kind.values:
            if not dialect.enum_value_limit.allows(value):
                problems.add(
                    where,
                    f"the value `{shown(value)}` of {label} is too long for {dialect.label}",
                    "Write a shorter value.",
                )
            first = folded.setdefault(value.casefold(), value)
            if dialect.enum_ignores_case and first != value:
                problems.add(
                    where,
                    f"the values `{shown(first)}` and `{shown(value)}` of {label} are equal on "
                    f"{dialect.label}, which ignores case",
                    "Write values that differ in more than case.",
                )


def _default_can_be(
    attribute: Attribute, model: ResolvedModel, dialects: Sequence[Dialect], problems: Problems
) -> None:
    name = attribute.column.type.name
    declared_default = model.declared_attribute(attribute.name)
    assert attribute.column.default is not None
    for dialect in dialects:
        if name in dialect.without_default and attribute.column.default.kind != "sql":
            problems.add(
                declared_default.location_of("default") if declared_default else attribute.location,
                f"`{model.name}.{attribute.name}`: {dialect.label} allows no default for `{name}`",
                "Remove `default`, use another type, such as `string`, "
                f"or remove {dialect.name} from `dialects`.",
            )
