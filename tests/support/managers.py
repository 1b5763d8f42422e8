"""Run npm, pnpm and yarn, with their stores in .cache and sqlite3's binary in place."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tarfile
from functools import cache
from pathlib import Path

from tests.support.node_packages import CACHE, NodeMissingError, clean_environment, ensure, locked

VERSIONS = {"pnpm": "12.21.0", "@yarnpkg/cli-dist": "4.18.1"}
MANAGERS = ("npm", "pnpm", "yarn")
# The file that prebuild-install would fetch for this node: sqlite3's compiled binary.
_PREBUILT = """
const rc = require('prebuild-install/rc');
const { getDownloadUrl } = require('prebuild-install/util');
const pkg = require('./package.json');
process.env.npm_config_runtime = 'napi';
process.stdout.write(getDownloadUrl({ ...rc(pkg), pkg }).split('/').pop());
"""


@cache
def environment() -> dict[str, str]:
    """Return the environment in which `npm`, `pnpm` and `yarn` install projects.

    Their scripts run, as for a user; that of sqlite3 finds the binary that the tests have compiled.
    NodeMissingError if node or the managers are not available.
    """
    packages = ensure(lambda line: None)
    with locked(CACHE / "managers.lock"):
        programs = _installed(CACHE / "managers")
        prebuilt = _prebuilt(CACHE / "prebuilds", packages)
    own = {
        "PATH": f"{programs}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "NO_COLOR": "1",
        "npm_config_sqlite3_local_prebuilds": str(prebuilt),
        "npm_config_audit": "false",
        "npm_config_fund": "false",
        "npm_config_prefer_offline": "true",
        "npm_config_update_notifier": "false",
        "pnpm_config_store_dir": str(CACHE / "pnpm"),
        "YARN_GLOBAL_FOLDER": str(CACHE / "yarn"),
        "YARN_NM_MODE": "hardlinks-global",
        "YARN_ENABLE_TELEMETRY": "0",
        # In CI it requires a lock file, which a new project does not have.
        "YARN_ENABLE_IMMUTABLE_INSTALLS": "false",
        **_settings_of_npm(),
    }
    return clean_environment(own)


def _settings_of_npm() -> dict[str, str]:
    """Return npm's registry settings for yarn, which does not read them."""
    # Yarn would parse its own file of certificates at each request, and node does it once.
    wanted = {"registry": "YARN_NPM_REGISTRY_SERVER", "cafile": "NODE_EXTRA_CA_CERTS"}
    printed = subprocess.run(
        ["npm", "config", "get", *wanted],
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    settings = dict(line.split("=", 1) for line in printed.splitlines() if "=" in line)
    return {
        variable: settings[name]
        for name, variable in wanted.items()
        if settings.get(name) not in (None, "", "null", "undefined")
    }


def _installed(folder: Path) -> Path:
    programs = folder / "node_modules" / ".bin"
    wanted = json.dumps({"private": True, "dependencies": VERSIONS})
    manifest = folder / "package.json"
    if not programs.exists() or manifest.read_text() != wanted:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        manifest.write_text(wanted)
        done = subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock"],
            cwd=folder,
            env=clean_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise NodeMissingError(f"npm could not install pnpm and yarn:\n{done.stderr[-1000:]}")
    return programs


def _prebuilt(folder: Path, packages: Path) -> Path:
    sqlite3 = packages / "sqlite3"
    named = subprocess.run(
        ["node", "-e", _PREBUILT],
        cwd=sqlite3,
        env=clean_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    archive = folder / named.stdout
    binary = sqlite3 / "build" / "Release" / "node_sqlite3.node"
    if not archive.exists() or archive.stat().st_mtime < binary.stat().st_mtime:
        folder.mkdir(exist_ok=True)
        beside = archive.with_suffix(".new")
        with tarfile.open(beside, "w:gz", compresslevel=1) as file:
            file.add(binary, binary.relative_to(sqlite3))
        beside.replace(archive)
    return folder
