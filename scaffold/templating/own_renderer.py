"""Renders built-in templates of which a project has its own, in the sandbox."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from scaffold.errors import SchemaError
from scaffold.targets.layout.regions import lay_out_regions
from scaffold.templating.own_templates import OwnTemplates

if TYPE_CHECKING:
    from scaffold.targets.protocol import Artifact


class OwnRenderer:
    """Renders a target's artifacts with a project's templates before the built-in ones."""

    def __init__(
        self, templates: OwnTemplates, filters: Mapping[str, Callable[..., Any]] | None = None
    ) -> None:
        self._templates = templates
        self._sandbox = templates.sandbox(filters)

    def render(self, artifact: Artifact) -> str:
        """Return the artifact's text; SchemaError with the line of a fault in a template."""
        from scaffold.templating.rendering import render

        values = {artifact.view_name: artifact.view}
        text, problem = render(self._sandbox, artifact.template, values)
        if problem is not None:
            problem = self._templates.located(problem)
            raise SchemaError(problem, sources=self._templates.sources((problem,)))
        return lay_out_regions(text, artifact.path)
