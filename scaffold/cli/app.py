"""Finds the command, runs it, and turns every way that it can end into an exit code."""

from __future__ import annotations

import errno
import importlib
import io
import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer._click import ClickException, Command

from scaffold import REPOSITORY
from scaffold.cli import completion
from scaffold.cli.masking import remember
from scaffold.cli.output import refuse, say
from scaffold.cli.rerun_command import remember_place
from scaffold.errors import EnvironmentFailure, Problem, ScaffoldError, UsageError

COMMANDS = (
    "new",
    "generate",
    "check",
    "show",
    "verify",
    "add",
    "remove",
    "rename",
    "schema",
    "templates",
)
ISSUES = f"{REPOSITORY}/issues"

HELP = "Run the command with --help to see what it takes."
REPORT = f"Please report it: {ISSUES}."

# What is the disk's fault, wherever it is met.
_DISK = frozenset(
    {
        *(errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO),
        *(errno.EMFILE, errno.ENFILE, errno.ENAMETOOLONG, errno.ELOOP),
    }
)

BUG = 3
INTERRUPTED = 130
PIPE_CLOSED = 141


def _print_version(wanted: bool) -> None:
    if wanted:
        from scaffold import __version__

        print(f"scaffold {__version__}")
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option(
        "--version", is_eager=True, callback=_print_version, help="Print the version and stop."
    ),
]


def build(names: Sequence[str] = COMMANDS) -> Command:
    """The command line with `names` as its commands; only their modules are imported."""
    app = typer.Typer(
        name="scaffold",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def root(version: Version = False) -> None:
        """Sequelize models, associations and migrations out of one short schema."""

    for name in names:
        module = importlib.import_module(f"scaffold.cli.{name}")
        group = getattr(module, "app", None)
        if isinstance(group, typer.Typer):
            app.add_typer(group, name=name)
        else:
            app.command(name)(getattr(module, name))
    return typer.main.get_command(app)


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; see scaffold.errors for the numbers."""
    asked = os.environ.get(completion.VARIABLE)
    told = completion.answer(asked, _line) if asked else None
    if told is not None:
        return told
    if arguments and arguments[0] in completion.FLAGS:
        completion.mend_scripts()
    remember(arguments)
    remember_place(arguments)
    as_json = "--json" in arguments
    code = 0
    try:
        code = _command(arguments, as_json)
        if code == INTERRUPTED:
            say("interrupted: nothing more was written")
        sys.stdout.flush()
        return code
    except (BrokenPipeError, SystemExit) as error:
        # Typer leaves by SystemExit where the reader of a pipe has gone, or where all is done.
        if isinstance(error, SystemExit) and not error.code:
            return 0
        _leave_standard_output()
        return code or PIPE_CLOSED
    except OSError as error:
        if error.filename is None:
            _leave_standard_output()
            say(f"standard output cannot be written: {error.strerror}")
            return EnvironmentFailure.exit_code
        if error.errno in _DISK:
            hint = "Mend this (room, permissions) and run again."
            problem = Problem(None, f"{error.filename}: {error.strerror}", hint)
            refuse((problem,), {}, as_json)
            return EnvironmentFailure.exit_code
        return _bug(error, as_json)
    except Exception as error:
        return _bug(error, as_json)


def _command(arguments: Sequence[str], as_json: bool) -> int:
    """The exit code of a command that did its work, or refused to."""
    try:
        result = _line(arguments).main(list(arguments), prog_name="scaffold", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except ScaffoldError as error:
        refuse(error.problems, error.sources, as_json)
        return error.exit_code
    except ClickException as error:
        if as_json:
            refuse((Problem(None, error.format_message(), HELP),), {}, as_json)
        else:
            text = io.StringIO()
            error.show(text)
            say(text.getvalue().rstrip("\n"))
        return UsageError.exit_code
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED


def _line(arguments: Sequence[str]) -> Command:
    """The command line of the command that is named first, or else of all of them."""
    return build(arguments[:1] if arguments and arguments[0] in COMMANDS else COMMANDS)


def _leave_standard_output() -> None:
    """Let what is left to print go nowhere, so that Python does not fail on it at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _bug(error: Exception, as_json: bool) -> int:
    import platform
    import traceback

    from scaffold import __version__

    say("".join(traceback.format_exception(error)).rstrip("\n"))
    versions = f"scaffold {__version__}, Python {platform.python_version()}, {sys.platform}"
    say(f"\nThis is a bug in scaffold. {REPORT} ({versions})")
    if as_json:
        message = f"a bug in scaffold: {type(error).__name__}: {error}"
        refuse((Problem(None, message, REPORT),), {}, as_json)
    return BUG
