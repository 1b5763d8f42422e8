"""What the user wrote: the file with its marks, its grammar, and the typed schema."""
