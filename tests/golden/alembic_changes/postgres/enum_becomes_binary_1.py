"""change-as

Revision ID: 20260201000001
Revises:
"""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from alembic.util import load_python_file

revision = "20260201000001"
down_revision = None

folder = str(Path(__file__).parents[1] / "helpers")
helpers = load_python_file(folder, "postgres_1.py")


def upgrade() -> None:
    op.alter_column(
        "As",
        "kind",
        type_=sa.LargeBinary(),
        postgresql_using="convert_to(\"kind\"::text, 'UTF8')",
    )
    op.execute('DROP TYPE "enum_As_kind"')
    op.alter_column(
        "As",
        "text",
        type_=sa.LargeBinary(),
        postgresql_using="convert_to(\"text\"::text, 'UTF8')",
    )


def downgrade() -> None:
    helpers.stop_at_rows(
        "As.text becomes string(10)",
        "SELECT * FROM {As} WHERE char_length(convert_from({text}, 'UTF8')) > 10",
    )
    op.alter_column(
        "As",
        "text",
        type_=sa.String(10),
        postgresql_using="convert_from(\"text\", 'UTF8')",
    )
    op.execute("CREATE TYPE \"enum_As_kind\" AS ENUM ('a', 'b')")
    op.alter_column(
        "As",
        "kind",
        type_=sa.Enum("a", "b", name="enum_As_kind"),
        postgresql_using='convert_from("kind", \'UTF8\')::"enum_As_kind"',
    )
