"""change-tags

Revision ID: 20260201000001
Revises:
"""

import sqlalchemy as sa
from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.drop_constraint("Tags_label_check", "Tags", type_="check")
    op.drop_constraint("Tags_label_key", "Tags", type_="unique")
    op.add_column("Tags", sa.Column("color", sa.String(20)))
    op.drop_column("Tags", "label")


def downgrade() -> None:
    # Tags.label comes back without its values.
    op.add_column("Tags", sa.Column("label", sa.String(255)))
    op.drop_column("Tags", "color")
    op.create_unique_constraint("Tags_label_key", "Tags", ["label"])
    op.create_check_constraint("Tags_label_check", "Tags", "\"label\" <> ''")
