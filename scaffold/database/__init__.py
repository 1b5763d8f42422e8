"""The database that a schema describes: tables, models with both ends of each association,
operations.
"""
