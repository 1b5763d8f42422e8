"""The interview of `scaffold new`: answers become edits of the schema.

Pure, except for `terminal` and `line_mode`, which ask the questions.
"""
