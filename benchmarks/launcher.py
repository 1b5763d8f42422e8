"""The command `scaffold`, as newer versions of pip install it, without importing `re`."""

import sys

from scaffold.__main__ import main

if __name__ == "__main__":
    sys.exit(main())  # type: ignore[func-returns-value]
