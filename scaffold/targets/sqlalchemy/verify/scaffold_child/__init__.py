"""What runs in the project's own Python, which may lack scaffold: it imports nothing of it.

`main` answers requests, `guard` refuses connections to databases that verify has not made.
"""
