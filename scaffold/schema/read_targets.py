"""Parse `targets:`: the targets to generate, each with its folders and choices."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from scaffold.errors import SourceLocation
from scaffold.schema.document import Node, ScalarNode
from scaffold.schema.model import TargetSetting
from scaffold.schema.problem_report import (
    Report,
    entries_of,
    known_keys,
    shown,
)
from scaffold.schema.reserved_folders import STATE_FOLDER, reserved_part

# Each target's name, and the default of each folder setting, the values of each choice.
KnownTargets = Mapping[str, Mapping[str, str | tuple[str, ...]]]


def read_targets(
    node: Node | None, top: SourceLocation, report: Report, known: KnownTargets
) -> tuple[TargetSetting, ...]:
    """Return the targets; problems with them are reported."""
    example = f"targets: {{{next(iter(known), 'name')}: {{directory: .}}}}"
    mapping = entries_of(node, "`targets`", example, report)
    if mapping is None or not mapping.entries:
        if node is None or mapping is not None or (isinstance(node, ScalarNode) and node.absent):
            location = top if node is None else report.document.location(node)
            message = "the file does not say what to generate: `targets` is missing or empty"
            report.add(location, message, f"Write `{example}`.")
        return ()
    targets = []
    folders = _Folders(report)
    for key, value in known_keys(report, mapping.entries, known, "target"):
        settings, locations = _settings(key, value, known[key.text], report)
        defaults = {
            word: default for word, default in known[key.text].items() if isinstance(default, str)
        }
        declared = {word: settings[word] for word in defaults if word in settings}
        folders.add({**defaults, **declared}, locations, report.document.location(key))
        targets.append(TargetSetting(key.text, report.document.location(key), settings))
    return tuple(targets)


def _settings(
    key: ScalarNode, node: Node, known: Mapping[str, str | tuple[str, ...]], report: Report
) -> tuple[Mapping[str, str], Mapping[str, SourceLocation]]:
    """Return the declared settings and their locations."""
    name = key.text
    mapping = entries_of(node, f"the target {name}", f"{name}: {{directory: .}}", report)
    settings: dict[str, str] = {}
    locations: dict[str, SourceLocation] = {}
    if mapping is None:
        return settings, locations
    for word, value in known_keys(
        report, mapping.entries, dict.fromkeys(known), f"setting of {name}", f"settings of {name}"
    ):
        values = known[word.text]
        if isinstance(values, tuple):
            chosen = report.word(value, word.text, values)
            if chosen is not None:
                settings[word.text] = chosen
            continue
        scalar = report.scalar(value, f"`{word.text}`", f"{word.text}: folder")
        if scalar is not None and _is_usable(scalar, word.text, report):
            settings[word.text] = scalar.text
            locations[word.text] = report.document.location(scalar)
    return settings, locations


def _is_usable(scalar: ScalarNode, word: str, report: Report) -> bool:
    """Whether a folder is one of the project's own, on every system."""
    path = scalar.text
    normal = posixpath.normpath(path)
    reserved = reserved_part(path)
    if normal.startswith("/") or normal == ".." or normal.startswith("../"):
        message = f"`{shown(path)}` leads out of the schema's own directory"
        hint = "Write a folder below it: `directory: .`, or move the schema up."
    elif "\\" in path or ":" in path or not path.isprintable():
        message = f"`{shown(path)}` is no path that works on every system"
        hint = "Separate folders with `/`, without a drive's letter."
    elif reserved is not None:
        whose = (
            "scaffold keeps its own files" if reserved == STATE_FOLDER else "git keeps its files"
        )
        message = f"`{shown(path)}` is in the folder `{reserved}`, where {whose}"
        hint = f"Write another folder, such as `{word}: src`."
    else:
        return True
    report.add_at(scalar, message, hint)
    return False


class _Folders:
    """The folders of all targets: none may be another's, nor differ from one in case alone."""

    def __init__(self, report: Report):
        self._report = report
        self._spelled: dict[str, str] = {}
        self._reported: set[str] = set()

    def add(
        self,
        settings: Mapping[str, str],
        locations: Mapping[str, SourceLocation],
        target: SourceLocation,
    ) -> None:
        """Check a target's folders; problems of default folders are reported at the target."""
        owners: dict[str, str] = {}
        for word, folder in settings.items():
            path = posixpath.normpath(
                folder if word == "directory" else posixpath.join(settings["directory"], folder)
            )
            location = locations.get(word, target)
            # Tools take every file of a folder for one of their own.
            owner = owners.setdefault(path.casefold(), word) if word != "directory" else word
            if owner != word:
                message = f"`{owner}` and `{word}` would be one folder"
                self._report.add(
                    locations.get(word) or locations.get(owner, target),
                    message,
                    "Give each a folder of its own.",
                )
            elif spellings := self._other_case(path):
                message = "only case tells the folders `{}` and `{}` apart".format(*spellings)
                hint = "Spell them alike, or give one another name: many systems see one folder."
                self._report.add(location, message, hint)

    def _other_case(self, path: str) -> tuple[str, str] | None:
        """Return two spellings of this folder or of a parent, at their first report."""
        parts = path.split("/")
        for end in range(1, len(parts) + 1):
            folder = "/".join(parts[:end])
            known = self._spelled.setdefault(folder.casefold(), folder)
            if known != folder:
                is_new = folder not in self._reported
                self._reported.add(folder)
                return (known, folder) if is_new else None
        return None
