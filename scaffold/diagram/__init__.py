"""Diagrams of a schema: Mermaid, DBML, SVG and a page of HTML."""
