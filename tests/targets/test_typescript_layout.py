"""Layout regions of TypeScript, as Prettier 3 prints them."""

from __future__ import annotations

import pytest

from scaffold.targets.layout.typescript import lay_out

ENUM = "'concert' | 'fair' | 'a very long kind of event'"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("declare id: CreationOptional<string>;", "  declare id: CreationOptional<string>;"),
        ("declare  static  a ?: B [] ;", "  declare static a?: B[];"),
        (
            f"declare ab: {ENUM} | 'another long' | 'x';",
            f"  declare ab:\n    {ENUM} | 'another long' | 'x';",
        ),
        (
            f"declare a: {ENUM} | 'another long kin' | null;",
            "  declare a:\n    | 'concert'\n    | 'fair'\n    | 'a very long kind of event'\n"
            "    | 'another long kin'\n    | null;",
        ),
        (
            f"declare kind: CreationOptional<{ENUM} | 'another long'>;",
            f"  declare kind: CreationOptional<\n    {ENUM} | 'another long'\n  >;",
        ),
        (
            f"declare moods: ({ENUM} | 'another long kind of')[];",
            f"  declare moods: (\n    {ENUM} | 'another long kind of'\n  )[];",
        ),
        (
            f"declare moods: ({ENUM} | 'another long kind of')[] | null;",
            "  declare moods:\n    | (\n        | 'concert'\n        | 'fair'\n"
            "        | 'a very long kind of event'\n        | 'another long kind of'\n"
            "      )[]\n    | null;",
        ),
        (
            f"declare {'a' * 66}: Range<Date> | null;",
            f"  declare {'a' * 66}: Range<Date> | null;",
        ),
        (
            f"declare {'a' * 66}: string | null;",
            f"  declare {'a' * 66}:\n    string | null;",
        ),
        (f"declare {'a' * 66}: Kind<string>;", f"  declare {'a' * 66}: Kind<string>;"),
        (
            f"declare {'a' * 66}: Kind<Order[]>;",
            f"  declare {'a' * 66}: Kind<\n    Order[]\n  >;",
        ),
        (
            "declare has: HasManyHasAssociationsMixin<Newspaper, number | string> & "
            "HasManyHasAssociationMixin<Newspaper, 'a' | 'b'>;",
            "  declare has: HasManyHasAssociationsMixin<Newspaper, number | string> &\n"
            "    HasManyHasAssociationMixin<Newspaper, 'a' | 'b'>;",
        ),
        (
            "export class Order extends Model<InferAttributes<Order>, InferCreation<Order>> {",
            "  export class Order extends Model<\n    InferAttributes<Order>,\n"
            "    InferCreation<Order>\n  > {",
        ),
        (
            "import type { Association, CreationOptional, ForeignKey, NonAttribute } from 'x';",
            "  import type {\n    Association,\n    CreationOptional,\n    ForeignKey,\n"
            "    NonAttribute,\n  } from 'x';",
        ),
        ("export {};", "  export {};"),
        ("export type A = 'a'|\"b\";", "  export type A = 'a' | 'b';"),
        (
            f"export type A = {ENUM} | '{'a' * 20}' | 'c';",
            "  export type A =\n    | 'concert'\n    | 'fair'\n    | 'a very long kind of event'\n"
            f"    | '{'a' * 20}'\n    | 'c';",
        ),
        (
            "export class Order extends Model<InferAttributes<Order>, InferCreation<Order, "
            "{ omit: 'gross' | 'another name that is long' | 'other' }>> {",
            "  export class Order extends Model<\n    InferAttributes<Order>,\n"
            "    InferCreation<\n      Order,\n"
            "      { omit: 'gross' | 'another name that is long' | 'other' }\n    >\n  > {",
        ),
        ("declare get: (a: string) => void;", "  declare get: (a: string) => void;"),
        ("as: 'x', type: DataTypes.STRING(4),", "  as: 'x',\n  type: DataTypes.STRING(4),"),
    ],
)
def test_region_is_laid_out(code: str, expected: str) -> None:
    assert lay_out(f"  {code}\n") == f"{expected}\n"


def test_comment_between_members_stays() -> None:
    region = "  declare a: A;\n  // Why.\n  declare b : B;\n"
    assert lay_out(region) == "  declare a: A;\n  // Why.\n  declare b: B;\n"
