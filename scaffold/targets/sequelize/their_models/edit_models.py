"""Make changes of the schema in the model files of a project, and prove them by loading it."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping, Sequence

from scaffold.changes.model_changes import ModelChange
from scaffold.changes.model_edits import ModelEditRequest, ModelEdits
from scaffold.errors import EnvironmentFailure, Problem, UsageError
from scaffold.files.file_plan import Disk
from scaffold.targets.loaded_models import LoadedModels
from scaffold.targets.sequelize.loading.load_models import load_models, model_source
from scaffold.targets.sequelize.model_edits.script import NotPlaced
from scaffold.targets.sequelize.their_models.agreement import disagreement
from scaffold.targets.sequelize.their_models.edited_model_files import ModelFiles, is_model_script
from scaffold.targets.sequelize.their_models.place_change import Placement
from scaffold.targets.sequelize.their_models.proof import objection
from scaffold.targets.sequelize.their_models.todo_lines import todo

_NOT_LOADED = "the edits of your model files were not proved by loading the models"
_LOAD = "`scaffold check --load-models` does; it runs the code of the project."
# Beyond it, changes that together fail are not tried one by one.
_TRIALS = 12


def edit_models(request: ModelEditRequest, settings: Mapping[str, str], disk: Disk) -> ModelEdits:
    """Return the edited files, and what a person has to do.

    The code of the project is loaded before and after the edits, without a database.
    """
    folder = posixpath.normpath(posixpath.join(settings["directory"], settings["models"]))
    project = _Project(disk, folder, request)
    return project.edits()


class _Project:
    """The models of a project: as loaded, in their files, and as they should be."""

    def __init__(self, disk: Disk, folder: str, request: ModelEditRequest) -> None:
        self._root = disk.root
        self._folder = folder
        self._request = request
        self._overlays = {self._absolute(path): text for path, text in request.created.items()}
        self._notes: list[Problem] = []
        self._loaded = self._load({})
        texts = _texts(disk, folder, self._loaded)
        self._files = ModelFiles(texts, self._loaded, disk.root)
        self._placement = Placement(self._files, request.states, request.stamped, request.dialects)

    def _absolute(self, path: str) -> str:
        return os.path.realpath(os.path.join(self._root, path))

    def _load(self, texts: Mapping[str, str]) -> LoadedModels | None:
        """Load the models with new texts; None, with a note, if that is not possible."""
        overlays = {self._absolute(path): text for path, text in texts.items()}
        if not self._request.loads:
            if not self._notes:
                self._notes.append(Problem(None, _NOT_LOADED, _LOAD))
            return None
        try:
            source = model_source(self._absolute(self._folder))
            return load_models(source, self._request.dialects[0], self._overlays | overlays)
        except (EnvironmentFailure, UsageError) as error:
            if not texts and not self._notes:
                first = error.problems[0]
                self._notes.append(
                    Problem(
                        None,
                        "the models could not be loaded, so what they say is not checked: "
                        f"{first.message.splitlines()[0]}",
                        first.hint,
                    )
                )
            return None

    def edits(self) -> ModelEdits:
        wanted = [each for each in self._request.changes if self._disagrees(each)]
        placed, left = self._placed(wanted)
        if placed and self._loaded is not None:
            after = self._load(self._files.changed)
            if after is None or self._objection(after, placed) is not None:
                placed, refused = self._one_by_one(placed)
                left += refused
        order = {id(each): number for number, each in enumerate(self._request.changes)}
        left.sort(key=lambda each: order[id(each[0])])
        todos = tuple(
            self._new_file(change) or todo(self._placement, change, reason)
            for change, reason in left
        )
        unfinished = frozenset(change.model for change, _ in left)
        return ModelEdits(self._files.changed, todos, unfinished, tuple(self._notes))

    def _new_file(self, change: ModelChange) -> Problem | None:
        """Return what is left to do for a model whose file this run creates; None for others."""
        path = self._request.new_files.get(change.model)
        if change.kind != "model" or change.after is None or path is None:
            return None
        message = f"{path}: the project does not load this file of the new model {change.model}"
        return Problem(None, message, "Load it where the other models are loaded.")

    def _disagrees(self, change: ModelChange) -> bool:
        if self._loaded is None:
            return True
        if change.kind == "index":
            return True
        return disagreement(self._loaded, change, self._request.dialects) is not None

    def _objection(self, after: LoadedModels, changes: Sequence[ModelChange]) -> str | None:
        if self._loaded is None:
            return None
        return objection(self._loaded, after, changes, self._request.dialects)

    def _placed(
        self, changes: Sequence[ModelChange]
    ) -> tuple[list[ModelChange], list[tuple[ModelChange, str]]]:
        placed, left = [], []
        for change in changes:
            try:
                notes = self._placement.place(change)
            except NotPlaced as error:
                left.append((change, str(error)))
            else:
                placed.append(change)
                self._notes += (Problem(None, note, None) for note in notes)
        return placed, left

    def _one_by_one(
        self, changes: Sequence[ModelChange]
    ) -> tuple[list[ModelChange], list[tuple[ModelChange, str]]]:
        """Make each change alone on top of those that load well; refuse the others."""
        self._files.restore_originals()
        if len(changes) > _TRIALS:
            return [], [(each, "the edited models did not load as wanted") for each in changes]
        kept: list[ModelChange] = []
        left: list[tuple[ModelChange, str]] = []
        for change in changes:
            texts = dict(self._files.texts)
            try:
                self._placement.place(change)
            except NotPlaced as error:
                left.append((change, str(error)))
                continue
            after = self._load(self._files.changed)
            reason = (
                "the models do not load after the edit"
                if after is None
                else self._objection(after, [*kept, change])
            )
            if reason is None:
                kept.append(change)
            else:
                self._files.restore(texts)
                left.append((change, reason))
        return kept, left


def _texts(disk: Disk, folder: str, loaded: LoadedModels | None) -> dict[str, str]:
    """Return the texts of the scripts in the folder of the models, and where models are defined."""
    paths = {posixpath.join(folder, name): None for name in disk.walk(folder)}
    for model in loaded.models if loaded is not None else ():
        if model.file is not None:
            paths[posixpath.relpath(model.file.replace("\\", "/"), disk.root)] = None
    found = {}
    for path in paths:
        name = posixpath.normpath(path)
        if is_model_script(name) and not name.startswith("../"):
            text = disk.read(name)
            if isinstance(text, str):
                found[name] = text
    return found
