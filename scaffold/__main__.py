"""The command `scaffold`, and `python -m scaffold`."""

from __future__ import annotations

import sys


def main() -> None:
    """Answer `--version` without loading the command line, and run anything else."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from scaffold import __version__

        print(f"scaffold {__version__}")
        return
    from scaffold.cli.app import run

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
