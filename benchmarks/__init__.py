"""Benchmarks: `python -m benchmarks` measures the tool, lower bounds and other tools."""
