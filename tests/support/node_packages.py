"""The node packages of generated code, installed once for the demo and the tests.

`python -m tests.support.node_packages` installs them into .cache/node, where the file `stamp`
records the package files and the node version.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".cache"
PACKAGES = ROOT / "tests" / "node"
FILES = ("package.json", "package-lock.json")
OLDEST_NODE = (20, 17)
# Variables of the caller that change how node, npm, the compiler's make or Python work.
FOREIGN = {
    "PYTHONDONTWRITEBYTECODE",
    "NODE_ENV",
    "NODE_PATH",
    "NODE_OPTIONS",
    "DATABASE_URL",
    "MAKEFLAGS",
    "MFLAGS",
    "MAKELEVEL",
}

Say = Callable[[str], None]


class NodeMissingError(Exception):
    """Node, npm or the packages are not available; the message says what to do."""


def clean_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment without the variables in `FOREIGN`, plus `extra`."""
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return kept | dict(extra or {})


def ensure(say: Say = print) -> Path:
    """Return the node_modules folder with every package, installed first if it is not."""
    node = node_version()
    target = CACHE / "node"
    stamp = _stamp(node)
    with locked(CACHE / "node.lock"):
        if _read(target / "stamp") != stamp:
            _install(target, say)
            (target / "stamp").write_text(stamp)
    return target / "node_modules"


def node_version() -> str:
    """Return the output of `node --version`; NodeMissingError if node is missing or too old."""
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            raise NodeMissingError(f"{tool} is not installed: install Node.js 20.17 or later")
    said = subprocess.run(
        ["node", "--version"], capture_output=True, text=True, env=clean_environment()
    ).stdout.strip()
    numbers = tuple(int(part) for part in said.lstrip("v").split(".")[:2] if part.isdigit())
    if numbers < OLDEST_NODE:
        raise NodeMissingError(f"node {said or '(silent)'} is too old: install 20.17 or later")
    return said


def _install(target: Path, say: Say) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in FILES:
        shutil.copy(PACKAGES / name, target)
    say("Installing the node packages, once for this folder.")
    say("sqlite3 may be compiled, which takes one to five minutes.")
    log = CACHE / "node.log"
    command = ["npm", "ci", "--include=dev", "--no-audit", "--no-fund", "--foreground-scripts"]
    started = time.monotonic()
    with log.open("w") as output:
        process = subprocess.Popen(
            command,
            cwd=target,
            # The compiler may use all processors.
            env=clean_environment({"npm_config_jobs": "max"} | _own_headers()),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait(process, log, started, say)
        except BaseException:
            process.kill()
            process.wait()
            raise
    if process.returncode or not _loads(target):
        tail = "\n".join(log.read_text(errors="replace").splitlines()[-25:])
        raise NodeMissingError(
            f"{tail}\n\nnpm could not install what {PACKAGES.relative_to(ROOT)} asks for: "
            f"see {log.relative_to(ROOT)}.\nWhere it is the compiler, install gcc and make."
        )
    say(f"  done in {time.monotonic() - started:.0f} s")


def _own_headers() -> dict[str, str]:
    """Return the folder of node's own headers for the compiler, so that npm downloads none."""
    prefix = Path(os.path.realpath(shutil.which("node") or "node")).parents[1]
    header = prefix / "include" / "node" / "node.h"
    return {"npm_config_nodedir": str(prefix)} if header.exists() else {}


def _wait(process: subprocess.Popen[bytes], log: Path, started: float, say: Say) -> None:
    while True:
        try:
            process.wait(10)
            return
        except subprocess.TimeoutExpired:
            compiling = "sqlite3@" in log.read_text(errors="replace")
            doing = "compiling sqlite3" if compiling else "fetching"
            say(f"  … {doing}, {time.monotonic() - started:.0f} s so far")


def _loads(target: Path) -> bool:
    """Return whether sqlite3's binary exists and loads (npm may skip a package's script)."""
    return (
        subprocess.run(
            ["node", "-e", "require('sqlite3')"],
            cwd=target,
            env=clean_environment(),
            capture_output=True,
        ).returncode
        == 0
    )


def _stamp(node: str) -> str:
    digest = hashlib.sha256(f"{node} {sys.platform}".encode())
    for name in FILES:
        digest.update((PACKAGES / name).read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> str | None:
    return path.read_text() if path.exists() else None


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold an exclusive lock on a file during the block."""
    import fcntl

    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def main() -> int:
    """Install; return 0, or 1 with the reason on standard error."""
    try:
        ensure(lambda line: print(line, flush=True))
    except NodeMissingError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
