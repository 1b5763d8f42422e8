"""Report names that clash: of models, tables, columns, attributes, aliases and accessors.

Names in code are compared without case, because file systems ignore it; those of tables and columns
unless every declared database distinguishes it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from scaffold.database.resolve.resolved_model import ResolvedModel
from scaffold.database.resolve.stages import (
    AssociationEnd,
    Problems,
    line,
)
from scaffold.errors import SourceLocation
from scaffold.naming import singularize, snake

# Tables of the migration tools (umzug's storage, Alembic's version).
_TOOLS_TABLES = {"sequelizemeta": "sequelize-cli", "sequelizedata": "sequelize-cli"} | {
    "alembic_version": "Alembic"
}
# SQLite refuses these names: https://www.sqlite.org/lang_createtable.html
_SQLITE_PREFIX = "sqlite_"


def check_names(
    whole: Iterable[ResolvedModel], problems: Problems, *, distinct_case: bool = False
) -> None:
    """Report every two names that would be the same.

    distinct_case: tables and columns may differ in case only.
    """
    fold = str if distinct_case else str.casefold
    models: dict[str, ResolvedModel] = {}
    tables: dict[str, ResolvedModel] = {}
    for model in whole:
        _model(model, models, problems)
        _table(model, tables, problems, fold)
        _columns(model, problems, fold)
        if model.ends:
            _aliases(model, problems)
            _accessors(model, problems)


def _model(model: ResolvedModel, models: dict[str, ResolvedModel], problems: Problems) -> None:
    """Report models whose files would be the same: `OrderItem`, `Order_Item`, `Orderitem`."""
    first = models.setdefault(snake(model.name).replace("_", "").casefold(), model)
    if first is not model:
        problems.add(
            model.location,
            f"the models `{first.name}` ({line(first.location)}) and `{model.name}` would have "
            "the same file",
            "Choose a name that differs in more than case and underscores.",
        )


def _table(
    model: ResolvedModel,
    tables: dict[str, ResolvedModel],
    problems: Problems,
    fold: Callable[[str], str],
) -> None:
    name = model.table.name
    where = model.declaration.location_of("$table")
    folded = str(model.table).casefold()
    first = tables.setdefault(fold(str(model.table)), model)
    made = model.declared.is_made or first.declared.is_made
    if first is not model:
        problems.add(
            where,
            f"the tables of `{first.name}` ({line(first.location)}) and `{model.name}` would both "
            f"be named `{name}`",
            "Name one of them with `$table`"
            + (", or the join table in `through(…)`." if made else "."),
        )
    tool = _TOOLS_TABLES.get(name.casefold())
    if tool is not None:
        problems.add(
            where,
            f"the table of `{model.name}` would be `{name}`, which {tool} uses for itself",
            f"{other_table(model)}.",
        )
    elif folded.startswith(_SQLITE_PREFIX):
        problems.add(
            where,
            f"the table of `{model.name}` would be `{name}`: SQLite reserves names that "
            f"begin with `{_SQLITE_PREFIX}`",
            f"{other_table(model)}.",
        )


def other_table(model: ResolvedModel) -> str:
    """Return how to rename a model's table, as a sentence without a full stop."""
    if model.declared.is_made:
        return "Give the join table another name in `through(…)`"
    return "Name it with `$table`"


def _columns(model: ResolvedModel, problems: Problems, fold: Callable[[str], str]) -> None:
    columns: dict[str, str] = {}
    for attribute in model.attributes.values():
        name = attribute.column.name
        first = columns.setdefault(fold(name), attribute.name)
        if first != attribute.name:
            problems.add(
                attribute.location or model.location,
                f"the columns of `{model.name}.{first}` and `{model.name}.{attribute.name}` "
                f"would both be named `{name}`",
                "Databases compare names without case: rename one with `column(…)`.",
            )


def _aliases(model: ResolvedModel, problems: Problems) -> None:
    """Report aliases that are also attributes, which Sequelize refuses."""
    for end in model.ends.values():
        attribute = model.attributes.get(end.declaration.name)
        if attribute is None:
            continue
        key = model.near.get(end)
        is_key = key is not None and key.declared.name == attribute.name
        problems.add(
            end.declaration.location,
            f"`{end.label}` has the same name as "
            + ("its own foreign key" if is_key else f"an attribute of `{model.name}`")
            + (f" ({line(attribute.location)})" if attribute.location and not is_key else ""),
            "Give the association another name."
            if not is_key
            else "Give the association another name, or its foreign key one with `foreignKey(…)`.",
        )


def _accessors(model: ResolvedModel, problems: Problems) -> None:
    """Report equal accessors, which Sequelize names by singular and plural: `addTag`, `setTags`."""
    used: dict[str, AssociationEnd] = {}
    for end in model.ends.values():
        for name in dict.fromkeys((end.declaration.name, _singular(end))):
            first = used.setdefault(name[:1].upper() + name[1:], end)
            is_many = any(_is_many(each) for each in (end, first))
            if first is not end:
                location: SourceLocation = end.declaration.location
                problems.add(
                    location,
                    f"`{end.label}` and `{first.label}` ({line(first.declaration.location)}) both "
                    f"have accessors named after `{name}`",
                    "Give one of them another name"
                    + (", or another singular with `singular(…)`." if is_many else "."),
                )
                break


def _is_many(end: AssociationEnd) -> bool:
    return end.declaration.kind in ("hasMany", "belongsToMany")


def _singular(end: AssociationEnd) -> str:
    if _is_many(end):
        return end.declaration.singular or singularize(end.declaration.name)
    return end.declaration.name
