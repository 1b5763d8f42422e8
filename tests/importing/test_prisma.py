"""`scaffold import --prisma`: the tables that Prisma Migrate makes, and Prisma's names."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from scaffold.database.tables import TableName
from scaffold.errors import SchemaError, UsageError
from scaffold.explain.catalogue import code_of
from scaffold.importing.connection.database_url import parse_url
from scaffold.importing.connection.read_database import read_database
from scaffold.importing.database_facts import ColumnFacts, DatabaseFacts, IndexKeyFacts
from scaffold.importing.prisma.prisma_names import prisma_names
from scaffold.importing.prisma.prisma_schema import read_prisma
from scaffold.importing.prisma.prisma_tables import prisma_tables
from tests.support.project import Project
from tests.support.scratch import SqliteScratch

SHOP = """
generator client { 
  provider = "prisma-client-js"
}
datasource db {
  provider = "sqlite"
  url      = env("DATABASE_URL")
}

/// A person.
model User {
  id        Int      @id @default(autoincrement())
  email     String   @unique /// where we write
  name      String?  @map("full_name")
  balance   Decimal  @default(1.5)
  createdAt DateTime @default(now())
  updatedAt DateTime @updatedAt
  written   Post[]   @relation("Written")
  profile   Profile?
  @@map("users")
}

model Profile {
  id     String @id @default(uuid())
  userId Int    @unique
  owner  User   @relation(fields: userId, references: id, onDelete: Cascade)
}

model Post {
  id       Int    @id @default(autoincrement())
  title    String @default("it's")
  writerId Int?
  writer   User?  @relation("Written", fields: [writerId], references: [id])
  labels   Tag[]
  @@unique([title, writerId])
  @@index(writerId)
}

model Tag {
  id    Int    @id
  posts Post[]
}
"""
MIGRATION = """
CREATE TABLE "users" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "email" TEXT NOT NULL,
    "full_name" TEXT,
    "balance" DECIMAL NOT NULL DEFAULT 1.5,
    "createdAt" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" DATETIME NOT NULL
);
CREATE TABLE "Profile" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" INTEGER NOT NULL,
    CONSTRAINT "Profile_userId_fkey" FOREIGN KEY ("userId") REFERENCES "users" ("id")
      ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE "Post" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "title" TEXT NOT NULL DEFAULT 'it''s',
    "writerId" INTEGER,
    CONSTRAINT "Post_writerId_fkey" FOREIGN KEY ("writerId") REFERENCES "users" ("id")
      ON DELETE SET NULL ON UPDATE CASCADE
);
CREATE TABLE "Tag" ("id" INTEGER NOT NULL PRIMARY KEY);
CREATE TABLE "_PostToTag" (
    "A" INTEGER NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_PostToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Post" ("id")
      ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_PostToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag" ("id")
      ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");
CREATE UNIQUE INDEX "Profile_userId_key" ON "Profile"("userId");
CREATE INDEX "Post_writerId_idx" ON "Post"("writerId");
CREATE UNIQUE INDEX "Post_title_writerId_key" ON "Post"("title", "writerId");
CREATE UNIQUE INDEX "_PostToTag_AB_unique" ON "_PostToTag"("A", "B");
CREATE INDEX "_PostToTag_B_index" ON "_PostToTag"("B");
"""
POSTGRES = """
datasource db { 
  provider = "postgresql"
}
enum Role {
  USER @map("user")
  ADMIN
  @@map("roles")
}
model Account {
  tenant  Int
  number  BigInt
  role    Role      @default(USER)
  roles   Role[]    @default([USER, ADMIN])
  code    String    @default(dbgenerated("gen_random_uuid()")) @db.Uuid
  short   String?   @unique(map: "shorts") @db.VarChar(20)
  price   Decimal   @db.Decimal(10, 2)
  at      DateTime  @default(now()) @db.Timestamptz(6)
  data    Json      @default("{}")
  place   Unsupported("point")?
  parentT Int?
  parentN BigInt?
  parent  Account?  @relation("Tree", fields: [parentT, parentN], references: [tenant, number],
                              onDelete: NoAction, onUpdate: SetNull, map: "tree")
  parts   Account[] @relation("Tree")
  /* over
     two lines */
  @@id([tenant, number])
  @@index([price(sort: Desc), short(ops: raw("text_pattern_ops"))], map: "priced")
  @@index(fields: [data], type: Gin)
  @@schema("bank")
}
model Left  { 
  id     Int     @id
  rights Right[]
}
model Right { 
  id    Int    @id
  lefts Left[]
}
view Sums { 
  total Int
}
"""


@pytest.fixture
def shop(tmp_path: Path) -> SqliteScratch:
    scratch = SqliteScratch(tmp_path / "shop.sqlite")
    scratch.run_script(MIGRATION)
    return scratch


def facts_of(text: str, path: Path) -> DatabaseFacts:
    file = path / "schema.prisma"
    file.write_text(text)
    return prisma_tables(read_prisma(str(file))).facts


def comparable(facts: DatabaseFacts) -> dict[str, object]:
    return {
        str(name): replace(
            table,
            # `stored` is of generated columns only.
            columns=tuple(replace(each, stored=True) for each in table.columns),
            indexes=tuple(
                sorted((replace(each, definition="") for each in table.indexes), key=str)
            ),
            foreign_keys=tuple(sorted(table.foreign_keys, key=str)),
        )
        for name, table in facts.tables.items()
    }


def test_finds_the_tables_that_prisma_migrate_makes(shop: SqliteScratch, tmp_path: Path) -> None:
    database = read_database(parse_url(shop.url), str(tmp_path))
    assert comparable(facts_of(SHOP, tmp_path)) == comparable(database)


@pytest.mark.slow
def test_imports_in_order_without_a_database_and_with_one(
    folder: Project, shop: SqliteScratch
) -> None:
    (folder.root / "schema.prisma").write_text(SHOP)
    named = json.loads(
        folder.scaffold(
            "import", shop.url, "--prisma", "schema.prisma", "--dry-run", "--json"
        ).output
    )
    part = ("--prisma", "schema.prisma", "--exclude", "Profile", "--dry-run")
    assert "has no table" not in folder.scaffold("import", *part).errors
    done = json.loads(folder.scaffold("import", "--prisma", "schema.prisma", "--json").output)
    assert done["code_remarks"] == [
        "@updatedAt, set by Prisma: User.updatedAt",
        "default uuid(), made by Prisma: Profile.id",
    ]
    schema = folder.read("scaffold.yaml")
    assert schema == named["schema"]
    assert "# @updatedAt, set by Prisma: User.updatedAt\n" in schema
    assert "\n  # A person.\n  User:\n" in schema
    assert "\n    # where we write\n    email: " in schema
    assert "    written: hasMany(Post)\n" in schema
    assert "    writer: belongsTo(User) index\n" in schema
    assert "    labels: belongsToMany(Tag) through(PostToTag)\n" in schema
    folder.scaffold("check", "--database", shop.url)
    generated = json.loads(folder.scaffold("generate", "--json").output)
    assert generated["migrations"] == []
    assert (folder.root / "models" / "user.js").exists()
    assert "up to date" in folder.scaffold("check").output


def test_reads_what_postgres_has(tmp_path: Path) -> None:
    facts = facts_of(POSTGRES, tmp_path)
    assert facts.outside == ("view Sums",)
    assert [(each.name, each.values) for each in facts.enums] == [
        (TableName("roles"), ("user", "ADMIN"))
    ]
    account = facts.tables[TableName("Account", "bank")]
    role = TableName("roles")
    values = ("user", "ADMIN")
    assert account.columns == (
        ColumnFacts("tenant", "integer", False),
        ColumnFacts("number", "bigint", False),
        ColumnFacts("role", '"roles"', False, "'user'", values=values, enum=role, shares_enum=True),
        ColumnFacts(
            "roles",
            '"roles"[]',
            True,
            "ARRAY['user', 'ADMIN']",
            values=values,
            enum=role,
            shares_enum=True,
        ),
        ColumnFacts("code", "uuid", False, "gen_random_uuid()"),
        ColumnFacts("short", "character varying(20)"),
        ColumnFacts("price", "numeric(10,2)", False),
        ColumnFacts("at", "timestamp(6) with time zone", False, "CURRENT_TIMESTAMP"),
        ColumnFacts("data", "jsonb", False, "'{}'"),
        ColumnFacts("place", "point"),
        ColumnFacts("parentT", "integer"),
        ColumnFacts("parentN", "bigint"),
    )
    assert (account.primary_key, account.primary_key_name) == (("tenant", "number"), "Account_pkey")
    unique, priced, gin = account.indexes
    assert (unique.name, unique.unique, unique.columns) == ("shorts", True, ("short",))
    assert priced.name == "priced"
    assert priced.parts == (
        IndexKeyFacts("price", descending=True),
        IndexKeyFacts("short", operator_class="text_pattern_ops"),
    )
    assert priced.definition == (
        "CREATE INDEX priced ON bank.Account (price DESC, short text_pattern_ops)"
    )
    assert (gin.name, gin.method) == ("Account_data_idx", "gin")
    (key,) = account.foreign_keys
    assert (key.name, key.columns) == ("tree", ("parentT", "parentN"))
    assert (key.on_delete, key.on_update) == ("NO ACTION", "SET NULL")
    join = facts.tables[TableName("_LeftToRight")]
    assert (join.primary_key, join.primary_key_name) == (("A", "B"), "_LeftToRight_AB_pkey")


def test_reads_what_mysql_has(tmp_path: Path) -> None:
    facts = facts_of(
        """
        datasource db {
          provider = "mysql"
        }
        enum Size {
          S
          L
        }
        model Item {
          id      Int      @id @default(autoincrement()) @db.UnsignedInt
          size    Size     @default(L)
          active  Boolean  @default(true)
          at      DateTime @default(now())
          boxId   Int
          box     Box      @relation(fields: [boxId], references: [id])
        }
        model Box {
          id    Int    @id
          items Item[]
        }
        """,
        tmp_path,
    )
    item = facts.tables[TableName("Item")]
    assert [(each.type, each.default) for each in item.columns] == [
        ("int unsigned", None),
        ("enum('S','L')", "'L'"),
        ("tinyint(1)", "1"),
        ("datetime(3)", "CURRENT_TIMESTAMP(3)"),
        ("int", None),
    ]
    # InnoDB makes an index for a foreign key without one, with its name.
    assert [(each.name, each.columns) for each in item.indexes] == [("Item_boxId_fkey", ("boxId",))]
    assert item.foreign_keys[0].on_delete == "RESTRICT"


def test_cuts_names_before_their_suffix(tmp_path: Path) -> None:
    table = "T" * 60
    facts = facts_of(
        f'datasource db {{\n provider = "postgresql"\n}}\n'
        f"model {table} {{\n id Int @id\n long String @unique\n}}\n",
        tmp_path,
    )
    (index,) = facts.tables[TableName(table)].indexes
    assert index.name == f"{table[:59]}_key"


@pytest.mark.parametrize("provider", ["sqlite", "mysql", "postgresql"])
def test_relations_of_mode_prisma_are_logical_associations(folder: Project, provider: str) -> None:
    mode = f'"{provider}"\n  relationMode = "prisma"'
    (folder.root / "schema.prisma").write_text(SHOP.replace('"sqlite"', mode))
    folder.scaffold("import", "--prisma", "schema.prisma", "--quiet")
    schema = folder.read("scaffold.yaml")
    assert "owner: belongsTo(User) required unique logical" in schema
    assert "profile: hasOne(Profile)" in schema
    assert "writer: belongsTo(User) logical" in schema
    if provider == "postgresql":
        assert "a: belongsTo(Post) primary logical column(A)" in schema
    # The record has no foreign keys either: nothing is left to migrate.
    folder.generate("--quiet")
    assert not list((folder.root / "migrations").glob("*.js"))


def test_relations_of_lists_keep_their_names(folder: Project) -> None:
    (folder.root / "schema.prisma").write_text("""
datasource db { 
  provider = "postgresql"
}
model User {
  id   Int    @id
  favs Post[] @relation("favs")
}
model Post {
  id   Int    @id
  fans User[] @relation("favs")
}
""")
    schema = folder.scaffold("import", "--prisma", "schema.prisma", "--dry-run").output
    # The join table `_favs` has a model, to which Prisma has no relation.
    assert "favs: belongsToMany(Post) through(Favs)" in schema
    assert "fans: belongsToMany(User) through(Favs)" in schema
    assert "hasMany" not in schema


def test_finds_the_extensions_that_tables_need(tmp_path: Path) -> None:
    text = """
datasource db {
  provider   = "postgresql"
  extensions = [hstore, uuid_ossp(map: "uuid-ossp", schema: "public")]
}
model User {
  id    String @id @default(dbgenerated("encode(gen_random_bytes(8), 'hex')"))
  email String @default("citext")
  spot  Unsupported("vector(3)")?
  @@index([email(ops: raw("gin_trgm_ops"))], type: Gin)
}
"""
    assert facts_of(text, tmp_path).extensions == (
        *("hstore", "pg_trgm", "pgcrypto"),
        *("uuid-ossp", "vector"),
    )


def test_names_models_whose_tables_are_missing(shop: SqliteScratch, tmp_path: Path) -> None:
    (tmp_path / "schema.prisma").write_text(SHOP + "model Gone {\n  id Int @id\n}\n")
    database = read_database(parse_url(shop.url), str(tmp_path))
    schema = read_prisma(str(tmp_path / "schema.prisma"))
    names, missing = prisma_names(schema, database, one_sided=False)
    assert missing == ("Gone: the database has no table Gone",)
    assert names.attributes[TableName("users"), "full_name"] == "name"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("  x Int @wrong", ":3:10: Prisma schema: `@wrong` is unknown to import"),
        ("  x Strng", ":3:3: Prisma schema: the type `Strng` of A.x is unknown"),
        ("  x Int @unique(where: 1)", "Prisma schema: `where` of `@unique` is unknown"),
        ("  x Int @db.Wrong", "Prisma schema: `@db.Wrong` is no type of postgres"),
        ("  x Int @default(auto())", "Prisma schema: the default `auto()` of x is unknown"),
        ("  x B", "Prisma schema: the relation A.x has no other end in B"),
        ("  @@index([y])", "Prisma schema: A has no field `y` with a column"),
        ("  @@index([id], type: Magic)", "Prisma schema: the index type `Magic` is unknown"),
        ("  @@shard([id])", ":3:5: Prisma schema: `@@shard` is unknown to import"),
        ("  x Int ;", ":3:9: Prisma schema: `;` cannot stand here"),
        ("  x Int 5", ":3:9: Prisma schema: `5` where a newline belongs"),
        ("  id Int", "Prisma schema: A.id is declared twice"),
        ("}\ntype T {\n  x Int", "Prisma schema: `type T` is for MongoDB only"),
        ("}\nrule T {\n", "Prisma schema: a block `rule` is unknown to import"),
    ],
)
def test_says_what_it_does_not_know(line: str, problem: str, tmp_path: Path) -> None:
    text = "\n".join(
        (
            "model A {",
            "  id Int @id",
            line,
            "}",
            "model B {\n  id Int @id\n}",
            'datasource db {\n  provider = "postgresql"\n}',
        )
    )
    with pytest.raises(SchemaError) as caught:
        facts_of(text, tmp_path)
    assert problem in str(caught.value)
    assert code_of(caught.value.problems[0].message) == "prisma-schema"


@pytest.mark.parametrize("provider", ["cockroachdb", "sqlserver", "mongodb"])
def test_refuses_other_databases(provider: str, tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match=f"the provider `{provider}` is not supported"):
        facts_of(f'datasource db {{\n  provider = "{provider}"\n}}', tmp_path)


def test_refuses_what_is_no_file_and_no_such_database(folder: Project, shop: SqliteScratch) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        read_prisma(str(folder.root / "missing.prisma"))
    (folder.root / "other.prisma").write_text('datasource db {\n  provider = "mysql"\n}')
    refused = folder.scaffold("import", shop.url, "--prisma", "other.prisma", code=2)
    assert "other.prisma is for mysql, and the database is sqlite" in refused.errors


def test_name_of_an_index_is_the_database_s_and_of_a_unique_the_client_s(tmp_path: Path) -> None:
    facts = facts_of(
        'datasource db {\n  provider = "postgresql"\n}\nmodel A {\n  id Int @id\n  b Int\n  c Int\n'
        '  @@index([b], name: "by_b")\n  @@unique([b, c], name: "pair")\n}\n',
        tmp_path,
    )
    (table,) = facts.tables.values()
    assert [each.name for each in table.indexes] == ["by_b", "A_b_c_key"]
