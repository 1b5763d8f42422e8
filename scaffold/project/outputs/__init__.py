"""Files of a project's own templates: from `templates:` and `outputs:` to files of a run.

read_templates  the templates of the folder and of packs, and the outputs of packs
check           what is wrong with templates, before any is rendered
render          each output's files, with their paths and texts
paths           where such a file may not be
index           which output made which file: `.scaffold/outputs.json`
plan            files, moves and removals of a run
"""
