"""Which names meet: models, tables, columns, attributes, aliases and what is called by them.

Databases and file systems that fold case make `Order` and `order` one name; every name here is
compared so, whatever is declared, since projects move.
"""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.database.resolve.drafts import ModelDraft, Problems, Side, line
from scaffold.errors import Place
from scaffold.naming import singularize, snake

# The migration tools' own tables (umzug's storage, Alembic's version).
_TOOLS_TABLES = {"sequelizemeta": "sequelize-cli", "sequelizedata": "sequelize-cli"} | {
    "alembic_version": "Alembic"
}
# SQLite refuses these names: https://www.sqlite.org/lang_createtable.html
_SQLITE_PREFIX = "sqlite_"


def check_names(drafts: Iterable[ModelDraft], problems: Problems) -> None:
    """Report every two names that would be one."""
    models: dict[str, ModelDraft] = {}
    tables: dict[str, ModelDraft] = {}
    for draft in drafts:
        _model(draft, models, problems)
        _table(draft, tables, problems)
        _columns(draft, problems)
        if draft.sides:
            _aliases(draft, problems)
            _accessors(draft, problems)


def _model(draft: ModelDraft, models: dict[str, ModelDraft], problems: Problems) -> None:
    """Models whose files would be one: `OrderItem`, `Order_Item`, `Orderitem`."""
    first = models.setdefault(snake(draft.name).replace("_", "").casefold(), draft)
    if first is not draft:
        problems.add(
            draft.place,
            f"the models `{first.name}` ({line(first.place)}) and `{draft.name}` would have "
            "the same file",
            "Give one of them a name that differs in more than case and underscores.",
        )


def _table(draft: ModelDraft, tables: dict[str, ModelDraft], problems: Problems) -> None:
    name = draft.table.name
    where = draft.said.at("$table")
    folded = str(draft.table).casefold()
    first = tables.setdefault(folded, draft)
    if first is not draft:
        problems.add(
            where,
            f"the tables of `{first.name}` ({line(first.place)}) and `{draft.name}` would both "
            f"be called `{name}`",
            "Name one of them with `$table`.",
        )
    tool = _TOOLS_TABLES.get(name.casefold())
    if tool is not None:
        problems.add(
            where,
            f"the table of `{draft.name}` would be `{name}`, which is {tool}'s own",
            "Name it with `$table`.",
        )
    elif folded.startswith(_SQLITE_PREFIX):
        problems.add(
            where,
            f"the table of `{draft.name}` would be `{name}`: SQLite keeps names that begin "
            f"with `{_SQLITE_PREFIX}` for itself",
            "Name it with `$table`.",
        )


def _columns(draft: ModelDraft, problems: Problems) -> None:
    columns: dict[str, str] = {}
    for attribute in draft.attributes.values():
        name = attribute.column.name
        first = columns.setdefault(name.casefold(), attribute.name)
        if first != attribute.name:
            problems.add(
                attribute.place or draft.place,
                f"the columns of `{draft.name}.{first}` and `{draft.name}.{attribute.name}` "
                f"would both be called `{name}`",
                "Databases do not tell names apart by case: name one with `column(…)`.",
            )


def _aliases(draft: ModelDraft, problems: Problems) -> None:
    """Sequelize throws where an alias is called like an attribute."""
    for side in draft.sides.values():
        attribute = draft.attributes.get(side.said.name)
        if attribute is None:
            continue
        key = side.key is not None and side.key.name == attribute.name
        problems.add(
            side.said.place,
            f"`{side.label}` is called like "
            + ("its own key" if key else f"an attribute of `{draft.name}`")
            + (f" ({line(attribute.place)})" if attribute.place and not key else ""),
            "Give the association another name."
            if not key
            else "Give the association another name, or its key one with `foreignKey(…)`.",
        )


def _accessors(draft: ModelDraft, problems: Problems) -> None:
    """Sequelize names accessors by singular and plural, with a capital: `addTag`, `setTags`."""
    taken: dict[str, Side] = {}
    for side in draft.sides.values():
        for name in dict.fromkeys((side.said.name, _singular(side))):
            first = taken.setdefault(name[:1].upper() + name[1:], side)
            if first is not side:
                place: Place = side.said.place
                problems.add(
                    place,
                    f"`{side.label}` and `{first.label}` ({line(first.said.place)}) meet in "
                    f"`{name}`: both would have accessors of that name",
                    "Give one of them another name, or another singular with `singular(…)`.",
                )
                break


def _singular(side: Side) -> str:
    if side.said.kind in ("hasMany", "belongsToMany"):
        return side.said.singular or singularize(side.said.name)
    return side.said.name
