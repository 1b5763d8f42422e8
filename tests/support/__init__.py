"""What the tests share: a node environment, projects, SQLite's tables as values."""
