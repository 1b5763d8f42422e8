"""Run what was generated on scratch databases, and compare what it made.

A target brings its own Verifier (`protocol`), which runs its real tools. `worker_session` is the
process that works on a database, `scratch` makes and drops databases, `rows/` stores and reads
rows through the models. The way in is `scaffold.project.verification`.
"""
