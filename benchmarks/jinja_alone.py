"""`scaffold generate`, but for outputs: Jinja itself renders them, and they are written at once.

No sandbox, no layout, no texts kept for merging, no check of paths: less cannot be done for a file.
"""

from __future__ import annotations

import os
import sys

import jinja2

from scaffold.__main__ import main
from scaffold.database.tables import Database
from scaffold.files.file_plan import Disk
from scaffold.project.outputs import planned_outputs
from scaffold.project.outputs.output_plan import OutputPlan
from scaffold.project.outputs.paths import TakenPaths
from scaffold.project.outputs.read_templates import OwnFiles
from scaffold.project.outputs.render import subjects
from scaffold.project.schema_data import data_of
from scaffold.schema.model import Schema
from scaffold.targets.layout.regions import REGION_END, REGION_START
from scaffold.templating.block_lines import LINES, lines
from scaffold.templating.contract.schema_view import schema_view
from scaffold.templating.filters import OWN_FILTERS
from scaffold.templating.layout_tag import LayoutTag
from scaffold.templating.own_templates import OwnTemplates


class _Environment(jinja2.Environment):
    def __init__(self, templates: OwnTemplates) -> None:
        super().__init__(
            loader=jinja2.FunctionLoader(templates.source),
            extensions=[LayoutTag],
            # What the sandbox lets templates read of a missing value.
            undefined=jinja2.ChainableUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self.filters.update({name: each.function for name, each in OWN_FILTERS.items()})
        self.filters[LINES] = lines
        self._templates = templates

    def join_path(self, template: str, parent: str) -> str:
        return self._templates.resolve(template, parent)


def write_outputs(
    own: OwnFiles, schema: Schema, database: Database, disk: Disk, taken: TakenPaths
) -> OutputPlan:
    """Render and write the outputs, and leave nothing to plan."""
    environment = _Environment(own.templates)
    view = schema_view(database, data_of(schema), {})
    for output in own.outputs:
        template = environment.get_template(output.template)
        path = environment.from_string(output.declared.path)
        when = output.declared.when
        condition = environment.compile_expression(when) if when else None
        for _, names in subjects(output, view):
            if condition is None or condition(names):
                _write(path.render(names), template.render(names))
    return OutputPlan()


def _write(path: str, text: str) -> None:
    data = text.replace(REGION_START, "").replace(REGION_END, "").encode()
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path))
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    os.write(file, data)
    os.close(file)


if __name__ == "__main__":
    planned_outputs.plan_outputs = write_outputs
    sys.argv[1:] = ["generate", "--quiet"]
    main()
