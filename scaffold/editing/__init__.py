"""Edits of the schema file, held to what the schema means; the splices are in `schema.edit`.

compiled   what a schema file compiles to, done once for each
neighbours the part of a schema around a few models
addition   what a model gets
pairing    which associations between two models belong together
file       one edit of the file on disk: read, changed, and written whole
removal    what may go, and what is left alone by it
renaming   what follows a new name
"""
