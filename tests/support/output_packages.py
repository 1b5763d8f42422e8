"""The node packages for the files of examples/outputs and for TypeScript, installed once."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

from tests.support.node_packages import CACHE, ROOT, NodeMissingError, clean_environment, locked
from tests.support.node_packages import node_version as require_node

PACKAGES = ROOT / "tests" / "node_outputs"
FILES = ("package.json", "package-lock.json")


def ensure() -> Path:
    """Return the node_modules folder with the packages; NodeMissingError without them."""
    stamp = hashlib.sha256(require_node().encode())
    for name in FILES:
        stamp.update((PACKAGES / name).read_bytes())
    target = CACHE / "node_outputs"
    with locked(CACHE / "node_outputs.lock"):
        noted = target / "stamp"
        if not noted.exists() or noted.read_text() != stamp.hexdigest():
            _install(target)
            noted.write_text(stamp.hexdigest())
    return target / "node_modules"


def _install(target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in FILES:
        shutil.copy(PACKAGES / name, target)
    done = subprocess.run(
        ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
        cwd=target,
        env=clean_environment(),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise NodeMissingError(f"npm could not install {PACKAGES.relative_to(ROOT)}: {done.stderr}")
    # npm's scripts in folders below would run the newest Node.
    (target / "node_modules" / ".bin" / "node").unlink(missing_ok=True)
