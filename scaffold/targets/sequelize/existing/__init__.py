"""A Node project that exists: what its own files say about where and how code is loaded."""
