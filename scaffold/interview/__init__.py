"""The interview: answers → edits of the schema. Pure, but for `terminal` and `plain`, which ask."""
