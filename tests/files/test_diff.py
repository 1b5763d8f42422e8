from __future__ import annotations

from scaffold.files.diff import unified
from scaffold.files.file_plan import FileChange


def test_a_diff_shows_what_changes() -> None:
    assert unified(FileChange("a.js", "update", "one\nTWO\n", before="one\r\ntwo")) == (
        "--- a/a.js\n+++ b/a.js\n@@ -1,2 +1,2 @@\n one\n-two\n+TWO\n"
    )
    assert unified(FileChange("a.js", "create", "one\n")) == (
        "--- /dev/null\n+++ b/a.js\n@@ -0,0 +1 @@\n+one\n"
    )
    assert unified(FileChange("a.js", "remove", before="one\n")) == (
        "--- a/a.js\n+++ /dev/null\n@@ -1 +0,0 @@\n-one\n"
    )


def test_a_conflict_is_shown_with_its_markers() -> None:
    shown = unified(FileChange("a.js", "conflict", before="mine\n", marked="<<<<<<< yours\nmine\n"))
    assert "+<<<<<<< yours" in shown


def test_unchanged_file_has_no_diff() -> None:
    assert unified(FileChange("a.js", "identical", before="one\n", base="one\n")) == ""
    assert unified(FileChange("a.js", "skip", before="one\n")) == ""
    assert unified(FileChange("a.js", "conflict", before="one\n")) == ""
