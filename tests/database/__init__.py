"""Tests of what the schema means, and of how it changes."""
