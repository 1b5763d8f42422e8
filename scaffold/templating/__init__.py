"""The Jinja environment and the folder of its templates."""
