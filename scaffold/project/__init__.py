"""One run, from a request to files on disk: `run` reads the disk first and writes it last."""
