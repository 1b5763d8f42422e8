"""What is known of a database: its capabilities and limits as fields of a value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from scaffold.database.unsafe_literals import LiteralPosition, UnsafeLiteral
from scaffold.naming import NameLimit
from scaffold.values import dataclass

if TYPE_CHECKING:
    from scaffold.schema.model import Action


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    """One dialect's capabilities and limits. Types and actions are named as in the schema.

    label: the name in messages.
    types: the supported types, each with the SQL that Sequelize writes, type arguments in braces.
    type_limits: the greatest type arguments, in their order.
    unsafe_literals: literals that change the statement that contains them.
    range_types: the types that a range can have, with the range's name.
    extensions: what must be installed for a type.
    without_default, without_index: types that cannot have a default, or an index.
    index_octets, index_columns: the greatest size of an index, in bytes and in columns.
    indexes: how many indexes a table can have, the primary key included.
    row_octets: the greatest size of a row without texts and binaries, in bytes.
    page_octets: a row has fewer bytes in its page (see `row_size`).
    system_columns: column names that the server reserves.
    required_key_to_nullable: a NOT NULL foreign key may follow updates of a nullable column.
    sets_null_in_required: a NOT NULL foreign key may have SET NULL, which then fails for each row.
    checks_moving_keys: a CHECK may use a foreign key that its referential actions change.
    checks_counted: a CHECK may use an autoincrement column.
    foreign_key_name: the server's name for a key that is added with its column, without a name.
    keyed_table_limit: the limit of the names of tables that have foreign keys.
    expression_indexes: an index may have expressions; MariaDB has none.
    index_methods: an index has a method, and operator classes.
    alters_constraints: constraints can be added and dropped without rebuilding the table.
    indexes_foreign_keys: the server creates an index for a foreign key without one.
    distinguishes_case: names of tables and columns may differ in case only.
    names_by_schema: two schemas may have indexes of the same name, and two tables constraints.
    bare_decimal: a decimal without digits is exact.
    local_datetimes: a datetime may have a time zone or none.
    required_generated: a generated column may be NOT NULL.
    renames_computed_from: a column that a generated one uses can be renamed.
    own_schemas: schemas that no migration may create or drop.
    """

    name: str
    label: str
    quote: str
    types: Mapping[str, str]
    type_limits: Mapping[str, tuple[int, ...]]
    actions: frozenset[Action]
    name_limit: NameLimit
    enum_value_limit: NameLimit
    unsafe_literals: tuple[UnsafeLiteral, ...]
    range_types: Mapping[str, str]
    extensions: Mapping[str, str]
    without_default: frozenset[str]
    without_index: frozenset[str]
    index_octets: int | None
    system_columns: frozenset[str]
    required_key_to_nullable: bool
    sets_null_in_required: bool
    checks_moving_keys: bool
    checks_counted: bool
    foreign_key_name: str | None
    keyed_table_limit: NameLimit
    unsigned: bool
    names_beyond_bmp: bool
    enum_ignores_case: bool
    enum_is_named_type: bool
    comments: bool
    schemas: bool
    partial_indexes: bool
    expression_indexes: bool
    index_methods: bool
    alters_constraints: bool
    names_by_schema: bool
    distinguishes_case: bool
    bare_decimal: bool
    local_datetimes: bool
    on_update_now: bool
    required_generated: bool
    renames_computed_from: bool
    autoincrement_in_composite_key: bool
    autoincrement_outside_key: bool
    indexes_foreign_keys: bool
    row_octets: int | None = None
    page_octets: int | None = None
    index_columns: int | None = None
    indexes: int | None = None
    own_schemas: re.Pattern[str] | None = None

    def quoted(self, name: str) -> str:
        """Return the name as a quoted SQL identifier."""
        return self.quote + name.replace(self.quote, self.quote * 2) + self.quote

    def unsafe_literal(self, position: LiteralPosition, text: str) -> UnsafeLiteral | None:
        """Return the first rule that makes `text` unsafe at this position, or None."""
        for unsafe in self.unsafe_literals:
            if position in unsafe.positions and re.search(unsafe.pattern, text):
                return unsafe
        return None
