"""Foreign keys of several columns in an imported schema: their names, and what is left out."""

from __future__ import annotations

import sqlite3

from tests.support.project import Project

TABLES = """
CREATE TABLE nodes (
  id integer NOT NULL, version integer NOT NULL, parent_id integer, parent_version integer,
  PRIMARY KEY (id, version),
  FOREIGN KEY (parent_id, parent_version) REFERENCES nodes (id, version)
);
CREATE TABLE edges (
  id integer PRIMARY KEY AUTOINCREMENT,
  source_id integer, source_version integer, node_id integer, version integer,
  FOREIGN KEY (source_id, source_version) REFERENCES nodes (id, version) ON DELETE SET NULL,
  FOREIGN KEY (node_id, version) REFERENCES nodes (id, version) ON UPDATE CASCADE
);
CREATE TABLE notes (
  id integer PRIMARY KEY AUTOINCREMENT, a integer, b integer,
  FOREIGN KEY (a, b) REFERENCES loose (a, b)
);
CREATE TABLE loose (id integer PRIMARY KEY AUTOINCREMENT, a integer, b integer);
"""


def test_names_and_notes(folder: Project) -> None:
    path = folder.root / "app.sqlite"
    with sqlite3.connect(path) as connection:
        connection.executescript(TABLES)
    done = folder.scaffold("import", f"sqlite:///{path}", "--no-input")
    assert done.code == 0, done.output
    lines = [line.strip() for line in folder.read("scaffold.yaml").splitlines()]
    assert (
        "parent: belongsTo(Node) foreignKey(parentId, parentVersion) onDelete(noAction) "
        "onUpdate(noAction)"
    ) in lines
    assert "children: hasMany(Node) inverse(parent)" in lines
    assert "source: belongsTo(Node) foreignKey(sourceId, sourceVersion) onUpdate(noAction)" in lines
    assert "node: belongsTo(Node) foreignKey(nodeId, version) onDelete(noAction)" in lines
    assert "sourceEdges: hasMany(Edge) inverse(source)" in lines
    assert "edges: hasMany(Edge) inverse(node)" in lines
    assert not any("belongsTo(Loose)" in line for line in lines)
    assert any("loose (a, b) is not unique" in line for line in lines), lines
