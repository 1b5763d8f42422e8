"""Mermaid, DBML and Markdown, also of names that need escapes in each."""

from __future__ import annotations

import json
import re

import pytest

from scaffold.database.resolve import resolve
from scaffold.diagram.dbml import dbml
from scaffold.diagram.drawing import drawing
from scaffold.diagram.graph import Graph, graph_of
from scaffold.diagram.markdown import BEGIN, END, with_diagram
from scaffold.diagram.mermaid import mermaid
from scaffold.errors import SchemaError
from scaffold.project.compilation import known_targets
from scaffold.schema.read_schema import read_schema
from tests.support.project import Project

SHOP = """
version: 1
targets: {sequelize: {directory: .}}
options: {dialects: [sqlite, postgres]}
models:
  Customer:
    name: string(120) required
    email: string unique
    orders: hasMany(Order)
  Order:
    total: decimal(10, 2) default(0)
    status: enum(pending, paid) default(pending)
    customer: belongsTo(Customer) required
    invoice: hasOne(Invoice)
    tags: belongsToMany(Tag) through(OrderTags)
  Invoice:
    order: belongsTo(Order) logical
  Tag:
    parent: belongsTo(Tag)
"""
# Every text of a schema that is free, and names that are words of Mermaid.
HOSTILE = r"""
version: 1
targets: {sequelize: {directory: .}}
options: {dialects: [sqlite, postgres]}
models:
  Class:
    $table: 'a-b $c'
    $comment: "it's </script> <!-- \\ \"quoted\" 漢字 ```"
    pk: string(20) column("we ird") comment("it's \\ </script>\nsecond") required
    fk: enum("</script>", "a'b", "c\"d", "é%#;`") default("a'b")
    to: belongsTo(Étoile)
  Étoile:
    名前: string required
    x: type("NUMERIC(3) \"odd\" <b>")
"""


def graph(text: str, *only: str) -> Graph:
    schema, problems = read_schema(text.encode(), "scaffold.yaml", known_targets())
    assert schema is not None, problems
    database, problems = resolve(schema)
    assert database is not None, problems
    return graph_of(database, only)


def test_lines_have_cardinality_and_aliases_of_both_ends() -> None:
    lines = {(each.source, each.attribute): each for each in graph(SHOP).lines}
    order = lines["Order", "CustomerId"]
    assert (order.target, order.optional, order.single) == ("Customer", False, False)
    assert order.aliases == ("customer", "orders")
    assert (order.on_delete, order.on_update) == ("RESTRICT", "CASCADE")
    invoice = lines["Invoice", "OrderId"]
    assert (invoice.logical, invoice.single, invoice.aliases) == (True, True, ("order", "invoice"))
    assert lines["OrderTag", "OrderId"].aliases == ("tags",)
    assert lines["Tag", "ParentId"].target == "Tag"


def test_named_models_are_drawn_with_their_neighbours_alone() -> None:
    some = graph(SHOP, "Customer")
    assert [box.model.name for box in some.boxes] == ["Customer", "Order"]
    assert [(line.source, line.target) for line in some.lines] == [("Order", "Customer")]


def test_mermaid_of_a_shop() -> None:
    text = mermaid(graph(SHOP))
    assert "  Customer {\n    integer id PK\n    string(120) name\n" in text
    assert '    enum status "pending, paid; null"\n' in text
    assert '  Customer ||--o{ Order : "customer, orders"\n' in text
    assert '  Order |o..o| Invoice : "order, invoice"\n' in text
    assert '  Tag |o--o{ Tag : "parent"\n' in text


# The lexer of Mermaid 11 for a line of an entity: its own test of a schema is done by hand.
ROW = re.compile(
    r"    [A-Za-z_\u00c0-\uffff][\w\[\]()\u00c0-\uffff]* [A-Za-z_\u00c0-\uffff][\w\u00c0-\uffff]*"
    r"( (PK|FK|UK)(, (PK|FK|UK))*)?"
    r'( "[^"]*")?\Z'
)


def test_mermaid_quotes_its_own_words_and_replaces_what_it_cannot_quote() -> None:
    text = mermaid(graph(HOSTILE))
    lines = text.splitlines()
    assert '  "Class" {' in lines
    assert '    string(20) pk_ "pk"' in lines
    assert '  "Étoile" |o--o{ "Class" : "to"' in lines
    assert all(ROW.match(line) for line in lines if line.startswith("    ")), text
    assert not re.search(r"[%#<>`\\]", text)


def test_dbml_of_a_shop() -> None:
    text = dbml(graph(SHOP))
    assert 'Enum "Orders_status" {\n  "pending"\n  "paid"\n}' in text
    assert '  "total" decimal(10,2) [default: 0]\n' in text
    assert '    ("OrderId", "TagId") [pk]\n' in text
    customers = '"Orders"."CustomerId" > "Customers"."id" [delete: restrict, update: cascade]'
    assert f"Ref: {customers}\n" in text
    assert 'Ref: "Invoices"."OrderId" - "Orders"."id"\n' in text


def test_dbml_escapes_quotes_and_backslashes() -> None:
    text = dbml(graph(HOSTILE))
    assert "note: 'it\\'s \\\\ </script> second'" in text
    assert '"x" "NUMERIC(3) \'odd\' <b>"' in text
    assert "default: 'a\\'b'" in text


def test_long_names_are_shortened_in_the_drawing_alone() -> None:
    long = "A" + "漢字" * 6 + "x" * 20
    data = drawing(graph(SHOP.replace("Invoice", long)))
    (box,) = (each for each in data["boxes"] if each["name"] == long)
    assert box["label"].endswith("…") and len(box["label"]) < len(long)
    assert box["width"] < 500
    assert json.dumps(data)


def test_markdown_has_the_diagram_between_its_comments() -> None:
    text = f"# Shop\r\n\r\n{BEGIN}\r\nold\r\n{END}\r\nend\r\n"
    filled = with_diagram(text, "erDiagram\n", "README.md")
    block = f"{BEGIN}\n\n```mermaid\nerDiagram\n```\n\n{END}"
    assert filled == f"# Shop\n\n{block}\nend\n".replace("\n", "\r\n")
    assert with_diagram(filled, "erDiagram\n", "README.md") == filled
    assert with_diagram(None, "erDiagram\n", "new.md") == f"{block}\n"
    with pytest.raises(SchemaError, match=r"README.md has no place for the diagram"):
        with_diagram("# Shop\n", "erDiagram\n", "README.md")


@pytest.mark.slow
def test_command_writes_checks_and_refuses(folder: Project) -> None:
    folder.schema(SHOP)
    assert folder.scaffold("diagram").output.startswith("erDiagram\n")
    assert folder.scaffold("diagram", "-o", "docs/a.dbml").output == "   create  docs/a.dbml\n"
    folder.scaffold("diagram", "-o", "docs/a.dbml", "--check")
    folder.schema(SHOP.replace("email", "mail"))
    stale = folder.scaffold("diagram", "-o", "docs/a.dbml", "--check", code=1)
    assert stale.errors == (
        "docs/a.dbml is out of date: run `scaffold diagram --output docs/a.dbml`\n"
    )
    assert '"email"' in folder.read("docs/a.dbml")
    data = json.loads(folder.scaffold("diagram", "-o", "docs/a.dbml", "--json").output)
    assert data["action"] == "update"
    assert '"mail"' in folder.read("docs/a.dbml")
    assert "no format" in folder.scaffold("diagram", "-o", "a.png", code=2).errors
    assert "did you mean `Order`?" in folder.scaffold("diagram", "Ordr", code=2).errors
    assert "--check needs --output" in folder.scaffold("diagram", "--check", code=2).errors
    folder.write("README.md", "# Shop\n")
    refused = folder.scaffold("diagram", "-o", "README.md", code=1)
    assert "Add two lines" in refused.errors and folder.read("README.md") == "# Shop\n"
