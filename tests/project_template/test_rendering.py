"""The project template as `scaffold new` writes it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import yaml

from scaffold import REPOSITORY, __version__
from scaffold.cli.app import ISSUES
from scaffold.errors import EnvironmentFailure, SchemaError, UsageError
from scaffold.project.template import questions, render_project
from tests.support.node_packages import ROOT

ALWAYS = {
    ".agents/skills/change-schema/SKILL.md",
    "AGENTS.md",
    ".copier-answers.yml",
    ".editorconfig",
    ".env.example",
    ".github/workflows/ci.yml",
    ".gitignore",
    ".prettierignore",
    ".prettierrc.json",
    ".sequelizerc",
    "Makefile",
    "README.md",
    "config/config.js",
    "eslint.config.js",
    "migrations/.gitkeep",
    "package.json",
    "scaffold.yaml",
    "seeders/.gitkeep",
    "test/models.test.js",
}


def render(root: Path, **answers: object) -> dict[str, str]:
    """The action for each path."""
    return {path: action for action, path in render_project(str(root), answers)}


def refusal(**answers: object) -> str:
    with pytest.raises(UsageError) as caught:
        render_project("nowhere", answers)
    assert not os.path.exists("nowhere")
    return str(caught.value)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answers", "more"),
    [
        ({}, set()),
        ({"dialects": ["sqlite", "postgres"]}, {"compose.yaml"}),
        ({"dialects": ("mysql",), "licence": "MIT"}, {"compose.yaml", "LICENSE"}),
        ({"package_manager": "pnpm"}, {"pnpm-workspace.yaml"}),
        ({"package_manager": "pnpm", "dialects": ["postgres"]}, {"compose.yaml"}),
        ({"package_manager": "yarn", "python": True, "dialects": ["sqlite"]},
         {".yarnrc.yml", "pyproject.toml"}),
        ({"modules": "esm"}, set()),
    ],
)  # fmt: skip
def test_files_of_a_project(tmp_path: Path, answers: dict[str, object], more: set[str]) -> None:
    made = render(tmp_path / "new" / "shop", **answers)
    assert set(made) == ALWAYS | more
    assert set(made.values()) == {"create"}
    root = tmp_path / "new" / "shop"
    there = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    assert there - {".scaffold/.gitignore"} == set(made)


PYTHON = {
    ".agents/skills/change-schema/SKILL.md",
    "AGENTS.md",
    ".copier-answers.yml",
    ".editorconfig",
    ".env.example",
    ".github/workflows/ci.yml",
    ".gitignore",
    "Makefile",
    "README.md",
    "pyproject.toml",
    "scaffold.yaml",
    "tests/test_models.py",
}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answers", "more"),
    [
        ({}, set()),
        ({"dialects": ["postgres"], "licence": "MIT"}, {"compose.yaml", "LICENSE"}),
        ({"package_manager": "pnpm"}, set()),
        ({"package_manager": "yarn", "python": True}, set()),
    ],
)  # fmt: skip
def test_files_of_a_project_for_python_alone(
    tmp_path: Path, answers: dict[str, object], more: set[str]
) -> None:
    made = render(tmp_path / "shop", node=False, **answers)
    assert set(made) == PYTHON | more
    words = ("node", "npm", "sequelize ", "sequelize:", "package.json", "eslint")
    for path in {*made} - {".copier-answers.yml"}:
        text = (tmp_path / "shop" / path).read_text().replace("sequelize-scaffold", "")
        assert [word for word in words if word in text.lower()] == [], path


@pytest.mark.slow
def test_a_project_for_no_language_is_refused() -> None:
    result = refusal(node=False, python=False)
    assert result.startswith("python: choose at least one: node, python\n")


@pytest.mark.slow
def test_existing_files_are_kept(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text("{}\n")
    (tmp_path / "scaffold.yaml").write_text("version: 1\n")
    first = render(tmp_path, project_name="shop")
    assert {path for path, action in first.items() if action == "skip"} == {
        "package.json",
        "scaffold.yaml",
    }
    assert (tmp_path / "package.json").read_text() == "{}\n"
    again = render(tmp_path, project_name="shop")
    assert {again[path] for path in again if first[path] == "create"} == {"identical"}
    assert again["package.json"] == "skip"


@pytest.mark.slow
def test_existing_json_schema_is_the_only_schema(tmp_path: Path) -> None:
    (tmp_path / "scaffold.json").write_text("{}")
    assert set(render(tmp_path)) == ALWAYS - {"scaffold.yaml"}


@pytest.mark.slow
def test_folder_is_the_default_name(tmp_path: Path) -> None:
    for folder, name in (("My App", "my-app"), ("été 2", "t-2"), ("42", "my-app"), ("a_b", "a-b")):
        render(tmp_path / folder)
        assert json.loads((tmp_path / folder / "package.json").read_text())["name"] == name


@pytest.mark.slow
def test_answers_file_names_the_template(tmp_path: Path) -> None:
    """Not where it was rendered from: a path of this machine, with no version."""
    render(tmp_path, project_name="shop", python=True, models="A: {x: string}\n")
    answers = yaml.safe_load((tmp_path / ".copier-answers.yml").read_text())
    assert answers.pop("_src_path") == REPOSITORY
    assert answers.pop("_commit") == f"v{__version__}"
    assert answers == {
        "project_name": "shop",
        "description": "",
        "dialects": ["sqlite"],
        "id": "integer",
        "naming": "sequelize",
        "foreign_key": "PascalCase",
        "node": True,
        "python": True,
        "modules": "commonjs",
        "package_manager": "npm",
        "licence": "none",
        "models": "A: {x: string}\n",
    }
    assert set(answers) == set(questions())
    assert f"{REPOSITORY}/issues" == ISSUES


@pytest.mark.slow
def test_text_answers_are_escaped(tmp_path: Path) -> None:
    text = 'It\'s <"é"> & {{ 7 * 6 }} \\ # 100%'
    render(tmp_path, project_name="shop", description=text, python=True)
    assert json.loads((tmp_path / "package.json").read_text())["description"] == text
    import tomllib

    project = tomllib.loads((tmp_path / "pyproject.toml").read_text())
    assert project["project"]["description"] == text
    assert f"# shop\n\n{text}\n" in (tmp_path / "README.md").read_text()


@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ({"project_name": "My App"}, "project_name: use at most 63 lower case"),
        ({"project_name": "app\n"}, "project_name: use at most 63 lower case"),
        ({"project_name": "a" * 64}, "at most 63"),
        ({"project_name": "sequelize"}, "project_name: the project depends on a package"),
        ({"project_name": 3}, "project_name: `3` is not a valid answer\n  Project name?"),
        ({"description": "two\nlines"}, "description: use a single line\n  Description?"),
        ({"dialects": []}, "dialects: choose at least one: sqlite, postgres, mysql"),
        ({"dialects": "sqlite"}, "dialects: `sqlite` is not a valid answer"),
        (
            {"dialects": ["oracle"]},
            "dialects: `['oracle']` is not a valid answer\n"
            "  Which databases? With several, each migration has the statements for all of them. "
            "Choose some of: sqlite, postgres, mysql.",
        ),
        ({"id": "int"}, "id: `int` is not a valid answer"),
        ({"python": "yes"}, "Answer with true or false."),
        ({"package_manager": "bun"}, "Choose one of: npm, pnpm, yarn."),
        ({"modules": "amd"}, "Choose one of: commonjs, esm, typescript."),
        ({"models": "Customer"}, "models: write a model's name and a colon, and below it"),
        ({"models": "A: [1"}, "models: while parsing a flow sequence"),
        ({"module": ""}, "unknown question `module`\n  The questions are: project_name, "),
    ],
)  # fmt: skip
def test_invalid_answers_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answers: dict[str, object], result: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert result in refusal(**answers)


def test_all_invalid_answers_are_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = refusal(id="int", naming="camel", licence="GPL", x=1)
    assert [line.split(":")[0] for line in result.splitlines()[::2]] == [
        "id",
        "naming",
        "licence",
        "unknown question `x`",
    ]


@pytest.mark.slow
def test_folder_in_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "package.json").mkdir()
    with pytest.raises(SchemaError, match=r"package\.json: this is a folder"):
        render_project(str(tmp_path), {})
    assert os.listdir(tmp_path) == ["package.json"]


@pytest.mark.slow
def test_file_in_place_of_the_project_folder(tmp_path: Path) -> None:
    (tmp_path / "app").write_text("")
    with pytest.raises(EnvironmentFailure, match="app: File exists\n  Choose a folder"):
        render_project(str(tmp_path / "app"), {})


@pytest.mark.slow
def test_no_temporary_files_are_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.chdir(tmp_path)
    render(tmp_path / "app")
    refusal(dialects=[])
    assert list(scratch.iterdir()) == []
    assert sorted(os.listdir(tmp_path)) == ["app", "scratch"]


def test_copier_is_imported_only_to_render() -> None:
    code = (
        "import sys, scaffold.project.template as s; s.questions(); print('copier' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"
