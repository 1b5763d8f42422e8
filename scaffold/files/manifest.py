"""The manifest of a run that writes: what it does to which file. Read again, it is not trusted.

A checkout can hold a manifest that this tool never wrote. So a step counts only where the tool
could have written it: a file of the project's own, a base of such a file, the ignore file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from scaffold.files.conflicts import IGNORE_FILE, IGNORED
from scaffold.files.directory import Directory
from scaffold.files.disk import BASE_FOLDER, check_path, digest

MANIFEST = "manifest.json"
# What the manifest is called once the run is being put back.
REVERSED = "reversed.json"
_DIGEST = re.compile("[0-9a-f]{64}")


class ManifestStep(NamedTuple):
    """One file to write, or to remove (`after` None).

    `after` is the digest of its new text, `before` that of the text which was read there, None
    where there was no file. `owner` is the file that a base belongs to: its base is left alone
    where that file is.
    """

    path: str
    after: str | None
    before: str | None
    owner: str | None

    @property
    def is_new(self) -> bool:
        """Whether it makes a file where there was none."""
        return self.before is None and self.owner is None and self.after is not None


def write_manifest(pending: Directory, steps: Iterable[ManifestStep]) -> None:
    """Write the manifest whole: from then on the run counts as done."""
    import json

    pending.replace(MANIFEST, json.dumps(list(steps)).encode())


def read_manifest(pending: Directory, name: str) -> list[ManifestStep]:
    """The steps of a manifest; ValueError where this tool cannot have written it."""
    import json

    try:
        entries = json.loads(pending.read(name) or b"")
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    if not isinstance(entries, list):
        raise ValueError("it is no list")
    steps = [_step(entry) for entry in entries]
    if len({step.path.casefold() for step in steps}) < len(steps):
        raise ValueError("it names a file twice")
    return steps


def _step(entry: Any) -> ManifestStep:
    if not isinstance(entry, list) or len(entry) != len(ManifestStep._fields):
        raise ValueError(f"{str(entry)[:40]} is no step")
    if not all(isinstance(each, str) for each in entry if each is not None) or entry[0] is None:
        raise ValueError(f"{str(entry)[:40]} is no step")
    step = ManifestStep(*entry)
    for each in (step.after, step.before):
        if each is not None and not _DIGEST.fullmatch(each):
            raise ValueError(f"{each[:40]!r} is no digest")
    if step.path == IGNORE_FILE:
        if step[1:] != (digest(IGNORED.encode()), None, None):
            raise ValueError(f"{IGNORE_FILE} is none of ours")
    elif step.owner is not None:
        check_path(step.owner)
        if step.path != f"{BASE_FOLDER}/{step.owner}" or step.before is not None:
            raise ValueError(f"{step.path} is no base of {step.owner}")
    else:
        check_path(step.path)
        if step.after is None and step.before is None:
            raise ValueError(f"{step.path} would be removed, whatever it is")
    return step
