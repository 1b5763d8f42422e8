"""What templates of one's own see: version 1 of the names, which later versions only add to.

views           the schema, its models, attributes, associations, indexes and constraints
schema_view     builds them from a Database
language_types  the types of values in TypeScript, Python and JSON Schema
reflection      the names of a view and their types, for the static check and the documentation
"""
