"""The changelog has the form that the release workflow reads."""

from __future__ import annotations

import re

import pytest

from docs import changelog
from scaffold import __version__

KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
TEXT = """\
# Changelog

## [Unreleased]

## [1.1.0] - 2026-02-03

### Added

- More.

## [1.0.0] - 2026-01-02

- All.

[Unreleased]: https://example.org/compare
"""


def test_notes_of_a_version_end_at_the_next_heading() -> None:
    assert changelog.sections(TEXT) == {
        "Unreleased": "",
        "1.1.0": "### Added\n\n- More.",
        "1.0.0": "- All.",
    }


def test_a_version_without_a_date_is_refused() -> None:
    with pytest.raises(ValueError, match=r"## \[1\.0\.0\]: no date: write `## \[1\.0\.0\] - YYYY"):
        changelog.sections(TEXT.replace("[1.0.0] - 2026-01-02", "[1.0.0]"))


def test_version_without_notes_exits_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert changelog.main("99.0") == 1
    assert "no notes for 99.0" in capsys.readouterr().err


def test_the_changelog_lists_unreleased_changes_by_kind() -> None:
    text = changelog.PATH.read_text(encoding="utf-8")
    found = changelog.sections(text)
    assert next(iter(found)) == "Unreleased"
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= KINDS
    # Before the first release, and between two.
    assert found["Unreleased"] or [*found][1] == __version__
