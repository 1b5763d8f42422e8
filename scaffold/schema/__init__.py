"""The schema file: its text with source locations, its grammar, and the declared models."""
