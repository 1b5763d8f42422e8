"""Resolved databases, made by hand or drawn by hypothesis, without a schema file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import strategies as st

from scaffold.database.tables import (
    Association,
    Attribute,
    Check,
    Column,
    Database,
    ForeignKey,
    Index,
    Model,
    Table,
    TableName,
    Unique,
)
from scaffold.errors import SourceLocation
from scaffold.schema.data_types import DataType, Default

UUID = DataType("uuid")
ID = Column("id", UUID, nullable=False)


def table(name: str, *columns: Column, key: tuple[str, ...] = ("id",)) -> Table:
    """Return a table with an id and the given columns."""
    own = (ID, *columns) if key == ("id",) else columns
    return Table(TableName(name), own, key)


def text(name: str, **settings: object) -> Column:
    """Return a column of type string(255)."""
    return replace(Column(name, DataType("string", length=255)), **settings)  # type: ignore[arg-type]


def relate(
    holder: Table,
    column: str,
    target: Table,
    *,
    required: bool = False,
    deferred: bool = True,
    unique: bool = False,
    key: str = "id",
) -> Table:
    """Return the table with the foreign key column that an association makes, and its index."""
    made = Column(column, UUID, nullable=not required, deferred=deferred)
    suffix = "key" if unique else "idx"
    return replace(
        holder,
        columns=(*holder.columns, made),
        indexes=(*holder.indexes, Index(f"{holder.name}_{column}_{suffix}", (column,), unique)),
        foreign_keys=(
            *holder.foreign_keys,
            ForeignKey(
                f"{holder.name}_{column}_fkey",
                column,
                target.name,
                key,
                "RESTRICT" if required else "SET NULL",
                "CASCADE",
            ),
        ),
    )


def join(name: str, models: tuple[str, str], one: Table, other: Table) -> Table:
    """Return a pure join table between two tables."""
    columns = (f"{models[0]}Id", f"{models[1]}Id")
    made = Table(TableName(name), (), columns, join=models)
    for column, target in zip(columns, (one, other), strict=True):
        key = target.primary_key[0]
        made = relate(made, column, target, required=True, deferred=False, key=key)
    return made


def model(name: str, of: Table, *associations: Association, line: int = 1) -> Model:
    """Return a model whose attributes are named like the columns."""
    location = SourceLocation("scaffold.yaml", line, 3)
    attributes = tuple(
        Attribute(column.name, column, location=SourceLocation("scaffold.yaml", line + at, 5))
        for at, column in enumerate(of.columns, 1)
    )
    return Model(name, str(of.name.name), of, attributes, associations, location=location)


def database(*models: Model, **settings: object) -> Database:
    """Return a database for all three dialects."""
    made = Database(models, ("sqlite", "postgres", "mysql"))
    return replace(made, **settings)  # type: ignore[arg-type]


def belongs_to(source: str, alias: str, target: str, column: str) -> Association:
    """Return a belongsTo with what comparing and planning read."""
    return Association(
        kind="belongsTo",
        alias=alias,
        source=source,
        target=target,
        foreign_key=column,
        column=Column(column, UUID, deferred=True),
        required=False,
        on_delete="SET NULL",
        on_update="CASCADE",
        source_key="id",
        target_key="id",
        singular=alias,
        plural=f"{alias}s",
    )


def shop() -> Database:
    """Return Customer, Order, Payment, Product, Tag and the join model of the last two."""
    customers = table("Customers", text("name", nullable=False), text("email"))
    customers = replace(customers, uniques=(Unique("Customers_email_key", "email"),))
    payments = table("Payments", Column("amount", DataType("decimal", precision=10, scale=2)))
    orders = table("Orders", text("status", default=Default("text", "pending")))
    orders = replace(orders, indexes=(Index("Orders_status_idx", ("status",)),))
    orders = relate(orders, "CustomerId", customers)
    orders = relate(orders, "PaymentId", payments, unique=True)
    products = relate(table("Products", text("name", nullable=False)), "OrderId", orders)
    tags = table("Tags", text("name"))
    product_tags = join("ProductTags", ("Product", "Tag"), products, tags)
    return database(
        model("Customer", customers, line=10),
        model("Order", orders, belongs_to("Order", "customer", "Customer", "CustomerId"), line=20),
        model("Payment", payments, line=30),
        model("Product", products, line=40),
        model("Tag", tags, line=50),
        model("ProductTag", product_tags, line=60),
    )


def with_table(database: Database, name: str, changed: Table) -> Database:
    """Return the database with another table for one of its models."""
    models = tuple(
        replace(
            model(each.name, changed, *each.associations, line=each.location.line),
            plural=each.plural,
        )
        if each.name == name and each.location
        else each
        for each in database.models
    )
    return replace(database, models=models)


def meaning(tables: Iterable[Table]) -> object:
    """Return what tables declare, without the order of parts and the form of uniqueness."""
    return {
        each.name: (
            frozenset(each.columns),
            each.primary_key,
            frozenset(each.indexes)
            | {Index(unique.name, (unique.column,), unique=True) for unique in each.uniques},
            frozenset(each.foreign_keys),
            frozenset(each.checks),
            each.comment,
        )
        for each in tables
    }


_TYPES = (
    (UUID, Default("uuid")),
    (DataType("integer"), Default("number", "1")),
    (DataType("string", length=120), Default("text", "it's")),
    (DataType("enum", values=("a", "b")), Default("text", "a")),
    (DataType("datetime", length=3), Default("now")),
)


@st.composite
def databases(draw: st.DrawFn, grown_from: Database | None = None) -> Database:
    """Draw a database of up to seven models, or one with additions that existing rows allow."""
    old = list(grown_from.models) if grown_from else []
    count = draw(st.integers(0, 3)) if old else draw(st.integers(1, 4))
    names = [f"Model{at}" for at in range(len(old), len(old) + count)]
    tables = [each.table for each in old] + [_drawn_table(draw, f"{name}s") for name in names]
    standing = len(old)
    joins = draw(st.integers(0, 2))
    for _ in range(joins):
        one, other = draw(st.sampled_from(tables)), draw(st.sampled_from(tables))
        number = len(tables)
        made = join(f"Joins{number}", (f"A{number}", f"B{number}"), one, other)
        tables.append(made)
    for at, each in enumerate(tables):
        tables[at] = _grown(draw, each, tables, at < standing)
    names = [each.name for each in old] + names
    names += [f"Model{at}" for at in range(len(names), len(tables))]
    models = tuple(model(name, each) for name, each in zip(names, tables, strict=True))
    return database(*models, associations=draw(st.sampled_from(("single", "per-model"))))


def _drawn_table(draw: st.DrawFn, name: str) -> Table:
    drawn = draw(
        st.lists(
            st.tuples(st.sampled_from(_TYPES), st.booleans(), st.booleans()),
            max_size=3,
        )
    )
    columns = [
        Column(f"c{at}", kind, nullable, default if has_default else None)
        for at, ((kind, default), nullable, has_default) in enumerate(drawn)
    ]
    made = table(name, *columns)
    unique: bool = draw(st.booleans())
    if columns and unique:
        made = replace(made, uniques=(Unique(f"{name}_c0_key", "c0"),))
    return made


def _grown(draw: st.DrawFn, each: Table, tables: list[Table], standing: bool) -> Table:
    """Return the table with added foreign keys, columns, indexes and checks."""
    start = len(each.columns)
    for at in range(draw(st.integers(0, 2))):
        target = draw(st.sampled_from(tables))
        keys = [
            index.columns[0] for index in target.indexes if index.unique and len(index.columns) == 1
        ]
        column = f"k{start + at}"
        each = relate(
            each,
            column,
            target,
            key=draw(st.sampled_from([target.primary_key[0], *keys])),
            required=not standing and draw(st.booleans()),
            deferred=not each.join and draw(st.integers(0, 4)) > 0,
            unique=draw(st.booleans()),
        )
        if draw(st.booleans()):
            wide = Index(f"{each.name}_{column}_wide", (each.primary_key[0], column))
            each = replace(each, indexes=(*each.indexes, wide))
        if draw(st.booleans()):
            check = Check(f"{each.name}_{column}_check", f"{{{column}}} <> 'x'")
            each = replace(each, checks=(*each.checks, check))
    if standing and draw(st.booleans()):
        extra = text(f"t{start}", nullable=False, default=Default("text", ""))
        unique = Unique(f"{each.name}_t{start}_key", extra.name)
        each = replace(each, columns=(*each.columns, extra), uniques=(*each.uniques, unique))
    return each
