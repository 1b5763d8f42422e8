"""Every kind of association with every action and option, as tables and in use."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.checks import Checks
from tests.support.project import Project
from tests.support.rounds import whole_round
from tests.support.sqlite_tables import ForeignKey, Table, Tables

pytestmark = pytest.mark.node

DELETES = (None, "cascade", "restrict", "noAction", "setNull")
UPDATES = (None, "cascade", "restrict", "noAction", "setNull")
WORDS = {
    "cascade": "CASCADE",
    "restrict": "RESTRICT",
    "noAction": "NO ACTION",
    "setNull": "SET NULL",
}
HOLDERS = {"belongsTo": "Ones", "hasOne": "Twos", "hasMany": "Threes"}


@dataclass(frozen=True, slots=True)
class Case:
    """One association between the hub and the holder of its kind's keys."""

    kind: str
    number: int
    required: bool
    on_delete: str | None
    on_update: str | None

    @property
    def alias(self) -> str:
        return f"{self.kind}{self.number}{'s' if self.kind == 'hasMany' else ''}"

    @property
    def key(self) -> str:
        return f"key{self.number}"

    @property
    def line(self) -> str:
        target = "Hub" if self.kind == "belongsTo" else HOLDERS[self.kind][:-1]
        terms = [f"{self.kind}({target})", f"foreignKey({self.key})"]
        if self.required:
            terms.append("required")
        if self.on_delete:
            terms.append(f"onDelete({self.on_delete})")
        if self.on_update:
            terms.append(f"onUpdate({self.on_update})")
        return " ".join(terms)


def cases(kind: str) -> list[Case]:
    """Every action that the kind may have."""
    found: list[Case] = []
    for required in (False, True):
        for on_delete in DELETES[: 4 if required else 5]:
            for on_update in UPDATES[: 4 if required else 5]:
                # Each action alone and as both; every pair takes MySQL a minute and shows no more.
                if None in (on_delete, on_update) or on_delete == on_update:
                    found.append(Case(kind, len(found), required, on_delete, on_update))
    return found


CASES = [case for kind in HOLDERS for case in cases(kind)]


def test_every_kind_with_every_action(housed: Project, checks: Checks) -> None:
    models: dict[str, dict[str, str]] = {
        "Hub": {case.alias: case.line for case in CASES if case.kind != "belongsTo"},
        "One": {case.alias: case.line for case in CASES if case.kind == "belongsTo"},
        "Two": {"name": "string"},
        "Three": {"name": "string"},
    }
    document = {"version": 1, "targets": {"sequelize": {}}, "models": models}
    housed.write("scaffold.json", json.dumps(document))
    housed.generate("-f", "scaffold.json")
    tables = whole_round(housed, checks, "actions")
    for case in CASES:
        ask_of_key(checks, tables[HOLDERS[case.kind]], case)
    ask_in_use(housed, checks)


def ask_of_key(checks: Checks, table: Table, case: Case) -> None:
    label = f"{case.line}"
    key = next((one for one in table.foreign_keys if one.columns == (case.key,)), None)
    checks.that(f"{label}: has a key", key is not None)
    if key is None:
        return
    checks.equal(f"{label}: points to", (key.table, key.references), ("Hubs", ("id",)))
    deletes = WORDS[case.on_delete or ("restrict" if case.required else "setNull")]
    checks.equal(f"{label}: ON DELETE", key.on_delete, deletes)
    checks.equal(f"{label}: ON UPDATE", key.on_update, WORDS[case.on_update or "cascade"])
    column = next(one for one in table.columns if one.name == case.key)
    checks.equal(f"{label}: NOT NULL", column.not_null, case.required)
    indexes = [index.unique for index in table.indexes if index.columns == (case.key,)]
    checks.equal(f"{label}: one index, unique for hasOne", indexes, [case.kind == "hasOne"])


def ask_in_use(project: Project, checks: Checks) -> None:
    """Check that the accessors of each association return what they set."""
    found = project.run_js(
        f"""
        const keys = {json.dumps([case.key for case in cases("belongsTo")])};
        const hub = await db.Hub.create({{}});
        const all = Object.fromEntries(keys.map((key) => [key, hub.id]));
        const [one, two] = [await db.One.create(all), await db.Two.create(all)];
        await db.Three.create(all);
        const capital = (word) => word[0].toUpperCase() + word.slice(1);
        const found = {{}};
        for (const [alias, kind] of {json.dumps([(case.alias, case.kind) for case in CASES])}) {{
          const source = kind === 'belongsTo' ? one : hub;
          const got = await source[`get${{capital(alias)}}`]();
          found[alias] = kind === 'hasMany' ? got.length : got.id;
        }}
        return [found, hub.id, two.id];
        """
    )
    read, hub, two = found
    for case in CASES:
        wanted = {"belongsTo": hub, "hasOne": two, "hasMany": 1}[case.kind]
        checks.equal(f"{case.line}: its accessor", read[case.alias], wanted)


def test_each_foreign_key_of_a_join_table_has_its_own_action(
    housed: Project, checks: Checks
) -> None:
    actions = [(one, other) for one in DELETES[:4] for other in DELETES[:4]]
    left: dict[str, str] = {"name": "string"}
    right: dict[str, str] = {"name": "string"}
    for at, (one, other) in enumerate(actions):
        for fields, target, action in ((left, "Right", one), (right, "Left", other)):
            output = f" onDelete({action})" if action else ""
            fields[f"through{at}s"] = f"belongsToMany({target}) through(Joins{at}){output}"
    document = {
        "version": 1,
        "targets": {"sequelize": {}},
        "models": {"Left": left, "Right": right},
    }
    housed.write("scaffold.json", json.dumps(document))
    housed.generate("-f", "scaffold.json")
    tables = whole_round(housed, checks, "joins")
    for at, (one, other) in enumerate(actions):
        table = tables[f"Joins{at}"]
        key = tuple(column.name for column in table.columns if column.key)
        checks.equal(f"join {at}: primary key", key, ("LeftId", "RightId"))
        for column, action in (("LeftId", one), ("RightId", other)):
            deletes = key_on(table, column).on_delete
            checks.equal(
                f"join {at}: {column} ON DELETE {action}", deletes, WORDS[action or "cascade"]
            )


OPTIONS = """
version: 1
targets: {sequelize: {}}
options: {timestamps: false}
models:
  Author:
    name: string(40) required unique
    number: integer unique required
    mainBook: belongsTo(Book) foreignKey(mainBookId)
    books: hasMany(Book) inverse(author) onDelete(cascade)
    essays: hasMany(Essay) sourceKey(number) foreignKey(writerNumber)
    passport: hasOne(Passport) foreignKey(holder_id)
    notes: hasMany(Note) foreignKey(aboutId) scope(aboutType, author) logical
    drafts: hasMany(Page) foreignKey(draftOf) singular(sketch)
    boss: belongsTo(Author)
    staff: hasMany(Author) inverse(boss) singular(worker)
    likes: belongsToMany(Book) through(Likes) throughScope(kind, like)
    follows: belongsToMany(Author) through(Follows) foreignKey(fromName) otherKey(toName)
      sourceKey(name) targetKey(name)
  Book:
    title: string
    author: belongsTo(Author) required comment("who wrote it")
    editor: belongsTo(Author) column(edited_by) unique
    codeName: string(40)
    code: belongsTo(Author) foreignKey(codeName) targetKey(name) onUpdate(noAction)
    notes: hasMany(Note) foreignKey(aboutId) scope(aboutType, book) logical
    likers: belongsToMany(Author) through(Likes)
  Essay:
    text: text
  Passport:
    country: char(2)
  Note:
    text: string
    aboutType: string(20)
    aboutId: integer
  Page:
    book: belongsTo(Book) primary
    number: integer primary
    seen: belongsTo(Essay) logical
  Like:
    $id: integer
    author: belongsTo(Author) required
    book: belongsTo(Book) required index
    kind: string(10)
"""
# table.column: what it points to, ON DELETE, ON UPDATE, NOT NULL, its indexes' uniqueness.
KEYS: dict[str, tuple[str, str, str, bool, list[bool]]] = {
    "Authors.mainBookId": ("Books.id", "SET NULL", "CASCADE", False, [False]),
    "Authors.BossId": ("Authors.id", "SET NULL", "CASCADE", False, [False]),
    "Books.AuthorId": ("Authors.id", "CASCADE", "CASCADE", True, [False]),
    "Books.edited_by": ("Authors.id", "SET NULL", "CASCADE", False, [True]),
    "Books.codeName": ("Authors.name", "SET NULL", "NO ACTION", False, [False]),
    "Essays.writerNumber": ("Authors.number", "SET NULL", "CASCADE", False, [False]),
    "Passports.holder_id": ("Authors.id", "SET NULL", "CASCADE", False, [True]),
    "Pages.draftOf": ("Authors.id", "SET NULL", "CASCADE", False, [False]),
    "Pages.BookId": ("Books.id", "RESTRICT", "CASCADE", True, []),
    "Likes.AuthorId": ("Authors.id", "CASCADE", "CASCADE", True, [False]),
    "Likes.BookId": ("Books.id", "CASCADE", "CASCADE", True, [False]),
    "Follows.fromName": ("Authors.name", "CASCADE", "CASCADE", True, []),
    "Follows.toName": ("Authors.name", "CASCADE", "CASCADE", True, [False]),
}
LOGICAL = ("Notes.aboutId", "Pages.SeenId")
USE = """
const { Author, Book, Essay, Note, Page, Passport } = db;
const ada = await Author.create({ name: 'Ada', number: 7 });
const bob = await Author.create({ name: 'Bob', number: 8 });
const book = await ada.createBook({ title: 'One' });
await book.setEditor(bob);
await book.setCode(bob);
await ada.setMainBook(book);
await ada.createEssay({ text: 'e' });
await ada.createPassport({ country: 'GB' });
await ada.createNote({ text: 'of Ada' });
await book.createNote({ text: 'of One' });
await Page.create({ BookId: book.id, number: 1, SeenId: 999 });
await ada.createSketch({ BookId: book.id, number: 2 });
await ada.addWorker(bob);
await ada.addLike(book);
await ada.addFollow(bob);
await book.reload();
const found = {
  'belongsTo.column': (await book.getEditor()).name,
  'belongsTo.targetKey': [(await book.getCode()).name, book.codeName],
  'hasMany.sourceKey': [(await ada.getEssays()).length, (await Essay.findOne()).writerNumber],
  'hasOne': (await ada.getPassport()).country,
  'scope': [(await ada.getNotes())[0].text, (await book.getNotes())[0].text, await Note.count()],
  'logical': await (await Page.findOne({ where: { number: 1 } })).getSeen(),
  'singular': [await ada.countDrafts(), await ada.hasSketch((await ada.getDrafts())[0])],
  'inverse': [(await bob.reload() && await bob.getBoss()).name, await ada.countStaff()],
  'throughScope': (await db.Like.findOne()).kind,
  'join': [(await book.getLikers())[0].name, (await ada.getLikes())[0].title],
  'join.sourceKey': (await ada.getFollows())[0].name,
  'unpaired': (await ada.getMainBook()).title,
};
const eager = await Author.findOne({
  where: { name: 'Ada' },
  include: [
    { association: 'books', include: ['author', 'editor', 'code'] },
    ...['mainBook', 'essays', 'passport', 'notes', 'drafts', 'staff', 'likes', 'follows'],
  ],
});
found.include = [
  eager.books[0].author.name, eager.books[0].editor.name, eager.books[0].code.name,
  eager.mainBook.title, eager.essays.length, eager.passport.country, eager.notes.length,
  eager.drafts.length, eager.staff[0].name, eager.likes[0].title, eager.follows[0].name,
];
await Passport.destroy({ where: {} });
await bob.destroy();
await book.reload();
found.deleted = [book.EditorId, book.codeName, await db.Like.count()];
return found;
"""
USED: dict[str, Any] = {
    "belongsTo.column": "Bob",
    "belongsTo.targetKey": ["Bob", "Bob"],
    "hasMany.sourceKey": [1, 7],
    "hasOne": "GB",
    "scope": ["of Ada", "of One", 2],
    "logical": None,
    "singular": [1, True],
    "inverse": ["Ada", 1],
    "throughScope": "like",
    "join": ["Ada", "One"],
    "join.sourceKey": "Bob",
    "unpaired": "One",
    "include": ["Ada", "Bob", "Bob", "One", 1, "GB", 1, 1, "Bob", "One", "Bob"],
    "deleted": [None, None, 1],
}


def test_every_option(housed: Project, checks: Checks) -> None:
    housed.schema(OPTIONS)
    housed.generate()
    tables = whole_round(housed, checks, "options", cyclic=True)
    expected = [*KEYS, *LOGICAL]
    found = [
        f"{table.name}.{key.columns[0]}" for table in tables.values() for key in table.foreign_keys
    ]
    checks.equal("every key and no other", sorted(found), sorted(KEYS))
    for name in expected:
        ask_of_option(checks, tables, name)
    read = housed.run_js(USE)
    for name, wanted in USED.items():
        checks.equal(f"options: {name} in use", read[name], wanted)


def ask_of_option(checks: Checks, tables: Tables, name: str) -> None:
    table = tables[name.partition(".")[0]]
    column = next(one for one in table.columns if one.name == name.partition(".")[2])
    if name in LOGICAL:
        checks.that(f"{name}: may be null", not column.not_null)
        return
    target, on_delete, on_update, required, unique = KEYS[name]
    key = key_on(table, column.name)
    checks.equal(f"{name}: points to", f"{key.table}.{key.references[0]}", target)
    checks.equal(f"{name}: ON DELETE", key.on_delete, on_delete)
    checks.equal(f"{name}: ON UPDATE", key.on_update, on_update)
    checks.equal(f"{name}: NOT NULL", column.not_null, required)
    indexes = [index.unique for index in table.indexes if index.columns == (column.name,)]
    checks.equal(f"{name}: indexes", indexes, unique)
    if name == "Books.AuthorId" and checks.dialect != "sqlite":
        checks.equal(f"{name}: comment", column.comment, "who wrote it")


def key_on(table: Table, column: str) -> ForeignKey:
    """The key on a column; AssertionError where it has none, or several."""
    found = [key for key in table.foreign_keys if key.columns == (column,)]
    assert len(found) == 1, f"{table.name}.{column}: {found}"
    return found[0]
