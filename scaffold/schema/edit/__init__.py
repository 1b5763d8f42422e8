"""Edits of a schema's text: only the edited parts change, all other bytes are kept.

Each function takes a `SchemaFile` and returns the changed one, or None with problems.

add_fields, remove_entries, replace_field, rename_entries   one edit each
model_references, rename_markers                references to a name; `was(…)`
modifier_edits, setting_edits                   an added modifier; a model's `$` settings
edit_subject                                    what all edits share
splice, cut_entry, quoting                      inserted text; removed text; text as YAML
"""

from scaffold.schema.edit.add_fields import add_fields, new_schema
from scaffold.schema.edit.edit_subject import Edited
from scaffold.schema.edit.remove_entries import remove_field, remove_model
from scaffold.schema.edit.rename_entries import rename_field, rename_model
from scaffold.schema.edit.replace_field import add_modifier, replace_field

__all__ = [
    "Edited",
    "add_fields",
    "add_modifier",
    "new_schema",
    "remove_field",
    "remove_model",
    "rename_field",
    "rename_model",
    "replace_field",
]
