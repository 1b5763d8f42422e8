"""Try rows and relationships of the models on a migrated database, each in a transaction.

Every transaction is rolled back. A trial returns None, or its fault.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

from .faults import UnmetError, describe
from .sample_values import decode, same

# Foreign keys are checked when all rows are written.
_RELAX = {
    "sqlite": "PRAGMA defer_foreign_keys = ON",
    "postgresql": """
        DO $$ DECLARE each record; BEGIN
          FOR each IN SELECT conrelid::regclass AS owner, conname FROM pg_constraint
            WHERE contype = 'f' AND conparentid = 0
          LOOP EXECUTE format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY DEFERRED',
            each.owner, each.conname); END LOOP; END $$""",
    "mysql": "SET FOREIGN_KEY_CHECKS = 0",
}
_SETTLE = {"postgresql": "SET CONSTRAINTS ALL IMMEDIATE"}
Cells = Mapping[str, Mapping[str, Any]]


class PackageModels:
    """The package's classes and tables by the names of the schema.

    `names` has for each model its `module`, its `class` or `table`, and its `members` by name.
    """

    def __init__(self, package: str, url: Any, names: Mapping[str, Mapping[str, Any]]) -> None:
        self._names = names
        self._found: dict[str, Any] = {}
        database = importlib.import_module(f"{package}.database")
        self._engine = database.create_engine(url.render_as_string(hide_password=False))
        for model, each in names.items():
            module = importlib.import_module(f"{package}.{each['module']}")
            found = getattr(module, each["class"] or each["table"], None)
            if found is not None:
                self._found[model] = found

    def __getitem__(self, model: str) -> Any:
        return self._found[model]

    def is_class(self, model: str) -> bool:
        return self._names[model]["class"] is not None

    def member(self, model: str, name: str) -> str:
        """Return the Python name of an attribute or association."""
        return str(self._names[model]["members"].get(name, name))

    def aliases(self) -> dict[str, list[str]]:
        """Return the relationships of each model, by the schema's names if they have one."""
        import sqlalchemy as sa

        found: dict[str, list[str]] = {}
        for model, kind in self._found.items():
            ours = {member: name for name, member in self._names[model]["members"].items()}
            keys = sa.inspect(kind).relationships.keys() if self.is_class(model) else ()
            found[model] = [ours.get(key, key) for key in keys]
        return found

    def attempt(self, work: str, trial: Mapping[str, Any]) -> dict[str, Any] | None:
        """Run a trial on the rows that it needs; `work` is the name of its method."""
        from sqlalchemy.orm import Session

        with self._engine.connect() as connection:
            transaction = connection.begin()
            session = Session(connection)
            made = _Trial(self, session)
            try:
                if trial.get("cyclic"):
                    self._run(connection, _RELAX)
                for row in trial.get("rows", ()):
                    made.write(row)
                getattr(made, work)(trial)
                if trial.get("cyclic"):
                    self._run(connection, _SETTLE)
                return None
            except Exception as error:
                return describe(error, made.what, made.written)
            finally:
                session.close()
                if transaction.is_active:
                    transaction.rollback()
                if trial.get("cyclic"):
                    # A reused connection checks its foreign keys at once again.
                    connection.invalidate()

    def close(self) -> None:
        """Return the connections to the pool."""
        self._engine.dispose()

    def _run(self, connection: Any, statements: Mapping[str, str]) -> None:
        name = connection.dialect.name.replace("mariadb", "mysql")
        if name in statements:
            plain = connection.execution_options(no_parameters=True)
            plain.exec_driver_sql(statements[name])


class _Row:
    """A row of a table without a class."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.__dict__.update(values)


class _Trial:
    def __init__(self, models: PackageModels, session: Any) -> None:
        self.what = "it begins"
        self.written = False
        self._models = models
        self._session = session
        self._instances: dict[int, Any] = {}
        self._owners: dict[int, str] = {}

    def write(self, row: Mapping[str, Any]) -> None:
        self._remember(row["number"], row["model"], self._new_row(row["model"], row["cells"]))

    def row(self, trial: Mapping[str, Any]) -> None:
        model, full = trial["model"], trial["full"]
        instance = self._new_row(model, full)
        self.written = True
        if self._models.is_class(model):
            self._compare(model, instance, full)
        else:
            self._find(model, full)
        if trial["minimal"] is not None:
            self._new_row(model, trial["minimal"])
        for cells in trial["bulk"]:
            self._new_row(model, cells)
        if not self._models.is_class(model):
            return
        if trial["update"] is not None:
            self.what = f"changing {model}"
            for name, value in self._values(model, trial["update"]).items():
                setattr(instance, name, value)
            self._session.flush()
            self._compare(model, instance, trial["update"])
        if not trial["circular"]:
            self._delete(model, instance)

    def association(self, trial: Mapping[str, Any]) -> None:
        model, alias = trial["model"], trial["alias"]
        member = self._models.member(model, alias)
        for step in trial["steps"]:
            source = self._instances[step["source"]]
            targets = [self._instances.get(number) for number in step["targets"]]
            operation = step["operation"]
            self.what = f"{self._models[model].__name__}.{member} {operation}"
            if operation in ("set", "add"):
                for target in targets:
                    self._put_in_scope(target, trial)
            getattr(self, f"_{operation}")(source, member, targets, trial, step)

    def include(self, trial: Mapping[str, Any]) -> None:
        import sqlalchemy as sa

        kind = self._models[trial["model"]]
        member = self._models.member(trial["model"], trial["alias"])
        self.what = f"selectinload({kind.__name__}.{member})"
        loaded = sa.orm.selectinload(getattr(kind, member))
        self._session.scalars(sa.select(kind).options(loaded)).all()

    def _set(self, source: Any, member: str, targets: list[Any], *rest: Any) -> None:
        kind = rest[0]["kind"]
        if kind == "hasOne" and getattr(source, member) is not None:
            # The unit of work orders its updates by key: a unique one must be free before.
            setattr(source, member, None)
            self._session.flush()
        many = kind in ("hasMany", "belongsToMany")
        setattr(source, member, targets if many else targets[0])
        self._session.flush()

    def _clear(self, source: Any, member: str, targets: list[Any], *rest: Any) -> None:
        many = rest[0]["kind"] in ("hasMany", "belongsToMany")
        setattr(source, member, [] if many else None)
        self._session.flush()

    def _add(self, source: Any, member: str, targets: list[Any], *rest: Any) -> None:
        getattr(source, member).extend(targets)
        self._session.flush()

    def _remove(self, source: Any, member: str, targets: list[Any], *rest: Any) -> None:
        for target in targets:
            getattr(source, member).remove(target)
        self._session.flush()

    def _create(
        self, source: Any, member: str, targets: list[Any], trial: Mapping[str, Any], step: Any
    ) -> None:
        model = trial["target"]
        made = self._models[model](**self._values(model, step["cells"]))
        self._remember(step["targets"][0], model, made)
        self._put_in_scope(made, trial)
        if trial["kind"] in ("hasMany", "belongsToMany"):
            getattr(source, member).append(made)
        else:
            setattr(source, member, made)
        self._session.flush()

    def _get(self, source: Any, member: str, targets: list[Any], *rest: Any) -> None:
        self._session.flush()
        self._session.expire(source)
        self._expect(getattr(source, member), targets)

    def _include(self, source: Any, member: str, targets: list[Any], *rest: Any) -> None:
        import sqlalchemy as sa

        kind = type(source)
        self.what = f"selectinload({kind.__name__}.{member})"
        mapper = sa.inspect(kind)
        identity = sa.inspect(source).identity
        keys = [column == value for column, value in zip(mapper.primary_key, identity, strict=True)]
        query = sa.select(kind).where(*keys).options(sa.orm.selectinload(getattr(kind, member)))
        self._session.expire_all()
        (found,) = self._session.scalars(query.execution_options(populate_existing=True)).all()
        self._expect(getattr(found, member), targets)

    def _expect(self, found: Any, targets: list[Any]) -> None:
        rows = [] if found is None else found if isinstance(found, list) else [found]
        given, wanted = ({id(each) for each in some} for some in (rows, targets))
        if given != wanted or len(rows) != len(wanted):
            raise UnmetError(f"gives {rows!r} instead of {[*targets]!r}")

    def _put_in_scope(self, target: Any, trial: Mapping[str, Any]) -> None:
        for name, value in self._values(trial["target"], trial["scope"]).items():
            setattr(target, name, value)

    def _remember(self, number: int, model: str, instance: Any) -> None:
        self._instances[number] = instance
        self._owners[number] = model

    def _new_row(self, model: str, cells: Cells) -> Any:
        """Return a new row."""
        import sqlalchemy as sa

        self.what = f"adding {model}"
        kind, values = self._models[model], self._values(model, cells)
        if not self._models.is_class(model):
            self._session.execute(sa.insert(kind).values(values))
            return _Row(values)
        columns = kind.__mapper__.columns
        for name, value in values.items():
            # SQLAlchemy leaves out what is None, and the database takes its default.
            if value is None and name in columns and columns[name].server_default is not None:
                values[name] = sa.null()
        instance = kind(**values)
        self._session.add(instance)
        self._session.flush()
        return instance

    def _values(self, model: str, cells: Cells) -> dict[str, Any]:
        return {self._models.member(model, name): self._value(cell) for name, cell in cells.items()}

    def _value(self, cell: Mapping[str, Any]) -> Any:
        if "type" in cell:
            return decode(cell["type"], cell["value"])
        instance, model = self._instances[cell["row"]], self._owners[cell["row"]]
        return getattr(instance, self._models.member(model, cell["attribute"]))

    def _compare(self, model: str, instance: Any, cells: Cells) -> None:
        """Check that the database returns what was written."""
        names = {name: self._models.member(model, name) for name in cells}
        # A validator or an event may have changed the value.
        written = {name: getattr(instance, member) for name, member in names.items()}
        self.what = f"reading {model}"
        self._session.expire(instance)
        for name, cell in cells.items():
            read = getattr(instance, names[name])
            if "type" in cell and not same(cell["type"], written[name], read):
                raise UnmetError(f"gives {read!r} for {names[name]}, set to {written[name]!r}")

    def _find(self, model: str, cells: Cells) -> None:
        """Check that a table without a class has the row."""
        import sqlalchemy as sa

        self.what = f"reading {model}"
        table, values = self._models[model], self._values(model, cells)
        types = {self._models.member(model, name): cell.get("type") for name, cell in cells.items()}
        for row in self._session.execute(sa.select(table)).mappings():
            if all(same(types[name], row[name], value) for name, value in values.items()):
                return
        raise UnmetError("gives no row that was written")

    def _delete(self, model: str, instance: Any) -> None:
        import sqlalchemy as sa

        self.what = f"deleting {model}"
        identity = sa.inspect(instance).identity
        self._session.delete(instance)
        self._session.flush()
        self._session.expunge_all()
        if self._session.get(self._models[model], identity) is not None:
            raise UnmetError("leaves the row")
