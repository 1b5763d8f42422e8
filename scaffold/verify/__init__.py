"""Run what was generated, on scratch databases, and compare what it made.

`run` is the way in. A target brings its own Verifier (`base`), which runs its real tools; tables
are read by queries that any driver can run (`reflect/`), and compared as values (`compare`).
"""
