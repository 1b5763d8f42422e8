"""The keys that a person types into `scaffold new shop` to make examples/shop: the shortest way.

`benchmarks` counts them, the tests type them.
"""

from __future__ import annotations

from collections.abc import Iterable

from tests.support.typist import DOWN, ENTER

# A question, as it can be seen, and the keys that answer it.
Said = tuple[str, tuple[str, ...]]

PROJECT: tuple[Said, ...] = (
    ("What is the project called?", (ENTER,)),
    ("Which databases must it run on?", (ENTER,)),
    ("How are rows numbered?", ("u", ENTER)),
    ("How are tables and columns called?", (ENTER,)),
    ("Which code is to be made?", (ENTER,)),
)
CUSTOMER: tuple[Said, ...] = (
    ("What is the first model called?", ("Customer", ENTER)),
    ("Customer: an attribute?", ("name string(120) required", ENTER)),
    ("name: string(120) required", ("email string unique", ENTER)),
    ("email: string unique", (ENTER,)),
    ("A Customer …", ("has m", ENTER)),
    ("A Customer has many … of which model?", ("Order", ENTER)),
    ("What does a Customer call them?", (ENTER,)),
    ("And the other way round?", (ENTER,)),
    ("A Customer …", (ENTER,)),
)
ORDER: tuple[Said, ...] = (
    ("Which model is next? Order", (ENTER,)),
    ("Order: an attribute?", ("total decimal(10, 2) default(0)", ENTER)),
    (
        "total: decimal(10, 2) default(0)",
        ("status enum(pending, paid, shipped) default(pending) index", ENTER),
    ),
    ("status: enum(pending, paid, shipped)", (ENTER,)),
    ("An Order …", ("has m", ENTER)),
    ("An Order has many … of which model?", ("Product", ENTER)),
    ("What does an Order call them?", (ENTER,)),
    ("And the other way round?", (DOWN, ENTER)),
    ("An Order …", (ENTER,)),
)
PAYMENT: tuple[Said, ...] = (
    ("Which model is next? Product", ("Payment", ENTER)),
    ("Payment: an attribute?", ("amount decimal(10, 2) required", ENTER)),
    ("amount: decimal(10, 2) required", (ENTER,)),
    ("A Payment …", ("has o", ENTER)),
    ("A Payment has one … of which model?", ("Order", ENTER)),
    ("What does a Payment call it?", (ENTER,)),
    ("And the other way round?", (DOWN, ENTER)),
    ("A Payment …", (ENTER,)),
)
PRODUCT: tuple[Said, ...] = (
    ("Which model is next? Product", (ENTER,)),
    ("Product: an attribute?", ("name string required", ENTER)),
    ("name: string required", (ENTER,)),
    ("A Product …", ("both", ENTER)),
    ("A Product has many … of which model?", ("Tag", ENTER)),
    ("What does a Product call them?", (ENTER,)),
    ("Which table joins Products and Tags?", (ENTER,)),
    ("And the other way round?", (ENTER,)),
    ("A Product …", (ENTER,)),
)
TAG: tuple[Said, ...] = (
    ("Which model is next? Tag", (ENTER,)),
    ("Tag: an attribute?", ("name string unique", ENTER)),
    ("name: string unique", (ENTER,)),
    ("A Tag …", (ENTER,)),
)
END: tuple[Said, ...] = (
    ("Another model?", (ENTER,)),
    ("Is this right?", (ENTER,)),
)
SHOP = (*PROJECT, *CUSTOMER, *ORDER, *PAYMENT, *PRODUCT, *TAG, *END)
# Each kind of question in fewer of them: Product and Tag alone.
CATALOGUE = (
    *PROJECT,
    ("What is the first model called?", ("Product", ENTER)),
    *PRODUCT[1:],
    *TAG,
    *END,
)

# Keys that send several characters.
_ONE_KEY = (DOWN,)


def keystrokes(said: Iterable[Said] = SHOP) -> int:
    """How many keys are typed; a capital letter is one."""
    return sum(1 if key in _ONE_KEY else len(key) for _, keys in said for key in keys)
