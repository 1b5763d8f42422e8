"""Find the command, run it, and return its exit code."""

from __future__ import annotations

import errno
import functools
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
from scaffold.cli.masking import remember_secrets
from scaffold.cli.output import refuse, say
from scaffold.cli.rerun_command import remember_location_flags
from scaffold.errors import EnvironmentFailure, Problem, ScaffoldError, UsageError

COMMANDS = (
    "new",
    "generate",
    "check",
    "show",
    "diagram",
    "verify",
    "import",
    "add",
    "remove",
    "rename",
    "schema",
    "explain",
    "templates",
    "undo",
    "baseline",
    "rebase",
    "tidy",
)
# A module cannot be called as a word of Python.
MODULES = {"import": "import_command"}
ISSUES = f"{REPOSITORY}/issues"

HELP = "Run the command with --help to see its options."
REPORT = f"Please report it: {ISSUES}."

# Errors of the disk or the file system, which are not bugs of ours.
_DISK_ERRORS = frozenset(
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


@functools.cache
def build(names: tuple[str, ...] = COMMANDS) -> Command:
    """Return the command line with the commands `names`; only their modules are imported."""
    app = typer.Typer(
        name="scaffold",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def root(version: Version = False) -> None:
        """Generate Sequelize and SQLAlchemy models and migrations from one schema file."""

    for name in names:
        member = MODULES.get(name, name)
        module = importlib.import_module(f"scaffold.cli.{member}")
        group = getattr(module, "app", None)
        if isinstance(group, typer.Typer):
            app.add_typer(group, name=name)
        else:
            app.command(name)(getattr(module, member))
    return typer.main.get_command(app)


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; see scaffold.errors for the numbers."""
    instruction = os.environ.get(completion.VARIABLE)
    completed = completion.answer(instruction, _command_line) if instruction else None
    if completed is not None:
        return completed
    if arguments and arguments[0] in completion.FLAGS:
        completion.replace_zsh_script()
    remember_secrets(arguments)
    remember_location_flags(arguments)
    as_json = "--json" in arguments
    code = 0
    try:
        code = _run_command(arguments, as_json)
        if code == INTERRUPTED:
            say("interrupted: nothing more was written")
        sys.stdout.flush()
        return code
    except (BrokenPipeError, SystemExit) as error:
        # Typer raises SystemExit if the reader of a pipe has closed it, and after --help.
        if isinstance(error, SystemExit) and not error.code:
            return 0
        _discard_standard_output()
        return code or PIPE_CLOSED
    except OSError as error:
        if error.filename is None:
            _discard_standard_output()
            say(f"standard output cannot be written: {error.strerror}")
            return EnvironmentFailure.exit_code
        if error.errno in _DISK_ERRORS:
            hint = "Free some space or change the permissions, then run again."
            problem = Problem(None, f"{error.filename}: {error.strerror}", hint)
            refuse((problem,), {}, as_json)
            return EnvironmentFailure.exit_code
        return _bug(error, as_json)
    except Exception as error:
        return _bug(error, as_json)


def _run_command(arguments: Sequence[str], as_json: bool) -> int:
    """Run the command and print its problems; return its exit code."""
    try:
        result = _command_line(arguments).main(
            list(arguments), prog_name="scaffold", standalone_mode=False
        )
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


def _command_line(arguments: Sequence[str]) -> Command:
    """Return the command line with the command that is named first, or else with all commands."""
    return build((arguments[0],) if arguments and arguments[0] in COMMANDS else COMMANDS)


def _discard_standard_output() -> None:
    """Discard buffered output, so that Python does not fail when it flushes it at exit."""
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
