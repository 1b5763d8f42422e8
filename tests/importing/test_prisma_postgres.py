"""`scaffold import --prisma` beside a PostgreSQL database as Prisma Migrate makes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.importing.test_prisma import POSTGRES
from tests.support.project import Project
from tests.support.scratch import Scratch

MIGRATION = """
CREATE SCHEMA bank;
CREATE TYPE "roles" AS ENUM ('user', 'ADMIN');
CREATE TABLE "bank"."Account" (
 "tenant" INTEGER NOT NULL, "number" BIGINT NOT NULL, "role" "roles" NOT NULL DEFAULT 'user',
 "roles" "roles"[] DEFAULT ARRAY['user', 'ADMIN']::"roles"[],
 "code" UUID NOT NULL DEFAULT gen_random_uuid(), "short" VARCHAR(20),
 "price" DECIMAL(10,2) NOT NULL,
 "at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP, "data" JSONB NOT NULL DEFAULT '{}',
 "place" point,
 "parentT" INTEGER, "parentN" BIGINT, CONSTRAINT "Account_pkey" PRIMARY KEY ("tenant","number"));
CREATE TABLE "Left" ("id" INTEGER NOT NULL, CONSTRAINT "Left_pkey" PRIMARY KEY ("id"));
CREATE TABLE "Right" ("id" INTEGER NOT NULL, CONSTRAINT "Right_pkey" PRIMARY KEY ("id"));
CREATE TABLE "_LeftToRight" ("A" INTEGER NOT NULL, "B" INTEGER NOT NULL,
 CONSTRAINT "_LeftToRight_AB_pkey" PRIMARY KEY ("A","B"));
CREATE UNIQUE INDEX "shorts" ON "bank"."Account"("short");
CREATE INDEX "priced" ON "bank"."Account"("price" DESC, "short" text_pattern_ops);
CREATE INDEX "Account_data_idx" ON "bank"."Account" USING GIN ("data");
CREATE INDEX "_LeftToRight_B_index" ON "_LeftToRight"("B");
ALTER TABLE "bank"."Account" ADD CONSTRAINT "tree"
  FOREIGN KEY ("parentT","parentN")
  REFERENCES "bank"."Account"("tenant","number") ON DELETE NO ACTION ON UPDATE SET NULL;
ALTER TABLE "_LeftToRight" ADD CONSTRAINT "_LeftToRight_A_fkey"
  FOREIGN KEY ("A")
  REFERENCES "Left"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_LeftToRight" ADD CONSTRAINT "_LeftToRight_B_fkey"
  FOREIGN KEY ("B")
  REFERENCES "Right"("id") ON DELETE CASCADE ON UPDATE CASCADE;
"""


@pytest.mark.parametrize("dialect", ["postgres"], indirect=True)
def test_the_database_is_as_the_prisma_schema_says(
    folder: Project, new_scratch: Callable[[], Scratch], dialect: str
) -> None:
    scratch = new_scratch()
    scratch.run_script(MIGRATION)
    (folder.root / "schema.prisma").write_text(POSTGRES)
    folder.scaffold("import", "--prisma", "schema.prisma", "--quiet")
    folder.scaffold("check", "--database", scratch.url)
    schema = folder.read("scaffold.yaml")
    assert "Roles: {values: [user, ADMIN], name: roles}" in schema
    # The columns of a join table keep their names, with a model where no other place has them.
    (folder.root / "scaffold.yaml").unlink()
    shown = folder.scaffold("import", scratch.url, "--dry-run").output
    assert "a: belongsTo(Left) primary" in shown
    assert "column(A)" in shown
