"""What was generated, run by run: a record for each, from which the snapshot is replayed.

`generate` does not use this package yet: it still keeps `scaffold.lock`.

record       the values: a run, its migrations, the models that it changed
text         a record as the text of its file, and back
chain        the records in order; forks, and records whose predecessor is missing
replay       the snapshot after some records, for all targets or for one
"""
