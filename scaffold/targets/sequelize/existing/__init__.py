"""An existing Node project: what its own files declare about folders and how code is loaded."""
