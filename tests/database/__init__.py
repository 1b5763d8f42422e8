"""Tests of resolving a schema."""
