"""Files of a project's own templates: made, merged, moved, removed, and kept where they belong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import STAMP, Cli

SCHEMA = """\
version: 1
targets:
  sequelize: {directory: .}
templates: templates
outputs:
  - template: route.js.jinja
    each: model
    path: "src/{{ model.plural | kebab }}.js"
    when: not model.is_join
  - template: all.md.jinja
    path: docs/all.md
models:
  Customer:
    $data: {icon: cart}
    name: string(120) required
  Product:
    name: string
    label: {type: text, data: {wide: true}}
    tags: belongsToMany(Tag) through(ProductTags)
  Tag:
    name: string unique
"""
ROUTE = """\
// {{ model.plural }}

const attributes = [
{% for attribute in model.attributes if attribute.given %}
  {{ attribute.name | js }},
{% endfor %}
];

module.exports = attributes;
"""
PAGE = "# Models\\n{% for model in schema.models %}\\n## {{ model }}\\n{% endfor %}\\n".replace(
    "\\n", "\n"
)
OUTPUTS = ["src/customers.js", "src/products.js", "src/tags.js", "docs/all.md"]


@pytest.fixture
def own(cli: Cli) -> Cli:
    """A project with two outputs."""
    cli.schema(SCHEMA)
    cli.write("templates/route.js.jinja", ROUTE)
    cli.write("templates/all.md.jinja", PAGE)
    return cli


def made(cli: Cli) -> Cli:
    """The project after its first run."""
    cli.generate("-q")
    return cli


def edit_schema(cli: Cli, old: str, new: str) -> None:
    cli.replace("scaffold.yaml", old, new)


def output(cli: Cli, settings: str, template: str = "{{ schema.models | join(', ') }}\n") -> None:
    """A schema whose only output has these settings, and its template."""
    start, _, rest = SCHEMA.partition("outputs:\n")
    models = rest[rest.index("models:") :]
    cli.schema(f"{start}outputs:\n  - {{template: a.jinja, {settings}}}\n{models}")
    for name in ("route.js.jinja", "all.md.jinja"):
        (cli.root / "templates" / name).unlink(missing_ok=True)
    cli.write("templates/a.jinja", template)


def text(cli: Cli, name: str) -> str:
    return (cli.root / name).read_text()


def test_outputs_are_generated_with_the_models(own: Cli) -> None:
    result = own.generate()
    for name in OUTPUTS:
        assert f"   create  {name}\n" in result.output
    assert text(own, "src/products.js") == (
        "// Products\n\nconst attributes = [\n  'name',\n  'label',\n];\n\n"
        "module.exports = attributes;\n"
    )
    assert text(own, "docs/all.md").count("##") == 4
    assert not (own.root / "src" / "product-tags.js").exists()
    assert own("check").output.endswith("files up to date\n")
    assert "identical  src/tags.js\n" in own.generate().output


def test_dry_run_shows_what_outputs_would_change(own: Cli) -> None:
    made(own)
    own.replace("templates/route.js.jinja", "const attributes", "const names")
    before = own.tree()
    result = own.generate("--dry-run", "--diff").output
    assert "   update  src/customers.js\n" in result
    assert "+const names = [\n" in result
    assert own.tree() == before
    assert "src/customers.js" in own("check", code=1).output


def test_a_changed_template_merges_into_edited_files(own: Cli) -> None:
    made(own)
    own.replace("src/tags.js", "module.exports", "// Mine.\nmodule.exports")
    own.replace("templates/route.js.jinja", "const attributes", "const names")
    result = own.generate().output
    assert "    merge  src/tags.js\n" in result
    assert "const names = [\n  'name',\n];\n\n// Mine.\nmodule.exports" in text(own, "src/tags.js")


def test_an_edit_where_the_template_changes_is_a_conflict(own: Cli) -> None:
    made(own)
    own.replace("src/tags.js", "const attributes", "const mine")
    own.replace("templates/route.js.jinja", "const attributes", "const names")
    result = own.generate(code=1)
    assert "src/tags.js" in result.errors
    assert "const attributes" in text(own, "src/products.js")
    own.generate("--keep", "src/tags.js")
    assert "const mine" in text(own, "src/tags.js")
    assert "const names" in text(own, "src/products.js")


def test_a_new_template_file_is_seen_by_the_next_run(own: Cli) -> None:
    made(own)
    own.write("templates/rout.js.jinja", "x")
    result = own.generate(code=1)
    assert "templates/rout.js.jinja:1:1: nothing uses this template" in result.errors


def test_a_rename_moves_the_file_with_its_edits(own: Cli) -> None:
    made(own)
    own.replace("src/customers.js", "module.exports", "// Mine.\nmodule.exports")
    edit_schema(own, "  Customer:\n", "  Client:\n    $was: Customer\n    $table: Customers\n")
    result = own.generate().output
    assert "   remove  src/customers.js\n" in result
    assert not (own.root / "src/customers.js").exists()
    moved = text(own, "src/clients.js")
    assert moved.startswith("// Clients\n")
    assert "// Mine.\n" in moved
    assert own("check").output.endswith("files up to date\n")
    own.replace("templates/route.js.jinja", "const attributes", "const names")
    own.generate("-q")
    assert "// Mine.\n" in text(own, "src/clients.js")


def test_a_new_path_moves_all_files(own: Cli) -> None:
    made(own)
    own.replace("src/tags.js", "module.exports", "// Mine.\nmodule.exports")
    edit_schema(own, "src/{{", "lib/{{")
    own.generate("-q")
    assert "// Mine.\n" in text(own, "lib/tags.js")
    assert not list((own.root / "src").glob("*.js"))


def test_files_that_swap_their_paths_keep_their_edits(own: Cli) -> None:
    output(own, 'each: model, path: "{{ model.data.file or model.file }}.js"', "// {{ model }}\n")
    made(own)
    own.write("customer.js", "// Customer\n// of customers\n")
    own.write("tag.js", "// Tag\n// of tags\n")
    edit_schema(own, "$data: {icon: cart}", "$data: {file: tag}")
    edit_schema(own, "  Tag:\n", "  Tag:\n    $data: {file: customer}\n")
    own.generate("-q")
    assert text(own, "tag.js") == "// Customer\n// of customers\n"
    assert text(own, "customer.js") == "// Tag\n// of tags\n"


def test_a_move_onto_a_file_that_exists_is_refused(own: Cli) -> None:
    made(own)
    own.write("lib/tags.js", "// another\n")
    edit_schema(own, "src/{{", "lib/{{")
    result = own.generate(code=1)
    assert "src/tags.js would move here, and this file exists already" in result.errors
    assert (own.root / "src/tags.js").exists()


def test_files_that_nothing_makes_are_removed_unless_they_were_edited(own: Cli) -> None:
    made(own)
    own.replace("src/tags.js", "module.exports", "// Mine.\nmodule.exports")
    edit_schema(own, "when: not model.is_join", "when: model.name == 'Product'")
    result = own.generate()
    assert "   remove  src/customers.js\n" in result.output
    assert "note: src/tags.js: no output generates this file any more" in result.errors
    assert not (own.root / "src/customers.js").exists()
    assert "// Mine." in text(own, "src/tags.js")
    assert "src/tags.js" not in own.generate().text


def test_removed_outputs_remove_their_files(own: Cli) -> None:
    made(own)
    start, rest = SCHEMA.split("templates: templates\n")
    own.schema(start + rest[rest.index("models:") :])
    own.generate("-q")
    assert not any((own.root / name).exists() for name in OUTPUTS)
    own.generate("-q")


def test_once_is_never_touched_again_and_stays_deleted(own: Cli) -> None:
    output(own, "path: a.txt, ownership: once")
    made(own)
    own.write("templates/a.jinja", "changed\n")
    own.generate("-q")
    assert text(own, "a.txt").startswith("Customer, ")
    (own.root / "a.txt").unlink()
    own.generate("-q")
    assert not (own.root / "a.txt").exists()
    assert own("check").output.endswith("files up to date\n")


def test_once_leaves_a_file_that_exists(own: Cli) -> None:
    output(own, "path: a.txt, ownership: once")
    own.write("a.txt", "theirs\n")
    assert "     skip  a.txt\n" in own.generate().output
    assert text(own, "a.txt") == "theirs\n"


def test_replace_is_rewritten_while_nobody_edits_it(own: Cli) -> None:
    output(own, "path: a.txt, ownership: replace")
    made(own)
    own.write("templates/a.jinja", "changed\n")
    own.generate("-q")
    assert text(own, "a.txt") == "changed\n"
    own.write("a.txt", "edited\n")
    result = own.generate(code=1)
    assert "a.txt: it was edited after it was generated" in result.errors
    own.generate("--overwrite", "a.txt", "-q")
    assert text(own, "a.txt") == "changed\n"


@pytest.mark.parametrize("ownership", ["replace", "merge"])
def test_a_file_of_others_is_not_overwritten(own: Cli, ownership: str) -> None:
    output(own, f"path: a.txt, ownership: {ownership}")
    own.write("a.txt", "theirs\n")
    result = own.generate(code=1)
    assert "a.txt" in result.errors
    assert "exists already" in result.errors
    assert text(own, "a.txt") == "theirs\n"
    assert not (own.root / "models").exists()


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/etc/passwd", "leads out of the schema's own directory"),
        ("../../etc/passwd", "leads out of the schema's own directory"),
        ("a/../../b", "leads out of the schema's own directory"),
        ("a/../b", "has a `..` in it"),
        (".git/hooks/post-commit", "is in the folder `.git`"),
        ("a/.GIT/x", "is in the folder `.git`"),
        (".scaffold/base/x", "is in the folder `.scaffold`"),
        ("node_modules/x.js", "is in node_modules"),
        ("package.json", "is a file of npm"),
        ("scaffold.yaml", "is a file of the schema"),
        ("templates/b.jinja", "is in `templates`, a folder of your templates"),
        ("models/extra.js", "is in `models`, a folder of sequelize"),
        ("Migrations/x.js", "is in `Migrations`, a folder of sequelize"),
        ("a//b", "is not the path of a file"),
        ("C:/x", "is no path that works on every system"),
        ("link/x.js", "crosses the link `link`"),
        ("{{ schema.models[0].name ~ '/../../x' }}", "leads out of"),
    ],
)
def test_a_path_where_no_output_may_be_is_refused(own: Cli, path: str, message: str) -> None:
    (own.root / "elsewhere").mkdir()
    os.symlink(own.root / "elsewhere", own.root / "link")
    output(own, f'path: "{path}"')
    before = own.tree()
    result = own.generate(code=1)
    assert message in result.errors
    assert "scaffold.yaml:6:" in result.errors
    assert own.tree() == before


@pytest.mark.parametrize(
    ("path", "message"),
    [("a.js", "have the same path, `a.js`"), ("{{ model.name[0] }}.js", "have the same path")],
)
def test_two_files_of_one_path_are_refused(own: Cli, path: str, message: str) -> None:
    output(own, f'each: model, path: "{path}"')
    result = own.generate(code=1)
    if path == "a.js":
        assert message in result.errors
    edit_schema(own, path, "{{ 'A' if model.name == 'Tag' else 'a' if model.is_join else model }}")
    assert "differ only in case" in own.generate(code=1).errors


def test_a_fault_in_one_template_writes_nothing(own: Cli) -> None:
    own.replace("templates/route.js.jinja", "module.exports", "{{ 1 / 0 }}\nmodule.exports")
    result = own.generate(code=1)
    assert "templates/route.js.jinja:9:1: division by zero" in result.errors
    assert not (own.root / "models").exists()
    own.replace("templates/route.js.jinja", "{{ 1 / 0 }}", "{{ model.nam }}")
    result = own.generate(code=1)
    assert (
        "templates/route.js.jinja:9:1: a model has no `nam`: did you mean `name`?" in result.errors
    )
    assert "Write `name`." in result.errors


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('path: "{{ model.file }}"', "scaffold.yaml:6:31: unknown name `model`"),
        ("path: a, when: schema.modles", "a schema has no `modles`: did you mean `models`?"),
        ('path: "{{ schema.models"', "scaffold.yaml:6:31: "),
    ],
)
def test_mistakes_in_a_path_or_condition_are_named(own: Cli, settings: str, message: str) -> None:
    output(own, settings)
    assert message in own.generate(code=1).errors


def test_an_output_of_each_association(own: Cli) -> None:
    where = 'each: association, path: "a/{{ model.file }}-{{ association.alias }}.txt"'
    output(own, where, "{{ association.kind }} {{ association.target }}\n")
    made(own)
    assert text(own, "a/product-tags.txt") == "belongsToMany Tag\n"


def test_the_depfile_names_the_templates(own: Cli) -> None:
    own.generate("-q", "--depfile", "d")
    first = text(own, "d")
    assert " templates/route.js.jinja " in first
    own.generate("-q", "--depfile", "d")
    assert text(own, "d") == first


@pytest.fixture
def pack(own: Cli) -> Path:
    """A pack that npm linked into node_modules, and the only output."""
    real = own.root.parent / "rest-pack"
    (real / "parts").mkdir(parents=True)
    (real / "outputs.yaml").write_text(
        'outputs:\n  - {template: r.jinja, each: model, path: "rest/{{ model.file }}.txt"}\n'
    )
    (real / "r.jinja").write_text("{% include 'parts/head.jinja' %}{{ model }}\n")
    (real / "parts" / "head.jinja").write_text("# ")
    (own.root / "node_modules" / "@acme").mkdir(parents=True)
    os.symlink(real, own.root / "node_modules" / "@acme" / "rest")
    start, _, rest = SCHEMA.partition("templates: templates\n")
    source = "outputs: [{from: node_modules/@acme/rest}]\n"
    own.schema(start + source + rest[rest.index("models:") :])
    return real


def test_a_pack_brings_its_outputs(own: Cli, pack: Path) -> None:
    made(own)
    assert text(own, "rest/tag.txt") == "# Tag\n"
    (pack / "parts" / "head.jinja").write_text("## ")
    own.generate("-q")
    assert text(own, "rest/tag.txt") == "## Tag\n"


def test_the_file_of_a_pack_is_no_template(own: Cli, pack: Path) -> None:
    listed = own("templates", "list").output
    assert "rest/parts/head.jinja" in listed
    assert "outputs.yaml" not in listed
    assert own("templates", "check").output == "2 templates in order\n"


def test_mistakes_in_a_pack_are_named_in_its_files(own: Cli, pack: Path) -> None:
    (pack / "r.jinja").write_text("{{ model.nam }}\n")
    assert (
        "node_modules/@acme/rest/r.jinja:1:1: a model has no `nam`" in own.generate(code=1).errors
    )
    (pack / "outputs.yaml").write_text("outputs: [{template: r.jinja, path: ../x}]\n")
    result = own.generate(code=1).errors
    assert "node_modules/@acme/rest/outputs.yaml:1:37: " in result or "r.jinja:1:1" in result


def test_a_missing_pack_ends_with_4(own: Cli, pack: Path) -> None:
    os.unlink(own.root / "node_modules/@acme/rest")
    result = own.generate(code=4)
    assert "the pack node_modules/@acme/rest is missing" in result.errors
    assert "npm install" in result.errors


@pytest.mark.parametrize("link", ["templates/secret.txt", "templates/folder"])
def test_a_template_is_read_through_no_link(own: Cli, link: str) -> None:
    outside = own.root.parent / "outside"
    outside.mkdir()
    (outside / "secret").write_text("secret")
    target = outside / "secret" if link.endswith(".txt") else outside
    os.symlink(target, own.root / link)
    said = own.generate(code=1).errors
    assert f"{link}:1:1: this is a link, and templates are not read through links" in said


MODEL_HEADER = "// Copyright Acme.\n"


@pytest.mark.slow
def test_a_copied_built_in_template_is_used(own: Cli) -> None:
    from scaffold.templating.own_templates import builtin_text

    output(own, "path: a.txt")
    name = "sequelize/commonjs/model.jinja"
    own.write(f"templates/{name}", MODEL_HEADER + builtin_text(name))
    made(own)
    assert text(own, "models/tag.js").startswith("// Copyright Acme.\n'use strict';\n")
    migrations = sorted((own.root / "migrations").iterdir())
    assert migrations[0].name.startswith(STAMP)
    before = [path.read_text() for path in migrations]
    own.replace(f"templates/{name}", "Acme", "Other")
    own.replace("models/tag.js", "  return Tag;", "  // Mine.\n  return Tag;")
    own.generate("-q")
    assert text(own, "models/tag.js").startswith("// Copyright Other.\n")
    assert "// Mine." in text(own, "models/tag.js")
    assert [path.read_text() for path in migrations] == before


def test_a_fault_in_a_copied_template_is_named_with_what_the_view_offers(own: Cli) -> None:
    from scaffold.templating.own_templates import builtin_text

    output(own, "path: a.txt")
    name = "sequelize/commonjs/model.jinja"
    own.write(f"templates/{name}", builtin_text(name) + "// {{ model.nam }}\n")
    result = own.generate(code=1).errors
    line = builtin_text(name).count("\n") + 1
    assert f"templates/{name}:{line}:1: a model has no `nam`: did you mean `name`?" in result


def test_a_value_that_is_missing_is_named_with_a_model_that_lacks_it(own: Cli) -> None:
    own.replace("templates/route.js.jinja", "{{ model.plural }}", "{{ model.data.icon }}")
    said = own.generate(code=1).errors
    assert said.count("this value is none") == 1
    assert "See `scaffold templates variables Product`." in said
