"""Move the new texts of a run to their files, and roll back.

The current content of a file is compared just before it is replaced, and kept until the run ends. A
file that was changed since it was read is not overwritten; then the whole run is rolled back.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Sequence

from scaffold.files.directory import Directory
from scaffold.files.disk import PENDING_FOLDER, digest
from scaffold.files.manifest import MANIFEST, REVERSED, ManifestStep
from scaffold.files.replace_file import is_unchanged, keep
from scaffold.files.tree import Tree


class FileMoves:
    """The steps of a run. Their texts are in `.scaffold/pending`, named by step number.

    `write` and `roll_back` may be interrupted at any point and repeated. All methods raise OSError.
    """

    def __init__(self, tree: Tree, pending: Directory, steps: Sequence[ManifestStep]):
        self._tree = tree
        self._pending = pending
        self.steps = steps

    def write(self, number: int, *, resumed: bool = False) -> bool:
        """Write or remove one file; return False, with nothing done, if it is not what was read.

        In a `resumed` run, a file that was deleted since is written again.
        """
        step = self.steps[number]
        staged, kept = str(number), _kept(number)
        try:
            folder, name = self._locate(step)
        except FileNotFoundError:
            if step.after is None:
                return True
            raise
        if step.is_new:
            return self._create(staged, folder, name)
        if not keep(folder, name, self._pending, kept):
            # No file: nothing to remove, and a base may be missing.
            if step.owner is None and step.after is not None:
                return resumed and self._create(staged, folder, name)
        elif step.owner is None and not is_unchanged(
            folder, name, lambda data: digest(data) == step.before
        ):
            self._pending.remove(kept)
            return False
        if step.after is None:
            folder.remove(name)
        else:
            self._move(staged, folder, name)
        return True

    def unfinished(self) -> list[int]:
        """Return the numbers of the steps that are not known to be done."""
        return [
            number
            for number, step in enumerate(self.steps)
            if step.after is None or self._is_staged(number)
        ]

    def changed(self) -> set[str]:
        """Return the files of unfinished steps that are neither what was read nor what is to be
        written.

        A step that was interrupted just before its end is completed.
        """
        found = set()
        for number in self.unfinished():
            step = self.steps[number]
            current = None if step.owner is not None else self._current(step)
            if current is None or digest(current) == step.before:
                continue
            if digest(current) == step.after:
                self._pending.remove(str(number))
            else:
                found.add(step.path)
        return found

    def check_staged(self) -> None:
        """Raise ValueError unless each pending text is the one in the manifest."""
        for number, step in enumerate(self.steps):
            text = self._pending.read(str(number))
            if text is not None and digest(text) != step.after:
                raise ValueError(f"the pending text for {step.path} is not the one in the manifest")

    def edited_after_replacement(self) -> str | None:
        """Return the path of a file that was written to after it had been replaced.

        An editor that had the file open writes to the copy that is kept.
        """
        for number, step in enumerate(self.steps):
            if step.before is not None:
                kept = self._pending.read(_kept(number))
                if kept is not None and digest(kept) != step.before:
                    return step.path
        return None

    def roll_back(self) -> None:
        """Restore what existed before the run; a file that was edited since is left as it is."""
        with contextlib.suppress(FileNotFoundError):
            self._pending.move(MANIFEST, self._pending, REVERSED)
        for number in reversed(range(len(self.steps))):
            self._roll_back(number)

    def finish(self) -> None:
        """Remove the pending texts, the manifest first: without it the rest is ignored."""
        self._pending.remove(MANIFEST)
        self._pending.remove(REVERSED)
        self._tree.remove(PENDING_FOLDER)

    def _is_staged(self, number: int) -> bool:
        return self._pending.status(str(number)) is not None

    def _current(self, step: ManifestStep) -> bytes | None:
        try:
            folder, name = self._locate(step)
        except FileNotFoundError:
            return None
        return folder.read(name)

    def _locate(self, step: ManifestStep) -> tuple[Directory, str]:
        folder, name = self._tree.locate(step.path)
        return self._tree.folder(folder), name

    def _create(self, staged: str, folder: Directory, name: str) -> bool:
        try:
            if self._pending.link(staged, folder, name):
                self._pending.remove(staged)
                return True
        except FileExistsError:
            if folder.read(name) != self._pending.read(staged):
                return False
            # An interrupted run had written it.
            self._pending.remove(staged)
            return True
        if folder.status(name) is not None:
            return False
        self._move(staged, folder, name)
        return True

    def _move(self, staged: str, folder: Directory, name: str) -> None:
        try:
            self._pending.move(staged, folder, name)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            self._move_across(staged, folder, name)

    def _move_across(self, staged: str, folder: Directory, name: str) -> None:
        """Move atomically to another file system (a mounted folder of the project)."""
        found = self._pending.read_with_status(staged)
        if found is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), staged)
        beside = f"{name}.scaffold-new"
        folder.remove(beside)
        try:
            folder.write_new(beside, found[0], found[1].st_mode & 0o7777)
            folder.move(beside, folder, name)
        except BaseException:
            folder.remove(beside)
            raise
        self._pending.remove(staged)

    def _roll_back(self, number: int) -> None:
        step = self.steps[number]
        staged, kept = str(number), _kept(number)
        has_kept = self._pending.status(kept) is not None
        try:
            folder, name = self._locate(step)
        except FileNotFoundError:
            return
        if step.after is None:
            if has_kept and folder.status(name) is None:
                self._move(kept, folder, name)
            return
        current = folder.read(name)
        if current is None or digest(current) != step.after:
            # Not written yet, or edited since.
            return
        if has_kept:
            self._move(kept, folder, name)
        elif not self._is_staged(number) or _is_same_file(folder, name, self._pending, staged):
            folder.remove(name)


def _kept(number: int) -> str:
    return f"{number}.kept"


def _is_same_file(folder: Directory, name: str, other: Directory, other_name: str) -> bool:
    one, another = folder.status(name), other.status(other_name)
    return one is not None and another is not None and os.path.samestat(one, another)
