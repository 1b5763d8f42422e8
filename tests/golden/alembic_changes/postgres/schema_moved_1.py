"""rename-as-to-as

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.execute('CREATE SCHEMA IF NOT EXISTS "shop"')
    op.execute('ALTER TABLE "As" SET SCHEMA "shop"')
    op.execute('ALTER TYPE "enum_As_kind" SET SCHEMA "shop"')


def downgrade() -> None:
    op.execute('ALTER TABLE "shop"."As" SET SCHEMA "public"')
    op.execute('ALTER TYPE "shop"."enum_As_kind" SET SCHEMA "public"')
    op.execute(
        'DO $$BEGIN DROP SCHEMA "shop"; EXCEPTION WHEN dependent_objects_still_exist THEN NULL; END$$'
    )
