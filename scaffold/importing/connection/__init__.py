"""Run queries on an existing database, read-only, through whatever driver is installed."""
