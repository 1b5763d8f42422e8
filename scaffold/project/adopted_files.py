"""`generate --adopt`: model files that people wrote become generated ones."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator, Mapping, Sequence

from scaffold.changes.model_edits import Adoption
from scaffold.changes.model_states import ModelState
from scaffold.database.tables import Database
from scaffold.errors import Problem, UsageError
from scaffold.files.encoding_details import normalized
from scaffold.files.file_plan import Disk, File
from scaffold.naming.suggest import suggest
from scaffold.project.configured_target import ConfiguredTarget


def require_adoptable(
    targets: Sequence[ConfiguredTarget], database: Database, paths: Collection[str], disk: Disk
) -> None:
    """UsageError for a path at which no target could take over a person's model file."""
    if not paths:
        return
    own = [each for each in targets if each.has_own_models]
    if not own:
        raise UsageError(
            "--adopt is for files of models that are yours, with `model_files: theirs`",
            "Without that setting all model files are generated, around your edits.",
        )
    known = {path for configured in own for path in configured.model_paths(database)}
    for path in map(posixpath.normpath, paths):
        if path not in known:
            alike = [each for each in known if each.casefold() == path.casefold()]
            near = alike[0] if alike else suggest(path, sorted(known))
            raise UsageError(
                f"--adopt {path}: no file of a model is generated at this path",
                f"Rename the file to {near} first, also where your code loads it."
                if near and disk.read(path) is not None
                else "Name a model's file, such as models/user.js.",
            )
        if not isinstance(disk.read(path), str):
            folder, name = posixpath.split(path)
            there = [each for each in disk.names(folder) if each.casefold() == name.casefold()]
            raise UsageError(
                f"--adopt {path}: there is no such file",
                f"Rename {folder}/{there[0]} to {path} first, also where your code loads it."
                if there
                else "Check the path.",
            )
        if disk.base(path) is not None:
            raise UsageError(
                f"--adopt {path}: it is a generated file already", "Leave the option out."
            )


def adopted_files(
    configured: ConfiguredTarget,
    states: Mapping[str, ModelState],
    database: Database,
    paths: Collection[str],
    disk: Disk,
    *,
    has_changes: bool,
    loads: bool,
) -> Iterator[tuple[File, Problem | None]]:
    """Yield the files with the code of their authors, each with a note about what changes.

    UsageError or SchemaError if one cannot be.

    has_changes: the run changes tables or models. loads: the code of the project may run.
    """
    models = configured.model_paths(database)
    mine = [path for path in map(posixpath.normpath, paths) if path in models]
    if mine and has_changes:
        raise UsageError(
            "the schema has changes that the migrations or your model files do not have yet",
            "Run `scaffold generate` first, and do what it says.",
        )
    if mine and not loads:
        raise UsageError(
            "--adopt proves its work by loading the models, which runs the code of the project",
            "Add --load-models, if you would run this code.",
        )
    generated = {file.path: file for file in configured.models(database, mine)}
    for path in mine:
        current = disk.read(path)
        assert isinstance(current, str)
        base = generated[path].content
        state = states[models[path]]
        adoption = Adoption(path, normalized(current), base, state, database.dialects)
        made = configured.target.adopt_model(adoption, configured.settings, disk)
        note = None
        if made.decided:
            message = f"{path}: from now on as the schema has it: {', '.join(made.decided)}"
            note = Problem(None, message, "Change the schema where the code was right.")
        yield File(path, made.text, "adopted", base=base), note
