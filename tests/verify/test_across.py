"""Verify several targets of one schema, and compare their tables."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from scaffold.errors import UsageError
from scaffold.project.compilation import compile_source
from scaffold.project.compiled_source import CompiledSchema
from scaffold.project.configured_target import ConfiguredTarget
from scaffold.project.schema_source import Source
from scaffold.project.verification import Verification, verify
from scaffold.reflection.reflected_tables import ReflectedColumn, ReflectedTable, Tables
from scaffold.targets import TARGETS
from scaffold.targets.sequelize import SequelizeTarget
from scaffold.templating.renderer import Renderer
from scaffold.verify.server import Server
from scaffold.verify.verifier import CheckResult, Job, VerifyOutcome

SCHEMA = b"version: 1\ntargets:\n  sequelize: {directory: .}\nmodels:\n  Tag:\n    name: string\n"
ID, NAME = (
    ReflectedColumn("id", "INTEGER", nullable=False),
    ReflectedColumn("name", "TEXT", nullable=True),
)


class Stub(SequelizeTarget):
    """A target by another name, whose migrations make these columns; None where they fail."""

    def __init__(self, name: str, columns: tuple[ReflectedColumn, ...] | None):
        self._name = name
        self._columns = columns
        self.jobs: list[Job] = []

    @property
    def name(self) -> str:
        return self._name

    def verifier(self) -> Stub:
        return self

    def verify(self, job: Job) -> VerifyOutcome:
        self.jobs.append(job)
        assert os.path.isdir(job.scratch.folder)
        assert os.path.isabs(job.directory)
        check = CheckResult("up", "passed" if self._columns else "failed", "")
        job.report(check)
        tables = {"Tags": ReflectedTable("Tags", self._columns)} if self._columns else None
        return VerifyOutcome("SQLite 3", (check,), Tables(tables) if tables else None)


def verified(
    folder: Path, *targets: Stub, only: str | None = None
) -> tuple[Verification, list[tuple[str, str]]]:
    """Return the result, and each reported check with its target or two."""
    understood = compile_source(Source(str(folder), "scaffold.yaml", SCHEMA))
    settings = {"directory": "."}
    configured_targets = tuple(
        ConfiguredTarget(target, {**target.settings, **settings}, Renderer()) for target in targets
    )
    compiled = CompiledSchema(
        understood.source, understood.schema, understood.database, configured_targets
    )
    told: list[tuple[str, str]] = []
    result = verify(
        compiled, Server("sqlite"), only, lambda name, check: told.append((name, check.name))
    )
    return result, told


def test_each_target_is_verified_and_reported() -> None:
    for target in TARGETS.values():
        assert callable(target.verifier().verify)


def test_targets_with_the_same_tables_pass(tmp_path: Path) -> None:
    one, other = Stub("one", (ID, NAME)), Stub("other", (NAME, ID))
    result, told = verified(tmp_path, one, other)
    assert result.passed
    assert [check.verdict for check in result.across] == ["passed"]
    assert told == [("one", "up"), ("other", "up"), ("one = other", "one = other")]
    assert one.jobs[0].scratch.folder != other.jobs[0].scratch.folder
    assert not os.path.exists(one.jobs[0].scratch.folder)


def test_targets_with_different_tables_fail(tmp_path: Path) -> None:
    result, _ = verified(tmp_path, Stub("one", (ID, NAME)), Stub("other", (ID,)))
    assert not result.passed
    (check,) = result.across
    assert check.sides == ("one", "other")
    assert check.differences[0].first == ("column name TEXT NULL",)


def test_a_failed_target_is_not_compared(tmp_path: Path) -> None:
    result, _ = verified(tmp_path, *(Stub(name, (ID,)) for name in "ab"), Stub("c", None))
    assert [check.verdict for check in result.across] == ["passed", "skipped", "skipped"]
    assert not result.passed


def test_only_the_named_target_is_verified(tmp_path: Path) -> None:
    one, other = Stub("one", (ID,)), Stub("other", ())
    result, _ = verified(tmp_path, one, other, only="one")
    assert result.passed
    assert (len(one.jobs), len(other.jobs), result.across) == (1, 0, ())


def test_unknown_target_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no target `other`"):
        verified(tmp_path, Stub("one", (ID,)), only="other")
