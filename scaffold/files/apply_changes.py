"""Writing a plan, so that a run that is killed at any point leaves each file whole.

Every text is first written to `.scaffold/pending/`, with a manifest that is moved into place last:
until then nothing of the project has changed, and a full disk or a kill leaves it so. From then on
the run counts as done: each text is moved to its place, and what a kill leaves undone the next run
finishes before it reads anything (`recover`). So a change of the schema never comes to two
migrations. Where a file was changed since the plan read it, the run puts back what it had
replaced; what a kill leaves of that, the next run finishes too.
"""

from __future__ import annotations

from scaffold.errors import EnvironmentFailure, SchemaError
from scaffold.files.conflicts import changed_resolution, clear_conflicts
from scaffold.files.disk import PENDING_FOLDER, open_tree, trouble
from scaffold.files.file_moves import Moves
from scaffold.files.file_plan import FilePlan
from scaffold.files.manifest import MANIFEST, REVERSED, read_manifest
from scaffold.files.staging import prepare_folders, stage, steps_of
from scaffold.files.tree import Tree

_FINISH = "Mend this (room, permissions) and run again: that finishes this run first."


def apply(root: str, plan: FilePlan) -> None:
    """Write a plan's changes to the folder `root`, in its order, each base after its file.

    SchemaError where the plan has problems, and where a file was changed since it was read: what
    was written is put back then. EnvironmentFailure where the disk refuses. `recover` must have
    been called since the last run.
    """
    if plan.problems:
        raise SchemaError(plan.problems)
    with open_tree(root) as tree:
        steps = steps_of(tree, plan)
        if steps:
            made: list[str] = []
            moves = stage(tree, steps, made)
            changed = _changed(tree, moves, plan)
            if changed is not None:
                _put_back(moves)
                tree.remove_folders(made)
                raise SchemaError(
                    f"{changed}: it was changed after scaffold had read it",
                    "Nothing was changed by this run: run it again, and it takes your change up.",
                )
            _end(moves)
        clear_conflicts(tree)


def recover(root: str, record: str = "scaffold.lock") -> tuple[str, ...]:
    """Finish a run that was killed, and return the paths that this wrote.

    A file that a person changed since the kill is left alone, with its base, so that the next
    plan merges it; where that is `record`, SchemaError: the two do not fit together. A run that
    was putting back is put back. EnvironmentFailure where what is pending is not of this tool's.
    """
    with open_tree(root) as tree:
        try:
            pending = tree.folder(PENDING_FOLDER)
            reverses = pending.status(REVERSED) is not None
            name = REVERSED if reverses else MANIFEST
            is_done = pending.status(name) is not None
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise trouble(error, str(error.filename), "Remove it and run again.") from error
        try:
            moves = Moves(tree, pending, read_manifest(pending, name) if is_done else ())
            if not reverses:
                moves.check_staged()
        except (ValueError, OSError) as error:
            raise EnvironmentFailure(
                f"{pending.full(name)}: an interrupted run cannot be read back ({error})",
                f"Remove {PENDING_FOLDER} and what that run had written (git status); then run "
                "again.",
            ) from error
        if reverses:
            _put_back(moves)
            return ()
        return _finish(tree, moves, record)


def _changed(tree: Tree, moves: Moves, plan: FilePlan) -> str | None:
    """Move every text to its place; the path of a file that was changed since it was read."""
    try:
        for number, step in enumerate(moves.steps):
            if not moves.put(number):
                return step.path
        return moves.late_edit() or changed_resolution(tree, plan)
    except OSError as error:
        raise trouble(error, str(error.filename), _FINISH) from error


def _finish(tree: Tree, moves: Moves, record: str) -> tuple[str, ...]:
    written: list[str] = []
    try:
        changed = moves.changed()
        if record in changed:
            raise SchemaError(
                f"{record}: it was changed after a run was interrupted, which so cannot be "
                "finished",
                f"Bring back the {record} from before that run, or remove {PENDING_FOLDER} and "
                "the migrations that it had written; then run again.",
            )
        todo = [
            number
            for number in moves.open()
            if moves.steps[number].path not in changed and moves.steps[number].owner not in changed
        ]
        prepare_folders(tree, (moves.steps[number] for number in todo), [])
        for number in todo:
            if not moves.put(number, resumed=True):
                _put_back(moves)
                return ()
            written.append(moves.steps[number].path)
        if moves.late_edit() is not None:
            _put_back(moves)
            return ()
    except OSError as error:
        raise trouble(error, str(error.filename), _FINISH) from error
    _end(moves)
    return tuple(written)


def _put_back(moves: Moves) -> None:
    hint = "Mend this (room, permissions) and run again: that puts back the rest first."
    try:
        moves.put_back()
    except OSError as error:
        raise trouble(error, str(error.filename), hint) from error
    _end(moves)


def _end(moves: Moves) -> None:
    try:
        moves.end()
    except OSError as error:
        raise trouble(error, str(error.filename), _FINISH) from error
