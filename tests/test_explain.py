"""Every message has a kind, and the example of every kind has a problem of that kind."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from scaffold.explain.catalogue import ProblemKind, code_of, kinds
from tests.support import forked
from tests.support.messages import messages
from tests.support.node_packages import ROOT
from tests.support.project import Project

HEAD = "version: 1\ntargets: {sequelize: {directory: .}}\n"
# What happens only by accident: a kill, a bug, an edited migration of grown dialects.
WITHOUT_EXAMPLE = {"bug", "cannot-migrate", "interrupted-run"}


def whole(schema: str) -> str:
    text = schema.lstrip("\n")
    return text if text.startswith(("version:", "targets:")) else HEAD + text


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def codes_of(run: forked.Run) -> Iterator[str | None]:
    """The codes of a command's problems, notes and decisions."""
    data = json.loads(run.output)
    for key in ("problems", "notes", "decisions"):
        for each in data.get(key, ()):
            yield each["code"] if "code" in each else code_of(each["message"])


@pytest.mark.slow
@pytest.mark.parametrize("kind", kinds().values(), ids=list(kinds()))
def test_example_has_a_problem_of_its_kind(kind: ProblemKind, tmp_path: Path) -> None:
    if kind.code in WITHOUT_EXAMPLE:
        assert kind.run is kind.schema is None
        return
    before = kind.schema if kind.generated and kind.schema else kind.before
    if before:
        write(tmp_path, {"scaffold.yaml": whole(before)})
        made = forked.run(("generate", "--timestamp", "20260101000000"), tmp_path)
        assert made.code == 0, made.text
    if kind.remove:
        for path in tmp_path.rglob("*"):
            if fnmatch(path.relative_to(tmp_path).as_posix(), kind.remove):
                path.unlink()
    write(tmp_path, dict(kind.files or {}))
    if kind.schema:
        write(tmp_path, {"scaffold.yaml": whole(kind.schema)})
    command = shlex.split(kind.run or "scaffold check")
    assert command[0] == "scaffold"
    if "--json" not in command:
        command.append("--json")
    run = forked.run(tuple(command[1:]), tmp_path)
    assert kind.code in set(codes_of(run)), run.text


@pytest.mark.slow
def test_every_message_of_the_code_has_a_kind() -> None:
    """A new message needs a line in scaffold/explain, in a kind that it belongs to."""
    assert len(messages()) > 300
    without = {f"{where}: {text}" for where, text in messages() if code_of(text) is None}
    assert without == set(), "\n".join(sorted(without))


def test_every_message_of_the_invalid_schemas_has_a_kind() -> None:
    """They have texts that the syntax of the code does not show."""
    texts = (path.read_text() for path in sorted((ROOT / "tests/golden/invalid").glob("*.txt")))
    found = re.findall(r"^[\w.-]+\.\w+:\d+:\d+: (.*)$", "\n".join(texts), re.MULTILINE)
    assert len(found) > 100
    assert [text for text in found if code_of(text) is None] == []


def test_every_pattern_is_the_first_of_some_text() -> None:
    """No pattern of a kind is hidden by another kind's."""
    for kind in kinds().values():
        assert any(code_of(text.replace("*", "x")) == kind.code for text in kind.messages)


def test_explain_prints_and_finds(folder: Project) -> None:
    listed = folder.scaffold("explain").output
    assert [line.split()[0] for line in listed.splitlines()] == list(kinds())
    text = folder.scaffold("explain", "unknown-type").output
    assert text.startswith("unknown-type: The type is not known\n\nCause: ")
    message = "scaffold.yaml:5:11: unknown type `strng`: did you mean `string`?"
    assert folder.scaffold("explain", message).output == text
    data = json.loads(folder.scaffold("explain", "unknown-type", "--json").output)
    assert data["code"] == "unknown-type" and "name: strng" in data["example"]["schema"]
    refused = folder.scaffold("explain", "unknwn-type", code=2)
    assert "did you mean `unknown-type`?" in refused.errors
