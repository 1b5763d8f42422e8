"""Write a plan so that a run that is interrupted at any point leaves each file whole.

All new texts are first written to `.scaffold/pending/`, followed by a manifest. Until the manifest
exists no file of the project has changed. From then on the run counts as done: each text is moved
to its file, and if the process is killed, the next run finishes the moves before it reads anything
(`recover`), so that one change of the schema never results in two migrations. If a file was changed
after the plan had read it, the run rolls back; an interrupted rollback is finished by the next run
too.
"""

from __future__ import annotations

from scaffold.errors import EnvironmentFailure, SchemaError
from scaffold.files.conflicts import changed_resolution, clear_conflicts
from scaffold.files.disk import HISTORY_FOLDER, PENDING_FOLDER, open_tree
from scaffold.files.failures import disk_failure
from scaffold.files.file_moves import FileMoves
from scaffold.files.file_plan import FilePlan
from scaffold.files.manifest import MANIFEST, REVERSED, read_manifest
from scaffold.files.staging import prepare_folders, stage, steps_of
from scaffold.files.tree import Tree

_FINISH = "Free disk space or correct the permissions, and run again: that finishes this run first."


def apply_plan(root: str, plan: FilePlan) -> None:
    """Write a plan's changes to the folder `root`, in order, each base after its file.

    Call `recover` first. SchemaError if the plan has problems, or if a file was changed since it
    was read; what was written is then rolled back. EnvironmentFailure if the disk refuses.
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
                _roll_back(moves)
                tree.remove_folders(made)
                raise SchemaError(
                    f"{changed}: the file changed while scaffold was running",
                    "Nothing was changed. Run the command again to include your edit.",
                )
            _close(moves)
        clear_conflicts(tree)


def recover(root: str) -> tuple[str, ...]:
    """Finish an interrupted run and return the paths that this wrote.

    A file that was edited since the interruption is left alone, with its base, so that the next
    plan merges it. If that file is a record of the history, SchemaError is raised, because the
    record would not match the other files. An interrupted rollback is finished.
    EnvironmentFailure if the pending files are not this tool's.
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
            raise disk_failure(error, str(error.filename), "Remove it and run again.") from error
        try:
            moves = FileMoves(tree, pending, read_manifest(pending, name) if is_done else ())
            if not reverses:
                moves.check_staged()
        except (ValueError, OSError) as error:
            raise EnvironmentFailure(
                f"{pending.full(name)}: the interrupted run cannot be finished ({error})",
                f"Remove {PENDING_FOLDER} and the files that the run had written (see git status), "
                "then run again.",
            ) from error
        if reverses:
            _roll_back(moves)
            return ()
        return _finish(tree, moves)


def _changed(tree: Tree, moves: FileMoves, plan: FilePlan) -> str | None:
    """Move every text to its file; return the path of a file that was changed since it was read."""
    try:
        for number, step in enumerate(moves.steps):
            if not moves.write(number):
                return step.path
        return moves.edited_after_replacement() or changed_resolution(tree, plan)
    except OSError as error:
        raise disk_failure(error, str(error.filename), _FINISH) from error


def _finish(tree: Tree, moves: FileMoves) -> tuple[str, ...]:
    written: list[str] = []
    try:
        changed = moves.changed()
        record = next((path for path in changed if path.startswith(f"{HISTORY_FOLDER}/")), None)
        if record is not None:
            raise SchemaError(
                f"{record}: the file changed after a run was interrupted, so the run cannot be "
                "finished",
                f"Restore {record} from before that run, or remove {PENDING_FOLDER} and the "
                "migrations that the run had written, then run again.",
            )
        todo = [
            number
            for number in moves.unfinished()
            if moves.steps[number].path not in changed and moves.steps[number].owner not in changed
        ]
        prepare_folders(tree, (moves.steps[number] for number in todo), [])
        for number in todo:
            if not moves.write(number, resumed=True):
                _roll_back(moves)
                return ()
            written.append(moves.steps[number].path)
        if moves.edited_after_replacement() is not None:
            _roll_back(moves)
            return ()
    except OSError as error:
        raise disk_failure(error, str(error.filename), _FINISH) from error
    _close(moves)
    return tuple(written)


def _roll_back(moves: FileMoves) -> None:
    hint = "Free disk space or correct the permissions, and run again: that rolls back the rest."
    try:
        moves.roll_back()
    except OSError as error:
        raise disk_failure(error, str(error.filename), hint) from error
    _close(moves)


def _close(moves: FileMoves) -> None:
    try:
        moves.finish()
    except OSError as error:
        raise disk_failure(error, str(error.filename), _FINISH) from error
