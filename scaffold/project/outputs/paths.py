"""Where a file of an output may not be."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping

from scaffold.files.file_plan import Disk
from scaffold.schema.problem_report import shown
from scaffold.schema.read_outputs import unusable_path
from scaffold.values import dataclass

_NAMES_OF_OTHERS = {"package.json": "npm", "package-lock.json": "npm"}


@dataclass(frozen=True, slots=True)
class TakenPaths:
    """What no output may write: files by path, and folders with whose they are.

    `above` has the folders that these files and folders are in.
    """

    files: Mapping[str, str]
    folders: Mapping[str, str]
    above: Mapping[str, str]

    @classmethod
    def of(
        cls,
        schema: str,
        templates: Iterable[str],
        folders: Mapping[str, str],
        generated: Collection[str],
    ) -> TakenPaths:
        """Collect the schema's file, folders of templates and targets, other files."""
        files = {path.casefold(): "a target" for path in generated}
        files |= _NAMES_OF_OTHERS
        files |= {schema.casefold(): "the schema"}
        kept = {posixpath.normpath(folder).casefold(): "your templates" for folder in templates}
        owned = {posixpath.normpath(path).casefold(): owner for path, owner in folders.items()}
        every = {**files, **owned, **kept}
        above = {each: owner for path, owner in every.items() for each in folders_of(path)}
        return cls(files, {**owned, **kept}, above)

    def problem(self, path: str, disk: Disk) -> tuple[str, str] | None:
        """Return the message and hint for a path that a file must not have, else None."""
        text = f"`{shown(path, 80)}`"
        unusable = unusable_path(path)
        if unusable is not None:
            return f"{text} {unusable[0]}", unusable[1]
        parts = path.casefold().split("/")
        if "" in parts or "." in parts:
            return (
                f"{text} is not the path of a file",
                "Write folders and a file, separated by `/`.",
            )
        if "node_modules" in parts:
            return f"{text} is in node_modules, where npm keeps its files", "Write another folder."
        owner = self.files.get(path.casefold())
        if owner is not None:
            return f"{text} is a file of {owner}", "Write another path."
        if path.casefold() in self.above:
            message = f"{text} is a folder that has files of {self.above[path.casefold()]}"
            return message, "Write a path with another name."
        for end in range(1, len(parts) + 1):
            above, folder = "/".join(parts[:end]), "/".join(path.split("/")[:end])
            if above in self.folders:
                inside = f"is in `{folder}`," if end < len(parts) else "is"
                return f"{text} {inside} a folder of {self.folders[above]}", "Write another folder."
            if above in self.files:
                message = f"{text} is below `{folder}`, a file of {self.files[above]}"
                return message, "Write another folder."
        link = disk.link_above(path)
        if link is not None:
            message = f"{text} crosses the link `{link}`, and outputs follow no links"
            return message, "Write the path of the file itself."
        return None


def folders_of(path: str) -> Iterator[str]:
    """Yield the folders that a path is in, the innermost first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path
