"""Sequelize models, associations and migrations out of one short schema."""

__version__ = "0.1.0"
REPOSITORY = "https://github.com/sequelize-scaffold/scaffold"
