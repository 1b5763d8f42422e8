"""The program that runs in the project's own Python, which may not have scaffold installed.

So it imports nothing of scaffold. `main` answers requests; `guard` refuses connections to databases
that verify did not create.
"""
