"""What running databases hold is accepted: the rules that only some databases need."""

from __future__ import annotations

import pytest

from scaffold.database.tables import Index, IndexKey
from scaffold.schema.data_types import Default
from scaffold.targets.shared_notes import incomparable_keys, required_keys_set_to_null
from tests.database.resolving import columns, constraint_names, refused, resolved, table


def test_logical_key_of_another_type() -> None:
    models = """
        Owner: {name: string, notes: hasMany(Note) foreignKey(ownerId) logical}
        Note: {ownerId: string(20), owner: belongsTo(Owner) foreignKey(ownerId) logical}
        """
    database = resolved(models, "dialects: [postgres]")
    noted = [problem.message for problem in incomparable_keys(database)]
    assert len(noted) == 2
    assert "`Note.owner`: PostgreSQL does not compare its foreign key" in noted[1]
    assert not list(incomparable_keys(resolved(models, "dialects: [sqlite]")))


def test_logical_key_to_an_attribute_that_is_not_unique() -> None:
    resolved(
        """
        Owner: {code: string(20)}
        Note: {ownerCode: string(20), owner: belongsTo(Owner) targetKey(code) logical}
        """
    )


@pytest.mark.parametrize(
    ("holder", "other", "keys"),
    [
        ("foreignKey(one)", "foreignKey(other)", ["one", "other"]),
        ("foreignKey(one)", "foreignKey(one)", ["one"]),
        ("foreignKey(one)", "", ["one"]),
        ("", "foreignKey(other)", ["other"]),
        ("", "", ["AId"]),
    ],
)
def test_ends_that_name_different_keys_are_two_associations(
    holder: str, other: str, keys: list[str]
) -> None:
    database = resolved(
        f"A: {{x: integer, bs: hasMany(B) {other}}}\nB: {{y: integer, a: belongsTo(A) {holder}}}",
        "timestamps: false",
    )
    assert columns(database, "Bs") == ["id", "y", *keys]


def test_named_and_silent_ends_are_ambiguous() -> None:
    problems = refused(
        """
        A: {x: integer, bs: hasMany(B), more: hasMany(B) foreignKey(moreId)}
        B: {y: integer, a: belongsTo(A), z: belongsTo(A) foreignKey(zId)}
        """
    )
    assert "ambiguous" in problems[0].message


def test_set_null_in_required_key() -> None:
    models = "A: {x: integer}\nB: {y: integer, a: belongsTo(A) required onDelete(setNull)}"
    database = resolved(models, "dialects: [postgres]")
    (note,) = required_keys_set_to_null(database)
    assert note.message.startswith("`B.AId` is required, so that `onDelete(setNull)` fails")
    assert table(database, "Bs").foreign_keys[0].on_delete == "SET NULL"
    for dialects in ("[sqlite]", "[postgres, mysql]"):
        (problem,) = refused(models, f"dialects: {dialects}")
        assert "is impossible" in problem.message


def test_autoincrement_beside_the_primary_key() -> None:
    models = "A: {x: integer autoincrement, y: bigint autoincrement}"
    database = resolved(models, "dialects: [postgres]")
    assert [column.nullable for column in table(database, "As").columns[1:3]] == [False, False]
    (first, second) = refused(models, "dialects: [postgres, sqlite]")
    assert "`A.x` has autoincrement but is not the primary key" in first.message
    assert "not supported by SQLite" in second.message


def test_table_of_foreign_keys_alone() -> None:
    database = resolved(
        "A: {x: integer}\nLink: {$id: none, a: belongsTo(A) required, b: belongsTo(A)}",
        "timestamps: false",
    )
    links = table(database, "Links")
    assert [(each.name, each.deferred) for each in links.columns] == [
        ("AId", False),
        ("BId", False),
    ]
    assert len(links.foreign_keys) == 2
    assert links.primary_key == ()


def test_options_that_repeat_in_every_model() -> None:
    database = resolved(
        """
        Customer: {name: string, tags: belongsToMany(Tag) through(CustomerTags)}
        Tag: {$schema: public, label: string}
        OrderItem:
          buyer: belongsTo(Customer)
          seller: belongsTo(Customer) required column(sold_by) onUpdate(restrict)
          lineCode: integer
          line: belongsTo(Tag) foreignKey(lineCode)
        """,
        "dialects: [postgres], naming: snake_case, tables: singular, key_column: alias, "
        "on_delete: setNull, on_update: noAction, schema: shop, timestamps: false",
    )
    assert [str(each.name) for each in database.tables] == [
        "shop.customer",
        "tag",
        "shop.order_item",
        "shop.CustomerTags",
    ]
    items, tags = table(database, "order_item"), table(database, "CustomerTags")
    assert columns(database, "order_item") == ["id", "line_code", "buyer", "sold_by"]
    assert [(key.column, key.on_delete, key.on_update) for key in items.foreign_keys] == [
        ("line_code", "SET NULL", "NO ACTION"),
        ("buyer", "SET NULL", "NO ACTION"),
        ("sold_by", "RESTRICT", "RESTRICT"),
    ]
    assert [(key.column, key.on_delete, key.on_update) for key in tags.foreign_keys] == [
        ("customer_id", "CASCADE", "NO ACTION"),
        ("tag_id", "CASCADE", "NO ACTION"),
    ]


@pytest.mark.parametrize(
    ("field", "dialects", "message"),
    [
        ("datetime local", "[sqlite]", "`local` is a type of PostgreSQL"),
        ("datetime onUpdateNow", "[postgres]", "`onUpdateNow` is not supported by PostgreSQL"),
        ("datetime required onUpdateNow", "[mysql]", "on a required field needs a default"),
        ('type("year") onUpdateNow', "[mysql]", "is for `datetime` and for MySQL's type timestamp"),
        ("uuid default(sql(x))", "[postgres, sqlite]", "`default(sql(…))` is SQL of one database"),
        ("string collate(C)", "[postgres, sqlite]", "`collate(…)` is SQL of one database"),
        ('integer generated("1")', "[postgres, sqlite]", "`generated(…)` is SQL of one database"),
        ('integer generated("{nam}")', "[sqlite]", "has no attribute `nam`: did you mean `name`?"),
        ('integer generated("1") required', "[mysql]", "a generated column cannot be required"),
        ("belongsTo(A) logical constraint(x)", "[sqlite]", "`constraint` on `A.b` has no effect"),
        ("belongsTo(A) default(x)", "[sqlite]", "integer takes a whole number, not `x`"),
    ],
)
def test_words_of_one_database_are_refused_elsewhere(
    field: str, dialects: str, message: str
) -> None:
    problems = refused(f"A:\n  name: string\n  b: '{field}'", f"dialects: {dialects}")
    assert any(message in each.message for each in problems), problems


def test_declared_names_of_constraints() -> None:
    models = """
        A:
          name: string unique(name_taken)
          code: string index(by_code)
          b: belongsTo(B) constraint(a_to_b) unique(one_b)
          c: belongsTo(B) constraint(a_to_c) index(by_c)
        B: {x: string unique(other_name)}
        """
    a = table(resolved(models, "dialects: [postgres]"), "As")
    assert constraint_names(a) == ["name_taken", "by_code", "one_b", "by_c", "a_to_b", "a_to_c"]
    (problem,) = refused(models.replace("other_name", "by_code"), "dialects: [sqlite]")
    assert "the name `by_code` is already used on line" in problem.message


def test_names_of_constraints_are_those_of_a_table_on_postgresql() -> None:
    models = """
        A: {$schema: one, b: belongsTo(B) constraint(owner), $checks: [{name: c, check: "1"}]}
        B: {$schema: two, x: string index(by_x), $checks: [{name: c, check: "1 = 1"}]}
        C: {x: string index(by_x), b: belongsTo(B) constraint(owner)}
        """
    resolved(models, "dialects: [postgres]")
    (problem,) = refused(models.replace("$schema: two, ", ""), "dialects: [postgres]")
    assert "the name `by_x` is already used on line" in problem.message


def test_index_of_expressions_and_order() -> None:
    models = """
        A:
          name: string
          at: datetime column(made_at)
          $indexes:
            - {fields: ['expression("lower({name})")'], unique: true}
            - {fields: [{field: at, order: desc, ops: timestamptz_ops}, name], using: btree}
        """
    lower, ordered = table(resolved(models, "dialects: [postgres]"), "As").indexes
    assert lower == Index(
        "As_name_key", ("name",), True, keys=(IndexKey("lower({name})", is_expression=True),)
    )
    assert (ordered.columns, ordered.using) == (("made_at", "name"), "btree")
    assert ordered.keys == (
        IndexKey("{made_at}", ops="timestamptz_ops", descending=True),
        IndexKey("{name}"),
    )
    for dialects, message in (
        ("[mysql]", "has an expression, which is not supported by MySQL"),
        ("[sqlite]", "has `using` or `ops`, which are not supported by SQLite"),
        ("[postgres, mysql]", "has `order: desc`, which is SQL that PostgreSQL and MySQL quote"),
    ):
        problems = refused(models, f"dialects: {dialects}")
        assert any(message in each.message for each in problems), problems
    text = "A: {x: text, $indexes: [{fields: [{field: x, order: desc}]}]}"
    (problem,) = refused(text, "dialects: [mysql]")
    assert "indexes on `text` are not supported by MySQL" in problem.message


def test_default_of_a_belongs_to_has_the_type_of_its_key() -> None:
    database = resolved(
        "A: {x: integer}\nB: {a: belongsTo(A) default(1) onDelete(setDefault)}",
        "dialects: [postgres]",
    )
    assert table(database, "Bs").column("AId").default == Default("number", "1")


def test_extensions_are_those_of_postgresql() -> None:
    database = resolved("A: {x: 'type(\"cube\")'}", "extensions: [cube], dialects: [postgres]")
    assert database.extensions == ("cube",)
    (problem,) = refused("A: {x: integer}", "extensions: [cube], dialects: [postgres, sqlite]")
    assert "`extensions` are those of PostgreSQL, and not supported by SQLite" in problem.message


def test_default_schema_needs_a_database_with_schemas() -> None:
    (problem,) = refused("A: {x: integer}", "schema: shop, dialects: [sqlite]")
    assert "the schema `shop` of `A`: schemas are not supported by SQLite" in problem.message
