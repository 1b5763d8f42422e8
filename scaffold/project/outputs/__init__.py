"""Files of a project's own templates: from `templates:` and `outputs:` to the files of a run.

read_templates  the templates of the folder and of packs, and the outputs of packs
check           problems of templates, before any is rendered
render          the files of each output, with their paths and texts
paths           paths that such files must not have
index           the output of each file: `.scaffold/outputs.json`
plan            files, moves and removals of a run
"""
