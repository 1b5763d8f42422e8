"""What tests share: a node environment, projects, databases, tables as values."""
