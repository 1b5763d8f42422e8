"""One renderer for each target: loading the templates takes half of a rendering."""

from __future__ import annotations

from scaffold.targets.protocol import Target
from scaffold.templating import template_folder
from scaffold.templating.renderer import Renderer

_FOLDER = template_folder.templates_folder()
_shared: dict[str, Renderer] = {}


def renderer_of(target: Target) -> Renderer:
    """Return the renderer of the built-in templates; a new one where a test has others."""
    if template_folder.templates_folder() != _FOLDER:
        return Renderer(target.filters)
    if target.name not in _shared:
        _shared[target.name] = Renderer(target.filters)
    return _shared[target.name]
