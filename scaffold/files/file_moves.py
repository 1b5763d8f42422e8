"""Moving the texts of one run to their places, and putting back what was there.

What a file holds is compared directly before it is replaced, and kept until the run ends: a file
that was changed since it was read is not written over, and then nothing of the run remains.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Sequence

from scaffold.files.directory import Directory
from scaffold.files.disk import PENDING_FOLDER, digest
from scaffold.files.manifest import MANIFEST, REVERSED, ManifestStep
from scaffold.files.replace_file import is_still, keep
from scaffold.files.tree import Tree


class Moves:
    """The steps of a run, whose texts are in `.scaffold/pending`, named by their numbers.

    `put` and `put_back` may be killed at any moment and done again. All raise OSError.
    """

    def __init__(self, tree: Tree, pending: Directory, steps: Sequence[ManifestStep]):
        self._tree = tree
        self._pending = pending
        self.steps = steps

    def put(self, number: int, *, resumed: bool = False) -> bool:
        """Write or remove one file; False, and nothing is done, where it is not what was read.

        In a run that is `resumed`, a file that is gone since is made again.
        """
        step = self.steps[number]
        staged, kept = str(number), _kept(number)
        try:
            folder, name = self._place(step)
        except FileNotFoundError:
            if step.after is None:
                return True
            raise
        if step.is_new:
            return self._create(staged, folder, name)
        if not keep(folder, name, self._pending, kept):
            # Nothing is there: fine to remove, and fine for a base.
            if step.owner is None and step.after is not None:
                return resumed and self._create(staged, folder, name)
        elif step.owner is None and not is_still(
            folder, name, lambda data: digest(data) == step.before
        ):
            self._pending.remove(kept)
            return False
        if step.after is None:
            folder.remove(name)
        else:
            self._move(staged, folder, name)
        return True

    def open(self) -> list[int]:
        """The steps that are not done, or not known to be."""
        return [
            number
            for number, step in enumerate(self.steps)
            if step.after is None or self._is_staged(number)
        ]

    def changed(self) -> set[str]:
        """The files of open steps that are neither what was read nor what is to be written.

        A step that a kill left done in all but its end is ended.
        """
        found = set()
        for number in self.open():
            step = self.steps[number]
            standing = None if step.owner is not None else self._standing(step)
            if standing is None or digest(standing) == step.before:
                continue
            if digest(standing) == step.after:
                self._pending.remove(str(number))
            else:
                found.add(step.path)
        return found

    def check_staged(self) -> None:
        """ValueError unless each text that is pending is the one that the manifest tells of."""
        for number, step in enumerate(self.steps):
            text = self._pending.read(str(number))
            if text is not None and digest(text) != step.after:
                raise ValueError(f"the text for {step.path} is another one")

    def late_edit(self) -> str | None:
        """The path of a file that was written to after it had been replaced.

        An editor that had it open before goes on to write to the text that is kept.
        """
        for number, step in enumerate(self.steps):
            if step.before is not None:
                kept = self._pending.read(_kept(number))
                if kept is not None and digest(kept) != step.before:
                    return step.path
        return None

    def put_back(self) -> None:
        """Bring back what was there before the run; a file that was edited since stays as it is."""
        with contextlib.suppress(FileNotFoundError):
            self._pending.move(MANIFEST, self._pending, REVERSED)
        for number in reversed(range(len(self.steps))):
            self._put_back(number)

    def end(self) -> None:
        """Remove the texts, the manifest first: without it the rest means nothing."""
        self._pending.remove(MANIFEST)
        self._pending.remove(REVERSED)
        self._tree.remove(PENDING_FOLDER)

    def _is_staged(self, number: int) -> bool:
        return self._pending.status(str(number)) is not None

    def _standing(self, step: ManifestStep) -> bytes | None:
        try:
            folder, name = self._place(step)
        except FileNotFoundError:
            return None
        return folder.read(name)

    def _place(self, step: ManifestStep) -> tuple[Directory, str]:
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
            # A run that was killed had done it.
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
        """Move to another file system, where a folder of the project is mounted, as atomically."""
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

    def _put_back(self, number: int) -> None:
        step = self.steps[number]
        staged, kept = str(number), _kept(number)
        has_kept = self._pending.status(kept) is not None
        try:
            folder, name = self._place(step)
        except FileNotFoundError:
            return
        if step.after is None:
            if has_kept and folder.status(name) is None:
                self._move(kept, folder, name)
            return
        standing = folder.read(name)
        if standing is None or digest(standing) != step.after:
            # It was not written yet, or was edited since.
            return
        if has_kept:
            self._move(kept, folder, name)
        elif not self._is_staged(number) or _is_one(folder, name, self._pending, staged):
            folder.remove(name)


def _kept(number: int) -> str:
    return f"{number}.kept"


def _is_one(folder: Directory, name: str, other: Directory, other_name: str) -> bool:
    one, another = folder.status(name), other.status(other_name)
    return one is not None and another is not None and os.path.samestat(one, another)
