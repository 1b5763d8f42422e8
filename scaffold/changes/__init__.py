"""What changed between the last generated snapshot and the schema, and the operations for it.

`generate` does not use this package yet: it still compares with `scaffold.database.compare`.

snapshot     tables and models as they were generated
decisions    what a person decided: `was`, `fill`, `map`, accepted losses
pairing      which model, table and column of the snapshot is which of the schema
tables       old tables beside the new ones, under the new names
moves        associations that are stored elsewhere in the new schema
schedule/    the operations, in an order that can be run
conversions  what a change of type does to stored values
losses       what an operation deletes or alters among stored values
rows         the conditions that existing rows must meet
fields       the fields that columns belong to, by the names that people write
questions    what only a person can decide, with the text that decides it
outcome      all of it: problems, questions, or operations
migrations   operations cut into files
"""
