"""What loaded models say otherwise than the database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scaffold.database.tables import TableName
from scaffold.importing.database_facts import (
    ColumnFacts,
    DatabaseFacts,
    ForeignKeyFacts,
    TableFacts,
)
from scaffold.importing.model_differences import model_differences
from scaffold.schema.model import Action
from scaffold.targets.loaded_models import (
    LoadedAssociation,
    LoadedAttribute,
    LoadedModel,
    LoadedModels,
)


def differences(dialect: str, in_model: str, in_database: Action) -> tuple[str, ...]:
    """The places of other delete rules of a foreign key."""
    owner, pet = TableName("Owners"), TableName("Pets")
    key = ForeignKeyFacts("k", ("ownerId",), owner, ("id",), in_database, "NO ACTION")
    tables = {
        owner: TableFacts(owner, (ColumnFacts("id", "integer", False),), ("id",)),
        pet: TableFacts(pet, (ColumnFacts("ownerId", "integer"),), (), foreign_keys=(key,)),
    }
    identity = LoadedAttribute("id", "id", None, False)
    attribute = LoadedAttribute("ownerId", "ownerId", None, True, on_delete=in_model)
    association = LoadedAssociation("belongsTo", "owner", "Owner", "ownerId")
    models = (
        LoadedModel("Owner", "Owners", None, None, None, (identity,), ()),
        LoadedModel("Pet", "Pets", None, None, None, (attribute,), (association,)),
    )
    facts = DatabaseFacts(dialect, tables)
    found = dict(model_differences(LoadedModels(models, dialect, None), facts))
    return found.get("other delete rules", ())


@pytest.mark.parametrize("dialect", ["sqlite", "postgres", "mysql"])
def test_no_action_is_restrict_on_mysql_alone(dialect: str) -> None:
    same = (
        ()
        if dialect == "mysql"
        else ("Pet.owner (NO ACTION in the model, RESTRICT in the database)",)
    )
    assert differences(dialect, "NO ACTION", "RESTRICT") == same
    assert len(differences(dialect, "CASCADE", "RESTRICT")) == 1


def test_unique_name_of_two_attributes_is_that_of_both() -> None:
    """A belongsToMany gives both keys of its model one name, and the table its primary key."""
    name = TableName("Follows")
    columns = (ColumnFacts("a", "integer", False), ColumnFacts("b", "integer", False))
    keys = tuple(
        LoadedAttribute(each, each, None, False, primary_key=True, unique="Follows_a_b_unique")
        for each in ("a", "b")
    )
    lone = replace(keys[0], unique="of_a")
    for attributes, primary, expected in (
        (keys, ("b", "a"), False),
        ((lone, keys[1]), ("a", "b"), True),
    ):
        tables = {name: TableFacts(name, columns, primary)}
        model = LoadedModel("Follow", "Follows", None, None, None, attributes, ())
        facts = DatabaseFacts("sqlite", tables)
        found = dict(model_differences(LoadedModels((model,), "sqlite", None), facts))
        assert ("unique only in the model" in found) == expected
