"""The check `last run`: the migrations of the last run keep the rows of the tables before them.

last_run    the run: its migrations and operations, and the tables before it
sample_rows rows for those tables, as INSERT statements
kept        which rows and values the operations keep, up and down
check       migrate, insert, migrate, compare, undo, compare
"""
