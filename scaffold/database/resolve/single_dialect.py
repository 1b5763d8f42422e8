"""Report what is written for one database where several are declared, or for another one."""

from __future__ import annotations

from scaffold.database.resolve.declared_dialects import DeclaredDialects
from scaffold.database.resolve.resolved_model import ResolvedModel
from scaffold.errors import SourceLocation
from scaffold.naming.word_lists import comma_and
from scaffold.schema.native_types import timestamp_digits


def check_single_dialect(model: ResolvedModel, declared: DeclaredDialects) -> None:
    """Report SQL defaults, generated columns and collations beside a second dialect."""
    for attribute in model.attributes.values():
        column, where = attribute.column, attribute.location or model.location
        has_sql = column.default is not None and column.default.kind == "sql"
        # Most columns have none of these.
        if (
            not (has_sql or column.updates_now)
            and column.generated is column.type.collation is None
        ):
            continue
        label = f"`{model.name}.{attribute.name}`"
        own = model.declared_attribute(attribute.name)
        if has_sql:
            at = own.location_of("default") if own else where
            _single(f"{label}: `default(sql(…))`", "Write a constant", at, declared)
        if column.generated is not None and own is not None:
            at = own.location_of("generated")
            _single(f"{label}: `generated(…)`", "Compute it in the application", at, declared)
            if not column.nullable:
                declared.require(
                    at,
                    lambda dialect: not dialect.required_generated,
                    f"{label}: a generated column cannot be required in {{dialects}}",
                    "Remove `required`",
                )
        if column.type.collation is not None and own is not None:
            _single(f"{label}: `collate(…)`", "Remove it", own.location_of("collate"), declared)
        if column.updates_now and own is not None:
            at = own.location_of("onUpdateNow")
            declared.require(
                at,
                lambda dialect: not dialect.on_update_now,
                f"{label}: `onUpdateNow` is not supported by {{dialects}}",
                "Remove it",
            )
            if timestamp_digits(column.type) is None:
                declared.problems.add(
                    at,
                    f"{label}: `onUpdateNow` is for `datetime` and for MySQL's type timestamp",
                    'Write `datetime` or `type("timestamp")`, or remove `onUpdateNow`.',
                )
            if not column.nullable and column.default is None:
                declared.problems.add(
                    at,
                    f"{label}: `onUpdateNow` on a required field needs a default, or MySQL may "
                    "choose one",
                    "Add `default(now)`, or remove `required`.",
                )


def _single(what: str, hint: str, where: SourceLocation, declared: DeclaredDialects) -> None:
    if len(declared.dialects) > 1:
        labels = comma_and([each.label for each in declared.dialects])
        declared.problems.add(
            where,
            f"{what} is SQL of one database, and this schema is for {labels}",
            f"{hint}, or declare a single database in `dialects`.",
        )
