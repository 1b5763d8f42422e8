"""`scaffold schema`: the JSON Schema of the schema file."""

from __future__ import annotations

from typing import Annotated

import typer

from scaffold.cli.output import print_json

Json = Annotated[bool, typer.Option("--json", help="Has no effect: the output is always JSON.")]


def schema(as_json: Json = False) -> None:
    """Print the JSON Schema of scaffold.yaml.

    Editors use it to complete and check the file.

    \b
    Example:
      scaffold schema > scaffold.schema.json
      # then, as the first line of scaffold.yaml:
      # yaml-language-server: $schema=scaffold.schema.json
    """
    from scaffold.schema.jsonschema import json_schema
    from scaffold.targets import known_settings

    print_json(json_schema(known_settings()))
