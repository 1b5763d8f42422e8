"""Bad input never ends in a traceback or a half-written tree."""

from __future__ import annotations

import contextlib
import io
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given
from hypothesis import strategies as st

from scaffold.cli.app import run
from tests.cli.conftest import SCHEMA
from tests.support.examples import examples
from tests.support.node_packages import ROOT

SEEDS = (
    SCHEMA.encode(),
    (ROOT / "examples/shop/scaffold.yaml").read_bytes(),
    b"""version: 1
targets: {sequelize: {directory: ., models: src/models}}
options: {naming: snake_case, associations: per-model, dialects: [sqlite]}
models:
  User:
    email: string(60) required unique comment("it's {a}")
    born: datetime(3) default(now) column(birth)
    parent: belongsTo(User) onDelete(cascade) inverse(children)
    children: {hasMany: User}
    teams: belongsToMany(Team) through(Member) otherKey(TeamId)
    $indexes: [[email, born], {fields: [born], unique: true, where: "{born} > 0"}]
    $checks: ["{email} <> ''"]
  Team:
    kind: enum("a b", c) default(c)
    $id: none
    code: char(2) primary
""",
)
PIECES = st.sampled_from(
    [
        b":", b" ", b"\n", b"\t", b"\0", b"\xff", b"{", b"}", b"[", b"]", b"(", b")", b",", b"'",
        b'"', b"#", b"&a ", b"*a", b"<<: ", b"!!", b"---\n", b"|", b">", b"%", b"@", b"`", b"\\",
        b"../", b"${x}", b"*/", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"null", b"true", b"1e9",
        b"string", b"default(", b"belongsTo(", b"User", b"through(", b"primary", b"$table: x",
        b"required", b"logical", b"was(a)", b"\r", b"\xc2\x85", b"9" * 40, b"a" * 300,
    ]
)  # fmt: skip
Edit = tuple[float, float, bytes]
edits = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.sampled_from([0, 0, 0.001, 0.01, 0.1, 0.5]),
        PIECES | st.binary(max_size=4),
    ),
    max_size=6,
)


def mutated(seed: bytes, edits: list[Edit]) -> bytes:
    """The seed, where each edit puts a piece at a place and takes a share of the text away."""
    data = seed
    for place, share, piece in edits:
        at = int(place * len(data))
        data = data[:at] + piece + data[at + int(share * len(data)) :]
    return data


def tree(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def command(root: Path, *arguments: str) -> tuple[int, str]:
    result = io.StringIO()
    with contextlib.redirect_stdout(result), contextlib.redirect_stderr(result):
        code = run([*arguments, "-f", str(root / "scaffold.yaml")])
    return code, result.getvalue()


@pytest.mark.slow
@examples(150, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(SEEDS), edits)
@example(SEEDS[0], [(1.0, 0.0, b"\t")])
@example(SEEDS[0], [(0.0, 1.0, b"")])
def test_invalid_bytes_are_refused(seed: bytes, edits: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "scaffold.yaml").write_bytes(mutated(seed, edits))
        before = tree(root)
        code, result = command(root, "generate")
        assert code in (0, 1, 5), result
        assert "Traceback" not in result
        if code:
            assert tree(root) == before
            assert os.listdir(root) == ["scaffold.yaml"]
        else:
            assert command(root, "check")[0] == 0


@pytest.mark.slow
@examples(60, suppress_health_check=[HealthCheck.too_slow])
@given(edits)
def test_invalid_edit_of_a_schema_keeps_generated_files(edits: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "scaffold.yaml").write_bytes(SEEDS[0])
        assert command(root, "generate")[0] == 0
        (root / "scaffold.yaml").write_bytes(mutated(SEEDS[0], edits))
        before = tree(root)
        code, result = command(root, "generate")
        assert code in (0, 1, 5), result
        assert "Traceback" not in result
        if code:
            assert tree(root) == before


@pytest.mark.slow
@examples(60, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(("a record", ".scaffold/cache", ".scaffold/base/models/order.js")), edits)
def test_damaged_file_in_scaffold_folder(name: str, edits: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "scaffold.yaml").write_bytes(SEEDS[0])
        command(root, "generate")
        if name == "a record":
            (path,) = (root / ".scaffold/history").iterdir()
            name = str(path.relative_to(root))
        (root / name).write_bytes(mutated((root / name).read_bytes(), edits))
        (root / "scaffold.yaml").write_bytes(SEEDS[0] + b"    more: text\n")
        before = tree(root)
        code, result = command(root, "generate")
        assert code in (0, 1, 5), result
        assert "Traceback" not in result
        if code:
            # A conflict leaves its text with markers, beside all that stood.
            assert before.items() <= tree(root).items()
