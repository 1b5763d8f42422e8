"""Tables of models: names, ids, columns and their order, timestamps."""

from __future__ import annotations

from scaffold.database.tables import TableName
from scaffold.schema.data_types import DataType, Default
from tests.database.resolving import columns, constraint_names, refused, resolved, table


def test_model_without_associations() -> None:
    database = resolved("OrderItem: {unitPrice: integer required}")
    [model] = database.models
    assert (model.name, model.plural, model.table.name) == (
        "OrderItem",
        "OrderItems",
        TableName("OrderItems"),
    )
    assert [attribute.name for attribute in model.attributes] == [
        "id",
        "unitPrice",
        "createdAt",
        "updatedAt",
    ]
    assert model.table.primary_key == ("id",)
    key = model.attribute("id").column
    assert (key.type, key.autoincrement, key.nullable) == (DataType("integer"), True, False)
    assert not model.attribute("unitPrice").column.nullable
    assert (model.created_at, model.updated_at, model.deleted_at) == (
        "createdAt",
        "updatedAt",
        None,
    )
    assert database.dialects == ("sqlite", "postgres", "mysql")


def test_snake_case_applies_to_tables_and_columns_only() -> None:
    database = resolved(
        """
        OrderItem:
          unitPrice: integer
          SKU: string column(theSKU)
          billTo: belongsTo(Customer)
        Customer: {$table: TheCustomers, name: string}
        """,
        "naming: snake_case",
    )
    item = database.model("OrderItem")
    assert item.table.name.name == "order_items"
    assert [attribute.name for attribute in item.attributes] == [
        "id",
        "unitPrice",
        "SKU",
        "createdAt",
        "updatedAt",
        "BillToId",
    ]
    assert columns(database, "order_items") == [
        "id",
        "unit_price",
        "theSKU",
        "created_at",
        "updated_at",
        "bill_to_id",
    ]
    assert database.model("Customer").table.name.name == "TheCustomers"


def test_plural_names_the_table() -> None:
    database = resolved("Sheep: {$plural: Flock, name: string}")
    assert database.model("Sheep").plural == "Flock"
    assert database.tables[0].name.name == "Flock"


def test_ids() -> None:
    database = resolved(
        """
        A: {x: string}
        B: {$id: bigint, x: string}
        C: {$id: none, x: string}
        D: {code: string primary}
        E: {a: integer primary, b: integer primary}
        """,
        "id: uuid",
    )
    keys = {model.name: model.table.primary_key for model in database.models}
    assert keys == {"A": ("id",), "B": ("id",), "C": (), "D": ("code",), "E": ("a", "b")}
    uuid = database.model("A").attribute("id").column
    assert (uuid.type, uuid.default, uuid.autoincrement) == (
        DataType("uuid"),
        Default("uuid"),
        False,
    )
    big = database.model("B").attribute("id").column
    assert (big.type, big.default, big.autoincrement) == (DataType("bigint"), None, True)
    assert not database.model("D").attribute("code").column.nullable
    assert [each.name for each in database.model("E").primary_key] == ["a", "b"]


def test_id_and_primary_field_are_refused() -> None:
    [problem] = refused("A: {$id: uuid, code: string primary}")
    assert problem.message == "`A` has both `$id: uuid` and a primary field, `code` (line 5)"


def test_a_field_called_id_is_primary() -> None:
    [problem] = refused("A: {id: integer, x: string}")
    assert problem.message == "`A` has an implicit `id`, and its field `id` is not primary"
    assert resolved("A: {id: integer primary}").tables[0].primary_key == ("id",)
    assert columns(resolved("A: {$id: none, id: integer}"), "As")[0] == "id"


def test_timestamps() -> None:
    database = resolved(
        """
        A: {x: string, $timestamps: false}
        B: {x: string, $timestamps: {createdAt: madeAt, updatedAt: false}}
        C: {x: string, $paranoid: removedAt, y: belongsTo(A)}
        D: {x: string, $paranoid: true, $timestamps: false}
        """
    )
    assert columns(database, "As") == ["id", "x"]
    assert columns(database, "Bs") == ["id", "x", "madeAt"]
    assert columns(database, "Cs") == ["id", "x", "createdAt", "updatedAt", "removedAt", "YId"]
    assert columns(database, "Ds") == ["id", "x", "deletedAt"]
    made = database.model("B")
    assert (made.created_at, made.updated_at) == ("madeAt", None)
    assert made.attribute("madeAt").origin == "timestamp"
    assert not made.attribute("madeAt").column.nullable
    removed = database.model("C").attribute("removedAt")
    assert removed.column.nullable and removed.origin == "paranoid"


def test_paranoid_option_does_not_apply_to_joins() -> None:
    database = resolved(
        """
        A: {bs: belongsToMany(B) through(J), cs: belongsToMany(B) through(K)}
        B: {x: integer, ls: belongsToMany(A) through(L), ms: belongsToMany(A) through(M)}
        J: {a: belongsTo(A), note: string}
        K: {a: belongsTo(A), $id: integer}
        L: {a: belongsTo(A), $paranoid: true}
        """,
        "paranoid: true",
    )
    marked = {model.name for model in database.models if model.deleted_at}
    assert marked == {"A", "B", "K", "L"}


def test_a_timestamp_may_be_declared() -> None:
    database = resolved("A: {createdAt: datetime(3) required, x: string}")
    assert columns(database, "As") == ["id", "createdAt", "x", "updatedAt"]
    assert database.tables[0].column("createdAt").type == DataType("datetime", 3)
    [problem] = refused("A: {createdAt: string}")
    assert problem.message == "`A.createdAt` has the name of a timestamp, but is no datetime"
    assert problem.where is not None and problem.where.line == 5
    [problem] = refused("A: {deletedAt: datetime required, $paranoid: true}")
    assert problem.message == "`A.deletedAt` has the name of a timestamp, but is required"


def test_foreign_keys_come_in_the_order_of_declaration() -> None:
    database = resolved(
        """
        Order:
          notes: hasMany(Note)
          lines: hasMany(Line)
        Note:
          text: text
          author: belongsTo(Order) foreignKey(AuthorId) inverse(notes)
        Line:
          order: belongsTo(Order) primary
          position: integer primary
          product: belongsTo(Product)
          shipment: integer required
          dispatch: belongsTo(Product) foreignKey(shipment)
        Product: {name: string, favourites: hasMany(Note)}
        """
    )
    assert columns(database, "Lines") == [
        "OrderId",
        "position",
        "shipment",
        "createdAt",
        "updatedAt",
        "ProductId",
    ]
    assert [column.name for column in table(database, "Lines").columns if column.deferred] == [
        "ProductId"
    ]
    assert table(database, "Lines").primary_key == ("OrderId", "position")
    assert columns(database, "Notes")[-2:] == ["AuthorId", "ProductId"]


def test_checks_and_where_use_columns() -> None:
    database = resolved(
        """
        A:
          unitPrice: integer check("{unitPrice} > 0")
          other: integer
          tags: string
          $checks:
            - "{other} < {unitPrice}"
            - "{other} > 1"
            - "{other} <> 7"
            - "{tags} <> '{{}}'"
            - {name: sane, check: "1 = 1"}
          $indexes: [{fields: [other], unique: true, where: "{unitPrice} > 5"}]
        """,
        "naming: snake_case, dialects: [sqlite, postgres]",
    )
    assert [(check.name, check.expression) for check in database.tables[0].checks] == [
        ("as_unit_price_check", "{unit_price} > 0"),
        ("as_check", "{other} < {unit_price}"),
        ("as_other_check", "{other} > 1"),
        ("as_other_check1", "{other} <> 7"),
        ("as_tags_check", "{tags} <> '{{}}'"),
        ("sane", "1 = 1"),
    ]
    [index] = database.tables[0].indexes
    assert (index.columns, index.unique, index.where) == (("other",), True, "{unit_price} > 5")


def test_uniques_and_indexes() -> None:
    database = resolved(
        """
        A:
          a: string unique
          b: string index
          c: integer
          one: belongsTo(B) unique
          two: belongsTo(B) index
          three: belongsTo(B)
          four: belongsTo(B)
          five: belongsTo(B) logical
          $unique: [[three, c]]
          $indexes: [{fields: [b, four], name: mine}, [four]]
        B: {x: string}
        """
    )
    found = table(database, "As")
    assert [(unique.name, unique.column) for unique in found.uniques] == [("As_a_key", "a")]
    assert [(index.name, index.columns, index.unique) for index in found.indexes] == [
        ("As_b_idx", ("b",), False),
        ("As_OneId_key", ("OneId",), True),
        ("As_TwoId_idx", ("TwoId",), False),
        ("As_ThreeId_c_key", ("ThreeId", "c"), True),
        ("mine", ("b", "FourId"), False),
        ("As_FourId_idx", ("FourId",), False),
        ("As_ThreeId_idx", ("ThreeId",), False),
        ("As_FiveId_idx", ("FiveId",), False),
    ]


def test_a_primary_key_needs_no_index_and_a_unique_one_no_other() -> None:
    database = resolved("A: {code: string primary unique index, mail: string unique index}")
    [found] = database.tables
    assert [unique.column for unique in found.uniques] == ["mail"]
    assert found.indexes == ()


def test_without_indexes_on_keys() -> None:
    database = resolved(
        """
        A: {one: belongsTo(B), two: hasOne(B) foreignKey(OneId), three: belongsTo(B) index}
        B: {x: string}
        """,
        "index_foreign_keys: false",
    )
    assert [index.name for index in table(database, "As").indexes] == ["As_ThreeId_idx"]
    assert [index.name for index in table(database, "Bs").indexes] == ["Bs_OneId_key"]


def test_names_of_constraints_are_unique_and_short() -> None:
    database = resolved(
        f"""
        A: {{$table: T, b_c: integer index, x: belongsTo(A) foreignKey(b_c)}}
        B: {{$table: T_b, c: integer index}}
        C: {{$table: {"t" * 60}, d: string unique}}
        """
    )
    names = [name for each in database.tables for name in constraint_names(each)]
    assert names[0] == "T_b_c_idx"
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name.encode()) <= 63 for name in names)


def test_an_index_over_several_columns_leaves_a_key_its_own() -> None:
    models = "A: {x: integer}\nB: {a: belongsTo(A), x: integer, $indexes: [[a, x]]}"
    assert [index.name for index in table(resolved(models), "Bs").indexes] == [
        "Bs_AId_x_idx",
        "Bs_AId_idx",
    ]


def test_primary_key_of_a_join_has_the_order_of_its_columns() -> None:
    """Which migrations create: a key of another order had its index on the wrong column."""
    database = resolved(
        """
        Account: {listed: belongsToMany(List) through(Entry), tags: belongsToMany(Tag) through(T)}
        List: {members: belongsToMany(Account) through(Entry), name: string}
        Tag: {name: string}
        Entry: {list: belongsTo(List), note: string, account: belongsTo(Account)}
        T: {tag: belongsTo(Tag)}
        """
    )
    entries, tagged = table(database, "Entries"), table(database, "Ts")
    assert columns(database, "Entries")[:3] == ["ListId", "note", "AccountId"]
    assert entries.primary_key == ("ListId", "AccountId")
    assert [index.columns for index in entries.indexes] == [("AccountId",)]
    # A foreign key of no field comes first.
    assert columns(database, "Ts")[:2] == ["AccountId", "TagId"]
    assert tagged.primary_key == ("AccountId", "TagId")
