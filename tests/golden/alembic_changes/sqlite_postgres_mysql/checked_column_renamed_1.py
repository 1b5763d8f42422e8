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
    helpers.drop_check("Tags_label_check", "Tags")
    helpers.rename_column("Tags", "label", "title")
    helpers.rename_unique("Tags", "Tags_label_key", "Tags_title_key")
    helpers.add_check("Tags_title_check", "Tags", f"{helpers.quote('title')} <> ''")


def downgrade() -> None:
    helpers.drop_check("Tags_title_check", "Tags")
    helpers.rename_unique("Tags", "Tags_title_key", "Tags_label_key")
    helpers.rename_column("Tags", "title", "label")
    helpers.add_check("Tags_label_check", "Tags", f"{helpers.quote('label')} <> ''")
