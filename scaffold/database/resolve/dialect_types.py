"""Report types that a declared dialect does not support, or not in this size."""

from __future__ import annotations

from scaffold.database.resolve.declared_dialects import DeclaredDialects
from scaffold.database.resolve.resolved_model import ResolvedModel
from scaffold.database.resolve.stages import (
    line,
)
from scaffold.database.tables import Attribute
from scaffold.errors import SourceLocation
from scaffold.schema.data_types import DataType
from scaffold.schema.problem_report import shown

# Types that are checked in any size.
_CHECKED = ("enum", "decimal")


class TypeRules:
    """Checks the types of models, whose enums share a namespace where they are named types."""

    def __init__(self, declared: DeclaredDialects) -> None:
        self.declared = declared
        self._enums: dict[str, Attribute] = {}
        # Types that all dialects support.
        self._supported: set[DataType] = set()

    def check(self, model: ResolvedModel) -> None:
        """Report each type of the model that a declared dialect does not support."""
        common, limited = self.declared.types, self.declared.limited
        for attribute in model.attributes.values():
            kind = attribute.column.type
            small = kind.name not in limited or kind.length is kind.precision is None
            if small and kind.name in common and kind.name not in _CHECKED and not kind.local:
                continue
            # A foreign key has the type of the referenced attribute, which is reported itself.
            if attribute.name in model.keys and model.declared_attribute(attribute.name) is None:
                continue
            where = attribute.location or model.location
            if kind not in self._supported and self._is_supported(
                kind, f"`{model.name}.{attribute.name}`", where
            ):
                self._supported.add(kind)
            inner = kind.of or kind
            if inner.name == "enum" and inner.type_name is None:
                self._enum(attribute, model, where)

    def _is_supported(self, kind: DataType, label: str, where: SourceLocation) -> bool:
        """Report what is not supported of a type; return whether nothing was reported."""
        known = len(self.declared.problems.found)
        self._type(kind, label, where)
        return len(self.declared.problems.found) == known

    def _type(self, kind: DataType, label: str, where: SourceLocation) -> None:
        if self.declared.require(
            where,
            lambda dialect: kind.name not in dialect.types,
            f"{label}: the type `{kind.name}` is not supported by {{dialects}}",
            "Use another type",
        ):
            return
        if kind.name == "decimal" and kind.precision is None:
            self.declared.require(
                where,
                lambda dialect: not dialect.bare_decimal,
                f"{label}: decimal needs its two numbers: bare, it is not exact on {{dialects}}",
                "Write `decimal(10, 2)`: 10 digits in all, 2 of them after the point",
            )
        if kind.local:
            self.declared.require(
                where,
                lambda dialect: not dialect.local_datetimes,
                f"{label}: `local` is a type of PostgreSQL, and not supported by {{dialects}}",
                "Remove `local`",
            )
        arguments = tuple(
            each for each in (kind.length, kind.precision, kind.scale) if each is not None
        )
        if arguments and kind.name in self.declared.limited:
            self.declared.require(
                where,
                lambda dialect: any(
                    same > limit
                    for same, limit in zip(
                        arguments, dialect.type_limits.get(kind.name, ()), strict=False
                    )
                ),
                f"{label}: `{kind}` is too large for {{dialects}}",
                "Use a smaller one",
            )
        if kind.of is not None:
            self._type(kind.of, label, where)

    def _enum(self, attribute: Attribute, model: ResolvedModel, where: SourceLocation) -> None:
        """Check the names of enums where they are named types: short enough, and unique."""
        table, column = model.table, attribute.column.name
        hint = "Name the column with `column(…)`, or the table with `$table`"
        for dialect in self.declared.dialects:
            if not dialect.enum_is_named_type:
                continue
            name = dialect.types["enum"].format(table=table.name, column=column)
            label = f"`{model.name}.{attribute.name}`"
            first = self._enums.setdefault(f"{table.schema}.{name}", attribute)
            if first is not attribute:
                self.declared.problems.add(
                    where,
                    f"the enum of {label} would be the type `{name}` on {dialect.label}, "
                    "the same as another field's"
                    + (f" ({line(first.location)})" if first.location else ""),
                    f"{hint}.",
                )
            elif not dialect.name_limit.allows(name):
                self.declared.problems.add(
                    where,
                    f"the enum of {label} would be a type whose name is too long for "
                    f"{dialect.label}, which allows {dialect.name_limit.octets} bytes: "
                    f"`{shown(name, 80)}`",
                    f"{hint}, shorter.",
                )
