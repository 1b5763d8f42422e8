"""Load the revisions of the project once: each command of Alembic would load all of them."""

from __future__ import annotations

from typing import Any


def load_once() -> None:
    """Let every command in this process use the revisions that the first one loads."""
    from alembic.script import ScriptDirectory

    own = ScriptDirectory.from_config
    loaded: dict[str | None, ScriptDirectory] = {}

    def from_config(config: Any) -> ScriptDirectory:
        file = config.config_file_name
        if file not in loaded:
            loaded[file] = own(config)
        return loaded[file]

    ScriptDirectory.from_config = staticmethod(from_config)  # type: ignore[method-assign]
