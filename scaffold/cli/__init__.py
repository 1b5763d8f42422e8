"""The face: a Typer command a file. Words and exit codes are here, decisions are not."""
