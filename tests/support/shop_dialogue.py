"""The keys that a person types into `scaffold new shop` to make examples/shop: the shortest way.

`benchmarks` counts them, the tests type them.
"""

from __future__ import annotations

from collections.abc import Iterable

from tests.support.typist import DOWN, ENTER

# A question, as it can be seen, and the keys that answer it.
Said = tuple[str, tuple[str, ...]]

PROJECT: tuple[Said, ...] = (
    ("Project name?", (ENTER,)),
    ("Which databases?", (" ", DOWN, " ", DOWN, " ", ENTER)),
    ("Primary key type?", ("u", ENTER)),
    ("Table and column names?", (ENTER,)),
    ("Foreign key names?", (ENTER,)),
    ("Targets?", (ENTER,)),
    ("Module system?", (ENTER,)),
)
CUSTOMER: tuple[Said, ...] = (
    ("First model?", ("Customer", ENTER)),
    ("Attribute of Customer?", ("name string(120) required", ENTER)),
    ("name: string(120) required", ("email string unique", ENTER)),
    ("email: string unique", (ENTER,)),
    ("Association of Customer?", ("has m", ENTER)),
    ("Which model does a Customer have many of?", ("Order", ENTER)),
    ("Name of the association (alias)?", (ENTER,)),
    ("Inverse association on", (ENTER,)),
    ("Association of Customer?", (ENTER,)),
)
ORDER: tuple[Said, ...] = (
    ("Next model? Order", (ENTER,)),
    ("Attribute of Order?", ("total decimal(10, 2) default(0)", ENTER)),
    (
        "total: decimal(10, 2) default(0)",
        ("status enum(pending, paid, shipped) default(pending) index", ENTER),
    ),
    ("status: enum(pending, paid, shipped)", (ENTER,)),
    ("Association of Order?", ("has m", ENTER)),
    ("Which model does an Order have many of?", ("Product", ENTER)),
    ("Name of the association (alias)?", (ENTER,)),
    ("Inverse association on", (DOWN, ENTER)),
    ("Association of Order?", (ENTER,)),
)
PAYMENT: tuple[Said, ...] = (
    ("Next model? Product", ("Payment", ENTER)),
    ("Attribute of Payment?", ("amount decimal(10, 2) required", ENTER)),
    ("amount: decimal(10, 2) required", (ENTER,)),
    ("Association of Payment?", ("has o", ENTER)),
    ("Which model does a Payment have one of?", ("Order", ENTER)),
    ("Name of the association (alias)?", (ENTER,)),
    ("Inverse association on", (DOWN, ENTER)),
    ("Association of Payment?", (ENTER,)),
)
PRODUCT: tuple[Said, ...] = (
    ("Next model? Product", (ENTER,)),
    ("Attribute of Product?", ("name string required", ENTER)),
    ("name: string required", (ENTER,)),
    ("Association of Product?", ("both", ENTER)),
    ("Which model does a Product have many of?", ("Tag", ENTER)),
    ("Name of the association (alias)?", (ENTER,)),
    ("Join table?", (ENTER,)),
    ("Inverse association on", (ENTER,)),
    ("Association of Product?", (ENTER,)),
)
TAG: tuple[Said, ...] = (
    ("Next model? Tag", (ENTER,)),
    ("Attribute of Tag?", ("name string unique", ENTER)),
    ("name: string unique", (ENTER,)),
    ("Association of Tag?", (ENTER,)),
)
END: tuple[Said, ...] = (
    ("Another model?", (ENTER,)),
    ("Write the project?", (ENTER,)),
)
SHOP = (*PROJECT, *CUSTOMER, *ORDER, *PAYMENT, *PRODUCT, *TAG, *END)
# Each kind of question in fewer of them: Product and Tag alone.
CATALOGUE = (
    *PROJECT,
    ("First model?", ("Product", ENTER)),
    *PRODUCT[1:],
    *TAG,
    *END,
)

# Keys that send several characters.
_ONE_KEY = (DOWN,)


def keystrokes(said: Iterable[Said] = SHOP) -> int:
    """How many keys are typed; a capital letter is one."""
    return sum(1 if key in _ONE_KEY else len(key) for _, keys in said for key in keys)
