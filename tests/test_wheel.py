"""What is built installs into an empty environment and generates there."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from scaffold.project.template import render_project
from tests.support.built import python_with_pip, run
from tests.support.node_packages import ROOT

pytestmark = pytest.mark.slow

SHOP = ROOT / "examples" / "shop" / "scaffold.yaml"


@pytest.fixture(scope="module")
def installed(
    wheel: Path, wheel_environments: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the bin folder of an environment with the wheel and its dependencies.

    It is the one that the npm package has set up, if that was tested before.
    """
    install = ["-m", "pip", "install", "--quiet"]
    if wheel_environments:
        made = wheel_environments[0]
        # Its programs name the folder as it was before it was renamed.
        install += ["--no-deps", "--force-reinstall"]
    else:
        home = tmp_path_factory.mktemp("venv")
        made = home / "venv"
        run(python_with_pip(home / "python3"), "-m", "venv", made, cwd=home)
    run(made / "bin" / "python", *install, wheel, cwd=made)
    return made / "bin"


def test_the_wheel_carries_templates_and_scripts(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    ours = {
        path.relative_to(ROOT)
        for path in (ROOT / "templates").rglob("*")
        # Compiled templates are kept beside their sources, in this tree alone.
        if path.is_file() and path.parent.name != "__pycache__"
    }
    assert ours
    assert {f"scaffold/{path.as_posix()}" for path in ours} <= set(names)
    assert "scaffold/copier.yml" in names
    assert "scaffold/py.typed" in names
    scripts = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("scaffold/**/*.js")}
    assert scripts
    assert scripts <= set(names)
    assert [name for name in names if name.startswith("tests/")] == []


def test_installed_command_prints_its_version(wheel: Path, installed: Path) -> None:
    version = wheel.name.split("-")[1]
    assert version in run(installed / "scaffold", "--version", cwd=installed)


def test_installed_template_is_the_current_one(installed: Path, tmp_path: Path) -> None:
    script = (
        "from scaffold.project.template import render_project as r; r('made', {'python': True})"
    )
    run(installed / "python", "-c", script, cwd=tmp_path)
    render_project(str(tmp_path / "ours" / "made"), {"python": True})
    made, ours = (
        {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in root.rglob("*")
            if path.is_file()
        }
        for root in (tmp_path / "made", tmp_path / "ours" / "made")
    )
    assert len(made) > 15
    assert made == ours


def test_the_installed_command_generates(installed: Path, tmp_path: Path) -> None:
    shop, elsewhere = tmp_path / "shop", tmp_path / "elsewhere"
    shop.mkdir()
    elsewhere.mkdir()
    (shop / "scaffold.yaml").write_bytes(SHOP.read_bytes())
    run(installed / "scaffold", "generate", "-C", shop, cwd=elsewhere)
    assert list(elsewhere.iterdir()) == []
    assert {path.name for path in (shop / "models").iterdir()} == {
        "customer.js", "index.js", "order.js", "payment.js", "product.js", "productTag.js", "tag.js"
    }  # fmt: skip
    assert [path.name[15:] for path in sorted((shop / "migrations").glob("*.js"))] == [
        "create-customers.js",
        "create-orders.js",
        "create-payments.js",
        "create-products.js",
        "create-tags.js",
        "add-associations.js",
        "associate-product-tag.js",
    ]
