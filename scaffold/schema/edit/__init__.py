"""Edits of a schema's text: spliced in at the reader's marks, every other byte left as it is.

Each takes a `SchemaFile` and returns the changed one, or None with problems.

add · remove · replace · rename   one edit each
mentions · was                    where a name is mentioned elsewhere · the name that it had before
modifiers · settings              one modifier more · a model's `$` settings
frame                             what all edits have in common
splice · cut · quoting            new entries · entries that go · text as YAML
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
