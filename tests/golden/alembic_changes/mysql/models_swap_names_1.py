"""change-as-and-bs

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.rename_table("Bs", "scaffold_tmp_1")
    op.rename_table("As", "Bs")
    op.rename_table("scaffold_tmp_1", "As")


def downgrade() -> None:
    op.rename_table("As", "scaffold_tmp_1")
    op.rename_table("Bs", "As")
    op.rename_table("scaffold_tmp_1", "Bs")
