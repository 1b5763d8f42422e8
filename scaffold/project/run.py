"""A run of `generate` or `check`: the disk is read first and written last.

A run without changes ends here and imports only the cache.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING

import scaffold
from scaffold import __version__
from scaffold.errors import Problem, ScaffoldError, SchemaError
from scaffold.files.cache import TEMPLATE, remember, unchanged
from scaffold.files.disk import (
    HISTORY_FOLDER,
    OPEN_EDITS,
    PENDING_FOLDER,
    has_state,
    open_tree,
)
from scaffold.files.failures import disk_failure
from scaffold.files.tree import Tree
from scaffold.project.request import Request
from scaffold.project.schema_source import Source
from scaffold.values import dataclass

if TYPE_CHECKING:
    from scaffold.files.file_plan import Disk, File, FileChange
    from scaffold.files.runlock import CannotHoldError
    from scaffold.history.history import History
    from scaffold.project.plan import RunPlan
    from scaffold.project.undoing import Undo


@dataclass(frozen=True, slots=True)
class Result:
    """The result of a run, or of its preview.

    actions: an action and a path for each file.
    changes: the same with texts, if a full run was needed.
    migrations: the names of new migrations.
    owners: the target of each path.
    problems: conflicts, because of which nothing was written.
    notes: notes for the user.
    notices: sentences about settings from the project's own files.
    templates: files and folders of the project's own templates.
    kept: sentences about edited files that no output generates any more.
    is_first: nothing was generated before.
    row_conditions: what existing rows must satisfy for the new migrations, as text.
    undo_commands: commands for databases that ran migrations which are replaced.
    todos: what people have to write in their own model files.
    renaming_commands: the ways to keep what such a database has of them, commands each.
    """

    actions: tuple[tuple[str, str], ...]
    changes: tuple[FileChange, ...] = ()
    migrations: tuple[str, ...] = ()
    owners: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    notices: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    kept: tuple[Problem, ...] = ()
    is_first: bool = False
    row_conditions: str = ""
    undo_commands: tuple[str, ...] = ()
    renaming_commands: tuple[tuple[str, ...], ...] = ()
    todos: tuple[Problem, ...] = ()

    @property
    def behind(self) -> tuple[str, ...]:
        """The paths that the run changes."""
        return tuple(
            path
            for action, path in self.actions
            # A note of this tool that is no longer needed leaves nothing out of date.
            if action not in ("identical", "skip") and (action, path) != ("remove", OPEN_EDITS)
        )


def generate(source: Source, request: Request) -> Result:
    """Bring the files up to date with the schema, under the folder's lock.

    Nothing is written if the result has problems. SchemaError as in `preview`, and if a file was
    changed during the run. On a full or read-only disk the run succeeds if it has nothing to write.
    """
    from scaffold.files.runlock import CannotHoldError, exclusive

    try:
        with exclusive(source.root):
            if os.path.lexists(os.path.join(source.root, PENDING_FOLDER)):
                from scaffold.files.apply_changes import recover

                recover(source.root)
            return _unchanged_result(source, request) or _generate(source, request)
    except CannotHoldError as error:
        result = _unchanged_result(source, request) or preview(source, request)
        if result.behind or result.problems:
            raise _cannot_write(source, result, error) from error
        return result


def _unchanged_result(source: Source, request: Request) -> Result | None:
    """Return the result if nothing changed since the last run, else None."""
    if not request.is_plain or os.path.lexists(os.path.join(source.root, OPEN_EDITS)):
        return None
    unchanged_actions = unchanged(source.root, _inputs(source))
    if unchanged_actions is None:
        return None
    templates = tuple(path for action, path in unchanged_actions if action == TEMPLATE)
    files = tuple(each for each in unchanged_actions if each[0] != TEMPLATE)
    return Result(files, templates=templates)


def _cannot_write(source: Source, result: Result, error: CannotHoldError) -> ScaffoldError:
    """Return the error of a run that has changes but cannot write."""
    cause = error.__cause__
    if result.problems or not isinstance(cause, OSError):
        return error
    path = os.path.join(source.root, result.behind[0])
    return disk_failure(
        cause,
        path,
        "Nothing was changed: free some space or change the permissions, then run again.",
    )


def preview(source: Source, request: Request, planned: Iterable[File] = ()) -> Result:
    """Return what `generate` would do. `planned` are files that will be written before it.

    SchemaError if the schema has problems, or if an interrupted run must be finished first.
    """
    from scaffold.files.disk import disk_for

    return _result(_plan_run(source, request, disk_for(source.root, planned)))


def undo(source: Source, name: str | None, force: bool, dry_run: bool) -> Undo:
    """Take back the last run, or the record called `name`; one run at a time in a folder.

    UsageError and SchemaError as `plan_undo` has them.
    """
    from scaffold.files.apply_changes import apply_plan, recover
    from scaffold.files.disk import disk_for
    from scaffold.files.runlock import exclusive
    from scaffold.project.compilation import configure_targets, known_targets
    from scaffold.project.undoing import plan_undo
    from scaffold.schema.read_schema import read_schema

    schema, problems = read_schema(source.data, source.name, known_targets())
    if schema is None:
        raise source.refusal(problems)
    with contextlib.nullcontext() if dry_run else exclusive(source.root):
        if not dry_run:
            recover(source.root)
        targets, _, _ = configure_targets(schema, disk_for(source.root))
        planned = plan_undo(source, targets, name, force)
        if not dry_run:
            apply_plan(source.root, planned.plan)
    return planned


def read_history(source: Source) -> History:
    """Return the records of all runs; empty before the first run.

    SchemaError if an interrupted run must be finished first, and if the records cannot be read or
    do not form one sequence. EnvironmentFailure if a link is in the way.
    """
    from scaffold.history.history import History

    if not os.path.lexists(source.root or os.curdir):
        return History()
    with open_tree(source.root) as tree:
        return _read_history(tree)


def _read_history(tree: Tree) -> History:
    from scaffold.history import record_files

    if has_state(tree, PENDING_FOLDER):
        hint = "Run `scaffold generate`: it finishes that run first."
        raise SchemaError("a run was interrupted before it had written all files", hint)
    return record_files.read_history(tree)


def _generate(source: Source, request: Request) -> Result:
    from scaffold.files.apply_changes import apply_plan
    from scaffold.files.conflicts import record_conflicts
    from scaffold.files.disk import ProjectFolder

    disk = ProjectFolder(source.root)
    run_plan = _plan_run(source, request, disk)
    if run_plan.plan.problems:
        record_conflicts(source.root, run_plan.plan)
    else:
        apply_plan(source.root, run_plan.plan)
        inputs, templates = _inputs(source), run_plan.templates
        consulted = (*disk.consulted, HISTORY_FOLDER)
        remember(source.root, inputs, run_plan.plan, consulted, templates)
    return _result(run_plan)


def _plan_run(source: Source, request: Request, disk: Disk) -> RunPlan:
    from scaffold.project.compilation import compile_source
    from scaffold.project.earlier_runs import has_run, require_no_models
    from scaffold.project.existing_code import require_loadable, require_no_others
    from scaffold.project.imported_tables import with_imported_names
    from scaffold.project.plan import plan_run

    compiled = compile_source(source, disk)
    if request.rebase:
        from scaffold.project.branches import branches, with_losses_of

        before, replaced = branches(source, request.onto)
        history = before
    else:
        history = read_history(source)
        replaced = history.last_run() if request.amend else {}
        before = history.without(replaced) if replaced else history
    compiled = with_imported_names(compiled, before, request)
    is_first = not has_run(source)
    if not history.records and not is_first:
        require_no_models(source, compiled, disk)
    if not request.baseline:
        require_no_others(
            compiled, history, disk, is_first=is_first, only_new_tables=request.only_new_tables
        )
    if request.rebase:
        from scaffold.project.undoing import require_unedited

        require_unedited(compiled.configured_targets, replaced, disk, "rebase")
        request = with_losses_of(request, before, replaced)
    run_plan = replace(plan_run(compiled, before, replaced, disk, request), is_first=is_first)
    if before.replayed.opaque and not request.baseline:
        from scaffold.project.opaque_facts import require_expressible

        require_expressible(run_plan.record, before.replayed.opaque)
    if run_plan.replaced:
        from scaffold.project.undoing import undo_commands

        commands = undo_commands(compiled.configured_targets, replaced)
        run_plan = replace(run_plan, undo_commands=commands)
    if request.rebase and run_plan.record is not None:
        from scaffold.project.renamed_migrations import renaming_commands

        kept = renaming_commands(
            compiled.configured_targets, replaced, run_plan.record, run_plan.plan, disk
        )
        run_plan = replace(run_plan, renaming_commands=kept)
    require_loadable(compiled, run_plan.plan, run_plan.owners, disk, with_existing=request.loadable)
    if run_plan.replaced and request.amend and not request.force:
        from scaffold.project.committed_files import require_uncommitted

        require_uncommitted(source.root, run_plan.replaced)
    return run_plan


def _inputs(source: Source) -> tuple[bytes, ...]:
    # The records are among the outputs. Of two installs from a clone, the version may be equal.
    installed = os.stat(scaffold.__file__).st_mtime_ns
    return __version__.encode(), str(installed).encode(), source.data


def _result(run_plan: RunPlan) -> Result:
    changes = run_plan.plan.changes
    actions = tuple((change.action, change.path) for change in changes)
    return Result(
        actions,
        changes,
        run_plan.migrations,
        run_plan.owners,
        run_plan.plan.problems,
        run_plan.notes,
        run_plan.notices,
        run_plan.templates,
        run_plan.kept,
        run_plan.is_first,
        run_plan.row_conditions,
        run_plan.undo_commands,
        run_plan.renaming_commands,
        run_plan.todos,
    )
