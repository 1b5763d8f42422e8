"""Edited copies of the templates of models: what comes out is laid out, and runs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from scaffold.templating import template_folder
from tests.targets.python_rendering import models_of, package_of
from tests.targets.rendering import HEAD

TEMPLATES = Path(__file__).parents[2] / "templates"
SCHEMA = f"""{HEAD}
models:
  Order:
    number: string(40) required unique comment("printed on the invoice")
    status: enum(pending, paid, sent) default(pending) index
    total: decimal(10, 2) default(0)
    theCustomerWhoPaidForIt: belongsTo(Customer) required
    wasSentAtTheEndOfTheDay: datetime
  Customer:
    name: string
    orders: hasMany(Order)
"""
Edit = Callable[[str, str], None]


@pytest.fixture
def edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edit:
    """Writes a template into a copy of the folder; the built-in ones are under `builtin/` too."""
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES / "sqlalchemy", folder / "sqlalchemy")
    shutil.copytree(TEMPLATES / "sqlalchemy", folder / "builtin" / "sqlalchemy")
    monkeypatch.setattr(template_folder, "templates_folder", lambda: str(folder))

    def write(name: str, text: str) -> None:
        (folder / "sqlalchemy" / name).write_text(text, encoding="utf-8")

    return write


def builtin(name: str = "model.jinja") -> str:
    return (TEMPLATES / "sqlalchemy" / name).read_text(encoding="utf-8")


def formatted_models(tmp_path: Path) -> dict[str, str]:
    """The package's files, which ruff leaves as they are and Python maps."""
    files = models_of(SCHEMA)
    folder = package_of(SCHEMA, tmp_path)
    ruff = [sys.executable, "-m", "ruff", "format", "--diff", "--isolated", "--no-cache", "models"]
    done = subprocess.run(ruff, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
    code = "import models; models.Base.registry.configure()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return files


@pytest.mark.slow
def test_licence_header(edit: Edit, tmp_path: Path) -> None:
    header = "# Copyright (c) Shop Ltd. (all rights reserved)\n# SPDX-License-Identifier: MIT\n\n"
    before = models_of(SCHEMA)["order.py"]
    edit("model.jinja", header + builtin())
    assert formatted_models(tmp_path)["order.py"] == header + before


@pytest.mark.slow
def test_comment_for_each_attribute(edit: Edit, tmp_path: Path) -> None:
    start = "{% for column in view.columns %}\n"
    comment = (
        "    # {{ column.name }} ({{ column.python }})"
        "{% if column.comment %}: {{ column.comment }}{% endif %}\n"
    )
    # Without a comma a line break of the template's own would join the comment to the statement.
    edit("model.jinja", builtin().replace(start, start + comment.rstrip("\n") + "{{ '\\n' }}"))
    order = formatted_models(tmp_path)["order.py"]
    assert "    # number (str): printed on the invoice\n    number: Mapped[str] = m" in order
    assert "    # total (Decimal)\n" in order


@pytest.mark.slow
def test_comment_behind_an_argument(edit: Edit, tmp_path: Path) -> None:
    edit(
        "model.jinja",
        builtin().replace(
            " comment={{ column.comment | py }}, ",
            " comment={{ column.comment | py }},  # shown by the database\n",
        ),
    )
    order = formatted_models(tmp_path)["order.py"]
    assert '        comment="printed on the invoice",  # shown by the database\n    )\n' in order


@pytest.mark.slow
def test_base_class_and_mixin_of_ones_own(edit: Edit, tmp_path: Path) -> None:
    edit(
        "model.jinja",
        """{% extends "builtin/sqlalchemy/model.jinja" %}
{% block imports %}
{{ super() }}
from .audit import Audited, RecordedInTheJournalOfTheCompanyAndItsBranches

{% endblock %}
{% block bases %}Audited, RecordedInTheJournalOfTheCompanyAndItsBranches, {{ super() }}, kind={{
view.table_name | py }}{% endblock %}
""",
    )
    audit = tmp_path / "models" / "audit.py"
    audit.parent.mkdir()
    audit.write_text(
        "class Audited:\n    def __init_subclass__(cls, kind: str) -> None:\n"
        "        cls.kind = kind\n\n\n"
        "class RecordedInTheJournalOfTheCompanyAndItsBranches:\n    pass\n"
    )
    files = formatted_models(tmp_path)
    assert (
        "class Order(\n    Audited, RecordedInTheJournalOfTheCompanyAndItsBranches, Base, kind="
        in files["order.py"]
    )
    assert "class Customer(\n    Audited, " in files["customer.py"]


@pytest.mark.slow
def test_added_method(edit: Edit, tmp_path: Path) -> None:
    edit(
        "model.jinja",
        """{% extends "builtin/sqlalchemy/model.jinja" %}
{% block class_body %}
{{ super() }}

    def __repr__(self) -> str:
        keys = [f"{key}={getattr(self, key)!r}" for key in self.keys(1, lambda key: key)]
        return f"{{ view.name }}({', '.join(keys)})"

    @staticmethod
    def keys(least: int, sort: Any) -> list[str]:
        \"\"\"The attributes (
        as they are).
        \"\"\"
        return [{{ view.columns | map(attribute="name") | map("py") | join(", ") }}]
{% endblock %}
{% block imports %}
from typing import Any

{{ super() }}
{% endblock %}
""",
    )
    order = formatted_models(tmp_path)["order.py"]
    assert '{getattr(self, key)!r}" for key in self.keys(1, lambda key: key)\n        ]\n' in order
    assert 'list[str]:\n        """The attributes (\n        as they are).\n        """\n' in order
    assert '        return [\n            "id",\n            "number",\n' in order


@pytest.mark.slow
def test_column_type_of_ones_own(edit: Edit, tmp_path: Path) -> None:
    """A long value among the arguments breaks the statement as ruff would."""
    edit(
        "model.jinja",
        builtin().replace(
            "{%- if column.primary_key %}",
            "{%- if true %} info={'label': {{ column.name | py }}, "
            "'help': {{ (column.comment or '') | py }}, }, {% endif %}\n"
            "        {%- if column.primary_key %}",
        ),
    )
    order = formatted_models(tmp_path)["order.py"]
    assert '        info={"label": "number", "help": "printed on the invoice"},\n' in order
