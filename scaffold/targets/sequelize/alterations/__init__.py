"""Migrations of tables that exist: each operation as actions for the dialects of a project."""
