"""The paths of outputs: files that stay, move, or cannot be where they are wanted."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Cli

TEMPLATES = ("a", "b")


def outputs(cli: Cli, *paths: str, template: str = "a.jinja") -> None:
    """A project with an output of one template for each path, and each model."""
    declared = "".join(
        f'  - template: {template}\n    each: model\n    path: "{path}"\n' for path in paths
    )
    cli.schema(
        "version: 1\ntargets:\n  sequelize: {directory: .}\ntemplates: templates\noutputs:\n"
        f"{declared}models:\n  Order: {{total: integer}}\n  Item: {{name: string}}\n"
    )


@pytest.fixture
def own(cli: Cli) -> Cli:
    """A project whose one template makes two files of each model."""
    cli.write("templates/a.jinja", "1\n2\n3\n{{ model }}\n")
    outputs(cli, "a/{{ model.file }}", "b/{{ model.file }}")
    cli.generate("-q")
    cli.replace("b/order", "1\n", "mine\n")
    return cli


@pytest.mark.parametrize(
    "paths",
    [
        ("b/{{ model.file }}",),
        ("b/{{ model.file }}", "a/{{ model.file }}"),
        ("new/{{ model.file }}", "a/{{ model.file }}", "b/{{ model.file }}"),
    ],
    ids=["removed", "in another order", "added before"],
)
def test_edits_stay_where_they_are_when_outputs_of_one_template_change(
    own: Cli, paths: tuple[str, ...]
) -> None:
    outputs(own, *paths)
    own.replace("templates/a.jinja", "{{ model }}", "{{ model }}!")
    own.generate("-q")
    files = {path for path in own.tree() if path.split("/")[0] in ("a", "b", "new")}
    folders = {path.split("/")[0] for path in paths}
    assert files == {f"{folder}/{name}" for folder in folders for name in ("order", "item")}
    for path in files:
        head = "mine" if path == "b/order" else "1"
        assert (
            own.root / path
        ).read_text() == f"{head}\n2\n3\n{path[2:].split('/')[-1].title()}!\n"
    assert "up to date" in own("check").output


LONG = "is too long for a path"


@pytest.mark.parametrize(
    ("paths", "message"),
    [
        (("x", "x/{{ model }}"), "needs a folder where"),
        (("{{ 'x/y/z' if model.name == 'Order' else 'X' }}",), "`x/y/z` needs a folder where Item"),
        (("package.json/{{ model }}",), "is below `package.json`, a file of npm"),
        (("models",), "`models` is a folder that has files of"),
        (("templates",), "`templates` is a folder of your templates"),
        (("x/" * 3000 + "{{ model }}",), LONG),
        (("x" * 256 + "{{ model }}",), LONG),
        (("x:{{ model }}",), "is no path that works on every system"),
        (
            ("a/{{ model.file }}", "a/{{ model.file }}"),
            "Order of the output `a.jinja` and Order of",
        ),
    ],
)
def test_a_path_that_cannot_be_is_refused_before_anything_is_written(
    cli: Cli, paths: tuple[str, ...], message: str
) -> None:
    cli.write("templates/a.jinja", "{{ model }}\n")
    outputs(cli, *paths)
    before = cli.tree()
    said = cli.generate(code=1).errors
    assert message in said
    assert "scaffold.yaml:" in said
    assert cli.tree() == before


def test_a_target_below_a_file_of_an_output_is_refused(cli: Cli) -> None:
    cli.write("templates/a.jinja", "x\n")
    outputs(cli, "src")
    cli.replace("scaffold.yaml", "directory: .", "directory: src")
    said = cli.generate(code=1).errors
    assert "`src` is a folder that has files of sequelize" in said


def test_no_output_is_made_in_a_pack(cli: Cli) -> None:
    cli.write("pack/a.jinja", "{{ model }}\n")
    cli.write(
        "pack/outputs.yaml",
        "outputs: [{template: a.jinja, each: model, path: 'pack/{{ model.file }}.jinja'}]\n",
    )
    cli.schema(
        "version: 1\ntargets:\n  sequelize: {directory: .}\noutputs:\n  - from: pack\n"
        "models:\n  Order: {total: integer}\n"
    )
    assert "is in `pack`, a folder of your templates" in cli.generate(code=1).errors


def test_a_file_that_becomes_a_folder_is_not_in_its_own_way(cli: Cli) -> None:
    cli.write("templates/a.jinja", "x\n")
    outputs(cli, "out/{{ model }}")
    cli.generate("-q")
    outputs(cli, "out/{{ model }}/x")
    said = cli.generate(code=1).errors
    assert "out/Order/x: out/Order is a file, where a folder is needed\n" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty\n    Begin it with `outputs:`."),
        ("- a\n", "Begin it with `outputs:`."),
        ("outputs: []\n---\noutputs: []\n", "a second document begins here, and the file is one"),
        ("outputs: []\nextra: 1\n", "pack/outputs.yaml:2:1: unknown key `extra`"),
    ],
)
def test_mistakes_in_the_file_of_a_pack_are_named_as_its_own(
    cli: Cli, text: str, said: str
) -> None:
    cli.write("pack/outputs.yaml", text)
    cli.schema(
        "version: 1\ntargets:\n  sequelize: {directory: .}\noutputs:\n  - from: pack\n"
        "models:\n  Order: {total: integer}\n"
    )
    assert said in cli.generate(code=1).errors


def test_the_folder_of_templates_is_no_part_of_their_names(cli: Cli) -> None:
    cli.write("templates/a.jinja", "{{ model }}\n")
    outputs(cli, "out/{{ model }}", template="templates/a.jinja")
    assert "did you mean `a.jinja`?" in cli.generate(code=1).errors


def test_a_condition_in_braces_is_explained(cli: Cli) -> None:
    cli.write("templates/a.jinja", "{{ model }}\n")
    outputs(cli, "out/{{ model }}")
    cli.replace(
        "scaffold.yaml", "    each: model\n", "    each: model\n    when: '{{ model.is_join }}'\n"
    )
    assert "Write the expression alone, without `{{` and `}}`." in cli.generate(code=1).errors


def test_a_template_that_extends_itself_is_not_led_to_one_that_does_not_exist(cli: Cli) -> None:
    cli.write("templates/a.jinja", "{% extends 'a.jinja' %}\n")
    outputs(cli, "out/{{ model }}")
    said = cli.generate(code=1).errors
    assert "the template extends itself" in said
    assert "builtin/" not in said


@pytest.mark.parametrize("ownership", ["merge", "once", "replace"])
def test_empty_files_move_and_are_removed(cli: Cli, ownership: str) -> None:
    cli.write("templates/a.jinja", "")
    for folder in ("out", "new"):
        outputs(cli, f"{folder}/{{{{ model }}}}")
        kept = f"    ownership: {ownership}\nmodels:"
        cli.replace("scaffold.yaml", "models:", kept)
        cli.generate("-q")
    outputs(cli)
    cli.replace("scaffold.yaml", "templates: templates\noutputs:\n", "")
    assert "edited" not in cli.generate().text
    assert not [path for path in cli.tree() if path.startswith(("out/", "new/"))]


@pytest.mark.parametrize("dialect", ["sqlite", "postgres"])
def test_templates_see_shared_enums_once(cli: Cli, dialect: str) -> None:
    cli.write(
        "templates/a.jinja",
        "{% for enum in schema.enums %}\n{{ enum }} {{ enum.values | join(' ') }}\n{% endfor %}\n"
        "{% for model in schema.models %}\n"
        "{% for each in model.attributes if each.type == 'enum' %}\n"
        "{{ model }}.{{ each }} {{ each.enum or 'own' }}\n{% endfor %}\n{% endfor %}\n",
    )
    cli.schema(
        "version: 1\ntargets:\n  sequelize: {directory: .}\n"
        f"options: {{dialects: [{dialect}]}}\n"
        "enums:\n  Status: [open, paid]\n  Size: [s, m]\ntemplates: templates\noutputs:\n"
        "  - {template: a.jinja, path: enums.txt}\nmodels:\n"
        "  Order: {status: enum(Status) required, kind: 'enum(a, b)'}\n"
        "  Item: {state: enum(Status), size: enum(Size)}\n"
    )
    cli.generate("-q")
    assert (cli.root / "enums.txt").read_text() == (
        "Status open paid\nSize s m\n"
        "Order.status Status\nOrder.kind own\nItem.state Status\nItem.size Size\n"
    )
