"""Templates of one's own in the place of the SQLAlchemy target's."""

from __future__ import annotations

import pytest

from scaffold.templating.own_templates import builtin_text
from tests.cli.conftest import Cli

MODEL = "sqlalchemy/model.jinja"
SCHEMA = """version: 1
targets: {sqlalchemy: {}}
options: {dialects: [sqlite, postgres, mysql]}
templates: own
models:
  Order:
    $data: {icon: cart}
    number: string(40) required
    status: {type: string, data: {label: State of the order}}
    paid: boolean check("{paid} OR {number} <> ''")
    key: uuid
    customer: belongsTo(Customer)
  Customer: {name: string, orders: hasMany(Order)}
"""


@pytest.fixture
def project(cli: Cli) -> Cli:
    cli.schema(SCHEMA)
    (cli.root / "own").mkdir()
    return cli


def override(cli: Cli, text: str) -> None:
    cli.write(f"own/{MODEL}", f'{{% extends "builtin/{MODEL}" %}}\n{text}')


@pytest.mark.slow
def test_blocks_see_the_code_and_the_declared_parts(project: Cli) -> None:
    override(
        project,
        """{% block class_body %}
    icon = {{ view.model.data.icon | py }}
    labels = { {% for column in view.columns if column.attribute.given -%}
    {{ column.name | py }}: {{ (column.attribute.data.label or column.attribute.name) | py }},
    {%- endfor %} }
    targets = [
    {%- for each in view.relationships %} {{ each.association.target.name | py }}, {% endfor %} ]
{{ super() }}{% endblock %}
""",
    )
    project.generate("-q")
    order = (project.root / "python/models/order.py").read_text()
    assert (
        '    icon = "cart"\n'
        '    labels = {\n        "number": "number",\n        "status": "State of the order",\n'
        '        "paid": "paid",\n        "key": "key",\n'
        '        "customer_id": "CustomerId",\n    }\n'
        '    targets = ["Customer"]\n'
        '    __tablename__ = "Orders"\n'
    ) in order


def test_names_that_do_not_exist_are_errors(project: Cli) -> None:
    override(
        project,
        "{% block attributes %}\n{% for column in view.columns %}\n"
        "{{ column.attribute.requird }} {{ column.server_defaul }} {{ view.tabel_name }}\n"
        "{% endfor %}\n{% endblock %}\n",
    )
    said = project.generate(code=1).errors
    for name in ("requird", "server_defaul", "tabel_name"):
        assert f"`{name}`" in said
    assert f"own/{MODEL}:4:" in said


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["base", "constraints", "database", "imports", "init", "model", "types"]
)
def test_an_unchanged_copy_changes_nothing(project: Cli, name: str) -> None:
    project.generate("-q")
    before = project.tree()
    project.write(f"own/sqlalchemy/{name}.jinja", builtin_text(f"sqlalchemy/{name}.jinja"))
    project.generate("-q")
    package = [path for path in before if path.startswith("python/models/")]
    assert len(package) > 4
    assert {path: project.tree()[path] for path in package} == {
        path: before[path] for path in package
    }
