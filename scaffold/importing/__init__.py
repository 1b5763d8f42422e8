"""Import: a schema file and a baseline from what exists.

A source (a live database) → `facts` (tables as the database has them) → names, by rules or from
code (`code_names`, `naming/`) → `draft` (the schema as terms) → the text of a schema file, compiled
to prove it → a record of the history with the database's own names.
"""
