"""change-as

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.alter_column("As", "code", new_column_name="scaffold_tmp_1")
    op.alter_column("As", "name", new_column_name="code")
    op.alter_column("As", "scaffold_tmp_1", new_column_name="name")


def downgrade() -> None:
    op.alter_column("As", "name", new_column_name="scaffold_tmp_1")
    op.alter_column("As", "code", new_column_name="name")
    op.alter_column("As", "scaffold_tmp_1", new_column_name="code")
