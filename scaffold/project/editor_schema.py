"""The JSON Schema beside a schema that names it in its first line, for editors.

The line is that of the YAML language server, which VS Code, IntelliJ, Neovim and others understand:
https://github.com/redhat-developer/yaml-language-server#using-inlined-schema
"""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.files.disk import EDITOR_SCHEMA
from scaffold.files.file_plan import File
from scaffold.project.schema_source import Source

LINE = f"# yaml-language-server: $schema={EDITOR_SCHEMA}"


def editor_schema(source: Source) -> Iterator[File]:
    """Yield the JSON Schema if the first line of the file names it."""
    first = source.data[: len(LINE) + 16].decode("utf-8", "replace").removeprefix("\ufeff")
    if first.splitlines()[:1] != [LINE]:
        return
    import json

    from scaffold.schema.jsonschema import json_schema
    from scaffold.targets import known_settings

    schema = json_schema(known_settings())
    yield File(EDITOR_SCHEMA, f"{json.dumps(schema, indent=1, ensure_ascii=False)}\n", "replace")


def with_editor_schema(text: bytes) -> bytes:
    """Return a new YAML schema with the line at its top."""
    return f"{LINE}\n".encode() + text
