"""What was generated, run by run: a record for each, from which the snapshot is replayed.

record           the values: a run, its migrations, the models that it changed
record_text      a record as the text of its file, and back
value_codec      tables and models as JSON, and back
operation_codec  operations as JSON, and back
record_chain     the records in order; forks, and records whose predecessor is missing
replay           the snapshot after some records, for all targets or for one
history          all of it as one value
record_files     the records on disk
"""
