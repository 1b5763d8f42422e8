"""How `scaffold new` ends: what it writes, and what it says about that."""

from __future__ import annotations

import os
import shlex
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scaffold.cli.generate import first_timestamp, now
from scaffold.cli.output import print_actions, print_json, problem_data, report, say, style
from scaffold.errors import SchemaError

if TYPE_CHECKING:
    from scaffold.errors import Problem
    from scaffold.interview.interview_run import Start
    from scaffold.interview.interview_state import InterviewState
    from scaffold.interview.preset_answers import PresetAnswers
    from scaffold.project.new import WriteResult
    from scaffold.project.request import Request


@dataclass(frozen=True)
class NewResult:
    """Where `scaffold new` began, what it was told, and how it speaks."""

    began: Start
    given: PresetAnswers
    skeleton: bool
    as_json: bool
    quiet: bool

    @property
    def folder(self) -> tuple[str, ...]:
        """The folder as an argument; nothing where it is the current one."""
        path = os.path.normpath(self.began.directory)
        return () if path == os.curdir else (path,)

    @property
    def _request(self) -> Request:
        from scaffold.project.request import Request

        only_new = self.given.only_new_tables
        return Request(now(), first_timestamp(None), only_new_tables=only_new, whole=True)

    def require_place(self) -> None:
        """SchemaError where nothing could be generated here, whatever is answered."""
        from scaffold.interview.project_questions import empty
        from scaffold.project.new import require_place

        state = self.began.state
        if state.is_new:
            # Models that were given may have mistakes, which are for later.
            state = empty(state, self.given.project.get("targets"))
        skeleton = self._answers(state) is not None
        require_place(self.began.source(state), state.is_new, skeleton, self._request)

    def write(self, state: InterviewState) -> int:
        """Write it all, and say so; the exit code, 1 where generated files are in conflict."""
        from scaffold.project.new import write_project

        source = self.began.source(state)
        written = write_project(source, self.began.before, self._answers(state), self._request)
        if self.as_json:
            self._print_json(written)
        else:
            self._tell(state, written)
        return 1 if written.result.problems else 0

    def refused(self, state: InterviewState) -> tuple[Problem, ...]:
        """Why the schema could not be written: a change that cannot be migrated, say."""
        from scaffold.interview.draft_schema import unplaced
        from scaffold.project import run
        from scaffold.project.new import planned_files

        source = self.began.source(state)
        planned = planned_files(source, self._answers(state) is not None)
        try:
            run.preview(source, self._request, planned)
        except SchemaError as error:
            return unplaced(error.problems)
        return ()

    def _answers(self, state: InterviewState) -> dict[str, object] | None:
        """What the skeleton is to be rendered with; None where there is to be none."""
        from scaffold.project.new import skeleton_answers

        if not (state.is_new and self.skeleton):
            return None
        return skeleton_answers(dict(state.project), self.given.skeleton)

    def _print_json(self, written: WriteResult) -> None:
        files = [{"path": path, "action": action} for action, path in written.actions]
        problems = [problem_data(each) for each in written.result.problems]
        print_json({"files": files, "written": not problems, "problems": problems})

    def _tell(self, state: InterviewState, written: WriteResult) -> None:
        if not self.quiet:
            print_actions(written.actions)
            sys.stdout.flush()
        if written.result.problems:
            report(written.result.problems)
            again = shlex.join(
                ["scaffold", "generate", *(("-C", *self.folder) if self.folder else ())]
            )
            say(f"the schema is written; what it makes is not: decide, then run `{again}`")
        elif not self.quiet:
            for each in (*written.left_out, *written.result.taken):
                say(f"note: {each}")
            self._draw(state)
            self._next(state, written)

    def _draw(self, state: InterviewState) -> None:
        from rich.console import Console

        from scaffold.cli.association_chart import picture
        from scaffold.cli.output import colour
        from scaffold.interview.draft_schema import compiled

        database = compiled(state)
        if not database.models:
            return
        encoding = (getattr(sys.stderr, "encoding", "") or "").lower()
        console = Console(stderr=True, no_color=not colour(sys.stderr), highlight=False)
        say("")
        console.print(picture(database, unicode=encoding.startswith("utf")))

    def _next(self, state: InterviewState, written: WriteResult) -> None:
        from scaffold.interview.equivalent import commands

        _headed("Next:", self._following(state, written))
        same = commands(self.began.before, state, self.began.directory, self.given, self.skeleton)
        _headed("The same without questions:", same)

    def _following(self, state: InterviewState, written: WriteResult) -> tuple[str, ...]:
        """The next commands: of the project's Makefile, or else of the first target's tools."""
        from scaffold.files.disk import disk_for
        from scaffold.project.plan import compile_source
        from scaffold.targets.protocol import ProjectContext

        go = (f"cd {shlex.join(self.folder)}",) if self.folder else ()
        if written.has_made("Makefile") and not written.has_kept("package.json", "pyproject.toml"):
            return (*go, "make migrate", "make test", *(() if go else ("scaffold show",)))
        source = self.began.source(state)
        compiled = compile_source(source, disk_for(source.root))
        context = ProjectContext(
            source.root,
            compiled.database.dialects,
            self.given.skeleton.get("package_manager"),
            written.has_made("config/config.js"),
        )
        first = compiled.configured_targets[0]
        look = ("git diff",) if not go and _is_in_git(source.root) else ()
        return (*look, *first.target.first_commands(context, first.settings))


def _is_in_git(folder: str) -> bool:
    at = os.path.realpath(folder)
    return any(
        os.path.exists(os.path.join(at[:end] or os.sep, ".git"))
        for end in (len(at), *(location for location, sign in enumerate(at) if sign == os.sep))
    )


def _headed(title: str, lines: tuple[str, ...]) -> None:
    say("\n" + style(title, sys.stderr, bold=True))
    for line in lines:
        say(f"  {line}")
