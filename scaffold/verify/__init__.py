"""Run generated migrations and models on scratch databases, and compare the results.

Each target has a Verifier (`verifier`) that runs its real tools. `worker_session` is the process
that works on a database, `scratch` creates and drops databases, `rows/` writes and reads rows
through the models. `scaffold.project.verification` runs it all.
"""
