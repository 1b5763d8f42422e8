"""The comparison with goldens finds every difference."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.golden import assert_golden, read_tree


@pytest.fixture
def expected(tmp_path: Path) -> Path:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "a.js").write_text("one\ntwo\n")
    (tmp_path / "scaffold.yaml").write_text("version: 1\n")
    return tmp_path


@pytest.mark.parametrize(
    ("actual", "line"),
    [
        ({"models/a.js": "one\nthree\n"}, r"models/a.js:2: 'three\\n' instead of 'two\\n'"),
        ({"models/a.js": "one\ntwo"}, r"models/a.js:2: 'two' instead of 'two\\n'"),
        ({"models/a.js": "one\n"}, r"models/a.js:2: None instead of 'two\\n'"),
        ({}, "models/a.js: is missing"),
        ({"models/a.js": "one\ntwo\n", "b.js": ""}, "b.js: is not expected"),
    ],
)
def test_every_difference_is_found(expected: Path, actual: dict[str, str], line: str) -> None:
    with pytest.raises(AssertionError, match=line):
        assert_golden(expected, actual, leave=("scaffold.yaml",))


def test_equal_trees_pass(expected: Path) -> None:
    assert_golden(expected, {"models/a.js": "one\ntwo\n"}, leave=("scaffold.yaml",))


def test_line_endings_are_compared(expected: Path) -> None:
    with pytest.raises(AssertionError):
        assert_golden(expected, {"models/a.js": "one\r\ntwo\r\n"}, leave=("scaffold.yaml",))


def test_update_golden_keeps_other_files(expected: Path) -> None:
    new = {"migrations/b.js": "b\r\n"}
    assert_golden(expected, new, update=True, leave=("scaffold.yaml",))
    assert read_tree(expected) == {**new, "scaffold.yaml": "version: 1\n"}
    assert not (expected / "models").exists()
