"""The command line: a module for each Typer command, with messages and exit codes only."""
