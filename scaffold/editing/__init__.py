"""Edits of the schema file that are checked against the compiled schema.

The edits of the text itself are in `scaffold.schema.edit`.

compiled_schema        the compiled schema of a file, cached
neighbours             the part of a schema around a few models
model_additions        new models, fields and settings
matching_associations  `inverse(…)` for additional associations between two models
edited_file            one edit of the file on disk
removals               removed models and fields
name_changes           renamed models and fields
"""
