"""Changes beyond those of `tests/changes`: types, enums, primary keys, drops, names.

Each is the models before and after, and the options after where these change.
"""

from __future__ import annotations

from tests.changes.test_single_changes import BEFORE, changed

STATUS = "status: enum(pending, paid) default(pending) index"
NO_ACTION = BEFORE.replace("(Customer)", "(Customer) onDelete(noAction) onUpdate(noAction)", 1)
KEYED = """
Book:
  $id: integer
  title: string(40)
  author: belongsTo(Author)
  copies: hasMany(Copy)
Author:
  $id: integer
  name: string(40) unique
Copy:
  number: integer
  book: belongsTo(Book) onDelete(cascade)
"""
CHECKED = changed(("Tag:\n", "Tag:\n  $checks: [\"{label} <> ''\"]\n"))
NUMBERED = "Order:\n  amount: integer\n  number: string(20)\n"
# What rows need so that a change is possible: a table, a column and its value.
VALUES = {"text becomes integer": ("Orders", "number", "'7'")}
COMPOSITE = """
Order:
  $id: integer
  total: integer
  tags: belongsToMany(Tag) through(OrderTags)
Tag:
  label: string(20)
Line:
  order: belongsTo(Order) primary onDelete(cascade)
  number: smallint primary
  year: integer primary default(2000)
"""
JOINED = BEFORE.replace("Tag:\n", "OrderTag:\n  $table: OrderTags\nTag:\n").replace(
    "through(OrderTags)", "through(OrderTag)"
)

CASES: dict[str, tuple[str, str]] = {
    "belongsTo becomes attribute": (
        BEFORE,
        changed(
            ("customer: belongsTo(Customer)", "customerNo: integer was(customer)"),
            ("  orders: hasMany(Order)\n", ""),
        ),
    ),
    "attribute with fill becomes required key": (
        BEFORE,
        changed(
            (
                "customer: belongsTo(Customer)",
                "customerNo: integer required was(CustomerId) fill(1)\n"
                "  customer: belongsTo(Customer) foreignKey(customerNo)",
            ),
        ),
    ),
    "enum value removed": (
        BEFORE,
        changed((STATUS, "status: enum(pending) default(pending) index map(paid, pending)")),
    ),
    "enum value renamed": (
        BEFORE,
        changed((STATUS, "status: enum(pending, sold) default(pending) index map(paid, sold)")),
    ),
    "enum reordered": (BEFORE, changed(("enum(pending, paid)", "enum(paid, pending)"))),
    "enum value added in between": (BEFORE, changed(("pending, paid", "pending, sent, paid"))),
    "enum value added and default": (
        BEFORE,
        changed(
            ("enum(pending, paid) default(pending)", "enum(pending, sent, paid) default(sent)")
        ),
    ),
    "enum becomes string": (BEFORE, changed((STATUS, "status: string(20) default(pending) index"))),
    "string becomes enum": (BEFORE, changed(("string(200)", "enum(abc, other) default(other)"))),
    "enum becomes required": (
        BEFORE,
        changed((STATUS, "status: enum(pending, paid) required default(pending) index")),
    ),
    "text becomes required with fill": (
        BEFORE,
        changed(("string(200)", 'text required fill("-")')),
    ),
    "decimal narrower": (BEFORE, changed(("decimal(10, 2)", "decimal(8, 1)"))),
    "decimal becomes integer": (BEFORE, changed(("decimal(10, 2)", "integer"))),
    "integer becomes string": (
        KEYED,
        changed(("number: integer", "number: string(20)"), before=KEYED),
    ),
    "default added": (BEFORE, changed(("decimal(10, 2)", "decimal(10, 2) default(0)"))),
    "default removed": (BEFORE, changed((" default(pending)", ""))),
    "column dropped": (BEFORE, changed(("  note: string(200)\n", ""))),
    "enum column dropped": (BEFORE, changed((f"  {STATUS}\n", ""))),
    "required column dropped": (BEFORE, changed(("  name: string(40) required\n", ""))),
    "unique column dropped": (
        BEFORE,
        changed(("  label: string unique\n", "  color: string(20)\n")),
    ),
    "association dropped": (
        BEFORE,
        changed(("  customer: belongsTo(Customer)\n", ""), ("  orders: hasMany(Order)\n", "")),
    ),
    "model dropped": (
        BEFORE,
        changed(
            ("  tags: belongsToMany(Tag) through(OrderTags)\n", ""),
            ("Tag:\n  label: string unique\n", ""),
        ),
    ),
    "model added": (BEFORE, f"{BEFORE}Note:\n  text: text required\n  order: belongsTo(Order)\n"),
    "check changed": (
        CHECKED,
        changed(("Tag:\n", "Tag:\n  $checks: [\"{label} <> 'x'\"]\n")),
    ),
    "checked column renamed": (
        CHECKED,
        changed(
            ("Tag:\n", "Tag:\n  $checks: [\"{title} <> ''\"]\n"),
            ("label: string unique", "title: string unique was(label)"),
        ),
    ),
    "ids become bigint": (KEYED, changed(("$id: integer", "$id: bigint"), before=KEYED)),
    "ids become uuid": (KEYED, changed(("$id: integer", "$id: uuid"), before=KEYED)),
    "ids become integer": (changed(("$id: integer", "$id: uuid"), before=KEYED), KEYED),
    "composite keys become bigint": (
        COMPOSITE,
        changed(("$id: integer", "$id: bigint"), ("smallint", "integer"), before=COMPOSITE),
    ),
    "join table gets an id": (
        JOINED,
        JOINED.replace(
            "$table: OrderTags\n", "$table: OrderTags\n  $id: integer\n  rank: integer\n"
        ),
    ),
    "belongsToMany becomes belongsTo": (
        changed(
            ("customer: belongsTo(Customer)", ""),
            ("hasMany(Order)", "belongsToMany(Order) through(CustomerOrders)"),
        ),
        changed(("orders: hasMany(Order)", "orders: hasMany(Order)")),
    ),
    "columns swap names": (
        "A:\n  name: string(20)\n  code: string(30)\n",
        "A:\n  name: string(30) was(code)\n  code: string(20) was(name)\n",
    ),
    "models swap names": (
        "A:\n  x: string(20)\n  kind: enum(a, b)\nB:\n  y: integer\n  kind: enum(c, d)\n",
        "A:\n  $was: B\n  y: integer\n  kind: enum(c, d)\n"
        "B:\n  $was: A\n  x: string(20)\n  kind: enum(a, b)\n",
    ),
    "indexed column renamed": (
        changed(("string(200)", "string(200) index")),
        changed(("note: string(200)", "remark: string(200) index was(note)")),
    ),
    "text becomes integer": (NUMBERED, changed(("string(20)", "integer"), before=NUMBERED)),
    "check dropped": (CHECKED, BEFORE),
    "checked column dropped": (
        CHECKED,
        changed(("  label: string unique\n", "  color: string(20)\n")),
    ),
    "snake case": (NO_ACTION, NO_ACTION),
    "foreign keys without indexes": (BEFORE, BEFORE),
}
OPTIONS = {
    "snake case": "naming: snake_case",
    "foreign keys without indexes": "index_foreign_keys: false",
}
# What only PostgreSQL has.
POSTGRES: dict[str, tuple[str, str]] = {
    "enum becomes binary": (
        "A:\n  kind: enum(a, b)\n  text: string(10)\n",
        "A:\n  kind: binary\n  text: binary\n",
    ),
    "array of enum": (
        "A:\n  kinds: array(enum(a, b))\n",
        "A:\n  kinds: array(enum(b, c)) map(a, c)\n",
    ),
    "schema moved": (
        "A:\n  kind: enum(a, b)\n  b: belongsTo(B)\nB:\n  x: integer\n",
        "A:\n  $schema: shop\n  kind: enum(a, b)\n  b: belongsTo(B)\nB:\n  x: integer\n",
    ),
    "partial index over an enum": (
        "A:\n  kind: enum(a, b)\n  $indexes: [{fields: [kind], where: \"{kind} = 'a'\"}]\n",
        "A:\n  kind: enum(b, a)\n  $indexes: [{fields: [kind], where: \"{kind} = 'a'\"}]\n",
    ),
}
# What has no golden file.
MORE: dict[str, tuple[str, str]] = {
    # PostgreSQL keeps a default as a value of the type at that time.
    "char with a default becomes string": (
        "A:\n  code: char(2) required\n",
        "A:\n  code: string(40) required default(draft)\n",
    ),
    # SQLite stores both alike: undone, nothing is lost there.
    "datetime gets fractions": ("A:\n  at: datetime\n", "A:\n  at: datetime(3)\n"),
    # A primary key of one integer is an INTEGER on SQLite; what leaves the key is none.
    "a text leaves the primary key and becomes bigint": (
        "A:\n  code: string(20) primary\n  n: integer\n",
        "A:\n  $id: bigint\n  group: bigint required was(code)\n  n: integer\n",
    ),
    "an integer leaves the primary key and becomes bigint": (
        "A:\n  code: integer primary\n  n: integer\n",
        "A:\n  $id: bigint\n  code: bigint required\n  n: integer\n",
    ),
    "a bigint joins the primary key and becomes a text": (
        "A:\n  $id: bigint\n  code: bigint required\n  n: integer\n",
        "A:\n  code: string(20) primary\n  n: integer\n",
    ),
    "a model takes the name of another, and the key of their join table is dropped": (
        "A:\n  n: integer\n  bs: belongsToMany(B) through(ABs)\n"
        "B:\n  m: integer\n  code: integer required unique\n"
        "  as: belongsToMany(A) through(ABs) sourceKey(code)\n",
        "A:\n  $was: B\n  m: integer\n",
    ),
    # MariaDB refuses NULL in what a NOT NULL column refers to, while it does.
    "a required foreign key and what it refers to become optional": (
        "Customer:\n  code: string(10) required unique\n"
        "Order:\n  customer: belongsTo(Customer) targetKey(code) required onDelete(restrict)\n",
        "Customer:\n  code: string(10) unique\n"
        "Order:\n  customer: belongsTo(Customer) targetKey(code) onDelete(restrict)\n",
    ),
    "a foreign key of several columns and what it refers to become optional": (
        "House:\n  street: integer required\n  number: integer required\n"
        "  $unique: [[street, number]]\n"
        "Person:\n  street: integer required\n  number: integer required\n"
        "  house: belongsTo(House) foreignKey(street, number) targetKey(street, number) "
        "onDelete(restrict)\n",
        "House:\n  street: integer\n  number: integer\n  $unique: [[street, number]]\n"
        "Person:\n  street: integer\n  number: integer\n"
        "  house: belongsTo(House) foreignKey(street, number) targetKey(street, number) "
        "onDelete(restrict)\n",
    ),
    "a new association joins the primary key": (
        "Order:\n  total: integer\nLine:\n  number: integer primary\n",
        "Order:\n  total: integer\n  lines: hasMany(Line)\n"
        "Line:\n  order: belongsTo(Order) primary fill(2)\n  number: integer primary\n",
    ),
    "a table becomes a join table, with a new key": (
        "Order:\n  total: integer\nTag:\n  word: string(10)\nMark:\n  order: belongsTo(Order)\n",
        "Order:\n  total: integer\n  tags: belongsToMany(Tag) through(Mark)\n"
        "Tag:\n  word: string(10)\n"
        "Mark:\n  order: belongsTo(Order)\n  tag: belongsTo(Tag) fill(2)\n",
    ),
    # Only PostgreSQL stores this default: undone, rows get a value each.
    "required uuid dropped": (
        "A:\n  n: integer\n  id2: uuid required default(uuid)\n",
        "A:\n  n: integer\n",
    ),
    "smallint becomes boolean": ("A:\n  on: smallint\n", "A:\n  on: boolean\n"),
    "boolean becomes bigint": ("A:\n  on: boolean\n", "A:\n  on: bigint\n"),
    "large integer becomes boolean": ("A:\n  on: integer\n", "A:\n  on: boolean\n"),
    "string becomes boolean": ("A:\n  on: string(10)\n", "A:\n  on: boolean\n"),
    "enum becomes integer": ("A:\n  n: enum('1', '2')\n", "A:\n  n: integer\n"),
}
VALUES |= {
    "large integer becomes boolean": ("As", "on", "300"),
    "string becomes boolean": ("As", "on", "'Yes'"),
    "a text leaves the primary key and becomes bigint": ("As", "code", "'7'"),
}
