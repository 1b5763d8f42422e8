"""The command `scaffold`, as pip has installed it since it stopped importing `re` there."""

import sys

from scaffold.__main__ import main

if __name__ == "__main__":
    sys.exit(main())  # type: ignore[func-returns-value]
