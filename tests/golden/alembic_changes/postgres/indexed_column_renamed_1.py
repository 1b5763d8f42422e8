"""change-orders

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.alter_column("Orders", "note", new_column_name="remark")
    op.execute('ALTER INDEX "Orders_note_idx" RENAME TO "Orders_remark_idx"')


def downgrade() -> None:
    op.execute('ALTER INDEX "Orders_remark_idx" RENAME TO "Orders_note_idx"')
    op.alter_column("Orders", "remark", new_column_name="note")
