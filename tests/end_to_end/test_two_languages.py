"""One database, two languages: Python reads and finds what Node writes, and the reverse."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.orm import Session

from scaffold.schema.data_types import DataType
from tests.end_to_end import kinds
from tests.end_to_end.kinds import Kind
from tests.end_to_end.test_types import SHOW
from tests.support.alembic_project import AlembicProject
from tests.support.checks import Checks
from tests.support.project import Project
from tests.targets.python_rendering import package_of
from tests.targets.rendering import database_of, files_of, write

pytestmark = pytest.mark.node

PEOPLE = Path(__file__).parent / "shapes" / "people.yaml"

GROUPS: dict[str, tuple[dict[str, Kind], tuple[str, ...]]] = {
    "common": (kinds.COMMON, ("sqlite", "postgres", "mysql")),
    "postgres-alone": (kinds.COMMON | kinds.JSONS | kinds.PRECISE, ("postgres",)),
    "postgres-only": (kinds.POSTGRES_ONLY, ("postgres",)),
    "mysql-alone": (kinds.COMMON | kinds.PRECISE | kinds.UNSIGNED, ("mysql",)),
    "servers": (kinds.COMMON | kinds.PRECISE, ("postgres", "mysql")),
}
CASES = [(group, dialect) for group, (_, dialects) in GROUPS.items() for dialect in dialects]
# What no query compares for equality: JSON, and texts that are searched.
UNCOMPARED = frozenset({"json", "jsonb", "tsvector", "type"})
# What Sequelize takes for a list of values to look for.
LISTED = frozenset({"array", "range", "hstore"})
# Sequelize doubles an apostrophe in an hstore, and halves it when it reads.
DOUBLED = {"pairs": {"a": "it''s", "b": ""}}


class Field:
    """A kind, the type of its column and its names in both languages."""

    def __init__(self, name: str, kind: Kind, data_type: DataType, member: str) -> None:
        self.name, self.kind, self.type, self.member = name, kind, data_type, member

    @property
    def said(self) -> list[tuple[str, Any]]:
        """Each value as JavaScript writes it, and as Node shows it."""
        return [
            (code, json.loads(code) if said is None else said) for code, said in self.kind.values
        ]

    @property
    def is_compared(self) -> bool:
        return self.type.name not in UNCOMPARED

    @property
    def is_found(self) -> bool:
        """Whether Sequelize's `where` compares it."""
        return self.is_compared and self.type.name not in LISTED


@pytest.mark.parametrize(("name", "dialect"), CASES, indirect=["dialect"])
def test_values_both_ways(housed: Project, checks: Checks, tmp_path: Path, name: str) -> None:
    group, dialects = GROUPS[name]
    text = json.dumps(
        {
            "version": 1,
            "targets": {"sequelize": {}},
            "options": {"dialects": list(dialects), "timestamps": False},
            "models": {"Plain": {field: kind.term for field, kind in group.items()}},
        }
    )
    database = database_of(text)
    columns = {each.name: each.column.type for each in database.model("Plain").attributes}
    fields = [Field(field, kind, columns[field], field) for field, kind in group.items()]
    write(housed, files_of(text))
    housed.run_migrations()
    with session_of(housed, package_of(text, tmp_path / "python")) as (session, models):
        node_to_python(housed, checks, session, models.Plain, fields)
        python_to_node(housed, checks, session, models.Plain, fields)


def node_to_python(
    project: Project, checks: Checks, session: Session, model: Any, fields: list[Field]
) -> None:
    """Each value, written by the Node model, read and found by the Python one."""
    rows = ", ".join(f"{{ {field.name}: {code} }}" for field in fields for code, _ in field.said)
    ids = iter(
        project.run_js(
            f"""
            const ids = [];
            for (const row of [{rows}]) ids.push((await db.Plain.create(row)).id);
            return ids;
            """
        )
    )
    for field in fields:
        for code, said in field.said:
            number, label = next(ids), f"{field.name}: {short(code)}: by Node"
            wanted = python_value(field.type, DOUBLED.get(field.name, said))
            row = session.get_one(model, number)
            checks.equal(f"{label}: read", getattr(row, field.member), wanted)
            empty = [getattr(row, each.member) for each in fields if each is not field]
            checks.equal(f"{label}: others are None", set(map(type, empty)), {type(None)})
            if field.is_compared:
                column = getattr(model, field.member)
                found = session.scalars(select(model.id).where(column == wanted)).all()
                checks.equal(f"{label}: found", number in found, True)
    session.rollback()


def python_to_node(
    project: Project, checks: Checks, session: Session, model: Any, fields: list[Field]
) -> None:
    """Each value, written by the Python model, read and found by the Node one."""
    asked: list[tuple[Field, str, Any, Any]] = []
    for field in fields:
        for code, said in field.said:
            row = model(**{field.member: python_value(field.type, said)})
            session.add(row)
            asked.append((field, code, said, row))
    session.commit()
    questions = ",\n".join(
        f"[{row.id}, '{field.name}', {code if field.is_found else 'undefined'}]"
        for field, code, _, row in asked
    )
    answers = project.run_js(
        f"""{SHOW}
        const answers = [];
        for (const [id, name, value] of [{questions}]) {{
          const row = await db.Plain.findByPk(id);
          const where = {{ id, [name]: value }};
          const found = value === undefined ? 1 : await db.Plain.count({{ where }});
          answers.push([show(row.get(name)), found]);
        }}
        return answers;
        """
    )
    for (field, code, said, _), (read, found) in zip(asked, answers, strict=True):
        label = f"{field.name}: {short(code)}: by Python"
        wanted = kinds.expected(field.kind, said)
        checks.equal(f"{label}: read", kinds.value(field.kind, read), wanted)
        checks.equal(f"{label}: found", found, 1)


def test_associations_both_ways(housed: Project, tmp_path: Path) -> None:
    """Every kind of association, made on one side and read on the other."""
    text = PEOPLE.read_text()
    write(housed, files_of(text))
    housed.run_migrations()
    housed.run_js(
        """
        const boss = await db.Person.create({ name: 'boss' });
        const one = await boss.createReport({ name: 'one' });
        await one.addFriend(boss);
        await one.createBadge({ code: 7 });
        const task = await db.Task.create({ name: 'node' });
        await task.addPerson(one, { through: { hours: 3 } });
        const tag = await db.Tag.create({ name: 'red' });
        await task.addTag(tag);
        """
    )
    with session_of(housed, package_of(text, tmp_path / "python")) as (session, models):
        boss = session.scalars(select(models.Person).filter_by(name="boss")).one()
        (one,) = boss.reports
        assert (one.manager, one.friends, one.badge.code) == (boss, [boss], 7)
        assert one.badge.person is one
        (task,) = one.tasks
        assert (task.people, [tag.name for tag in task.tags]) == ([one], ["red"])
        assert session.scalars(select(models.Assignment)).one().hours == 3
        two = models.Person(name="two", manager=one, badge=models.Badge(code=8))
        two.friends.append(one)
        work = models.Task(name="python", tags=[models.Tag(name="blue"), *task.tags])
        session.add_all([two, work])
        session.flush()
        session.add(models.Assignment(person=two, task=work, hours=4))
        session.commit()
    assert housed.run_js(
        """
        const two = await db.Person.findOne({
          where: { name: 'two' },
          include: [
            'manager', 'friends', 'badge', { association: 'tasks', include: ['tags', 'people'] },
          ],
        });
        const [task] = two.tasks;
        return [
          two.manager.name,
          two.friends.map((each) => each.name),
          two.badge.code,
          task.name,
          task.Assignment.hours,
          task.people.map((each) => each.name),
          task.tags.map((each) => each.name).sort(),
          await two.manager.countReports(),
        ];
        """
    ) == ["one", ["one"], 8, "python", 4, ["two"], ["blue", "red"], 1]


@contextmanager
def session_of(project: Project, folder: Path) -> Iterator[tuple[Session, Any]]:
    """A session of the Python package on the project's database, and the package."""
    python = AlembicProject(folder, project.scratch)
    # It finds the tables that stand.
    python.create_all()
    engine = sys.modules["models.database"].create_engine(python.url)
    with Session(engine) as session:
        yield session, sys.modules["models"]
    engine.dispose()


def python_value(data_type: DataType, said: Any) -> Any:
    """What Node shows, as Python has it."""
    if said is None:
        return None
    match data_type.name:
        case "array" if data_type.of is not None:
            return [python_value(data_type.of, each) for each in said]
        case "range" if data_type.of is not None:
            lower, upper = (python_value(data_type.of, end and end["value"]) for end in said)
            return Range(lower, upper)
        case "bigint":
            return int(said)
        case "decimal":
            return Decimal(str(said))
        case "date":
            return date.fromisoformat(said)
        case "datetime":
            return datetime.fromisoformat(said)
        case "time":
            return time.fromisoformat(said)
        case "uuid":
            return UUID(said)
        case "binary":
            return bytes.fromhex(said)
        case _:
            return said


def short(code: str) -> str:
    return code if len(code) < 60 else f"{code[:57]}..."
