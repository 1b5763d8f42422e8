"""change-as

Revision ID: 20260201000001
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.execute('ALTER TYPE "enum_As_kinds" RENAME TO "enum_As_kinds__old"')
    op.execute("CREATE TYPE \"enum_As_kinds\" AS ENUM ('b', 'c')")
    op.alter_column(
        "As",
        "kinds",
        type_=postgresql.ARRAY(sa.Enum("b", "c", name="enum_As_kinds")),
        postgresql_using="array_replace(\"kinds\"::text[], 'a', 'c')::\"enum_As_kinds\"[]",
    )
    op.execute('DROP TYPE "enum_As_kinds__old"')


def downgrade() -> None:
    op.execute('ALTER TYPE "enum_As_kinds" RENAME TO "enum_As_kinds__old"')
    op.execute("CREATE TYPE \"enum_As_kinds\" AS ENUM ('a', 'b')")
    op.alter_column(
        "As",
        "kinds",
        type_=postgresql.ARRAY(sa.Enum("a", "b", name="enum_As_kinds")),
        postgresql_using="array_replace(\"kinds\"::text[], 'c', 'a')::\"enum_As_kinds\"[]",
    )
    op.execute('DROP TYPE "enum_As_kinds__old"')
