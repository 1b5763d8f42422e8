"""Load the models of a Sequelize project: start node, wait for its answer, say what is missing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from typing import Any

from scaffold.errors import EnvironmentFailure, Problem, UsageError
from scaffold.targets.loaded_models import LoadedModels
from scaffold.targets.sequelize.loading.decode import decoded
from scaffold.values import dataclass

HERE = os.path.dirname(os.path.abspath(__file__))
TIME_LIMIT = 120
# Where projects have their models, the most common first.
FOLDERS = (
    *("models", "src/models", "app/models", "server/models", "lib/models", "db/models"),
    *("src/db/models", "src/database/models", "database/models", "server/db/models"),
    *("app/db/models", "src/server/models", "src/infrastructure/database/models"),
)
_LAST_LINES = 3
# How node fails at code that a compiler prepares: types, extensions and folders left out.
_OF_COMPILED_CODE = frozenset(
    {
        *("SCAFFOLD_NEEDS_TYPESCRIPT", "ERR_UNSUPPORTED_DIR_IMPORT", "ERR_MODULE_NOT_FOUND"),
        "ERR_UNKNOWN_FILE_EXTENSION",
    }
)
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ModelSource:
    """Where a project's models are.

    root: the folder of its package.json. entry: the folder or file of the models; None: as
    `.sequelizerc` says. script: a file that exports an instance of Sequelize.
    """

    root: str
    entry: str | None = None
    script: str | None = None


def model_source(path: str, script: str | None = None) -> ModelSource:
    """Return where the models of a project, folder or file are; UsageError if there are none."""
    if not os.path.exists(path):
        raise UsageError(
            f"--models {path}: it does not exist",
            "Give the folder of the Sequelize project, or that of its models.",
        )
    if script is not None and not os.path.isfile(script):
        raise UsageError(
            f"--models-from {script}: it does not exist",
            "Give a script that exports the instance of Sequelize with all models.",
        )
    path = os.path.realpath(path)
    folder = path if os.path.isdir(path) else os.path.dirname(path)
    root = next((each for each in _above(folder) if _has(each, "package.json")), folder)
    if script is not None:
        return ModelSource(root, None, os.path.realpath(script))
    if path == root or _has(path, ".sequelizerc"):
        if _has(path, ".sequelizerc"):
            return ModelSource(path)
        found = (os.path.join(path, *each.split("/")) for each in FOLDERS)
        entry = next((each for each in found if os.path.isdir(each)), None)
        if entry is None:
            raise UsageError(
                f"--models {path}: none of its folders is called models",
                "Give the folder or file of the models, such as --models src/entities.",
            )
        return ModelSource(root, entry)
    return ModelSource(root, path)


def load_models(
    source: ModelSource,
    dialect: str = "postgres",
    overlays: Mapping[str, str] | None = None,
    time_limit: float = TIME_LIMIT,
) -> LoadedModels:
    """Load the models; the code of the project runs, without a connection.

    dialect: for code that names none. overlays: texts that files have instead, by absolute path.
    EnvironmentFailure if node, a package or a setting is missing, or if nothing was loaded.
    """
    answer = _answer(source, dialect, overlays or {}, time_limit)
    if answer.get("error") or not answer["models"]:
        raise EnvironmentFailure(tuple(_refusal(source, answer)))
    notes = [*answer["notes"]]
    notes += (f"{each['where']}: {each['message']}" for each in answer["failures"])
    if answer["instances"] > 1:
        notes.append("the code has several instances of Sequelize: the one with most models counts")
    models = tuple(map(decoded, answer["models"]))
    how = tuple(answer["how"])
    return LoadedModels(models, answer["dialect"], answer["sequelize"], how, tuple(notes))


def _answer(
    source: ModelSource, dialect: str, overlays: Mapping[str, str], time_limit: float
) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="scaffold-models-") as folder:
        request, answer = os.path.join(folder, "request"), os.path.join(folder, "answer")
        with open(request, "w", encoding="utf-8") as file:
            json.dump(
                {
                    "root": source.root,
                    "entry": source.entry,
                    "script": source.script,
                    "dialect": dialect,
                    "overlays": dict(overlays),
                    "answer": answer,
                },
                file,
            )
        complaint = _run(request, source.root, time_limit)
        try:
            with open(answer, encoding="utf-8") as file:
                read: dict[str, Any] = json.load(file)
        except FileNotFoundError:
            raise EnvironmentFailure(
                f"{source.root}: node ended before it had loaded the models{complaint}", _WAY_OUT
            ) from None
    return read


def _run(request: str, root: str, time_limit: float) -> str:
    """Run node until it ends; return what it complained about, for a message."""
    command = ["node", "--no-warnings", os.path.join(HERE, "load.js"), request]
    try:
        process = subprocess.Popen(
            command,
            cwd=root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except FileNotFoundError as error:
        hint = "Install Node.js 18 or later (https://nodejs.org)."
        raise EnvironmentFailure("node is not installed, or not in PATH", hint) from error
    try:
        _, errors = process.communicate(timeout=time_limit)
    except subprocess.TimeoutExpired:
        raise EnvironmentFailure(
            f"{root}: its models were not loaded within {time_limit:g} seconds", _WAY_OUT
        ) from None
    finally:
        if process.poll() is None:
            _kill(process)
    lines = errors.decode("utf-8", "replace").strip().splitlines()[-_LAST_LINES:]
    return ": " + " ".join(line.strip() for line in lines) if lines else ""


def _kill(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()


_WAY_OUT = (
    "Write a script that exports the instance of Sequelize with all models, and give it with "
    "--models-from SCRIPT."
)


def _refusal(source: ModelSource, answer: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield why no models were loaded."""
    root = source.root
    if answer.get("missing"):
        yield Problem(
            None,
            f"{root}: the package {answer['missing']} is not installed",
            f"Run `npm install` in {root}, then run again.",
        )
        return
    if error := answer.get("error"):
        yield Problem(None, f"{root}: {error.splitlines()[0]}", _WAY_OUT)
        return
    missing = {each["request"]: None for each in answer["failures"] if _is_package(each["request"])}
    if missing:
        yield Problem(
            None,
            f"{root}: its models need packages that are not installed: {', '.join(missing)}",
            f"Run `npm install` in {root}, then run again.",
        )
        return
    codes = {each["code"] for each in answer["failures"]}
    if answer["wantsTypescript"] and codes & _OF_COMPILED_CODE:
        yield Problem(
            None,
            f"{root}: its models are compiled, and no TypeScript that can compile is installed",
            f"Run `npm install --save-dev typescript@5` in {root}, then run again.",
        )
        return
    failures = [f"{each['where']}: {each['message']}" for each in answer["failures"]]
    shown = "".join(f"\n  {each}" for each in failures[:_SHOWN])
    more = f"\n  and {len(failures) - _SHOWN} more" if len(failures) > _SHOWN else ""
    yield Problem(None, f"{root}: its code defined no models of Sequelize{shown}{more}", _WAY_OUT)


def _is_package(request: str | None) -> bool:
    return request is not None and not request.startswith((".", "/"))


def _above(folder: str) -> Iterator[str]:
    while True:
        yield folder
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return


def _has(folder: str, name: str) -> bool:
    return os.path.isfile(os.path.join(folder, name))
