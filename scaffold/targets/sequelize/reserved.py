"""Names that Sequelize reserves."""

from __future__ import annotations

# Every property of a model's instance and of its prototypes, sequelize 6.37.8:
#   for (let o = M.build({}); o; o = Object.getPrototypeOf(o)) Object.getOwnPropertyNames(o)
# An attribute with such a name has no accessor, or replaces a method that Sequelize calls;
# `prototype` gets no column from sync().
MEMBERS = frozenset(
    {
        "__defineGetter__",
        "__defineSetter__",
        "__lookupGetter__",
        "__lookupSetter__",
        "__proto__",
        "_changed",
        "_customGetters",
        "_customSetters",
        "_hasCustomGetters",
        "_hasCustomSetters",
        "_initValues",
        "_isAttribute",
        "_options",
        "_previousDataValues",
        "_setInclude",
        "_setupHooks",
        "addHook",
        "changed",
        "constructor",
        "dataValues",
        "decrement",
        "destroy",
        "equals",
        "equalsOneOf",
        "get",
        "getDataValue",
        "hasHook",
        "hasHooks",
        "hasOwnProperty",
        "increment",
        "isNewRecord",
        "isPrototypeOf",
        "isSoftDeleted",
        "previous",
        "propertyIsEnumerable",
        "prototype",
        "rawAttributes",
        "reload",
        "removeHook",
        "restore",
        "runHooks",
        "save",
        "sequelize",
        "set",
        "setAttributes",
        "setDataValue",
        "setValidators",
        "toJSON",
        "toLocaleString",
        "toString",
        "uniqno",
        "update",
        "validate",
        "validators",
        "valueOf",
        "where",
    }
)

# Names that a model file or models/index.js already uses.
FILE_NAMES = frozenset({"__proto__", "sequelize", "Sequelize", "DataTypes", "models", "TINYINT"})

# sequelize/lib/associations: the prefixes of each kind's accessors, with singular and plural.
SINGULAR_ACCESSORS = ("get", "set", "create")
MANY_ACCESSORS = {
    "singular": ("add", "create", "remove", "has"),
    "plural": ("get", "set", "add", "remove", "has", "count"),
}
