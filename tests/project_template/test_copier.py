"""`copier copy`, `update`, `recopy` and `check-update`, from one tagged version to the next."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml

from scaffold import REPOSITORY
from scaffold.project.request import Request
from scaffold.project.run import generate
from scaffold.project.schema_source import read_source
from scaffold.project.template import project_files, render_project
from tests.project_template.conftest import TAG, commit, copier, git
from tests.project_template.on_a_terminal import answering
from tests.support.node_packages import ROOT
from tests.support.project import Project

pytestmark = pytest.mark.slow

NEXT = "v99.0.0"
PAGE = ROOT / "docs" / "project.md"
SHOP = {"project_name": "shop", "dialects": ["sqlite", "postgres"], "models": "A: {x: string}\n"}


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert text.count(old) == 1, f"{path.name}: {text.count(old)} times {old}"
    path.write_text(text.replace(old, new))


def tree(root: Path) -> dict[str, str]:
    """The texts of a project's files, without git's."""
    return {
        path.relative_to(root).as_posix(): path.read_text()
        for path in root.rglob("*")
        if path.is_file() and ".git/" not in path.as_posix()
    }


@pytest.fixture
def repository(template: Path, tmp_path: Path) -> Path:
    """The template, to be changed."""
    return Path(shutil.copytree(template, tmp_path / "template"))


@pytest.fixture(scope="module")
def edited(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A committed project of its first version, with a file of each kind edited and two removed."""
    folder = tmp_path_factory.mktemp("edited")
    (folder / "answers.yml").write_text(yaml.safe_dump(SHOP))
    given = ("--defaults", "--data-file", "answers.yml")
    copier("copy", *given, str(template), "shop", cwd=folder)
    project = Project(folder / "shop")
    git("init", "--quiet", cwd=project.root)
    commit(project.root)
    edit(project)
    return project.root


@pytest.fixture
def shop(edited: Path, template: Path, repository: Path, tmp_path: Path) -> Project:
    """A copy of that project, made from the template that is changed."""
    root = shutil.copytree(edited, tmp_path / "shop")
    replace(root / ".copier-answers.yml", str(template), str(repository))
    git("commit", "--quiet", "--all", "--amend", "--no-edit", cwd=root)
    return Project(root)


def edit(project: Project) -> None:
    """What a person does to a project in its first weeks."""
    root = project.root
    replace(root / "config/config.js", "storage, logging: false }", "storage, logging: true }")
    replace(root / "package.json", '"version": "0.1.0"', '"version": "2.0.0"')
    replace(root / "package.json", '    "pg": ', '    "express": "^5.0.0",\n    "pg": ')
    replace(root / "scaffold.yaml", "  A: {x: string}\n", "  # Mine.\n  B: {y: date}\n")
    with (root / "Makefile").open("a") as makefile:
        makefile.write("\ndeploy: test ## ship it\n\techo ship\n")
    (root / ".editorconfig").unlink()
    (root / "compose.yaml").unlink()
    project.generate()
    commit(root)


def release(repository: Path) -> None:
    """The next version of the template: a change in each of these files, and a new file."""
    project = repository / "templates" / "project"
    replace(project / "config/config.js.jinja", "options.\n", "options, new.\n")
    replace(project / "package.json.jinja", '"prettier --write ."', '"prettier --write . --new"')
    replace(project / "Makefile.jinja", "list the targets", "list all targets")
    replace(project / "scaffold.yaml.jinja", "version: 1\n", "version: 1 # new\n")
    (project / "new.txt").write_text("new\n")
    commit(repository, NEXT)


def assert_updated(project: Project, before: dict[str, str]) -> None:
    """New template lines are added, edits are kept, and deleted files are not restored."""
    expected = {
        **before,
        "new.txt": "new\n",
        "config/config.js": before["config/config.js"].replace("options.\n", "options, new.\n"),
        "package.json": before["package.json"].replace("--write .", "--write . --new"),
        "Makefile": before["Makefile"].replace("list the targets", "list all targets"),
        ".copier-answers.yml": before[".copier-answers.yml"].replace(TAG, NEXT),
    }
    assert tree(project.root) == expected
    assert {"models/b.js", ".scaffold/base/models/b.js"} <= set(expected)


def test_copy_equals_what_the_wheel_renders(whole_template: Path, tmp_path: Path) -> None:
    """But for the address: both know the version."""
    (tmp_path / "answers.yml").write_text(yaml.safe_dump(SHOP))
    given = ("--defaults", "--data-file", "answers.yml")
    result = copier("copy", *given, str(whole_template), "shop", cwd=tmp_path)
    assert "shop is ready. In its folder:" in result
    ours = {file.path: file.content for file in project_files(SHOP, "shop")}
    answers = ".copier-answers.yml"
    ours[answers] = ours[answers].replace(REPOSITORY, str(whole_template))
    assert tree(tmp_path / "shop") == ours


def test_update_keeps_edits(repository: Path, shop: Project) -> None:
    before = tree(shop.root)
    assert "Project is up-to-date" in copier("check-update", cwd=shop.root)
    release(repository)
    assert "New template version available" in copier("check-update", cwd=shop.root)
    result = copier("update", "--defaults", cwd=shop.root)
    assert "scaffold.yaml was not changed" in result
    assert_updated(shop, before)
    assert "Project is up-to-date" in copier("check-update", cwd=shop.root)
    assert "up to date" in shop.scaffold("check").text
    assert json.loads(shop.read("package.json"))["dependencies"]["express"] == "^5.0.0"


def test_update_of_a_project_written_by_new(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The recorded address is redirected to the template's folder."""
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", f"url.{repository}.insteadOf")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", f"{REPOSITORY}.git")
    monkeypatch.setenv("COPIER_CACHE_DIR", str(tmp_path / "cache"))
    project = Project(tmp_path / "shop")
    render_project(str(project.root), SHOP)
    git("init", "--quiet", cwd=project.root)
    commit(project.root)
    edit(project)
    before = tree(project.root)
    release(repository)
    assert "New template version available" in copier("check-update", cwd=project.root)
    copier("update", "--defaults", cwd=project.root)
    assert_updated(project, before)


def test_update_with_a_changed_answer(repository: Path, shop: Project) -> None:
    # Beside a line that changes it would be a conflict.
    replace(shop.root / "package.json", '    "express": "^5.0.0",\n', "")
    commit(shop.root)
    release(repository)
    answers = ("--defaults", "--data", "dialects=[sqlite, mysql]", "--data", "python=true")
    copier("update", *answers, cwd=shop.root)
    dependencies = json.loads(shop.read("package.json"))["dependencies"]
    assert set(dependencies) == {"mysql2", "sequelize", "sqlite3"}
    assert "PyMySQL" in shop.read("pyproject.toml")
    assert "# Mine." in shop.read("scaffold.yaml")


def test_update_leaves_conflict_markers(repository: Path, shop: Project) -> None:
    replace(shop.root / "package.json", '"prettier --write ."', '"prettier --write . --mine"')
    commit(shop.root)
    release(repository)
    copier("update", "--defaults", cwd=shop.root)
    text = shop.read("package.json")
    assert "<<<<<<< before updating" in text
    assert "--mine" in text
    assert "--new" in text
    assert "package.json" in git("diff", "--name-only", "--diff-filter=U", cwd=shop.root)


def test_recopy_adds_missing_files_and_keeps_others(repository: Path, shop: Project) -> None:
    before = tree(shop.root)
    release(repository)
    copier("recopy", "--defaults", cwd=shop.root)
    after = tree(shop.root)
    assert {name for name in after if after[name] != before.get(name)} == {
        ".copier-answers.yml",
        ".editorconfig",
        "compose.yaml",
        "new.txt",
    }


def test_recopy_with_overwrite(repository: Path, shop: Project) -> None:
    before = tree(shop.root)
    release(repository)
    copier("recopy", "--defaults", "--overwrite", cwd=shop.root)
    after = tree(shop.root)
    for name in ("config/config.js", "package.json", "Makefile"):
        assert after[name] != before[name]
    for name in ("scaffold.yaml", "models/b.js"):
        assert after[name] == before[name]


def test_copy_keeps_existing_files(template: Path, tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / "package.json").write_text("{}\n")
    copier("copy", "--defaults", str(template), "shop", cwd=tmp_path)
    assert (tmp_path / "shop" / "package.json").read_text() == "{}\n"
    assert (tmp_path / "shop" / "Makefile").exists()


def test_answers_in_the_documentation(template: Path, tmp_path: Path) -> None:
    (answers,) = re.findall(r"^```yml\n(.*?)^```", PAGE.read_text(), re.DOTALL | re.MULTILINE)
    (tmp_path / "answers.yml").write_text(answers)
    copier("copy", "--defaults", "--data-file", "answers.yml", str(template), "x", cwd=tmp_path)
    project = Project(tmp_path / "x")
    assert "  # What is sold.\n  Order:\n" in project.read("scaffold.yaml")
    assert "create-orders.js" in project.generate().output


@pytest.mark.parametrize(
    ("given", "result"),
    [
        ("project_name=My App", "use at most 63 lower case letters, digits and hyphens"),
        ("project_name=pg", "the project depends on a package of that name"),
        ("dialects=[]", "choose at least one: sqlite, postgres, mysql"),
        ("dialects=[oracle]", "'oracle' is not in ['sqlite', 'postgres', 'mysql']"),
        ("id=int", "'int' is not in ['integer', 'bigint', 'uuid']"),
        ("licence=GPL", "'GPL' is not in ['none', 'MIT', 'ISC', 'BSD-3-Clause']"),
        ("models=Customer", "write a model's name and a colon"),
    ],
)
def test_invalid_answers_create_no_project(
    template: Path, tmp_path: Path, given: str, result: str
) -> None:
    copied = ("copy", "--defaults", "--data", given, str(template), "shop")
    assert result in copier(*copied, cwd=tmp_path, code=1)
    assert not (tmp_path / "shop").exists()


def test_copy_without_a_terminal(template: Path, tmp_path: Path) -> None:
    result = copier("copy", str(template), "shop", cwd=tmp_path, code=1)
    assert "Interactive session required" in result
    assert not (tmp_path / "shop").exists()


def test_copy_on_a_terminal(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    down, escape = "\x1b[B", "\x1b"
    code, seen = answering(
        ("copy", str(template), "My Shop"),
        tmp_path,
        (
            ("Project name?", "\r"),
            ("Description?", "A café\r"),
            ("Which databases?", f" {down} {down} \r"),
            ("Default primary key type?", f"{down}{down}\r"),
            ("Table and column names?", "\r"),
            ("Foreign key names", f"{down}\r"),
            ("Generate Sequelize models and migrations for Node.js?", "\r"),
            ("Generate SQLAlchemy models and Alembic revisions for Python?", "y"),
            ("Which module system?", "\r"),
            ("Which package manager?", f"{down}\r"),
            ("Which licence?", f"{down}\r"),
            ("Models, as below", f"Customer:\r  name: string\r{escape}\r"),
        ),
    )
    assert code == 0, seen
    assert "my-shop is ready." in seen
    answers = yaml.safe_load((tmp_path / "My Shop" / ".copier-answers.yml").read_text())
    assert {**answers, "_src_path": "", "_commit": "", "models": ""} == {
        "_src_path": "",
        "_commit": "",
        "project_name": "my-shop",
        "description": "A café",
        "dialects": ["postgres", "mysql"],
        "id": "uuid",
        "naming": "sequelize",
        "foreign_key": "camelCase",
        "node": True,
        "python": True,
        "modules": "commonjs",
        "package_manager": "pnpm",
        "licence": "MIT",
        "models": "",
    }
    monkeypatch.chdir(tmp_path / "My Shop")
    from datetime import UTC, datetime

    made = generate(read_source(None), Request(datetime.now(UTC)))
    assert ("create", "models/customer.js") in made.actions
