"""Models of `modules: typescript`, by their text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scaffold.templating.template_folder import templates_folder
from tests.targets.rendering import HEAD, TARGET, database_of, migrations_of, rendered

TYPESCRIPT = {"modules": "typescript"}


def files_of(models: str, **settings: str) -> dict[str, str]:
    database = database_of(f"{HEAD}models:\n{models}")
    return rendered(database, migrations_of(database), **TYPESCRIPT, **settings)


def test_required_key_has_no_default_and_is_no_type_of_another_model() -> None:
    files = files_of("  User: {}\n  Post:\n    user: belongsTo(User) required\n")
    assert "declare UserId: ForeignKey<number>;" in files["models/post.ts"]
    assert "declare id: CreationOptional<number>;" in files["models/post.ts"]


def test_names_of_sequelize_and_of_javascript_give_way_to_models() -> None:
    files = files_of(
        "  Association:\n    at: datetime\n    date: belongsTo(Date)\n"
        "  Date:\n    when: datetime\n    associations: hasMany(Association)\n"
        "  Model:\n    dates: hasMany(Date)\n"
    )
    first = files["models/association.ts"]
    assert "Association as SequelizeAssociation," in first
    assert "date: SequelizeAssociation<Association, Date>;" in first
    assert "declare at: globalThis.Date | null;" in first
    assert "class Model extends SequelizeModel<" in files["models/model.ts"]
    assert "Model as SequelizeModel" in files["models/model.ts"]


def test_shared_enum_is_a_type_of_the_index() -> None:
    schema = "enums: {order_status: [open, paid], Day: [mon]}\nmodels:\n"
    models = (
        "  Order:\n    status: enum(order_status) required\n    days: enum(Day)\n"
        "    kind: enum(a, b)\n  Day: {}\n"
    )
    database = database_of(HEAD + schema + models)
    files = rendered(database, (), **TYPESCRIPT)
    index, order = files["models/index.ts"], files["models/order.ts"]
    assert "export type OrderStatus = 'open' | 'paid';\nexport type DayEnum = 'mon';\n" in index
    assert "import type { DayEnum, OrderStatus } from './index.js';" in order
    assert "declare status: OrderStatus;" in order
    assert "declare days: DayEnum | null;" in order
    assert "declare kind: 'a' | 'b' | null;" in order


def test_default_that_is_a_date_beside_a_model_of_that_name() -> None:
    models = '  Date: {}\n  Day:\n    at: datetime default("2020-01-01T00:00:00Z")\n'
    database = database_of(f"{HEAD}models:\n{models}    date: belongsTo(Date)\n")
    assert list(TARGET.problems(database)) == []
    (problem,) = TARGET.problems(database, TYPESCRIPT)
    assert "`Day.at`: its default is a JavaScript Date" in problem.message
    alone = database_of(f"{HEAD}models:\n{models}")
    assert list(TARGET.problems(alone, TYPESCRIPT)) == []


def test_composite_key_has_no_accessor_that_writes() -> None:
    text = files_of(
        "  Shelf:\n    room: integer primary\n    place: integer primary\n"
        "    keeper: belongsTo(Keeper)\n  Keeper:\n    shelves: hasMany(Shelf)\n"
    )["models/keeper.ts"]
    assert "declare hasShelf: HasManyHasAssociationMixin<Shelf, never>;" in text
    assert not re.search(r"declare (add|set|remove)", text)


@pytest.mark.parametrize("name", ["Models", "string", "unknown"])
def test_model_that_typescript_cannot_have(name: str) -> None:
    database = database_of(f"{HEAD}models:\n  {name}: {{}}\n")
    assert list(TARGET.problems(database)) == []
    (problem,) = TARGET.problems(database, TYPESCRIPT)
    assert f"`{name}` is a type of its own" in problem.message


def test_suffixes_follow_the_settings() -> None:
    models = "  User: {}\n  Post:\n    user: belongsTo(User)\n"
    files = files_of(models)
    assert "from './user.js'" in files["models/post.ts"]
    assert all(path.endswith(".cjs") for path in files if path.startswith("migrations/"))
    files = files_of(models, import_extension="ts", migration_extension="ts")
    assert "from './user.ts'" in files["models/post.ts"]
    assert "from './models/index.ts'" in files["database.ts"]
    migrations = [path for path in files if path.startswith("migrations/2")]
    assert all(path.endswith(".ts") for path in migrations)
    assert {path for path in files if "helpers/" in path} == {
        "migrations/helpers/remove-column-1.cjs",
        "migrations/helpers/remove-column-1.d.cts",
    }


@pytest.mark.parametrize(
    ("style", "file"),
    [
        ("camelCase", "orderItem"),
        ("PascalCase", "OrderItem"),
        ("kebab-case", "order-item"),
        ("snake_case.model", "order_item.model"),
        ("lowercase.model", "orderitem.model"),
    ],
)
def test_names_of_files_follow_the_setting(style: str, file: str) -> None:
    models = "  OrderItem: {}\n  Post:\n    item: belongsTo(OrderItem)\n"
    files = files_of(models, file_names=style)
    assert f"models/{file}.ts" in files
    assert f"from './{file}.js'" in files["models/index.ts"]
    (post,) = (text for path, text in files.items() if path.lower().startswith("models/post"))
    assert f"from './{file}.js'" in post


def test_bodies_of_migrations_do_not_depend_on_the_modules() -> None:
    database = database_of(f"{HEAD}models:\n  User: {{}}\n  Post:\n    user: belongsTo(User)\n")
    texts = []
    for settings in (
        {"modules": "commonjs"},
        {"modules": "esm"},
        {"modules": "typescript"},
        {"modules": "typescript", "migration_extension": "ts"},
    ):
        files = rendered(database, migrations_of(database), **settings)
        whole = "".join(files[path] for path in sorted(files) if path.startswith("migrations/2"))
        texts.append(re.findall(r"^  async (\w+)\(.*?\) \{\n(.*?)^  \},", whole, re.DOTALL | re.M))
    assert texts[0] and all(each == texts[0] for each in texts)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("{% if definition.field %}", "},"),
        ("{% if options.names_both %}", "});"),
        ("modelName:", "{% endblock %}"),
    ],
)
def test_templates_of_models_state_the_same_options(start: str, end: str) -> None:
    found = []
    for modules in ("commonjs", "esm", "typescript"):
        path = Path(templates_folder()) / "sequelize" / modules / "model.jinja"
        lines = [line.strip() for line in path.read_text().splitlines()]
        first = next(at for at, line in enumerate(lines) if line.startswith(start))
        found.append(lines[first : lines.index(end, first)])
    assert found[0] == found[1] == found[2]
