"""What is printed where the disk refuses, or a link is in the way."""

from __future__ import annotations

import os

from scaffold.errors import EnvironmentFailure
from scaffold.files.directory import LinkError
from scaffold.files.file_plan import Blocked

REPLACE_LINK = "Remove the link, or replace it with a real file or folder, and run again."


def make_folder(path: str) -> None:
    """Make a folder if it does not exist; EnvironmentFailure if the disk refuses."""
    try:
        os.makedirs(path, exist_ok=True)
    except OSError as error:
        raise disk_failure(error, path, "Choose a folder that you may write to.") from error


def disk_failure(error: OSError, path: str, hint: str) -> EnvironmentFailure:
    """Return the EnvironmentFailure for an error of the disk at `path`."""
    if isinstance(error, LinkError):
        path, hint = str(error.filename), REPLACE_LINK
    return EnvironmentFailure(f"{os.path.normpath(path)}: {error.strerror or error}", hint)


def blocked_link(error: LinkError) -> Blocked:
    """Return why a path behind a link cannot be used."""
    return Blocked(str(error.strerror), REPLACE_LINK)
