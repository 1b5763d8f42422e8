"""What changed between the last generated snapshot and the schema, and the operations for it.

decisions    what a person decided: `was`, `fill`, `map`, accepted losses
pairing      which model, table and column of the snapshot is which of the schema
find         the changes: added, removed, renamed or altered parts
schedule     the operations of the changes, in an order that can be run
losses       what an operation deletes or alters among stored values
questions    what only a person can decide, with the text that decides it
rows         the conditions that existing rows must meet
"""
