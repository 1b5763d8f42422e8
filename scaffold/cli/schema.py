"""`scaffold schema`: the JSON Schema of the schema file."""

from __future__ import annotations


def schema() -> None:
    """Print the JSON Schema of scaffold.yaml.

    Editors complete and check the file with it.

    \b
    Example:
      scaffold schema > scaffold.schema.json
      # then, as the first line of scaffold.yaml:
      # yaml-language-server: $schema=scaffold.schema.json
    """
    import json

    from scaffold.schema.jsonschema import json_schema
    from scaffold.targets import TARGETS

    settings = {name: tuple(target.settings) for name, target in TARGETS.items()}
    print(json.dumps(json_schema(settings), indent=2, ensure_ascii=False))
