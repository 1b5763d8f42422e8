"""Rows written and read by the generated models' relationships, on SQLite."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session

from tests.support.alembic_project import AlembicProject
from tests.support.scratch import SqliteScratch
from tests.targets.python_rendering import package_of
from tests.targets.rendering import HEAD

REFERENCE = Path(__file__).parents[1] / "reference"
SCHEMAS = Path(__file__).parent / "schemas"
Opened = Callable[[str], Any]


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    """Opens a session on a new database of a schema; its `models` are the package."""

    @contextmanager
    def open_(text: str) -> Iterator[SimpleNamespace]:
        project = AlembicProject(
            package_of(text, tmp_path / "python"), SqliteScratch(tmp_path / "db.sqlite")
        )
        project.scratch.clear()
        project.create_all()
        models = sys.modules["models"]
        engine = sys.modules["models.database"].create_engine(project.url)
        with Session(engine) as session:
            yield SimpleNamespace(session=session, **vars(models))
        engine.dispose()

    return open_


def test_the_shop(opened: Opened) -> None:
    with opened((REFERENCE / "uuid" / "scaffold.yaml").read_text()) as db:
        customer = db.Customer(first_name="A", last_name="B", email="a@b")
        order = db.Order(number="1", customer=customer)
        product = db.Product(name="x", price="1.50", meta={"a": [None]}, tags=[db.Tag(name="t")])
        order.products.append(product)
        db.session.add_all([customer, order.products[0]])
        db.session.add(db.Payment(amount=1, method="card", order=order))
        db.session.commit()
        found = db.session.scalars(select(db.Customer)).one()
        assert found.orders[0].products[0].tags[0].name == "t"
        assert found.orders[0].status == "pending"
        assert found.orders[0].products[0].meta == {"a": [None]}
        assert db.session.scalars(select(db.Tag)).one().products == [product]
        assert db.session.scalars(select(db.Payment)).one().order is order
        assert order.payment_id is not None
        # The database acts on what points to a deleted row, and not the session.
        db.session.delete(customer)
        db.session.commit()
        assert db.session.scalars(select(db.Order)).one().customer is None


def test_timestamps_are_filled_on_insert_and_on_update(opened: Opened) -> None:
    with opened(f"{HEAD}models: {{Thing: {{name: string, $paranoid: true}}}}") as db:
        thing = db.Thing(name="a")
        db.session.add(thing)
        db.session.commit()
        created, updated = thing.created_at, thing.updated_at
        assert created.tzinfo is not None
        assert thing.deleted_at is None
        assert created.microsecond % 1000 == 0
        thing.name = "b"
        db.session.commit()
        assert thing.created_at == created
        assert thing.updated_at >= updated
        assert db.session.scalars(select(db.Thing).where(db.Thing.created_at == created)).one()


@pytest.mark.slow
def test_self_references_scopes_and_many_keys(opened: Opened) -> None:
    models = """
  Person:
    name: string required
    manager: belongsTo(Person)
    reports: hasMany(Person) inverse(manager)
    friends: belongsToMany(Person) through(Friendships) otherKey(FriendId)
    friendOf: belongsToMany(Person) through(Friendships) foreignKey(FriendId) otherKey(PersonId)
    notes: hasMany(Note) foreignKey(ownerId) scope(ownerType, person) logical
    written: hasMany(Letter) inverse(author)
    received: hasMany(Letter) inverse(reader)
    tasks: belongsToMany(Task) through(Assignment)
  Note:
    text: string
    ownerType: string
    ownerId: integer
  Letter:
    author: belongsTo(Person) required onDelete(cascade)
    reader: belongsTo(Person)
    parent: belongsTo(Letter) logical
    replies: hasMany(Letter) inverse(parent)
  Task: {name: string, people: belongsToMany(Person) through(Assignment)}
  Assignment: {hours: integer default(2), person: belongsTo(Person) required}
  Entry: {$id: none, text: string}
"""
    with opened(f"{HEAD}models:{models}") as db:
        boss, one = db.Person(name="boss"), db.Person(name="one")
        boss.reports.append(one)
        one.friends.append(boss)
        first = db.Letter(author=one, reader=boss)
        second = db.Letter(author=boss, reader=one, parent=None)
        db.session.add_all([boss, first, second])
        db.session.flush()
        second.parent = first
        task = db.Task(name="t")
        db.session.add(task)
        db.session.flush()
        db.session.add_all(
            [
                db.Note(text="n", owner_type="person", owner_id=one.id),
                db.Note(text="m", owner_type="thing", owner_id=one.id),
                db.Assignment(person=one, task_id=task.id),
            ]
        )
        db.session.commit()
        assert one.manager is boss
        assert boss.friend_of == [one]
        assert [note.text for note in one.notes] == ["n"]
        assert (one.written, one.received) == ([first], [second])
        assert (first.replies, second.parent) == ([second], first)
        assert (one.tasks, task.people) == ([task], [one])
        assert db.session.scalars(select(db.Assignment)).one().hours == 2
        db.session.execute(db.entries.insert().values(text="e"))
        assert db.session.execute(select(db.entries.c.text)).scalar_one() == "e"
        db.session.delete(boss)
        db.session.commit()
        assert db.session.scalars(select(db.Letter)).all() == [first]
        assert (first.reader, one.manager) == (None, None)


@pytest.mark.slow
def test_reserved_names_of_python(opened: Opened) -> None:
    with opened((SCHEMAS / "python.yaml").read_text()) as db:
        values = {
            "metadata_": "a", "registry_": "b", "class_": "c", "from_": "d", "global_": 1,
            "none": "e", "self_": "f", "query": "g",
        }  # fmt: skip
        warning = db.Warning(a="w")
        db.session.add_all([db.Base_(**values), db.Exception(x="a", warnings=[warning])])
        db.session.add(db.Text(text="t", list=[1], relationships=[db.Types(enum="b")]))
        db.session.commit()
        base = db.session.scalars(select(db.Base_).where(db.Base_.class_ == "c")).one()
        assert {name: getattr(base, name) for name in values} == values
        text = db.session.scalars(select(db.Text)).one()
        assert (text.true, text.false, text.list) == (True, False, [1])
        assert text.relationships[0].enum == "b"
        assert db.session.scalars(select(db.Exception)).one().warnings == [warning]


def test_foreign_keys_are_enforced_and_datetimes_need_a_zone(opened: Opened) -> None:
    from datetime import datetime

    models = "  A: {at: datetime}\n  B: {a: belongsTo(A) required}\n"
    with opened(f"{HEAD}models:\n{models}") as db:
        db.session.add(db.B(a_id=7))
        with pytest.raises(IntegrityError, match="FOREIGN KEY"):
            db.session.commit()
        db.session.rollback()
        db.session.add(db.A(at=datetime(2020, 1, 2)))
        with pytest.raises(StatementError, match="has no time zone"):
            db.session.commit()


def test_foreign_keys_to_deleted_rows_are_cleared_by_the_database(opened: Opened) -> None:
    """No other side is declared, and SQLAlchemy leaves keys alone when an owner is deleted."""
    models = """
  Owner:
    notes: hasMany(Note) foreignKey(ownerId) logical
    things: hasMany(Thing) onDelete(restrict)
    badge: hasOne(Badge) onDelete(noAction)
  Note: {ownerId: integer}
  Thing: {name: string}
  Badge: {name: string}
"""
    with opened(f"{HEAD}models:{models}") as db:
        owner, other = db.Owner(), db.Owner()
        notes, things = [db.Note(), db.Note()], [db.Thing(), db.Thing()]
        first, second = db.Badge(), db.Badge()
        owner.notes, owner.things, owner.badge = [*notes], [*things], first
        db.session.add_all([owner, other, second])
        db.session.commit()
        owner.notes.remove(notes[0])
        owner.things = [things[1]]
        owner.badge = None
        db.session.flush()
        owner.badge = second
        # Moved, in either order.
        other.things.append(things[1])
        owner.things.remove(things[1])
        db.session.commit()
        assert [note.owner_id for note in notes] == [None, owner.id]
        assert [thing.owner_id for thing in things] == [None, other.id]
        assert (first.owner_id, second.owner_id) == (None, owner.id)
        assert (owner.badge, other.things) == (second, [things[1]])
        # The database itself refuses to delete what others need.
        db.session.delete(other)
        with pytest.raises(IntegrityError, match="FOREIGN KEY"):
            db.session.commit()
        db.session.rollback()
        assert notes[1].owner_id == owner.id
