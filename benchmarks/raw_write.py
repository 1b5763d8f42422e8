"""The lower bound of generating: write the same bytes into the same files."""

from __future__ import annotations

import shutil
import struct
import subprocess
import sys
from pathlib import Path

_C_SOURCE = r"""
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A pack is a row of: path's length, text's length, path with its NUL, text. */
int main(int count, char **words) {
    struct stat status;
    int pack = open(words[1], O_RDONLY);
    if (count != 2 || pack < 0 || fstat(pack, &status)) return 1;
    char *bytes = malloc(status.st_size), *at = bytes, *end = bytes + status.st_size;
    if (read(pack, bytes, status.st_size) != status.st_size) return 2;
    while (at < end) {
        uint32_t sizes[2];
        memcpy(sizes, at, sizeof sizes);
        char *path = at + 8, *text = path + sizes[0];
        int file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0666);
        if (file < 0 || write(file, text, sizes[1]) != (ssize_t)sizes[1]) return perror(path), 3;
        close(file);
        at = text + sizes[1];
    }
    return 0;
}
"""


def writer(folder: Path) -> tuple[str, list[str]]:
    """What it is called, and the command that takes a pack's path and writes it out here."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        return "raw write, a Python loop (no C compiler here)", [
            sys.executable,
            str(Path(__file__).resolve()),
        ]
    source, program = folder / "raw_write.c", folder / "raw_write"
    source.write_text(_C_SOURCE)
    subprocess.run([compiler, "-O2", "-o", program, source], check=True)
    return "raw write of the same bytes, a C loop", [str(program)]


def pack(tree: Path, target: Path) -> tuple[int, int]:
    """Put every file under `tree` into the pack `target`; how many files and bytes of text."""
    paths = sorted(path for path in tree.rglob("*") if path.is_file())
    size = 0
    with target.open("wb") as file:
        for path in paths:
            name, text = str(path.relative_to(tree)).encode() + b"\0", path.read_bytes()
            file.write(struct.pack("=II", len(name), len(text)) + name + text)
            size += len(text)
    return len(paths), size


def folders(tree: Path) -> list[Path]:
    """Return the folders below `tree`, relative to it, parents first."""
    return sorted(path.relative_to(tree) for path in tree.rglob("*") if path.is_dir())


def main() -> None:
    """Write a pack out, as the C program does."""
    data, at = Path(sys.argv[1]).read_bytes(), 0
    while at < len(data):
        name, text = struct.unpack_from("=II", data, at)
        at += 8
        with open(data[at : at + name - 1], "xb", buffering=0) as file:
            file.write(data[at + name : at + name + text])
        at += name + text


if __name__ == "__main__":
    main()
