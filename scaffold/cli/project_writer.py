"""The last step of `scaffold new`: write the project and print what was written."""

from __future__ import annotations

import os
import shlex
import sys
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scaffold.cli.generate import first_timestamp, now
from scaffold.cli.output import print_actions, print_json, problem_data, report, say, style
from scaffold.cli.rerun_command import PUBLISHED, VARIABLE
from scaffold.errors import SchemaError

if TYPE_CHECKING:
    from scaffold.errors import Problem
    from scaffold.interview.interview_run import StartingPoint
    from scaffold.interview.interview_state import InterviewState
    from scaffold.interview.preset_answers import PresetAnswers
    from scaffold.project.new_project import WriteResult
    from scaffold.project.request import Request


@dataclass(frozen=True)
class ProjectWriter:
    """Writes a project and prints the result, as text or as JSON."""

    start: StartingPoint
    preset: PresetAnswers
    project_files: bool
    as_json: bool
    quiet: bool

    @property
    def folder(self) -> tuple[str, ...]:
        """The folder as an argument; empty for the current one."""
        path = os.path.normpath(self.start.directory)
        return () if path == os.curdir else (path,)

    @property
    def _request(self) -> Request:
        from scaffold.project.request import Request

        only_new = self.preset.only_new_tables
        return Request(now(), first_timestamp(None), only_new_tables=only_new, whole=True)

    def require_writable(self) -> bool:
        """Return whether no existing file is where a generated one will be.

        SchemaError if nothing can be generated into the folder, whatever the answers are.
        """
        from scaffold.interview.project_questions import without_models
        from scaffold.project.new_project import require_writable

        state = self.start.state
        if state.is_new:
            # Preset models may have problems, which are reported later.
            state = without_models(state, self.preset.project)
        source = self.start.source(state)
        return require_writable(source, state.is_new, self._answers(state), self._request)

    def write(self, state: InterviewState) -> int:
        """Write and print everything; return the exit code, 1 for conflicts in generated files."""
        from scaffold.project.new_project import write_project

        source = self.start.source(state)
        written = write_project(source, self.start.existing, self._answers(state), self._request)
        if self.as_json:
            self._print_json(written)
        else:
            self._print(state, written)
        return 1 if written.result.problems else 0

    def write_problems(self, state: InterviewState) -> tuple[Problem, ...]:
        """Return why the result cannot be written, such as a change that cannot be migrated."""
        from scaffold.interview.draft_schema import without_locations
        from scaffold.project import run
        from scaffold.project.new_project import planned_files

        source = self.start.source(state)
        planned = planned_files(source, self._answers(state))
        try:
            run.preview(source, self._request, planned)
        except SchemaError as error:
            return without_locations(error.problems)
        return ()

    def _answers(self, state: InterviewState) -> dict[str, object] | None:
        """Return the answers for the project template; None if it is not rendered."""
        from scaffold.interview.project_questions import asked_answers
        from scaffold.project.new_project import template_answers

        if not (state.is_new and self.project_files):
            return None
        return template_answers(dict(asked_answers(state)), self.preset.template)

    def _print_json(self, written: WriteResult) -> None:
        files = [{"path": path, "action": action} for action, path in written.actions]
        problems = [problem_data(each) for each in written.result.problems]
        print_json({"files": files, "written": not problems, "problems": problems})

    def _print(self, state: InterviewState, written: WriteResult) -> None:
        if not self.quiet:
            print_actions(written.actions)
            sys.stdout.flush()
        if written.result.problems:
            report(written.result.problems)
            again = shlex.join(
                ["scaffold", "generate", *(("-C", *self.folder) if self.folder else ())]
            )
            say(f"only the schema was written: resolve the conflicts, then run `{again}`")
        elif not self.quiet:
            for each in (*written.left_out, *written.result.notices):
                say(f"note: {each}")
            self._draw_associations(state)
            self._print_next_steps(state, written)

    def _draw_associations(self, state: InterviewState) -> None:
        from rich.console import Console

        from scaffold.cli.association_chart import association_chart
        from scaffold.cli.output import colour
        from scaffold.interview.draft_schema import compiled_database

        database = compiled_database(state)
        if not database.models:
            return
        encoding = (getattr(sys.stderr, "encoding", "") or "").lower()
        console = Console(stderr=True, no_color=not colour(sys.stderr), highlight=False)
        say("")
        console.print(association_chart(database, unicode=encoding.startswith("utf")))

    def _print_next_steps(self, state: InterviewState, written: WriteResult) -> None:
        from scaffold.interview.equivalent import equivalent_commands

        _print_section("Next steps:", self._next_commands(state, written))
        same = equivalent_commands(
            self.start.existing, state, self.start.directory, self.preset, self.project_files
        )
        _print_section("The same without questions:", same)

    def _next_commands(self, state: InterviewState, written: WriteResult) -> tuple[str, ...]:
        """Return the next commands, from the Makefile or else from the first target's tools."""
        from scaffold.files.disk import disk_for
        from scaffold.project.compilation import compile_source
        from scaffold.targets.protocol import ProjectContext

        change_folder = (f"cd {shlex.join(self.folder)}",) if self.folder else ()
        if written.has_made("Makefile") and not written.has_kept("package.json", "pyproject.toml"):
            return (
                *change_folder,
                *_program_of_make(),
                "make migrate",
                "make test",
                *(() if change_folder else ("scaffold show",)),
            )
        source = self.start.source(state)
        compiled = compile_source(source, disk_for(source.root))
        context = ProjectContext(
            source.root,
            compiled.database.dialects,
            self.preset.template.get("package_manager"),
            written.has_made("config/config.js"),
        )
        first = compiled.configured_targets[0]
        review = ("git diff",) if not change_folder and _is_in_git(source.root) else ()
        return (*review, *first.target.first_commands(context, first.settings))


def writable(writer: ProjectWriter) -> ProjectWriter:
    """Return the writer, with the first module system by default that this folder can have.

    A package with `"type": "module"` loads no CommonJS. SchemaError if nothing can be generated
    into the folder.
    """
    from scaffold.interview.project_questions import module_systems

    state, preset = writer.start.state, writer.preset.project
    try:
        writer.require_writable()
    except SchemaError:
        if not state.is_new or "modules" in preset:
            raise
        targets = preset.get("targets", state.project_answer("targets"))
        for system in module_systems(targets):
            project = tuple({**dict(state.project), "modules": system}.items())
            start = replace(writer.start, state=replace(state, project=project))
            other = replace(writer, start=start)
            with suppress(SchemaError):
                if other.require_writable():
                    return other
        raise
    return writer


def _program_of_make() -> tuple[str, ...]:
    """Return the command that names scaffold to a project's Makefile, if it would not find it."""
    command = os.environ.get(VARIABLE, PUBLISHED)
    return () if command == PUBLISHED else (f"export SCAFFOLD={shlex.quote(command)}",)


def _is_in_git(folder: str) -> bool:
    path = os.path.realpath(folder)
    return any(
        os.path.exists(os.path.join(path[:end] or os.sep, ".git"))
        for end in (len(path), *(index for index, char in enumerate(path) if char == os.sep))
    )


def _print_section(title: str, lines: tuple[str, ...]) -> None:
    say("\n" + style(title, sys.stderr, bold=True))
    for line in lines:
        say(f"  {line}")
