"""change-orders

Revision ID: 20260201000001
Revises:
"""

from pathlib import Path

from alembic import op
from alembic.util import load_python_file

revision = "20260201000001"
down_revision = None

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "mysql_1.py")


def upgrade() -> None:
    helpers.stop_at_rows(
        "Orders.note becomes unique",
        """
        SELECT {note}
        FROM {Orders}
        WHERE {note} IS NOT NULL
        GROUP BY {note}
        HAVING count(*) > 1
        """,
    )
    op.create_unique_constraint("Orders_note_key", "Orders", ["note"])


def downgrade() -> None:
    helpers.drop_unique("Orders_note_key", "Orders", "note")
