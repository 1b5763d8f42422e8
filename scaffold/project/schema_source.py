"""The schema file on disk: finding it, reading it, and writing an edit of it back.

This is all that an unchanged run needs, so nothing heavy is imported here.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from scaffold.errors import EnvironmentFailure, Problem, SchemaError, UsageError
from scaffold.schema.load import STANDARD_INPUT, load
from scaffold.values import dataclass

SCHEMA_FILES = ("scaffold.yaml", "scaffold.json")


@dataclass(frozen=True, slots=True)
class Source:
    """A schema's bytes, the folder that its paths start from, and what messages call it."""

    root: str
    name: str
    data: bytes

    @property
    def paths(self) -> tuple[str, ...]:
        """The schema's own path; none for standard input."""
        return () if self.name == "<stdin>" else (self.name,)

    def refusal(self, problems: Iterable[Problem]) -> SchemaError:
        """The error that shows these problems with the lines they stand on."""
        return SchemaError(problems, sources=self.texts)

    @property
    def texts(self) -> dict[str, str]:
        """The schema's text by its name, for messages that show lines of it."""
        return {self.name: self.data.decode("utf-8", "replace").removeprefix("\ufeff")}


def go_to(directory: str | None) -> None:
    """Make `directory` the current one, as `make -C` does; UsageError where that is impossible."""
    if directory is None:
        return
    refuse_url(directory, "-C/--directory")
    try:
        os.chdir(directory)
    except OSError as error:
        hint = "Give a directory that exists to -C/--directory."
        raise UsageError(f"{directory}: {error.strerror}", hint) from error


def refuse_url(path: str, option: str) -> None:
    """UsageError where a URL is given for a path: it may have a password, and is not printed."""
    if "://" in path:
        hint = "The URL of a database is for `scaffold verify --database`."
        raise UsageError(f"{option} takes a path, and this is a URL", hint)


def schema_path(file: str | None, folder: str = "") -> str:
    """The schema's path: as given, or the one that stands in `folder`. UsageError where two do."""
    if file is not None:
        refuse_url(file, "-f/--file")
        return file
    paths = [os.path.join(folder, name) for name in SCHEMA_FILES]
    standing = [path for path in paths if os.path.lexists(path)]
    if len(standing) > 1:
        message = f"both {standing[0]} and {standing[1]} stand here"
        raise UsageError(message, "Say which one with -f/--file.")
    return standing[0] if standing else paths[0]


def read_source(file: str | None) -> Source:
    """The schema's bytes; those of standard input have the current folder as theirs."""
    path = schema_path(file)
    if path == STANDARD_INPUT:
        return Source(os.curdir, "<stdin>", load(path))
    return Source(os.path.dirname(path) or os.curdir, path, load(path))


def folder_to_edit(file: str | None) -> str:
    """The folder of the schema to edit; UsageError where it is none, or standard input."""
    path = schema_path(file)
    if path == STANDARD_INPUT:
        hint = "Name the file to edit with -f/--file."
        raise UsageError("standard input cannot be edited in place", hint)
    folder = os.path.dirname(path) or os.curdir
    if not os.path.isdir(folder):
        raise UsageError(f"there is no folder {folder}", "Make it, or give another path to -f.")
    return folder


def read_or_begin(file: str | None, text: str) -> tuple[Source, bool]:
    """The schema to edit, and whether it is new: then it begins with `text`."""
    path = schema_path(file)
    if os.path.lexists(path):
        return read_source(path), False
    return Source(os.path.dirname(path) or os.curdir, path, text.encode()), True


def write_source(source: Source, data: bytes, before: bytes | None) -> None:
    """Replace the schema's file whole, where it still is `before` (None: where there is none).

    SchemaError where it was changed, EnvironmentFailure where the disk refuses: nothing is written
    then.
    """
    from scaffold.files.directory import LinkError
    from scaffold.files.replace_file import write_unchanged

    try:
        written = write_unchanged(source.name, data, before)
    except LinkError as error:
        hint = "Name the file itself with -f, or put the schema in the place of the link."
        raise EnvironmentFailure(f"{source.name}: {error.strerror}", hint) from error
    except OSError as error:
        hint = "Nothing was changed: mend this (room, permissions) and run again."
        raise EnvironmentFailure(f"{source.name}: {error.strerror}", hint) from error
    if not written:
        raise SchemaError(
            f"{source.name}: it was changed after scaffold had read it",
            "Nothing was changed by this run: run it again, on the file as it is now.",
        )
