"""Each edit changes only what it must; what it cannot place is refused with the reason."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from scaffold.targets.sequelize.model_edits.script import NotPlaced
from tests.support.golden import assert_golden
from tests.support.node_packages import ROOT
from tests.targets.model_edits.cases import CASES, Edit, edited


def test_edits_of_small_files(update_golden: bool) -> None:
    text = "\n".join("\n".join(_lines(*case)) for case in CASES) + "\n"
    expected = ROOT / "tests" / "golden" / "model_edits"
    assert_golden(expected, {"edits.txt": text}, update=update_golden)


def _lines(name: str, source: str, edit: Edit, path: str) -> Iterator[str]:
    yield f"== {name}"
    try:
        result, notes = edited(source, edit, path)
    except NotPlaced as error:
        yield f"refused: {error}"
        return
    before, after = (text.splitlines(keepends=True) for text in (source, result))
    for line in list(difflib.unified_diff(before, after, n=1))[2:]:
        yield repr(line)[1:-1].removesuffix("\\n") if "\r" in line else line.removesuffix("\n")
    yield from (f"note: {each}" for each in notes)
