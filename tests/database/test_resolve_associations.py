"""Associations: which sides share a foreign key, its name, and its properties."""

from __future__ import annotations

import pytest

from scaffold.database.tables import Association, Database, ForeignKey
from scaffold.schema.data_types import DataType, Default
from tests.database.resolving import columns, refused, resolved, table


def side(database: Database, label: str) -> Association:
    model, alias = label.split(".")
    return next(each for each in database.model(model).associations if each.alias == alias)


def keys(database: Database, name: str) -> dict[str, tuple[str, str, str]]:
    """Each key's column → table.column, ON DELETE, ON UPDATE."""
    return {
        key.column: (f"{key.table.name}.{key.key}", key.on_delete, key.on_update)
        for key in table(database, name).foreign_keys
    }


def test_the_four_kinds_of_association() -> None:
    database = resolved(
        """
        Customer: {name: string, orders: hasMany(Order)}
        Order: {total: integer, customer: belongsTo(Customer), products: hasMany(Product)}
        Payment: {amount: integer, order: hasOne(Order)}
        Product: {name: string, tags: belongsToMany(Tag) through(ProductTags)}
        Tag: {name: string, products: belongsToMany(Product) through(ProductTags)}
        """,
        "id: uuid",
    )
    assert [model.name for model in database.models][-1] == "ProductTag"
    assert table(database, "Orders").foreign_keys[0] == ForeignKey(
        "Orders_CustomerId_fkey",
        "CustomerId",
        database.model("Customer").table.name,
        "id",
        "SET NULL",
        "CASCADE",
    )
    orders, customer = side(database, "Customer.orders"), side(database, "Order.customer")
    assert (orders.inverse, customer.inverse) == ("customer", "orders")
    assert orders.column is customer.column
    assert (orders.source_key, orders.target_key) == ("id", "CustomerId")
    assert (customer.source_key, customer.target_key) == ("CustomerId", "id")
    assert (orders.singular, orders.plural) == ("order", "orders")
    payment = side(database, "Payment.order")
    assert (payment.foreign_key, payment.inverse) == ("PaymentId", None)
    assert [(index.name, index.unique) for index in table(database, "Orders").indexes] == [
        ("Orders_PaymentId_key", True),
        ("Orders_CustomerId_idx", False),
    ]
    tags, products = side(database, "Product.tags"), side(database, "Tag.products")
    assert (tags.foreign_key, tags.other_key, tags.through) == ("ProductId", "TagId", "ProductTag")
    assert (products.foreign_key, products.other_key) == ("TagId", "ProductId")
    assert (tags.inverse, products.inverse) == ("products", "tags")
    assert tags.required and tags.column.type == DataType("uuid")
    join = table(database, "ProductTags")
    assert join.primary_key == ("ProductId", "TagId")
    assert join.join == ("Product", "Tag")
    assert [column.name for column in join.columns] == [
        "ProductId",
        "TagId",
        "createdAt",
        "updatedAt",
    ]
    assert [column.default for column in join.columns] == [None] * 4
    assert not any(column.deferred for column in join.columns)
    assert keys(database, "ProductTags") == {
        "ProductId": ("Products.id", "CASCADE", "CASCADE"),
        "TagId": ("Tags.id", "CASCADE", "CASCADE"),
    }
    assert [index.columns for index in join.indexes] == [("TagId",)]
    assert [each.origin for each in database.model("ProductTag").attributes] == [
        "key",
        "key",
        "timestamp",
        "timestamp",
    ]


@pytest.mark.parametrize(
    ("alias", "style", "key"),
    [
        ("customer", "PascalCase", "CustomerId"),
        ("createdBy", "PascalCase", "CreatedById"),
        ("billing_address", "PascalCase", "BillingAddressId"),
        ("createdBy", "camelCase", "createdById"),
        ("createdBy", "snake_case", "created_by_id"),
    ],
)
def test_names_of_foreign_keys(alias: str, style: str, key: str) -> None:
    database = resolved(f"A: {{{alias}: belongsTo(B)}}\nB: {{x: string}}", f"foreign_key: {style}")
    assert side(database, f"A.{alias}").foreign_key == key


def test_inverses_match_by_declaration_by_key_and_by_elimination() -> None:
    database = resolved(
        """
        Person:
          name: string
          written: hasMany(Post) inverse(author)
          checked: hasMany(Post) foreignKey(ReviewerId)
          owned: hasMany(Post)
        Post:
          author: belongsTo(Person) foreignKey(writer)
          reviewer: belongsTo(Person)
          owner: belongsTo(Person)
        """
    )
    inverses = {each.alias: each.inverse for each in database.model("Person").associations}
    assert inverses == {"written": "author", "checked": "reviewer", "owned": "owner"}
    assert columns(database, "Posts")[-3:] == ["writer", "ReviewerId", "OwnerId"]
    assert side(database, "Person.written").foreign_key == "writer"


def test_foreign_key_is_shared_by_its_declared_name() -> None:
    database = resolved(
        """
        Author:
          posts: hasMany(Post) foreignKey(AuthorId)
          drafts: hasMany(Post) foreignKey(AuthorId) scope(state, draft)
        Post: {state: "enum(draft, out)", rank: integer}
        """
    )
    assert columns(database, "Posts")[-1] == "AuthorId"
    scope = side(database, "Author.drafts").scope
    assert scope is not None
    assert (scope.attribute, scope.value) == ("state", Default("text", "draft"))


def test_hasmany_without_an_inverse_makes_its_own_key() -> None:
    database = resolved("A: {xs: hasMany(B) column(a_ref)}\nB: {x: integer}")
    assert side(database, "A.xs").foreign_key == "AId"
    assert columns(database, "Bs")[-1] == "a_ref"


def test_self_references() -> None:
    database = resolved(
        """
        Employee:
          name: string
          manager: belongsTo(Employee)
          reports: hasMany(Employee)
          mentor: belongsTo(Employee)
          pupil: hasOne(Employee) inverse(mentor)
          friends: belongsToMany(Employee) through(Friendships) otherKey(FriendId)
        """
    )
    assert side(database, "Employee.manager").inverse == "reports"
    assert side(database, "Employee.pupil").inverse == "mentor"
    friends = side(database, "Employee.friends")
    assert (friends.foreign_key, friends.other_key) == ("EmployeeId", "FriendId")
    assert table(database, "Friendships").join == ("Employee", "Employee")
    assert friends.inverse is None


def test_both_sides_of_a_self_join() -> None:
    database = resolved(
        """
        User:
          name: string
          followers: belongsToMany(User) through(Follows) foreignKey(ToId) otherKey(FromId)
          following: belongsToMany(User) through(Follows) foreignKey(FromId) otherKey(ToId)
        """
    )
    assert side(database, "User.followers").inverse == "following"
    assert table(database, "Follows").primary_key == ("ToId", "FromId")


def test_two_joins_of_a_model_with_itself_through_one_table() -> None:
    database = resolved(
        """
        User:
          friends: belongsToMany(User) through(Ties) foreignKey(a) otherKey(b) throughScope(k, 1)
          foes: belongsToMany(User) through(Ties) foreignKey(a) otherKey(b) throughScope(k, 2)
        Ties: {k: integer}
        """
    )
    assert side(database, "User.friends").inverse is None
    assert columns(database, "Ties") == ["a", "b", "k", "createdAt", "updatedAt"]


def test_undeclared_properties_come_from_the_other_side() -> None:
    database = resolved(
        """
        A: {bs: hasMany(B) required onDelete(cascade), c: hasOne(C)}
        B: {a: belongsTo(A) onUpdate(noAction)}
        C: {a: belongsTo(A) required}
        D: {a: belongsTo(A) logical}
        """
    )
    assert keys(database, "Bs") == {"AId": ("As.id", "CASCADE", "NO ACTION")}
    assert side(database, "B.a").required
    assert keys(database, "Cs") == {"AId": ("As.id", "RESTRICT", "CASCADE")}
    assert table(database, "Cs").indexes[0].unique
    assert side(database, "A.c").required
    assert table(database, "Ds").foreign_keys == ()
    assert [index.columns for index in table(database, "Ds").indexes] == [("AId",)]


def test_logical_applies_to_both_sides() -> None:
    database = resolved("A: {bs: hasMany(B) logical}\nB: {a: belongsTo(A)}")
    assert not side(database, "A.bs").constraints
    assert not side(database, "B.a").constraints


def test_declared_attribute_is_the_foreign_key() -> None:
    database = resolved(
        """
        A: {$id: uuid, bs: hasMany(B) foreignKey(aId)}
        B: {aId: uuid required column(a_id) index, a: belongsTo(A) foreignKey(aId)}
        """
    )
    found = table(database, "Bs")
    assert [column.name for column in found.columns] == ["id", "a_id", "createdAt", "updatedAt"]
    assert not found.column("a_id").deferred
    assert keys(database, "Bs") == {"a_id": ("As.id", "RESTRICT", "CASCADE")}
    assert [index.name for index in found.indexes] == ["Bs_a_id_idx"]
    assert database.model("B").attribute("aId").origin == "key"


def test_polymorphic_associations_share_an_attribute() -> None:
    database = resolved(
        """
        Comment:
          on: string
          commentableId: integer
          post: belongsTo(Post) foreignKey(commentableId) logical
          photo: belongsTo(Photo) foreignKey(commentableId) logical
        Post: {comments: "hasMany(Comment) foreignKey(commentableId) scope(on, post)"}
        Photo: {comments: "hasMany(Comment) foreignKey(commentableId) scope(on, photo)"}
        """
    )
    assert table(database, "Comments").foreign_keys == ()
    assert side(database, "Photo.comments").inverse == "photo"
    assert not side(database, "Photo.comments").constraints
    assert [index.columns for index in table(database, "Comments").indexes] == [("commentableId",)]


SHARED = """
Comment: {text: string}
Post: {comments: hasMany(Comment) foreignKey(anyId) logical index(by_any)}
Photo: {all: hasMany(Comment) foreignKey(anyId) logical column(whose) comment(owner) required}
"""


def test_each_association_that_shares_a_column_declares_it() -> None:
    found = table(resolved(SHARED), "Comments")
    column = found.column("whose")
    assert (column.nullable, column.comment) == (False, "owner")
    assert [index.name for index in found.indexes] == ["by_any"]
    sides = resolved(
        """
        Comment:
          post: belongsTo(Post) foreignKey(anyId) logical
          photo: belongsTo(Photo) foreignKey(anyId) logical default(3) unique(one_each)
        Post: {text: string}
        Photo: {text: string}
        """
    )
    found = table(sides, "Comments")
    assert found.column("anyId").default == Default("number", "3")
    assert [(index.name, index.unique) for index in found.indexes] == [("one_each", True)]


def test_associations_that_share_a_column_agree_on_it() -> None:
    (problem,) = refused(SHARED.replace("required", "index(whose_idx)"))
    assert "`Post.comments`, which shares the foreign key `Comment.anyId`" in problem.message


def test_foreign_keys_have_the_type_of_the_referenced_column() -> None:
    database = resolved(
        """
        Country: {code: char(2) unique, cities: hasMany(City) sourceKey(code)}
        City: {country: belongsTo(Country), postcode: string(9)}
        Mayor: {city: belongsTo(City) primary}
        Speech: {mayor: belongsTo(Mayor)}
        """,
        "id: bigint",
    )
    assert side(database, "City.country").target_key == "code"
    assert table(database, "Cities").column("CountryId").type == DataType("char", 2)
    assert keys(database, "Cities")["CountryId"] == ("Countries.code", "SET NULL", "CASCADE")
    speech = table(database, "Speeches").column("MayorId")
    assert (speech.type, speech.autoincrement) == (DataType("bigint"), False)
    assert side(database, "Speech.mayor").target_key == "CityId"


@pytest.mark.slow
def test_chain_of_foreign_keys_has_the_type_of_its_end() -> None:
    models = "\n".join(f"M{n}: {{up: belongsTo(M{n + 1}) primary}}" for n in range(1500))
    database = resolved(f"{models}\nM1500: {{code: string(255) primary}}")
    assert database.models[0].attribute("UpId").column.type == DataType("string", 255)


def test_string_with_and_without_length_are_equal() -> None:
    resolved(
        """
        A: {code: string primary}
        B: {code: string(255), a: belongsTo(A) foreignKey(code)}
        """
    )


def test_circle_of_foreign_keys_with_declared_types_resolves() -> None:
    database = resolved("A: {b: belongsTo(B)}\nB: {a: belongsTo(A)}", "foreign_key: camelCase")
    assert columns(database, "As")[-1] == "bId"
    assert side(database, "A.b").inverse is None


def test_declared_join_models() -> None:
    database = resolved(
        """
        Student:
          name: string
          courses: belongsToMany(Course) through(Enrollment) onDelete(restrict)
        Course:
          name: string
          students: belongsToMany(Student) through(Enrollments)
        Enrollment:
          grade: integer
          course: belongsTo(Course) foreignKey(courseRef)
          note: string
        """
    )
    join = table(database, "Enrollments")
    assert [column.name for column in join.columns] == [
        "StudentId",
        "grade",
        "courseRef",
        "note",
        "createdAt",
        "updatedAt",
    ]
    assert join.primary_key == ("StudentId", "courseRef")
    assert join.join == ("Student", "Course")
    assert keys(database, "Enrollments") == {
        "StudentId": ("Students.id", "RESTRICT", "CASCADE"),
        "courseRef": ("Courses.id", "CASCADE", "CASCADE"),
    }
    assert side(database, "Student.courses").inverse == "students"
    assert side(database, "Course.students").foreign_key == "courseRef"
    assert side(database, "Enrollment.course").on_delete == "CASCADE"


def test_a_join_model_with_an_id_is_an_ordinary_table() -> None:
    database = resolved(
        """
        A: {bs: belongsToMany(B) through(Link)}
        B: {x: integer}
        Link: {$id: bigint, weight: integer, $unique: [[a, BId]], a: belongsTo(A) required}
        """
    )
    link = table(database, "Links")
    assert link.primary_key == ("id",) and link.join is None
    assert [column.name for column in link.columns if column.deferred] == ["AId", "BId"]
    assert [index.name for index in link.indexes] == [
        "Links_AId_BId_key",
        "Links_AId_idx",
        "Links_BId_idx",
    ]
    assert keys(database, "Links") == {
        "AId": ("As.id", "CASCADE", "CASCADE"),
        "BId": ("Bs.id", "CASCADE", "CASCADE"),
    }


def test_a_join_model_with_primary_keys_of_both() -> None:
    database = resolved(
        """
        Order: {products: belongsToMany(Product) through(Line)}
        Product: {x: integer}
        Line: {product: belongsTo(Product) primary, order: belongsTo(Order) primary, n: integer}
        """
    )
    assert table(database, "Lines").primary_key == ("ProductId", "OrderId")
    assert table(database, "Lines").join == ("Order", "Product")


def test_two_joins_between_the_same_models() -> None:
    database = resolved(
        """
        User: {liked: belongsToMany(Post) through(Likes), saved: belongsToMany(Post) through(Saves)}
        Post:
          fans: belongsToMany(User) through(Likes)
          keepers: belongsToMany(User) through(Saves)
        """,
        "timestamps: false",
    )
    inverses = {each.alias: each.inverse for each in database.model("User").associations}
    assert inverses == {"liked": "fans", "saved": "keepers"}
    assert columns(database, "Saves") == ["UserId", "PostId"]
    assert [model.name for model in database.models] == ["User", "Post", "Like", "Save"]


def test_polymorphic_join() -> None:
    database = resolved(
        """
        Post:
          tags: belongsToMany(Tag) through(Tagging) foreignKey(anyId) throughScope(is, post) logical
        Photo:
          tags: belongsToMany(Tag) through(Tagging) foreignKey(anyId) throughScope(is, 7) logical
        Tag:
          posts: belongsToMany(Post) through(Tagging) otherKey(anyId)
          photos: belongsToMany(Photo) through(Tagging) otherKey(anyId)
        Tagging: {$id: integer, anyId: integer required, is: string required}
        """
    )
    assert keys(database, "Taggings") == {"TagId": ("Tags.id", "CASCADE", "CASCADE")}
    assert side(database, "Tag.photos").inverse == "tags"
    scope = side(database, "Photo.tags").through_scope
    assert scope is not None and scope.value == Default("text", "7")


def test_singular() -> None:
    database = resolved(
        "A: {shoes: hasMany(B), pies: hasMany(C) singular(pie), x: integer}\n"
        "B: {x: integer}\nC: {x: integer}"
    )
    assert side(database, "A.shoes").singular == "shoe"
    assert side(database, "A.pies").singular == "pie"
