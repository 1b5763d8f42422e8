"""The models of a project as its own code defines them, read by a process of its own Python."""
