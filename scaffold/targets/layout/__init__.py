"""Layout of the code in templates: `{% layout %} … {% endlayout %}`, for each language."""
