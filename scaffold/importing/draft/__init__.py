"""The schema of an import as terms, before it is text: what cannot be expressed stays as notes."""
