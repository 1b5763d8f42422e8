"""The tests' own servers and counted checks: missing servers and failed checks are reported."""

from __future__ import annotations

import pytest

from tests.support import servers
from tests.support.checks import Checks, summary


def test_all_checks_run_before_the_test_fails() -> None:
    checks = Checks("mysql")
    checks.equal("one", 1, 2)
    checks.that("two", True)
    checks.none("three", ["a line", "another"])
    with pytest.raises(AssertionError) as caught:
        checks.conclude()
    output = str(caught.value)
    assert "2 of 3 checks fail on mysql" in output
    assert "one: 1 instead of 2" in output
    assert "another" in output


def test_a_test_without_a_check_fails() -> None:
    with pytest.raises(AssertionError, match="no check was made"):
        Checks("sqlite").conclude()


def test_session_prints_how_many_checks_hold() -> None:
    reported = [
        ("checks", ["sqlite", 3, 4]),
        ("checks", ["sqlite", 2, 2]),
        ("checks", ["mysql", 1, 1]),
        ("other", "x"),
    ]
    assert summary(reported) == ["sqlite: 5 of 6 checks hold", "mysql: 1 of 1 checks hold"]


def test_server_of_the_environment_is_preferred(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCAFFOLD_TEST_MYSQL_URL", "mysql://me@db:3307/")
    with servers.running("mysql") as url:
        assert url == "mysql://me@db:3307/"


def test_missing_server_names_a_solution(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SCAFFOLD_TEST_MYSQL_URL", raising=False)
    monkeypatch.setattr(servers, "_program", lambda name: None)
    with (
        pytest.raises(servers.ServerMissingError, match="set SCAFFOLD_TEST_MYSQL_URL"),
        servers.running("mysql"),
    ):
        pass
