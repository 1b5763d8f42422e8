"""Compare whole folders byte for byte with tests/golden."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Mapping
from itertools import zip_longest
from pathlib import Path

Tree = Mapping[str, str]


def read_tree(folder: Path, *, leave: Collection[str] = ()) -> dict[str, str]:
    """Return every file's text by its path in the folder, without the names in `leave`."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder): path for path in paths}
    return {
        name.as_posix(): path.read_bytes().decode()
        for name, path in named.items()
        if name.parts[0] not in leave
    }


def assert_golden(
    expected: Path, actual: Tree, *, update: bool = False, leave: Collection[str] = ()
) -> None:
    """Raise AssertionError with every file that differs; with `update`, accept `actual` instead.

    `leave` are files beside the goldens that are not generated, such as scaffold.yaml.
    """
    wanted = read_tree(expected, leave=leave)
    if update:
        _replace(expected, wanted, actual)
        return
    lines = [f"{name}: is missing" for name in wanted.keys() - actual.keys()]
    lines += [f"{name}: is not expected" for name in actual.keys() - wanted.keys()]
    lines += [
        f"{name}:{_first_difference(wanted[name], actual[name])}"
        for name in wanted.keys() & actual.keys()
        if wanted[name] != actual[name]
    ]
    said = "\n  ".join([f"{expected} differs (--update-golden accepts it):", *sorted(lines)])
    assert not lines, said


def _first_difference(wanted: str, actual: str) -> str:
    pairs = zip_longest(wanted.splitlines(keepends=True), actual.splitlines(keepends=True))
    number, (theirs, ours) = next(
        (number, pair) for number, pair in enumerate(pairs, 1) if pair[0] != pair[1]
    )
    return f"{number}: {ours!r} instead of {theirs!r}"


def _replace(folder: Path, old: Tree, new: Tree) -> None:
    for name in old.keys() - new.keys():
        (folder / name).unlink()
    for name, text in new.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not any(path.iterdir()):
            shutil.rmtree(path)
