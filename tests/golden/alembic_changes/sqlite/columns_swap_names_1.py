"""change-as

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.execute('ALTER TABLE "As" RENAME COLUMN "code" TO "scaffold_tmp_1"')
    op.execute('ALTER TABLE "As" RENAME COLUMN "name" TO "code"')
    op.execute('ALTER TABLE "As" RENAME COLUMN "scaffold_tmp_1" TO "name"')


def downgrade() -> None:
    op.execute('ALTER TABLE "As" RENAME COLUMN "name" TO "scaffold_tmp_1"')
    op.execute('ALTER TABLE "As" RENAME COLUMN "code" TO "name"')
    op.execute('ALTER TABLE "As" RENAME COLUMN "scaffold_tmp_1" TO "code"')
