"""Finds the command, runs it, and turns every way that it can end into an exit code."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Sequence

import typer
from typer._click import ClickException, Command

from scaffold.cli.output import report
from scaffold.errors import ScaffoldError

COMMANDS = ("generate", "check", "show", "add", "schema")
ISSUES = "https://github.com/sequelize-scaffold/scaffold/issues"

INTERRUPTED = 130
BUG = 3


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
    def root(
        version: bool = typer.Option(False, "--version", help="Print the version and stop."),
    ) -> None:
        """Sequelize models, associations and migrations out of one short schema."""
        if version:
            from scaffold import __version__

            print(f"scaffold {__version__}")
            raise typer.Exit

    for name in names:
        module = importlib.import_module(f"scaffold.cli.{name}")
        app.command(name)(getattr(module, name))
    return typer.main.get_command(app)


def run(arguments: Sequence[str]) -> int:
    """Run the command line and return its exit code; see scaffold.errors for the numbers."""
    named = [word for word in arguments if word in COMMANDS][:1]
    try:
        result = build(named or COMMANDS).main(
            list(arguments), prog_name="scaffold", standalone_mode=False
        )
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except ScaffoldError as error:
        report(error.problems, error.sources)
        return error.exit_code
    except ClickException as error:
        error.show()
        return 2
    except (KeyboardInterrupt, typer.Abort):
        print("interrupted: nothing more was written", file=sys.stderr)
        return INTERRUPTED
    except (BrokenPipeError, SystemExit):
        # Typer leaves by SystemExit where the reader of a pipe has gone.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:
        import traceback

        traceback.print_exc()
        print(f"\nThis is a bug in scaffold. Please report it: {ISSUES}", file=sys.stderr)
        return BUG
