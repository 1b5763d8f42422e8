"""change-as

Revision ID: 20260201000001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.drop_index("As_kind_idx", table_name="As")
    op.execute('ALTER TYPE "enum_As_kind" RENAME TO "enum_As_kind__old"')
    op.execute("CREATE TYPE \"enum_As_kind\" AS ENUM ('b', 'a')")
    op.alter_column(
        "As",
        "kind",
        type_=sa.Enum("b", "a", name="enum_As_kind"),
        postgresql_using='"kind"::text::"enum_As_kind"',
    )
    op.execute('DROP TYPE "enum_As_kind__old"')
    op.create_index(
        "As_kind_idx", "As", ["kind"], postgresql_where=sa.text("\"kind\" = 'a'")
    )


def downgrade() -> None:
    op.drop_index("As_kind_idx", table_name="As")
    op.execute('ALTER TYPE "enum_As_kind" RENAME TO "enum_As_kind__old"')
    op.execute("CREATE TYPE \"enum_As_kind\" AS ENUM ('a', 'b')")
    op.alter_column(
        "As",
        "kind",
        type_=sa.Enum("a", "b", name="enum_As_kind"),
        postgresql_using='"kind"::text::"enum_As_kind"',
    )
    op.execute('DROP TYPE "enum_As_kind__old"')
    op.create_index(
        "As_kind_idx", "As", ["kind"], postgresql_where=sa.text("\"kind\" = 'a'")
    )
