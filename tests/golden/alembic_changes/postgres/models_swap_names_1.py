"""change-as-and-bs

Revision ID: 20260201000001
Revises:
"""

from alembic import op

revision = "20260201000001"
down_revision = None


def upgrade() -> None:
    op.rename_table("Bs", "scaffold_tmp_1")
    op.execute(
        'ALTER TABLE "scaffold_tmp_1" RENAME CONSTRAINT "Bs_pkey" TO "scaffold_tmp_1_pkey"'
    )
    op.execute('ALTER SEQUENCE "Bs_id_seq" RENAME TO "scaffold_tmp_1_id_seq"')
    op.execute('ALTER TYPE "enum_Bs_kind" RENAME TO "enum_scaffold_tmp_1_kind"')
    op.rename_table("As", "Bs")
    op.execute('ALTER TABLE "Bs" RENAME CONSTRAINT "As_pkey" TO "Bs_pkey"')
    op.execute('ALTER SEQUENCE "As_id_seq" RENAME TO "Bs_id_seq"')
    op.execute('ALTER TYPE "enum_As_kind" RENAME TO "enum_Bs_kind"')
    op.rename_table("scaffold_tmp_1", "As")
    op.execute('ALTER TABLE "As" RENAME CONSTRAINT "scaffold_tmp_1_pkey" TO "As_pkey"')
    op.execute('ALTER SEQUENCE "scaffold_tmp_1_id_seq" RENAME TO "As_id_seq"')
    op.execute('ALTER TYPE "enum_scaffold_tmp_1_kind" RENAME TO "enum_As_kind"')


def downgrade() -> None:
    op.rename_table("As", "scaffold_tmp_1")
    op.execute(
        'ALTER TABLE "scaffold_tmp_1" RENAME CONSTRAINT "As_pkey" TO "scaffold_tmp_1_pkey"'
    )
    op.execute('ALTER SEQUENCE "As_id_seq" RENAME TO "scaffold_tmp_1_id_seq"')
    op.execute('ALTER TYPE "enum_As_kind" RENAME TO "enum_scaffold_tmp_1_kind"')
    op.rename_table("Bs", "As")
    op.execute('ALTER TABLE "As" RENAME CONSTRAINT "Bs_pkey" TO "As_pkey"')
    op.execute('ALTER SEQUENCE "Bs_id_seq" RENAME TO "As_id_seq"')
    op.execute('ALTER TYPE "enum_Bs_kind" RENAME TO "enum_As_kind"')
    op.rename_table("scaffold_tmp_1", "Bs")
    op.execute('ALTER TABLE "Bs" RENAME CONSTRAINT "scaffold_tmp_1_pkey" TO "Bs_pkey"')
    op.execute('ALTER SEQUENCE "scaffold_tmp_1_id_seq" RENAME TO "Bs_id_seq"')
    op.execute('ALTER TYPE "enum_scaffold_tmp_1_kind" RENAME TO "enum_Bs_kind"')
