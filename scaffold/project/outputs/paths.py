"""Where a file of an output may not be."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable, Mapping

from scaffold.files.file_plan import Disk
from scaffold.schema.problem_report import shown
from scaffold.schema.read_outputs import unusable_path
from scaffold.values import dataclass

_NAMES_OF_OTHERS = {"package.json": "npm", "package-lock.json": "npm"}


@dataclass(frozen=True, slots=True)
class TakenPaths:
    """What no output may write: files by path, and folders with whose they are."""

    files: Mapping[str, str]
    folders: Mapping[str, str]

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
        return cls(files, {**owned, **kept})

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
        for end in range(1, len(parts)):
            owner = self.folders.get("/".join(parts[:end]))
            if owner is not None:
                folder = "/".join(path.split("/")[:end])
                return f"{text} is in `{folder}`, a folder of {owner}", "Write another folder."
        link = disk.link_above(path)
        if link is not None:
            message = f"{text} crosses the link `{link}`, and outputs follow no links"
            return message, "Write the path of the file itself."
        return None
