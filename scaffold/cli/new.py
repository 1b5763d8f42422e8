"""`scaffold new`: create a project by questions, or from answers in flags or a file."""

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

    from scaffold.cli.project_writer import ProjectWriter
    from scaffold.interview.draft_file import InterviewDraft
    from scaffold.interview.interview_run import StartingPoint
    from scaffold.interview.interview_state import Answer
    from scaffold.interview.preset_answers import PresetAnswers

Directory = Annotated[
    str,
    typer.Argument(metavar="[DIRECTORY]", help="The project's folder. Default: the current one."),
]


def _text(flag: str, metavar: str, what: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(flag, metavar=metavar, help=what)
    return option


Name = Annotated[str | None, _text("--name", "NAME", "The project's name.")]
Dialects = Annotated[str | None, _text("--dialects", "A,B", "Databases: sqlite, postgres, mysql.")]
Id = Annotated[str | None, _text("--id", "KIND", "Primary key type: integer, bigint or uuid.")]
Naming = Annotated[
    str | None, _text("--naming", "STYLE", "Table and column names: sequelize or snake_case.")
]
ForeignKey = Annotated[
    str | None,
    _text("--foreign-key", "STYLE", "Foreign key names: PascalCase, camelCase or snake_case."),
]
Targets = Annotated[str | None, _text("--targets", "A,B", "Frameworks to generate code for.")]
Field = Annotated[
    list[str] | None,
    typer.Option("--field", metavar="'MODEL.NAME: TERMS'", help="A field of a model; repeatable."),
]
Description = Annotated[
    str | None, _text("--description", "TEXT", "What the project is for, in one line.")
]
Modules = Annotated[
    str | None, _text("--modules", "NAME", "commonjs (the default), esm or typescript.")
]
PackageManager = Annotated[
    str | None, _text("--package-manager", "NAME", "npm (the default), pnpm or yarn.")
]
Licence = Annotated[
    str | None, _text("--licence", "NAME", "none (the default), MIT, ISC or BSD-3-Clause.")
]
Answers = Annotated[
    str | None, _text("--answers", "FILE", "Answers in YAML or JSON; - for standard input.")
]
Resume = Annotated[
    bool, typer.Option("--resume", help="Continue the interview that was interrupted.")
]
ProjectFiles = Annotated[
    bool,
    typer.Option(
        "--project-files/--no-project-files",
        help="Also write the files of a new project: package.json, config, tests.",
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Ask nothing and use the defaults.")]


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
    modules: Modules = None,
    package_manager: PackageManager = None,
    licence: Licence = None,
    answers: Answers = None,
    resume: Resume = False,
    project_files: ProjectFiles = True,
    only_new_tables: options.OnlyNewTables = False,
    as_json: options.Json = False,
    quiet: options.Quiet = False,
    no_input: options.NoInput = False,
    yes: Yes = False,
) -> None:
    """Create a project by answering questions.

    Asks for models and associations and generates the code. In a folder with a scaffold.yaml it
    adds to that schema. Nothing is written until you confirm at the end.

    \b
    Example:
      scaffold new shop
      scaffold new shop --yes --id uuid --field 'Customer.name: string required'
    """
    from scaffold.cli.project_writer import ProjectWriter, writable
    from scaffold.interview.interview_run import can_ask, draft_to_resume, starting_point
    from scaffold.interview.preset_answers import answer_all, require_valid
    from scaffold.project.schema_source import refuse_url
    from scaffold.schema.load import STANDARD_INPUT

    refuse_url(directory, "DIRECTORY")
    refuse_url(answers or "", "--answers")
    asks = can_ask() and not (no_input or yes or as_json or answers == STANDARD_INPUT)
    if resume and not asks:
        hint = "Remove --resume, and give the answers with flags or --answers."
        raise UsageError("--resume asks questions, and there is no terminal to ask on", hint)
    project = {
        **{"name": name, "dialects": dialects, "id": id, "naming": naming},
        **{"foreign_key": foreign_key, "targets": targets, "modules": modules},
    }
    template_answers = {
        "description": description,
        "package_manager": package_manager,
        "licence": licence,
    }
    preset = _preset_answers(project, template_answers, field or [], answers, only_new_tables)
    draft = draft_to_resume(directory) if resume else None
    if draft is not None:
        preset = preset.merged_over(draft.preset)
    require_valid(preset)
    _require_template_answers(preset, project_files)
    start = starting_point(directory, preset)
    writer = writable(ProjectWriter(start, preset, project_files, as_json, quiet))
    start = writer.start
    if asks:
        code = _ask(start, preset, draft, writer)
    else:
        code = writer.write(answer_all(start.state, preset, yes))
    raise typer.Exit(code)


def _require_template_answers(preset: PresetAnswers, wanted: bool) -> None:
    """UsageError if answers for the project template are invalid, or `wanted` is False."""
    if not preset.template:
        return
    if not wanted:
        names = ", ".join(preset.template)
        hint = f"Remove --no-project-files, or these answers: {names}."
        raise UsageError("--no-project-files leaves out the files that use these answers", hint)
    from scaffold.project.template import check_answers

    check_answers(preset.template)


def _preset_answers(
    project: Mapping[str, str | None],
    template_answers: Mapping[str, str | None],
    fields: list[str],
    answers: str | None,
    only_new_tables: bool,
) -> PresetAnswers:
    """Return the answers of the flags, and those of the file that no flag has."""
    from scaffold.interview.answers_file import LIST_ANSWERS, read_answers, split_list
    from scaffold.interview.preset_answers import PresetAnswers

    answers_by_step: dict[str, Answer] = {
        step: split_list(text) if step in LIST_ANSWERS else text
        for step, text in project.items()
        if text is not None
    }
    template = {name: text for name, text in template_answers.items() if text is not None}
    preset = PresetAnswers(
        answers_by_step, template, "", tuple(fields), only_new_tables=only_new_tables
    )
    if answers is None:
        return preset
    from scaffold.schema.load import STANDARD_INPUT, load

    if answers != STANDARD_INPUT and not os.path.exists(answers):
        hint = "Give --answers the path of a file, or - for standard input."
        raise UsageError(f"{answers} does not exist", hint)
    name = "<stdin>" if answers == STANDARD_INPUT else answers
    return preset.merged_over(replace(read_answers(load(answers), name), file=answers))


def _ask(
    start: StartingPoint, preset: PresetAnswers, draft: InterviewDraft | None, writer: ProjectWriter
) -> int:
    """Ask all questions and write the result; return the exit code.

    A draft is kept if the interview is interrupted.
    """
    from scaffold.interview.conversation import Conversation
    from scaffold.interview.interview_run import (
        answers_for,
        has_draft,
        keeping_draft,
        prompter_for_terminal,
    )

    prompter = prompter_for_terminal()
    answers = answers_for(start.state, preset)
    conversation = Conversation(
        start.state, prompter, answers, write_problems=writer.write_problems
    )
    again = shlex.join(["scaffold", "new", *writer.folder, "--resume"])
    prompter.introduce(_intro(start))
    if draft is not None:
        if problem := conversation.replay(draft.answers):
            say(str(problem))
    elif has_draft(start.directory):
        prompter.note(f"found a draft: `{again}` continues it")
    try:
        with keeping_draft(start.directory, conversation, preset):
            return writer.write(conversation.run())
    except (KeyboardInterrupt, ScaffoldError):
        if conversation.history:
            say(f"Your answers are kept: `{again}` continues with them.")
        raise


def _intro(start: StartingPoint) -> str:
    if start.existing is None:
        return "scaffold new: a project from your models and their associations"
    return f"scaffold new: more models and fields for {start.state.file}"
