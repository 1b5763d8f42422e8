"""Changes of the schema in model files that people wrote (`model_files: theirs`)."""
