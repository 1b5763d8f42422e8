"""Merging blocks of statements that both sides extend: no statement ends up in another block."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from scaffold.files.merge import merge
from tests.support.examples import examples

Block = tuple[str, tuple[str, ...]]


def render(blocks: list[Block], spaced: bool) -> str:
    lines = ["head"]
    for name, body in blocks:
        lines += ["", f"{name} {{", *body, "}"] if spaced else [f"{name}: {{", *body, "},"]
    return "\n".join([*lines, "tail", ""])


def parse(text: str) -> Counter[tuple[str, tuple[str, ...]]]:
    found: Counter[tuple[str, tuple[str, ...]]] = Counter()
    name: str | None = None
    body: list[str] = []
    for line in text.split("\n"):
        if line.endswith("{"):
            assert name is None, text
            name, body = line.rstrip(":{ "), []
        elif line.startswith("}"):
            assert name is not None, text
            found[name, tuple(sorted(body))] += 1
            name = None
        elif name is not None:
            body.append(line)
        else:
            assert line in ("", "head", "tail"), text
    assert name is None
    return found


@st.composite
def both_add(draw: st.DrawFn) -> tuple[list[Block], list[Block], list[Block], list[Block]]:
    names = draw(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=5, unique=True))
    base: list[Block] = [
        (name, ("  same", draw(st.sampled_from((f"  {name}", "  same"))))) for name in names
    ]
    sides: tuple[list[Block], list[Block]] = ([], [])
    wanted: list[Block] = []
    for name, body in base:
        added: list[str] = []
        for side, tag in zip(sides, ("theirs", "ours"), strict=True):
            if draw(st.integers(0, 4)) == 0:
                new = (f"{tag}_{name}", ("  same", f"  {tag} {name}"))
                side.append(new)
                wanted.append(new)
            at = draw(st.integers(-4, len(body)))
            if at >= 0:
                added.append(f"  {tag} in {name}")
                side.append((name, (*body[:at], added[-1], *body[at:])))
            else:
                side.append((name, body))
        wanted.append((name, (*body, *added)))
    return base, *sides, wanted


@examples(300)
@given(both_add(), st.booleans())
def test_statements_stay_in_their_blocks(
    case: tuple[list[Block], list[Block], list[Block], list[Block]], spaced: bool
) -> None:
    base, theirs, ours, wanted = case
    merged = merge(*(render(blocks, spaced) for blocks in (base, theirs, ours)))
    if not merged.conflicts:
        assert parse(merged.text) == parse(render(wanted, spaced)), merged.text
