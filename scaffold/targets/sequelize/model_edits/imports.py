"""Imports of ES modules: of a package, and of another file."""

from __future__ import annotations

import posixpath
import re

from scaffold.targets.sequelize.model_edits.lists import insert
from scaffold.targets.sequelize.model_edits.script import NotPlaced, Script, walk
from scaffold.targets.sequelize.model_edits.script_nodes import string_value

_SUFFIX = re.compile(r"\.[cm]?[jt]sx?\Z")
_TYPES_ONLY = re.compile(r"import\s+type\b")


def add_import(script: Script, name: str, module: str, default: bool = False) -> None:
    """Import a name, in the import of the same module if there is one."""
    imports = [each for each in script.root.named_children if each.type == "import_statement"]
    sources = [string_value(script, each.child_by_field_name("source")) or "" for each in imports]
    for each, source in zip(imports, sources, strict=True):
        if source != module or _TYPES_ONLY.match(script.text(each)) or default:
            continue
        named = next((node for node in walk(each) if node.type == "named_imports"), None)
        if named is not None:
            insert(script, named, lambda indent, one_line: name)
            return
    if not imports:
        raise NotPlaced(f"there is no import that one of {name} could follow")
    is_own = module.startswith(".")
    beside = [
        each
        for each, source in zip(imports, sources, strict=True)
        if source.startswith(".") == is_own
    ]
    last = (beside or imports)[-1]
    spelled = name if default else f"{{ {name} }}"
    quote = script.quote
    line = f"import {spelled} from {quote}{module}{quote}{script.semicolon}"
    script.edit(last.end_byte, last.end_byte, script.newline + line)


def module_of(script: Script, file: str) -> str:
    """Return how a script imports another file of the project: as it imports others of it."""
    path = posixpath.relpath(file, posixpath.dirname(script.path))
    path = path if path.startswith(".") else f"./{path}"
    own = [
        source
        for each in script.root.named_children
        if each.type == "import_statement"
        and (source := string_value(script, each.child_by_field_name("source")))
        and source.startswith(".")
    ]
    suffix = next((found.group() for each in own if (found := _SUFFIX.search(each))), "")
    return _SUFFIX.sub("", path) + suffix
