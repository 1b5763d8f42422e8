"""change-tags

Revision ID: 20260201000001
Revises:
"""

from pathlib import Path

from alembic.util import load_python_file

revision = "20260201000001"
down_revision = None

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "sqlite_postgres_mysql_1.py")


def upgrade() -> None:
    helpers.drop_unique("Tags_label_key", "Tags", "label")


def downgrade() -> None:
    helpers.stop_at_rows(
        "Tags.label becomes unique",
        """
        SELECT {label}
        FROM {Tags}
        WHERE {label} IS NOT NULL
        GROUP BY {label}
        HAVING count(*) > 1
        """,
    )
    helpers.add_unique("Tags_label_key", "Tags", "label")
