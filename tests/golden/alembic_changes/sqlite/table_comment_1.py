"""change-tags

Revision ID: 20260201000001
Revises:
"""

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
