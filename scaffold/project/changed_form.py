"""Files of models in another form than the settings have now, such as another module system."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from scaffold.database.tables import Database
from scaffold.files.encoding_details import text_digest
from scaffold.files.file_plan import Disk, File
from scaffold.project.configured_target import ConfiguredTarget


def in_new_form(
    files: Sequence[File], configured: ConfiguredTarget, database: Database, disk: Disk
) -> list[File]:
    """Return the files of a target, with those that earlier settings made and these replace."""
    if configured.has_own_models:
        return list(files)
    former = tuple(configured.target.former_artifacts(database, configured.settings, disk))
    if not former:
        return list(files)
    by_path = {file.path: file for file in files}
    for artifact in former:
        path = configured.path(artifact.path)
        expected = None
        if artifact.ownership == "once":
            expected = text_digest(configured.file(artifact).content)
        elif disk.base(path) is None:
            continue
        now = by_path.get(path)
        if now is None:
            by = "the settings of the target now name its file otherwise"
            by_path[path] = File(path, "", "superseded", expected, by=by)
        elif now.policy in ("merge", "once"):
            by = "the settings of the target now give it another form"
            by_path[path] = replace(now, policy="rewritten", expected=expected, by=by)
    return [*_superseded(by_path), *(by_path[file.path] for file in files)]


def _superseded(files: dict[str, File]) -> Iterator[File]:
    return (file for file in files.values() if file.policy == "superseded")
