"""The command `scaffold`, and `python -m scaffold`."""

from __future__ import annotations

import gc
import io
import os
import sys


def main() -> None:
    """Answer `--version` without loading the command line, and run anything else."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from scaffold import __version__

        print(f"scaffold {__version__}")
        return
    # A run makes next to no cycles: looking for them would take a tenth of its time.
    gc.disable()
    # A stream that the caller closed is None; what is written there is discarded.
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w")  # noqa: SIM115
    try:
        if isinstance(sys.stdout, io.TextIOWrapper):
            # What the terminal's encoding lacks is written as an escape, as on standard error.
            sys.stdout.reconfigure(errors="backslashreplace")
        from scaffold.cli.app import run

        code = run(arguments)
    except KeyboardInterrupt:
        code = 130
    # Nor does Python look for them at its end among what is frozen.
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
