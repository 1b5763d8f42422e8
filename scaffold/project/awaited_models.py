"""Whether an import has not been followed by a run of `generate` yet."""

from __future__ import annotations

from scaffold.files.disk import BASE_FOLDER, open_tree, state_paths
from scaffold.project.run import read_history
from scaffold.project.schema_source import Source


def awaits_models(source: Source) -> bool:
    """Return whether tables were imported, and no file was generated since."""
    with open_tree(source.root) as tree:
        if state_paths(tree, BASE_FOLDER):
            return False
    return any(each.imported for each in read_history(source).records.values())
