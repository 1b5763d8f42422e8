"""Built-in templates in the sandbox: as outside it, without alarms, and with mistakes found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from scaffold.project.compilation import compile_source
from scaffold.project.compiled_source import CompiledSchema
from scaffold.project.outputs.check_outputs import problems_of
from scaffold.project.outputs.of_run import view_classes
from scaffold.project.outputs.read_templates import OwnFiles
from scaffold.project.schema_source import Source
from scaffold.targets import TARGETS
from scaffold.targets.protocol import Artifact
from scaffold.templating.own_renderer import OwnRenderer
from scaffold.templating.own_templates import OwnTemplates, builtin_names, builtin_text
from scaffold.templating.renderer import Renderer
from tests.support.node_packages import ROOT
from tests.targets.rendering import migrations_of

SCHEMAS = [
    ROOT / "examples" / "shop" / "scaffold.yaml",
    *sorted((ROOT / "tests" / "end_to_end" / "shapes").glob("*.yaml")),
]


def compiled(path: Path) -> CompiledSchema:
    return compile_source(Source(str(path.parent), str(path), path.read_bytes()))


def artifacts(schema: CompiledSchema, target: str) -> Iterator[Artifact]:
    """Every file of a target: models and first migrations."""
    chosen, settings = TARGETS[target], TARGETS[target].settings
    yield from chosen.model_artifacts(schema.database, settings)
    previous: str | None = None
    for migration in migrations_of(schema.database):
        dialects = schema.database.dialects
        yield chosen.migration_artifact(migration, dialects, settings, previous)
        previous = migration.version


@pytest.mark.slow
@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.stem)
@pytest.mark.parametrize("target", TARGETS)
def test_they_render_alike_in_the_sandbox(path: Path, target: str) -> None:
    filters = TARGETS[target].filters
    plain, sandboxed = Renderer(filters), OwnRenderer(OwnTemplates(), filters)
    for artifact in artifacts(compiled(path), target):
        assert sandboxed.render(artifact) == plain.render(artifact), artifact.path


def copies(changed: Mapping[str, str] | None = None) -> OwnFiles:
    """All built-in templates as copies in a folder, some of them changed."""
    texts = {name: builtin_text(name) for name in builtin_names()} | dict(changed or {})
    return OwnFiles(OwnTemplates("t", texts, {name: f"t/{name}" for name in texts}))


@pytest.fixture(scope="module")
def views() -> Mapping[str, tuple[str, type]]:
    text = b"version: 1\ntargets: {sequelize: {}, sqlalchemy: {}}\nmodels: {A: {b: string}}\n"
    schema = compile_source(Source(".", "s.yaml", text))
    return view_classes(schema.configured_targets, schema.database, schema.schema, copies())


@pytest.mark.slow
def test_no_copy_raises_an_alarm(views: Mapping[str, tuple[str, type]]) -> None:
    assert problems_of(copies(), views) == ()


# A member of a view, written `model.name`, in a copied template of Sequelize's models.
MODEL = "sequelize/commonjs/model.jinja"
MEMBERS = sorted(set(re.findall(r"\b(?:model|attribute|association)\.(\w+)", builtin_text(MODEL))))


@pytest.mark.slow
@pytest.mark.parametrize("member", MEMBERS)
def test_a_letter_dropped_from_a_name_is_found(
    member: str, views: Mapping[str, tuple[str, type]]
) -> None:
    wrong = member[:-1] if member.endswith("s") and len(member) > 4 else member[:1] + member[2:]
    text = re.sub(
        rf"\b((?:model|attribute|association)\.){member}\b", rf"\1{wrong}", builtin_text(MODEL)
    )
    found = problems_of(copies({MODEL: text}), views)
    assert found
    assert f"has no `{wrong}`" in found[0].message
