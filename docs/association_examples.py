"""The generated parts of docs/associations.md: examples, with the code made from them."""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

HEAD = "version: 1\ntargets: {sequelize: {directory: .}, sqlalchemy: {directory: python}}\n"


@dataclass(frozen=True)
class Example:
    """Models, and the names of those whose associations are shown, in both languages."""

    schema: str
    shown: tuple[str, ...]


EXAMPLES: Mapping[str, Example] = {
    "belongs-to": Example(
        """
        models:
          Customer:
            name: string required
          Order:
            total: decimal(10, 2)
            customer: belongsTo(Customer) required
        """,
        ("Order",),
    ),
    "has-many": Example(
        """
        models:
          Customer:
            name: string required
            orders: hasMany(Order)
          Order:
            total: decimal(10, 2)
            customer: belongsTo(Customer) onDelete(cascade)
        """,
        ("Customer", "Order"),
    ),
    "has-one": Example(
        """
        models:
          User:
            email: string required unique
            profile: hasOne(Profile)
          Profile:
            biography: text
            user: belongsTo(User) required onDelete(cascade)
        """,
        ("User", "Profile"),
    ),
    "belongs-to-many": Example(
        """
        models:
          Product:
            name: string required
            tags: belongsToMany(Tag) through(ProductTags)
          Tag:
            name: string required unique
            products: belongsToMany(Product) through(ProductTags)
        """,
        ("Product", "Tag"),
    ),
    "through": Example(
        """
        models:
          Order:
            products: belongsToMany(Product) through(Line)
          Product:
            name: string required
            orders: belongsToMany(Order) through(Line)
          Line:
            order: belongsTo(Order) primary
            product: belongsTo(Product) primary
            quantity: integer required default(1)
        """,
        ("Order", "Line"),
    ),
    "self": Example(
        """
        models:
          Category:
            name: string required
            parent: belongsTo(Category) inverse(children)
            children: hasMany(Category) inverse(parent)
        """,
        ("Category",),
    ),
    "twice": Example(
        """
        models:
          User:
            name: string required
            sent: hasMany(Message) inverse(sender)
            received: hasMany(Message) inverse(recipient)
          Message:
            text: text required
            sender: belongsTo(User) required inverse(sent)
            recipient: belongsTo(User) required inverse(received)
        """,
        ("User", "Message"),
    ),
    "composite": Example(
        """
        models:
          Tenant:
            name: string required
          Project:
            tenant: belongsTo(Tenant) primary
            number: integer primary
            tasks: hasMany(Task)
          Task:
            tenant: belongsTo(Tenant) required
            projectNumber: integer
            project: belongsTo(Project) foreignKey(TenantId, projectNumber) onDelete(cascade)
        """,
        ("Task",),
    ),
    "scope": Example(
        """
        models:
          Post:
            comments: hasMany(Comment) foreignKey(targetId) scope(targetType, post) logical
          Photo:
            comments: hasMany(Comment) foreignKey(targetId) scope(targetType, photo) logical
          Comment:
            text: text required
            targetType: enum(post, photo) required
            post: belongsTo(Post) foreignKey(targetId) logical
            photo: belongsTo(Photo) foreignKey(targetId) logical
        """,
        ("Post", "Comment"),
    ),
}


def example(name: str) -> str:
    """Return an example in Markdown: the schema, and tabs with the code that it generates."""
    each = EXAMPLES[name]
    schema = textwrap.dedent(each.schema).strip()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "scaffold.yaml").write_text(f"{HEAD}{schema}\n", encoding="utf-8")
        _generate(root)
        tabs = {
            "Sequelize": ("js", _associate(root, each.shown)),
            "Migration": ("js", _up(root)),
            "SQLAlchemy": ("python", _relationships(root, each.shown)),
            "Alembic": ("python", _upgrade(root)),
        }
    parts = [f"```yaml\n{schema}\n```"]
    for title, (language, code) in tabs.items():
        block = textwrap.indent(f"```{language}\n{code.strip()}\n```", "    ")
        parts.append(f'=== "{title}"\n\n{block}')
    return "\n\n".join(parts)


def _generate(root: Path) -> None:
    from scaffold.cli.app import run

    arguments = ["generate", "-q", "-C", str(root), "--timestamp", "20260101000000"]
    here = os.getcwd()
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            code = run(arguments)
    finally:
        os.chdir(here)
    assert code == 0


def _file(root: Path, model: str, suffix: str) -> Path:
    word = model[0].lower() + model[1:]
    folder = root / ("models" if suffix == "js" else "python/models")
    return folder / f"{word}.{suffix}"


def _associate(root: Path, models: tuple[str, ...]) -> str:
    """Return the bodies of `associate`."""
    found = []
    for model in models:
        text = _file(root, model, "js").read_text(encoding="utf-8")
        match = re.search(r"static associate\(models\) \{\n(.*?)\n    \}", text, re.DOTALL)
        assert match is not None
        found.append(f"// models/{_file(root, model, 'js').name}\n{textwrap.dedent(match[1])}")
    return "\n\n".join(found)


def _relationships(root: Path, models: tuple[str, ...]) -> str:
    """Return the attributes of models that are foreign keys or relationships."""
    found = []
    for model in models:
        text = _file(root, model, "py").read_text(encoding="utf-8")
        body = text[text.index("\nclass ") + 1 :]
        head, *statements = re.split(r"\n(?=    \w)", body)
        kept = [each for each in statements if "ForeignKey" in each or "relationship(" in each]
        lines = "\n".join(each.rstrip() for each in kept)
        found.append(f"# python/models/{_file(root, model, 'py').name}\n{head.rstrip()}\n{lines}")
    return "\n\n".join(found)


def _last(root: Path, pattern: str) -> Iterator[str]:
    """Yield the texts of the migrations that add associations, or else of the last one."""
    paths = sorted(root.glob(pattern))
    adding = [path for path in paths if "associat" in path.name] or paths[-1:]
    for path in adding:
        yield path.read_text(encoding="utf-8")


def _up(root: Path) -> str:
    bodies = []
    for text in _last(root, "migrations/*.js"):
        match = re.search(r"  async up\(.*?\n  \},\n", text, re.DOTALL)
        assert match is not None
        bodies.append(textwrap.dedent(match[0]))
    return "\n".join(bodies)


def _upgrade(root: Path) -> str:
    bodies = []
    for text in _last(root, "python/migrations/versions/*.py"):
        match = re.search(r"def upgrade\(\) -> None:\n(.*?)(?=\n\n\ndef |\Z)", text, re.DOTALL)
        assert match is not None
        bodies.append(match[0])
    return "\n\n\n".join(bodies)
