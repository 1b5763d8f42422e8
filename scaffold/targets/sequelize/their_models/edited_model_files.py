"""The model files of a project while changes of the schema are made in them, one after another."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping

from scaffold.changes.model_states import AttributeState, ModelState
from scaffold.targets.loaded_models import LoadedModels
from scaffold.targets.sequelize.model_edits.anchors import Anchor, find_models
from scaffold.targets.sequelize.model_edits.association_places import associate_function
from scaffold.targets.sequelize.model_edits.attribute_edits import has_attribute
from scaffold.targets.sequelize.model_edits.script import NotPlaced, Script
from scaffold.targets.sequelize.model_edits.script_nodes import value_of

SCRIPT = re.compile(r"(?<!\.d)\.[cm]?[jt]sx?\Z")
_NOT_MODELS = re.compile(
    r"(?:\A|/)(?:node_modules|tests?|__tests__|__mocks__|migrations|seed(?:er)?s)/|\.(?:test|spec)\."
)


def is_model_script(path: str) -> bool:
    """Whether a path in the folder of the models may define or associate models."""
    return bool(SCRIPT.search(path)) and not _NOT_MODELS.search(path)


class ModelFiles:
    """Texts by path; each change is made in the newest text of a file.

    loaded: the models as the project's code defines them, where it could be loaded.
    root: the folder that paths are relative to, as an absolute path.
    """

    def __init__(self, texts: Mapping[str, str], loaded: LoadedModels | None, root: str) -> None:
        self._original = dict(texts)
        self.texts = dict(texts)
        self._loaded = loaded
        self._root = root
        self._scripts: dict[str, Script] = {}
        self._anchors: dict[str, tuple[Anchor, ...]] = {}

    @property
    def is_loaded(self) -> bool:
        """Whether the code of the project could be loaded."""
        return self._loaded is not None

    @property
    def changed(self) -> dict[str, str]:
        """The new texts of the files that changes were made in."""
        return {path: text for path, text in self.texts.items() if text != self._original.get(path)}

    def scripts(self) -> tuple[Script, ...]:
        """Return all scripts, parsed as they are now."""
        return tuple(map(self.script, self.texts))

    def script(self, path: str) -> Script:
        if path not in self._scripts:
            self._scripts[path] = Script(path, self.texts[path])
        return self._scripts[path]

    def take(self, scripts: Iterable[Script]) -> list[str]:
        """Keep the results of edited scripts, and return their notes.

        NotPlaced if one is not valid: then none is kept.
        """
        scripts = tuple(scripts)
        results = {script.path: script.result() for script in scripts}
        for path, text in results.items():
            self.texts[path] = text
            self._scripts.pop(path, None)
            self._anchors.pop(path, None)
        return [note for script in scripts for note in script.notes]

    def restore(self, texts: Mapping[str, str]) -> None:
        """Go back to former texts."""
        self.texts = dict(texts)
        self.forget_edits()

    def restore_originals(self) -> None:
        """Go back to the texts that the files have."""
        self.restore(self._original)

    def forget_edits(self) -> None:
        """Drop edits that were begun and cannot be finished."""
        self._scripts.clear()
        self._anchors.clear()

    def _models_in(self, path: str) -> tuple[Anchor, ...]:
        if path not in self._anchors:
            self._anchors[path] = find_models(self.script(path))
        return self._anchors[path]

    def find(self, model: str) -> Anchor | None:
        """Return the definition of a model; None if no file has one.

        Where the code is loaded, it is looked for in the file that defines the model.
        """
        file = self.file_of(model)
        if file is not None and file in self.texts:
            found = self._models_in(file)
            named = [each for each in found if each.name == model]
            # A name that is not a literal is read as that of the variable.
            unnamed = [each for each in found if not self._is_loaded_name(each.name)]
            for one in (named, unnamed):
                if len(one) == 1:
                    return one[0]
        exact: list[Anchor] = []
        for path in self.texts:
            exact += (each for each in self._models_in(path) if each.name == model)
        return exact[0] if len(exact) == 1 else None

    def _is_loaded_name(self, name: str) -> bool:
        return self._loaded is not None and self._loaded.model(name) is not None

    def anchor(self, model: str) -> Anchor:
        """Return the definition of a model; NotPlaced if no file has exactly one."""
        found = self.find(model)
        if found is None:
            raise NotPlaced(f"no file defines {model} by a literal name")
        return found

    def file_of(self, model: str) -> str | None:
        """Return the path of the file that defines a model, as far as loading tells."""
        found = self._loaded.model(model) if self._loaded is not None else None
        if found is None or found.file is None:
            return None
        path = posixpath.relpath(found.file.replace("\\", "/"), self._root)
        return None if path.startswith("../") else path

    def field_of(self, model: str, attribute: AttributeState) -> str | None:
        """Return the column that the code must name, because it is derived otherwise."""
        name, column = attribute.name, attribute.column.name
        if self.is_underscored(model):
            name = _underscored(name)
        return None if name == column else column

    def is_underscored(self, model: str) -> bool:
        """Whether a model's columns are its attributes in snake_case."""
        found = self._loaded.model(model) if self._loaded is not None else None
        if found is not None:
            return found.underscored
        anchor = self.find(model)
        if anchor is None:
            return False
        value = value_of(anchor.script, anchor.options, "underscored")
        return value is not None and anchor.script.text(value) == "true"

    def writes_keys(self, anchor: Anchor, states: Mapping[str, ModelState], name: str) -> bool:
        """Whether foreign keys are written among the attributes, not left to associations.

        As the model's other ones are; else as most of the project's are.
        """
        own = self._written_keys(anchor, states.get(anchor.name), name)
        if not own:
            for each in states.values():
                other = self.find(each.name)
                if other is not None:
                    own += self._written_keys(other, each, name)
        if own:
            return sum(own) * 2 > len(own)
        return anchor.script.is_typescript

    def _written_keys(self, anchor: Anchor, state: ModelState | None, but: str) -> list[bool]:
        if state is None or anchor.attributes is None:
            return []
        keys = [each.name for each in state.attributes if each.key and each.name != but]
        return [has_attribute(anchor, key) for key in keys]

    def others_associate(self) -> bool:
        """Whether some model of the project has a function that associates it."""
        return any(
            associate_function(anchor) is not None
            for path in self.texts
            for anchor in self._models_in(path)
        )


def _underscored(name: str) -> str:
    """Return a name as `underscored` makes it: the package inflection, underscore()."""
    name = re.sub(r"([A-Z\d]+)([A-Z][a-z])", r"\1_\2", name)
    name = re.sub(r"([a-z\d])([A-Z])", r"\1_\2", name)
    return name.replace("-", "_").lower()
