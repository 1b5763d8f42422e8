"""How fast it is: `python -m benchmarks` times it beside its floors and its peers."""
