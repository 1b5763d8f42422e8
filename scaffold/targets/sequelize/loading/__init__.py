"""Load the models of a Sequelize project in a process of node, without a database.

The code of the project runs: only what a user asked for with `--models`, or with the setting
`model_files: theirs` that it writes, is loaded.
"""
