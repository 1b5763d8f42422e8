"""Adding a key at the top level of the schema file."""

from __future__ import annotations

from scaffold.schema.edit.quoting import as_yaml
from scaffold.schema.edit.splice import append_entries, apply_splices
from scaffold.schema.schema_file import SchemaFile, find


def with_top_level(file: SchemaFile, word: str, value: str, *, before: str) -> bytes:
    """Return the file's bytes with `word: value` on a line before the key `before`.

    Where there is no such line, it is put at the end.
    """
    document = file.document
    text, root = document.text, document.root
    key, _ = find(root, before)
    if key is not None and not root.flow and key.start.column == 0:
        newline = "\r\n" if "\r\n" in text else "\n"
        at = key.start.index
        edited = f"{text[:at]}{word}: {as_yaml(value)}{newline}{newline}{text[at:]}"
    else:
        splices = append_entries(document, None, root, ((word, value),), gap=False)
        edited = apply_splices(text, splices)
    mark = b"\xef\xbb\xbf" if file.data.startswith(b"\xef\xbb\xbf") else b""
    return mark + edited.encode()
