"""`scaffold new`: a project by questions, or by answers that were given beforehand."""

from __future__ import annotations

import os
import shlex
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from scaffold.cli import options
from scaffold.cli.output import say
from scaffold.errors import ScaffoldError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scaffold.cli.new_result import NewResult
    from scaffold.interview.draft_file import InterviewDraft
    from scaffold.interview.interview_run import Start
    from scaffold.interview.interview_state import Answer
    from scaffold.interview.preset_answers import PresetAnswers

Directory = Annotated[
    str, typer.Argument(metavar="[DIRECTORY]", help="The project's folder; this one by default.")
]


def _text(flag: str, metavar: str, what: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(flag, metavar=metavar, help=what)
    return option


Name = Annotated[str | None, _text("--name", "NAME", "What the project is called.")]
Dialects = Annotated[str | None, _text("--dialects", "A,B", "Of sqlite, postgres, mysql.")]
Id = Annotated[str | None, _text("--id", "KIND", "integer, bigint or uuid.")]
Naming = Annotated[str | None, _text("--naming", "STYLE", "sequelize or snake_case.")]
ForeignKey = Annotated[
    str | None, _text("--foreign-key", "STYLE", "PascalCase, camelCase or snake_case.")
]
Targets = Annotated[str | None, _text("--targets", "A,B", "Which code is to be made.")]
Field = Annotated[
    list[str] | None,
    typer.Option("--field", metavar="'MODEL.NAME: TERMS'", help="A field; may be given often."),
]
Description = Annotated[str | None, _text("--description", "TEXT", "What it is for, in a line.")]
PackageManager = Annotated[
    str | None, _text("--package-manager", "NAME", "npm (the default), pnpm or yarn.")
]
Licence = Annotated[
    str | None, _text("--licence", "NAME", "none (the default), MIT, ISC or BSD-3-Clause.")
]
Answers = Annotated[
    str | None, _text("--answers", "FILE", "All answers in YAML or JSON, or - for standard input.")
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on where Ctrl-C stopped the last time.")]
Skeleton = Annotated[
    bool, typer.Option("--skeleton/--no-skeleton", help="package.json, config and the like, too.")
]
Yes = Annotated[bool, typer.Option("--yes", help="Ask nothing: take the defaults.")]


def new(
    directory: Directory = os.curdir,
    name: Name = None,
    dialects: Dialects = None,
    id: Id = None,
    naming: Naming = None,
    foreign_key: ForeignKey = None,
    targets: Targets = None,
    field: Field = None,
    description: Description = None,
    package_manager: PackageManager = None,
    licence: Licence = None,
    answers: Answers = None,
    resume: Resume = False,
    skeleton: Skeleton = True,
    only_new_tables: options.OnlyNewTables = False,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
    no_input: options.NoInput = False,
    yes: Yes = False,
) -> None:
    """Ask for models and associations, and make a project of them.

    Where a scaffold.yaml stands it goes on from there. Nothing is written before the last yes.

    \b
    Example:
      scaffold new shop
      scaffold new shop --yes --id uuid --field 'Customer.name: string required'
    """
    from scaffold.cli.new_result import NewResult
    from scaffold.interview.interview_run import can_ask, resumed, start
    from scaffold.interview.preset_answers import check, complete
    from scaffold.project.schema_source import refuse_url
    from scaffold.schema.load import STANDARD_INPUT

    refuse_url(directory, "DIRECTORY")
    refuse_url(answers or "", "--answers")
    asks = can_ask() and not (no_input or yes or as_json or answers == STANDARD_INPUT)
    if resume and not asks:
        hint = "Leave it out, and give the answers by flags or --answers."
        raise UsageError("--resume asks questions, and there is nobody to ask", hint)
    project = {
        **{"name": name, "dialects": dialects, "id": id, "naming": naming},
        **{"foreign_key": foreign_key, "targets": targets},
    }
    others = {"description": description, "package_manager": package_manager, "licence": licence}
    given = _given(project, others, field or [], answers, only_new_tables)
    draft = resumed(directory) if resume else None
    if draft is not None:
        given = given.over(draft.given)
    check(given)
    _check_skeleton(given, skeleton)
    began = start(directory, given)
    ending = NewResult(began, given, skeleton, as_json, quiet)
    ending.require_place()
    if asks:
        code = _ask(began, given, draft, ending)
    else:
        code = ending.write(complete(began.state, given, yes))
    raise typer.Exit(code)


def _check_skeleton(given: PresetAnswers, wanted: bool) -> None:
    """UsageError where answers for the skeleton are wrong, or have none to go to."""
    if not given.skeleton:
        return
    if not wanted:
        words = ", ".join(given.skeleton)
        hint = f"Drop either these answers or the flag: {words}."
        raise UsageError("--no-skeleton leaves out the files that these answers are for", hint)
    from scaffold.project.template import check_answers

    check_answers(given.skeleton)


def _given(
    project: Mapping[str, str | None],
    others: Mapping[str, str | None],
    fields: list[str],
    answers: str | None,
    only_new_tables: bool,
) -> PresetAnswers:
    """The flags' answers, and the file's where these say nothing."""
    from scaffold.interview.answers_file import SEVERAL, read_answers, split
    from scaffold.interview.preset_answers import PresetAnswers

    said: dict[str, Answer] = {
        step: split(text) if step in SEVERAL else text
        for step, text in project.items()
        if text is not None
    }
    skeleton = {word: text for word, text in others.items() if text is not None}
    given = PresetAnswers(said, skeleton, "", tuple(fields), only_new_tables=only_new_tables)
    if answers is None:
        return given
    from scaffold.schema.load import STANDARD_INPUT, load

    if answers != STANDARD_INPUT and not os.path.exists(answers):
        hint = "Name a file with --answers, or - for standard input."
        raise UsageError(f"there is no {answers} here", hint)
    name = "<stdin>" if answers == STANDARD_INPUT else answers
    return given.over(replace(read_answers(load(answers), name), file=answers))


def _ask(
    began: Start, given: PresetAnswers, draft: InterviewDraft | None, ending: NewResult
) -> int:
    """Hold the conversation and write what comes of it: the exit code.

    Where it is cut off, a draft stays.
    """
    from scaffold.interview.conversation import Conversation
    from scaffold.interview.interview_run import (
        answers_for,
        asker,
        drafted,
        has_draft,
    )

    asking = asker()
    answers = answers_for(began.state, given)
    conversation = Conversation(began.state, asking, answers, refused=ending.refused)
    again = shlex.join(["scaffold", "new", *ending.folder, "--resume"])
    asking.begin(_intro(began))
    if draft is not None:
        if problem := conversation.replay(draft.answers):
            say(str(problem))
    elif has_draft(began.directory):
        asking.note(f"a draft stands from before: `{again}` goes on from it")
    try:
        with drafted(began.directory, conversation, given):
            return ending.write(conversation.run())
    except (KeyboardInterrupt, ScaffoldError):
        if conversation.history:
            say(f"Your answers are kept: `{again}` goes on from them.")
        raise


def _intro(began: Start) -> str:
    if began.before is None:
        return "scaffold new: your models and their associations, asked once"
    return f"scaffold new: more for {began.state.file}"
