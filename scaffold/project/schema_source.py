"""The schema file on disk: find it, read it, and write an edited version.

An unchanged run needs only this module, so it imports nothing that loads slowly.
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
    """A schema's bytes, the folder of its relative paths, and its name in messages."""

    root: str
    name: str
    data: bytes

    @property
    def paths(self) -> tuple[str, ...]:
        """The schema's path; empty for standard input."""
        return () if self.name == "<stdin>" else (self.name,)

    def refusal(self, problems: Iterable[Problem]) -> SchemaError:
        """Return an error that shows these problems with their source lines."""
        return SchemaError(problems, sources=self.texts)

    @property
    def texts(self) -> dict[str, str]:
        """The schema's text by its name, for messages that show its lines."""
        return {self.name: self.data.decode("utf-8", "replace").removeprefix("\ufeff")}


def go_to(directory: str | None) -> None:
    """Change to `directory`, as `make -C` does; UsageError if that is impossible."""
    if directory is None:
        return
    refuse_url(directory, "-C/--directory")
    try:
        os.chdir(directory)
    except OSError as error:
        hint = "Give -C/--directory an existing directory."
        raise UsageError(f"{directory}: {error.strerror}", hint) from error


def refuse_url(path: str, option: str) -> None:
    """UsageError if `path` is a URL. The URL is not printed, because it may have a password."""
    if "://" in path:
        hint = "Use the URL of a database with `scaffold verify --database`."
        raise UsageError(f"{option} takes a path, not a URL", hint)


def schema_path(file: str | None, folder: str = "") -> str:
    """Return `file`, or else the path of the schema in `folder`; UsageError if there are two."""
    if file is not None:
        refuse_url(file, "-f/--file")
        return file
    paths = [os.path.join(folder, name) for name in SCHEMA_FILES]
    existing = [path for path in paths if os.path.lexists(path)]
    if len(existing) > 1:
        message = f"there are two schemas: {existing[0]} and {existing[1]}"
        raise UsageError(message, "Choose one with -f/--file.")
    return existing[0] if existing else paths[0]


def read_source(file: str | None) -> Source:
    """Read the schema; paths of a schema on standard input start at the current folder."""
    path = schema_path(file)
    if path == STANDARD_INPUT:
        return Source(os.curdir, "<stdin>", load(path))
    return Source(os.path.dirname(path) or os.curdir, path, load(path))


def folder_to_edit(file: str | None) -> str:
    """Return the folder of the schema to edit; UsageError if it is missing, or standard input."""
    path = schema_path(file)
    if path == STANDARD_INPUT:
        hint = "Name a file with -f/--file."
        raise UsageError("standard input cannot be edited in place", hint)
    folder = os.path.dirname(path) or os.curdir
    if not os.path.isdir(folder):
        raise UsageError(
            f"the folder {folder} does not exist", "Create it, or give -f another path."
        )
    return folder


def read_or_create(file: str | None, text: str) -> tuple[Source, bool]:
    """Return the schema to edit, and whether it is new: then its text is `text`."""
    path = schema_path(file)
    if os.path.lexists(path):
        return read_source(path), False
    return Source(os.path.dirname(path) or os.curdir, path, text.encode()), True


def write_source(source: Source, data: bytes, before: bytes | None) -> None:
    """Replace the schema file, if its content is still `before` (None: if it does not exist).

    SchemaError if it was changed, EnvironmentFailure if the disk does not allow it; nothing is
    written then.
    """
    from scaffold.files.directory import LinkError
    from scaffold.files.replace_file import write_unchanged

    try:
        written = write_unchanged(source.name, data, before)
    except LinkError as error:
        hint = "Name the file itself with -f, or replace the link by the schema."
        raise EnvironmentFailure(f"{source.name}: {error.strerror}", hint) from error
    except OSError as error:
        hint = "Nothing was changed: free some space or change the permissions, then run again."
        raise EnvironmentFailure(f"{source.name}: {error.strerror}", hint) from error
    if not written:
        raise SchemaError(
            f"{source.name} was changed after scaffold had read it",
            "This run changed nothing: run it again on the current file.",
        )
