"""The one Jinja environment, and where its templates are."""
