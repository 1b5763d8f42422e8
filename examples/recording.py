"""Record `scaffold new` as an SVG that plays: `python -m examples.recording`.

Types the answers on a terminal of its own, and draws what its screen shows after each step, in a
light and a dark file below docs/images.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from tests.support.node_packages import ROOT
from tests.support.shop_dialogue import Said
from tests.support.typist import ENTER, Typist

IMAGES = ROOT / "docs" / "images"
COLUMNS, LINES = 84, 26
CELL, ROW, MARGIN = 8.43, 19, 14
# Seconds that a screen stays, and that the last one does.
SHORT, LONG = 1.1, 5.0
DIALOGUE: tuple[Said, ...] = (
    ("Project name?", (ENTER,)),
    ("Which databases?", (ENTER,)),
    ("Primary key type?", (ENTER,)),
    ("Table and column names?", (ENTER,)),
    ("Foreign key names?", (ENTER,)),
    ("Targets?", (ENTER,)),
    ("Module system?", (ENTER,)),
    ("First model?", ("Customer", ENTER)),
    ("Attribute of Customer?", ("name string(120) required", ENTER)),
    ("name: string(120) required", ("email string unique", ENTER)),
    ("email: string unique", (ENTER,)),
    ("Association of Customer?", ("has m", ENTER)),
    ("Which model does a Customer have many of?", ("Order", ENTER)),
    ("Name of the association (alias)?", (ENTER,)),
    ("Inverse association on", (ENTER,)),
    ("Association of Customer?", (ENTER,)),
    ("Next model? Order", (ENTER,)),
    ("Attribute of Order?", ("total decimal(10, 2) default(0)", ENTER)),
    ("total: decimal(10, 2) default(0)", (ENTER,)),
    ("Association of Order?", (ENTER,)),
    ("Another model?", (ENTER,)),
    ("Write the project?", (ENTER,)),
)
# The colours of each kind of text, light and dark.
_COLOURS = {
    "paper": ("#ffffff", "#0d1117"),
    "edge": ("#d0d7de", "#30363d"),
    "ink": ("#1f2328", "#e6edf3"),
    "faint": ("#6e7781", "#8b949e"),
    "green": ("#1a7f37", "#56d364"),
    "blue": ("#0550ae", "#79c0ff"),
    "cyan": ("#0a6d7a", "#76e3ea"),
    "yellow": ("#7d4e00", "#e3b341"),
    "red": ("#cf222e", "#ff7b72"),
    "magenta": ("#8250df", "#d2a8ff"),
}
PALETTES = {
    name: {colour: pair[number] for colour, pair in _COLOURS.items()}
    for number, name in enumerate(("light", "dark"))
}
COLOURS = {"brown": "yellow", "white": "ink", "black": "faint", "default": "ink"}

# A run of characters in one style: text, colour, bold, reverse.
Run = tuple[str, str, bool, bool]
Frame = tuple[tuple[Run, ...], ...]


def main() -> None:
    """Write both files."""
    frames = record()
    IMAGES.mkdir(exist_ok=True)
    for name, palette in PALETTES.items():
        path = IMAGES / f"new-{name}.svg"
        path.write_text(svg(frames, palette), encoding="utf-8")
        print(f"{path.relative_to(ROOT)}: {len(frames)} screens")


def record() -> list[Frame]:
    """Return the screens of the dialogue, before and after each text that is typed."""
    frames: list[Frame] = []
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        with Typist(["new", "shop"], home, columns=COLUMNS, lines=LINES) as typist:
            for question, keys in DIALOGUE:
                typist.see(question)
                typist.rest(0.25)
                frames.append(_frame(typist))
                for key in keys[:-1]:
                    typist.type(key)
                    typist.rest(0.35)
                    frames.append(_frame(typist))
                typist.type(keys[-1])
            typist.end(0)
            frames.append(_frame(typist))
    return [frame for at, frame in enumerate(frames) if at == 0 or frame != frames[at - 1]]


def _frame(typist: Typist) -> Frame:
    screen: Any = typist._screen
    return tuple(tuple(_runs(screen.buffer[line])) for line in range(LINES))


def _runs(line: Any) -> Iterator[Run]:
    cells = [line[column] for column in range(COLUMNS)]
    while cells and cells[-1].data == " " and not cells[-1].reverse:
        cells.pop()
    text, style = "", None
    for cell in cells:
        this = (COLOURS.get(cell.fg, cell.fg), cell.bold, cell.reverse)
        if style is not None and this != style:
            yield (text, *style)
            text = ""
        text, style = text + cell.data, this
    if style is not None and text:
        yield (text, *style)


def svg(frames: Sequence[Frame], palette: dict[str, str]) -> str:
    """Return the film; who prefers no motion sees its last screen."""
    width, height = round(COLUMNS * CELL + 2 * MARGIN), LINES * ROW + 2 * MARGIN
    total = SHORT * (len(frames) - 1) + LONG
    rules = [
        f"text {{ font: 14px ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace; "
        f"fill: {palette['ink']}; white-space: pre; }}",
        *(f".{name} {{ fill: {value}; }}" for name, value in palette.items() if name != "paper"),
        ".b { font-weight: 700; }",
        f".screen {{ visibility: hidden; animation: {total:.1f}s step-end infinite; }}",
    ]
    for at in range(len(frames)):
        start = 100 * SHORT * at / total
        end = 100 * SHORT * (at + 1) / total if at < len(frames) - 1 else 100
        hidden = "" if at == 0 else "0% { visibility: hidden; } "
        after = f" {end:.3f}% {{ visibility: hidden; }}" if end < 100 else ""
        rules.append(
            f"@keyframes k{at} {{ {hidden}{start:.3f}% {{ visibility: visible; }}{after} }} "
            f"#s{at} {{ animation-name: k{at}; }}"
        )
    last = len(frames) - 1
    rules.append(
        "@media (prefers-reduced-motion: reduce) { .screen { animation: none; } "
        f"#s{last} {{ visibility: visible; }} }}"
    )
    screens = (_screen(at, frame, palette) for at, frame in enumerate(frames))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img">\n'
        "<title>scaffold new asks for models and associations, and writes a project</title>\n"
        f"<style>\n{chr(10).join(rules)}\n</style>\n"
        f'<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="8" '
        f'fill="{palette["paper"]}" stroke="{palette["edge"]}"/>\n'
        + "\n".join(screens)
        + "\n</svg>\n"
    )


def _screen(at: int, frame: Frame, palette: dict[str, str]) -> str:
    lines = []
    for number, runs in enumerate(frame):
        column, parts = 0, []
        y = MARGIN + (number + 1) * ROW - 5
        for text, colour, bold, reverse in runs:
            x = MARGIN + column * CELL
            if reverse:
                size = f'width="{len(text) * CELL:.1f}" height="{ROW}"'
                parts.append(f'<rect x="{x:.1f}" y="{y - 14}" {size} fill="{palette["ink"]}"/>')
            if text.strip():
                fill = f'style="fill:{palette["paper"]}"'
                style = fill if reverse else f'class="{_class(colour, bold)}"'
                length = f'textLength="{len(text) * CELL:.1f}"'
                parts.append(f'<text x="{x:.1f}" y="{y}" {length} {style}>{escape(text)}</text>')
            column += len(text)
        lines += parts
    return f'<g class="screen" id="s{at}">{"".join(lines)}</g>'


def _class(colour: str, bold: bool) -> str:
    plain = colour.removeprefix("bright")
    known = plain if plain in _COLOURS else "ink"
    return f"{known} b" if bold else known


if __name__ == "__main__":
    main()
