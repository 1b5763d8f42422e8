"""Changes of the schema as lines for model files that people wrote.

Python's models are not edited: what they lack is listed, until their tables, loaded, agree.
"""

from __future__ import annotations

import ast
import os
import posixpath
import re
from collections.abc import Mapping

from scaffold.changes.model_changes import ModelChange
from scaffold.changes.model_edits import ModelEditRequest, ModelEdits
from scaffold.changes.model_states import AssociationState, AttributeState, ModelState
from scaffold.database.tables import Index, TableName
from scaffold.errors import EnvironmentFailure, Problem
from scaffold.files.file_plan import Disk
from scaffold.naming import pascal, snake
from scaffold.targets.loaded_models import LoadedModel
from scaffold.targets.sqlalchemy.loading.agreement import disagreement
from scaffold.targets.sqlalchemy.loading.load_metadata import MetadataSource, load_metadata
from scaffold.targets.sqlalchemy.names import PythonNames

_NOT_LOADED = "your models were not loaded, so what they have already is not known"
_LOAD = "`scaffold check --load-models` does; it runs the code of the project."


def edit_models(request: ModelEditRequest, settings: Mapping[str, str], disk: Disk) -> ModelEdits:
    """Return what a person has to write; no file is edited."""
    return _Project(request, settings, disk).edits()


class _Project:
    def __init__(self, request: ModelEditRequest, settings: Mapping[str, str], disk: Disk) -> None:
        self._request = request
        self._settings = settings
        self._disk = disk
        self._names = PythonNames(request.database)
        self._classes: dict[str, ast.ClassDef | None] = {}
        self._notes: list[Problem] = []
        self._tables = self._load()

    def _load(self) -> dict[TableName, LoadedModel] | None:
        """Return the models by table; None, with a note, if they are not loaded."""
        if not self._request.loads:
            self._notes.append(Problem(None, _NOT_LOADED, _LOAD))
            return None
        directory = os.path.join(self._disk.root, self._settings["directory"])
        try:
            source = MetadataSource(directory, self._settings["package"])
            loaded = load_metadata(source).models
        except EnvironmentFailure as error:
            first = error.problems[0]
            message = (
                f"the models could not be loaded, so what they have is not known: {first.message}"
            )
            self._notes.append(Problem(None, message, first.hint))
            return None
        return {
            TableName(each.table, None if each.schema == "public" else each.schema): each
            for each in (*loaded.bare_tables, *loaded.models)
        }

    def edits(self) -> ModelEdits:
        left = [
            (change, reason)
            for change in self._request.changes
            if (reason := self._reason(change)) is not None
        ]
        todos = tuple(self._todo(change, reason) for change, reason in left)
        unfinished = frozenset(change.model for change, _ in left)
        return ModelEdits({}, todos, unfinished, tuple(self._notes))

    def _reason(self, change: ModelChange) -> str | None:
        if self._tables is None:
            return "scaffold does not edit models of Python"
        class_name = self._class_name(change.model)
        return disagreement(self._tables, change, class_name, self._target_class(change))

    def _target_class(self, change: ModelChange) -> str:
        after = change.after
        return self._class_name(after.target) if isinstance(after, AssociationState) else ""

    def _class_name(self, model: str) -> str:
        table = self._request.states[model].table if model in self._request.states else None
        if table is not None and self._tables and table in self._tables:
            return self._tables[table].name
        known = any(each.name == model for each in self._request.database.models)
        return self._names[model].class_name if known else pascal(model)

    def _todo(self, change: ModelChange, reason: str) -> Problem:
        return Problem(None, f"{self._place(change)}: {reason}", self._hint(change))

    def _place(self, change: ModelChange) -> str:
        found = self._tables.get(change.state.table) if self._tables is not None else None
        if found is not None and found.file is not None:
            path = os.path.relpath(found.file, os.path.realpath(self._disk.root or os.curdir))
            return f"{path.replace(os.sep, '/')}:{found.line}"
        package = posixpath.join(self._settings["directory"], self._settings["package"])
        package = posixpath.normpath(package)
        pattern = re.compile(rf"^class {re.escape(self._class_name(change.model))}\b", re.MULTILINE)
        names = [f"{package}.py", *(f"{package}/{name}" for name in self._disk.walk(package))]
        for path in names:
            text = self._disk.read(path) if path.endswith(".py") else None
            if isinstance(text, str) and (match := pattern.search(text)) is not None:
                return f"{path}:{text.count(chr(10), 0, match.start()) + 1}"
        return package

    def _hint(self, change: ModelChange) -> str:
        before, after, model = change.before, change.after, change.model
        name = self._class_name(model)
        if isinstance(after, ModelState):
            if isinstance(before, ModelState):
                return (
                    f"Rename the class of {before.name} to {name}, with `__tablename__ = "
                    f"{after.table.name!r}`, where other models name it too."
                )
            code = self._class(model)
            return f"Write it:\n{ast.unparse(code)}" if code is not None else "Write its class."
        if isinstance(before, ModelState):
            return f"Remove the class {name}, and the relationships of other models to it."
        if isinstance(after, AttributeState | AssociationState):
            own = after.name if isinstance(after, AttributeState) else after.alias
            old = _member(before)
            line = self._line(model, own)
            if old is None:
                return f"Add to {name}: `{line}`."
            return f"Change `{old}` of {name} to `{line}`, and keep what else it has."
        if (old := _member(before)) is not None:
            return f"Remove `{old}` from {name}."
        index = after if isinstance(after, Index) else before
        assert isinstance(index, Index)
        columns = ", ".join(map(repr, index.columns))
        unique = ", unique=True" if index.unique else ""
        code_of_index = f"Index({index.name!r}, {columns}{unique})"
        if after is None:
            return f"Remove `{code_of_index}` from {name}."
        return f"Add to `__table_args__` of {name}: `{code_of_index}`."

    def _line(self, model: str, own: str) -> str:
        """Return the line that a generated class has for an attribute or association."""
        member = self._names[model].members.get(own, snake(own))
        code = self._class(model)
        for node in code.body if code is not None else ():
            target = node.target if isinstance(node, ast.AnnAssign) else None
            if isinstance(target, ast.Name) and target.id == member:
                return ast.unparse(node)
        return member

    def _class(self, model: str) -> ast.ClassDef | None:
        if model not in self._classes:
            text = self._request.rendered(model) or ""
            found = (each for each in ast.parse(text).body if isinstance(each, ast.ClassDef))
            self._classes[model] = next(found, None)
        return self._classes[model]


def _member(state: object) -> str | None:
    if isinstance(state, AttributeState):
        return snake(state.name)
    return snake(state.alias) if isinstance(state, AssociationState) else None
