"""Make a model file that people wrote a generated one, with their code kept as edits of it."""
