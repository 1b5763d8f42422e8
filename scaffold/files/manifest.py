"""The manifest of a run: the files to write or remove. It is not trusted when it is read.

A checkout can contain a manifest that this tool did not write. So only steps are accepted that this
tool could have written: a file of the project, the base of such a file, the ignore file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from scaffold.files.conflicts import IGNORE_FILE, IGNORED
from scaffold.files.directory import Directory
from scaffold.files.disk import BASE_FOLDER, check_path, digest

MANIFEST = "manifest.json"
# The manifest's name while the run is rolled back.
REVERSED = "reversed.json"
_DIGEST = re.compile("[0-9a-f]{64}")


class ManifestStep(NamedTuple):
    """One file to write, or to remove (`after` is None).

    after: the digest of the new text.
    before: the digest of the text that was read, None if there was no file.
    owner: the file that a base belongs to; if that file is left alone, so is its base.
    """

    path: str
    after: str | None
    before: str | None
    owner: str | None

    @property
    def is_new(self) -> bool:
        """Whether the step makes a file where there was none."""
        return self.before is None and self.owner is None and self.after is not None


def write_manifest(pending: Directory, steps: Iterable[ManifestStep]) -> None:
    """Write the manifest atomically: from then on the run counts as done."""
    import json

    pending.replace(MANIFEST, json.dumps(list(steps)).encode())


def read_manifest(pending: Directory, name: str) -> list[ManifestStep]:
    """Return the steps of a manifest; ValueError if this tool cannot have written it."""
    import json

    try:
        entries = json.loads(pending.read(name) or b"")
    except RecursionError:
        raise ValueError("its JSON is nested too deeply") from None
    if not isinstance(entries, list):
        raise ValueError("it is not a list")
    steps = [_step(entry) for entry in entries]
    if len({step.path.casefold() for step in steps}) < len(steps):
        raise ValueError("it names a file twice")
    return steps


def _step(entry: Any) -> ManifestStep:
    if not isinstance(entry, list) or len(entry) != len(ManifestStep._fields):
        raise ValueError(f"{str(entry)[:40]} is not a step")
    if not all(isinstance(each, str) for each in entry if each is not None) or entry[0] is None:
        raise ValueError(f"{str(entry)[:40]} is not a step")
    step = ManifestStep(*entry)
    for each in (step.after, step.before):
        if each is not None and not _DIGEST.fullmatch(each):
            raise ValueError(f"{each[:40]!r} is not a digest")
    if step.path == IGNORE_FILE:
        if step[1:] != (digest(IGNORED.encode()), None, None):
            raise ValueError(f"{IGNORE_FILE} was not written by scaffold")
    elif step.owner is not None:
        check_path(step.owner)
        if step.path != f"{BASE_FOLDER}/{step.owner}" or step.before is not None:
            raise ValueError(f"{step.path} is not the base of {step.owner}")
    else:
        check_path(step.path)
        if step.after is None and step.before is None:
            raise ValueError(f"{step.path} would be removed, whatever it contains")
    return step
