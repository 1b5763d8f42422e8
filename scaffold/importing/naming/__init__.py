"""Names of models, attributes and associations: those that code has, the others by rules.

The rules are those under which most names equal people's own on known databases.
"""
