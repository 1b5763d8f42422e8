"""Copies of the template of a model, edited as people edit them: Prettier changes nothing in what
comes out, and it runs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scaffold.templating import template_folder
from tests.support.project import Project, javascript_problems
from tests.targets.rendering import HEAD, database_of, migrations_of, rendered, write

pytestmark = pytest.mark.node

SCHEMAS = Path(__file__).parent / "schemas"
EVERYTHING = (SCHEMAS / "everything.yaml").read_text()
SMALL = (
    HEAD
    + """models:
  Tag:
    name: string required comment('What is shown')
    note: text
    rank: decimal(12, 4) required default(0) unique comment('Least first')
    madeAt: datetime required default(now)
    changedAt: datetime required default(now)
    $timestamps: {createdAt: madeAt, updatedAt: changedAt}
  Day: {$timestamps: false, aStringWithALongName: string(120) required unique index}
  Link: {tag: belongsTo(Tag) primary, day: belongsTo(Day) primary}
"""
)
MODEL = "sequelize/commonjs/model.jinja"
INDEX = "sequelize/commonjs/index.jinja"


class Templates:
    """A folder of templates with edited copies; `builtin/` has them as they were."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        original = template_folder.templates_folder()
        shutil.copytree(f"{original}/sequelize", folder / "sequelize")
        shutil.copytree(f"{original}/sequelize", folder / "builtin" / "sequelize")

    def edit(self, *changes: tuple[str, str]) -> None:
        """Replace texts of the model's template, each of which it has once."""
        text = (self.folder / MODEL).read_text()
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        self.write(text)

    def override(self, **blocks: str) -> None:
        """Replace the model's template by one that extends it."""
        parts = [f"{{% block {name} %}}\n{text}{{% endblock %}}\n" for name, text in blocks.items()]
        self.write(f'{{% extends "builtin/{MODEL}" %}}\n' + "".join(parts))

    def write(self, text: str, name: str = MODEL) -> None:
        (self.folder / name).write_text(text)


@pytest.fixture
def templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Templates:
    made = Templates(tmp_path / "templates")
    monkeypatch.setattr(template_folder, "templates_folder", lambda: str(made.folder))
    return made


def models_of(schema: str, project: Project) -> dict[str, str]:
    """The files of the models, which Prettier and ESLint accept, written into the project."""
    files = rendered(database_of(schema), ())
    write(project, files)
    assert project.node_modules is not None
    assert javascript_problems(project.root, project.node_modules) == []
    return files


def test_licence_header(templates: Templates, project: Project) -> None:
    templates.override(imports="// Copyright Acme Ltd.\n\n{{ super() }}\n")
    for path, text in models_of(SMALL, project).items():
        if path != "models/index.js":
            assert text.startswith("// Copyright Acme Ltd.\n\n'use strict';\n\nconst")
    project.sync()


def test_associate_moved_to_the_end(templates: Templates, project: Project) -> None:
    text = (templates.folder / MODEL).read_text()
    start = text.index("{% if model.associations %}\n    static associate(models) {")
    end = text.index("{% if model.associations and model.sequelize.renewed %}")
    associate = text[start:end]
    lines = [line[2:] if line.startswith("    ") else line for line in associate.splitlines()]
    moved = "\n".join(lines).replace(
        "  static associate(models) {", "\n  {{ model.name }}.associate = (models) => {"
    )
    moved = moved.replace("\n  }\n{% endif %}", "\n  };\n{% endif %}")
    templates.edit(
        (associate, ""),
        ("{% if model.associations and model.sequelize.renewed %}\n\n{% endif %}\n", ""),
        ("\n  return {{ model.name }};", moved + "\n\n  return {{ model.name }};"),
    )
    models_of(EVERYTHING, project)
    link = models_of(SMALL, project)["models/link.js"]
    assert "class Link extends Model {}" in link
    assert "  Link.associate = (models) => {\n    Link.belongsTo(models.Tag, {\n      as:" in link
    project.sync()
    assert project.run_js("return Object.keys(db.Link.associations);") == ["tag", "day"]


def test_jsdoc_of_each_attribute(templates: Templates, project: Project) -> None:
    templates.edit(
        (
            "      {{ attribute.name | key }}: { type:",
            "      /**\n"
            "         * {{ attribute.name }} ({{ attribute.type }})\n"
            "{% if attribute.comment %}\n"
            "         * {{ attribute.comment }}\n"
            "{% endif %}\n"
            "         */\n"
            "      {{ attribute.name | key }}: { type:",
        )
    )
    models_of(EVERYTHING, project)
    assert (
        "      /**\n"
        "       * rank (decimal)\n"
        "       * Least first\n"
        "       */\n"
        "      rank: {\n"
        "        type: DataTypes.DECIMAL(12, 4),\n"
    ) in models_of(SMALL, project)["models/tag.js"]


def test_base_class_of_ones_own(templates: Templates, project: Project) -> None:
    templates.edit(
        ("const { Model } = require('sequelize');", "const { Base } = require('../lib/base');"),
        ("  class {{ model.name }} extends {{ model.sequelize.base }} {}", "  {{ class }} {}"),
        ("  class {{ model.name }} extends {{ model.sequelize.base }} {", "  {{ class }} {"),
    )
    templates.write(
        "{% set class = 'class ' ~ model.name ~ ' extends Base' %}\n"
        + (templates.folder / MODEL).read_text()
    )
    project.write(
        "lib/base.js",
        "'use strict';\n\nconst { Model } = require('sequelize');\n\n"
        "class Base extends Model {}\n\nmodule.exports = { Base };\n",
    )
    assert "  class Tag extends Base {\n" in models_of(SMALL, project)["models/tag.js"]
    project.sync()


def test_timestamps_through_a_function(templates: Templates, project: Project) -> None:
    templates.override(
        imports="{{ super() }}\nconst { timestamps } = require('../lib/timestamps');\n",
        attributes="""\
{{ super() }}
{% layout %}
      ...timestamps(
        DataTypes,
        { paranoid: {{ (model.deleted_at is not none) | js }}, table: {{ model.table | js }} }),
{% endlayout %}
""",
        options="""\
{{ super() }}
      timestamps: {{ 'true' if model.created_at else 'false' }}, createdAt: 'createdAt',
""",
    )
    schema = f"{HEAD}models:\n  Order: {{number: string required}}\n"
    project.write(
        "lib/timestamps.js",
        "'use strict';\n\nexports.timestamps = (DataTypes) => ({\n"
        "  createdAt: { type: DataTypes.DATE(3), allowNull: false },\n});\n",
    )
    text = models_of(schema, project)["models/order.js"]
    assert "      ...timestamps(DataTypes, { paranoid: false, table: 'Orders' }),\n" in text
    assert "      timestamps: true,\n      createdAt: 'createdAt',\n" in text
    project.sync()


def test_validation_of_required_strings(templates: Templates, project: Project) -> None:
    templates.edit(
        (
            "{% if attribute.comment is not none %}",
            "{% if attribute.type == 'string' and not attribute.nullable %}\n"
            "        validate: {notEmpty: true},\n"
            "{% endif %}\n"
            "{% if attribute.comment is not none %}",
        )
    )
    models_of(EVERYTHING, project)
    text = models_of(SMALL, project)["models/tag.js"]
    assert text.count("validate: { notEmpty: true },") == 1
    project.sync()
    assert (
        project.run_js(
            "return db.Tag.build({ name: '' }).validate().then(() => '', (error) => error.message);"
        )
        == "Validation error: Validation notEmpty on name failed"
    )


def test_hooks_with_an_arrow_function(templates: Templates, project: Project) -> None:
    templates.override(
        options="""\
{{ super() }}
      hooks: { beforeValidate: (instance) => {
        // Names come with spaces.
        instance.name = `${instance.name}`.trim();
      }, afterFind: null },
"""
    )
    text = models_of(SMALL, project)["models/tag.js"]
    assert (
        """\
      hooks: {
        beforeValidate: (instance) => {
          // Names come with spaces.
          instance.name = `${instance.name}`.trim();
        },
        afterFind: null,
      },
"""
        in text
    )
    models_of(EVERYTHING, project)


def test_members_and_statements_of_ones_own(templates: Templates, project: Project) -> None:
    templates.override(
        class_body="""\
    static get title() {
      return '{{ model.name }}';
    }
{% if model.associations %}

{% endif %}
{{ super() }}
""",
        after_init="""\
{{ super() }}
{% layout %}
  {{ model.name }}.addScope('defaultScope',
    { order: [[{{ model.attributes[0].name | js }}, 'ASC']] }, { override: true });
{% endlayout %}
""",
    )
    files = models_of(SMALL, project)
    assert "  class Day extends Model {\n    static get title() {" in files["models/day.js"]
    assert project.run_js(
        "return Object.values(db).map((each) => each.title).filter(Boolean);"
    ) == [
        "Day",
        "Link",
        "Tag",
    ]


def test_statement_at_the_start_of_each_migration(templates: Templates, project: Project) -> None:
    templates.write(
        """\
{% extends "builtin/sequelize/commonjs/migration.jinja" %}
{% block up %}
{% layout %}
      await queryInterface.sequelize.query(
        "SELECT 'a statement that all begin with'", { transaction });
{% endlayout %}

{{ super() }}
{% endblock %}
""",
        "sequelize/commonjs/migration.jinja",
    )
    database = database_of(SMALL)
    write(project, rendered(database, migrations_of(database)))
    assert project.node_modules is not None
    assert javascript_problems(project.root, project.node_modules) == []
    project.run_migrations()


def test_another_index(templates: Templates, project: Project) -> None:
    templates.write(
        """\
'use strict';

const Sequelize = require('sequelize');
const { development: config } = require({{ view.config | js }});

const sequelize = new Sequelize(process.env.DATABASE_URL, config);
const db = { sequelize, Sequelize };

const definitions = {
{% layout %}
{% for model in view.schema.models %}
  {{ model }}: require({{ ('./' ~ model.file) | js }}),
{% endfor %}
{% endlayout %}
};
for (const [name, define] of Object.entries(definitions)) {
  db[name] = define(sequelize, Sequelize.DataTypes);
}
for (const { associate } of Object.values(db)) {
  associate?.(db);
}

module.exports = db;
""",
        INDEX,
    )
    index = models_of(SMALL, project)["models/index.js"]
    assert "const definitions = {\n  Tag: require('./tag'),\n  Day: require" in index
    assert project.run_js("return Object.keys(db.Link.associations);") == ["tag", "day"]
