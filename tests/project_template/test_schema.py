"""The schema that a new project begins with."""

from __future__ import annotations

import pytest

from scaffold.project.compilation import known_targets
from scaffold.project.editor_schema import LINE
from scaffold.project.template import project_files
from scaffold.schema.edit import new_schema
from scaffold.schema.read_schema import read_schema

HEAD = f"{LINE}\nversion: 1\n\ntargets:\n  sequelize: {{directory: .}}\n"


def schema(**answers: object) -> str:
    (file,) = [each for each in project_files(answers, "app") if each.path == "scaffold.yaml"]
    assert file.content.endswith("\n")
    read, problems = read_schema(file.content.encode(), "scaffold.yaml", known_targets())
    assert read is not None, problems
    return file.content


EVERY = ["sqlite", "postgres", "mysql"]


@pytest.mark.slow
def test_default_options_are_not_written() -> None:
    written = new_schema({"sequelize": {"directory": "."}})
    assert schema(dialects=EVERY) == f"{HEAD}\nmodels:\n" == f"{LINE}\n{written}"
    assert schema() == f"{HEAD}\noptions:\n  dialects: [sqlite]\n\nmodels:\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answers", "options"),
    [
        ({"dialects": ["mysql"]}, "  dialects: [mysql]\n"),
        ({"dialects": ["postgres", "sqlite"]}, "  dialects: [sqlite, postgres]\n"),
        ({"dialects": ["mysql", "postgres", "sqlite"], "id": "uuid"}, "  id: uuid\n"),
        ({"naming": "snake_case", "dialects": EVERY}, "  naming: snake_case\n"),
        ({"foreign_key": "camelCase", "dialects": EVERY}, "  foreign_key: camelCase\n"),
        (
            {
                **{"foreign_key": "snake_case", "naming": "snake_case"},
                **{"id": "bigint", "dialects": ["postgres"]},
            },
            "  dialects: [postgres]\n  id: bigint\n  naming: snake_case\n"
            "  foreign_key: snake_case\n",
        ),
    ],
)
def test_options(answers: dict[str, object], options: str) -> None:
    assert schema(**answers) == f"{HEAD}\noptions:\n{options}\nmodels:\n"


@pytest.mark.slow
def test_both_targets() -> None:
    written = schema(python=True, dialects=EVERY)
    assert written == f"{HEAD}  sqlalchemy: {{directory: python}}\n\nmodels:\n"


@pytest.mark.slow
def test_python_alone() -> None:
    written = schema(node=False, dialects=EVERY)
    assert written == f"{LINE}\n" + new_schema({"sqlalchemy": {"directory": "python"}})


MODELS = """\
# Orders first.
Order:
  total: decimal(10, 2) # in euros
  status: enum(on, off) default(on)

  customer: belongsTo(Customer)
Customer: {name: string}
"""
INDENTED = "".join(f"  {line}" if line.strip() else line for line in MODELS.splitlines(True))


@pytest.mark.slow
@pytest.mark.parametrize(
    "given",
    [
        MODELS,
        MODELS.rstrip(),
        f"\n\n{MODELS}\n\n",
        MODELS.replace("\n", "\r\n"),
        INDENTED,
        f"models:\n{INDENTED}",
        f"# ours\n\nmodels:\n{INDENTED}",
    ],
    ids=["plain", "no end", "blank lines", "returns", "indented", "with its key", "comment, key"],
)
def test_models_keep_their_order_and_comments(given: str) -> None:
    written = schema(models=given)
    assert written.removeprefix("# ours\n\n").endswith(f"\nmodels:\n{INDENTED}")
    assert "\r" not in written


@pytest.mark.slow
@pytest.mark.parametrize("given", ["", "\n", "  \n\n", "# none yet\n"])
def test_no_models(given: str) -> None:
    assert "\nmodels:\n" in schema(models=given)
