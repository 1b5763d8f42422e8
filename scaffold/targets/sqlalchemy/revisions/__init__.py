"""A migration as an Alembic revision: the values that its template prints."""
