"""Random valid schemas."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from hypothesis import strategies as st

MODELS = (
    *("Customer", "Order", "OrderItem", "Person", "Sheep", "Category", "Box", "Analysis"),
    *("User", "HTTPRoute", "Status", "Leaf", "Day", "Index", "Map"),
)
ATTRIBUTES = (
    *("name", "title", "total", "unitPrice", "amount", "note", "from", "group", "select"),
    *("createdBy", "first_name", "SKU", "line2", "key", "user", "desc"),
)
DIALECTS = (
    ("sqlite", "postgres", "mysql"),
    ("sqlite",),
    ("postgres",),
    ("mysql",),
    ("sqlite", "postgres"),
)
# A type, whether every dialect can index it, and the defaults that every dialect allows.
TYPES: tuple[tuple[str, bool, tuple[str, ...]], ...] = (
    ("string", True, ('default("it\'s \\\\ a \\"text\\"")', "default(x)")),
    ("string(40)", True, ("default(draft)",)),
    ("char(2)", True, ("default(no)",)),
    ("text", False, ()),
    ("boolean", True, ("default(true)", "default(false)")),
    ("tinyint", True, ("default(1)",)),
    ("smallint", True, ("default(-7)",)),
    ("integer", True, ("default(0)",)),
    ("bigint", True, ("default(12345678901)",)),
    ("decimal(10, 2)", True, ("default(0)", "default(9.95)")),
    ("float", True, ("default(1.5)",)),
    ("double", True, ("default(0.25)",)),
    ("date", True, ("default(2026-01-31)",)),
    ("datetime", True, ("default(now)",)),
    ("datetime(3)", True, ()),
    ("time", True, ("default(12:30:00)",)),
    ("uuid", True, ("default(uuid)",)),
    ("json", False, ()),
    ("binary", False, ()),
    ("enum(draft, sent, paid)", True, ("default(sent)",)),
    ("enum(one)", True, ()),
)
POSTGRES_TYPES: tuple[tuple[str, bool, tuple[str, ...]], ...] = (
    ("jsonb", False, ('default("{}")',)),
    ("citext", True, ()),
    ("inet", True, ()),
    ("array(integer)", False, ()),
    ("array(enum(a, b))", False, ()),
    ("range(date)", False, ()),
    ("integer autoincrement", True, ()),
    ("decimal", True, ("default(1.25)",)),
    ("datetime local", True, ("default(now)", "default(2026-01-31T10:00:00Z)")),
    ("datetime(3) local", True, ()),
    ('uuid default(sql("gen_random_uuid()"))', True, ()),
    ("string(20) collate(C)", True, ("default(x)",)),
    ('integer generated("1 + 1")', True, ()),
)
ACTIONS = ("cascade", "restrict", "noAction")


@dataclass
class _Model:
    name: str
    # How a foreign key refers to it: the terms after the association on either side.
    key: str = "id"
    fields: dict[str, str] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)

    def refer(self, word: str) -> str:
        return "" if self.key == "id" else f" {word}({self.key})"


@st.composite
def schemas(draw: st.DrawFn, min_models: int = 1, max_models: int = 6) -> str:
    """Draw the text of a valid schema: every kind of type, key and association, cycles included."""
    dialects = draw(st.sampled_from(DIALECTS))
    options = _options(draw, dialects)
    names = draw(
        st.lists(st.sampled_from(MODELS), min_size=min_models, max_size=max_models, unique=True)
    )
    types = TYPES + (POSTGRES_TYPES if dialects == ("postgres",) else ())
    models = [_model(draw, name, types) for name in names]
    associations = _Associations(draw, models)
    associations.add(draw(st.integers(0, 2 * len(models) + 1)))
    return _text(options, models + associations.joins)


def _options(draw: st.DrawFn, dialects: tuple[str, ...]) -> dict[str, str]:
    choices: dict[str, tuple[str, ...]] = {
        "id": ("integer", "bigint", "uuid"),
        "timestamps": ("true", "false"),
        "paranoid": ("false", "true"),
        "naming": ("sequelize", "snake_case"),
        "foreign_key": ("PascalCase", "camelCase", "snake_case"),
        "associations": ("single", "per-model"),
        "index_foreign_keys": ("true", "false"),
        "tables": ("plural", "singular"),
        "key_column": ("attribute", "alias"),
        "on_delete": ("cascade", "setNull", "noAction"),
        "on_update": ("restrict", "noAction"),
    }
    said = {
        word: draw(st.sampled_from(values)) for word, values in choices.items() if draw(_seldom)
    }
    return said | {"dialects": f"[{', '.join(dialects)}]"}


_seldom = st.integers(0, 3).map(lambda number: number == 3)


def _model(
    draw: st.DrawFn, name: str, types: tuple[tuple[str, bool, tuple[str, ...]], ...]
) -> _Model:
    model = _Model(name)
    key = draw(st.sampled_from(("id", "id", "id", "bigint", "uuid", "code", "composite", "none")))
    if key in ("bigint", "uuid"):
        model.settings["$id"] = key
    elif key == "code":
        model.fields["code"] = "string(20) primary"
    elif key == "composite":
        model.fields |= {"part": "integer primary", "page": "string(20) primary"}
    elif key == "none":
        model.settings["$id"] = "none"
    if key in ("composite", "none"):
        model.fields["ticket"] = draw(st.sampled_from(("integer", "uuid"))) + " required unique"
        model.key = "ticket"
    attributes = draw(st.lists(st.sampled_from(ATTRIBUTES), max_size=5, unique=True))
    for attribute in attributes:
        model.fields[attribute] = _attribute(draw, attribute, draw(st.sampled_from(types)))
    indexed = [each for each in attributes if "index" in model.fields[each].split()]
    if len(indexed) > 1 and draw(_seldom):
        model.settings["$unique"] = f"[[{indexed[1]}, {indexed[0]}]]"
    if not model.fields:
        model.fields["name"] = "string(40)"
    return model


def _attribute(draw: st.DrawFn, name: str, kind: tuple[str, bool, tuple[str, ...]]) -> str:
    words, indexable, defaults = kind
    terms = [words]
    if draw(_seldom):
        terms.append("required")
    if draw(_seldom) and defaults:
        terms.append(draw(st.sampled_from(defaults)))
    if indexable and draw(_seldom):
        terms.append(draw(st.sampled_from(("unique", "index"))))
    if draw(_seldom):
        terms.append(draw(st.sampled_from(('comment("it\'s `so` */ {{ }}")', f"column(c-{name})"))))
    if words == "integer" and draw(_seldom):
        terms.append(f'check("{{{name}}} >= 0")')
    return " ".join(terms)


class _Associations:
    """Adds associations whose names and foreign keys never clash."""

    def __init__(self, draw: st.DrawFn, models: list[_Model]) -> None:
        self.draw = draw
        self.models = models
        self.number = 0
        # By holder and target: the side without an inverse, if there is one.
        self.single_dialect: dict[tuple[str, str], str] = {}
        self.joins: list[_Model] = []

    def add(self, count: int) -> None:
        kinds: tuple[Callable[[_Model, _Model], None], ...] = (
            self._belongs_to,
            self._both,
            self._both,
            self._has,
            self._many_to_many,
            self._key_in_primary,
            self._declared_key,
        )
        for _ in range(count):
            source, target = (self.draw(st.sampled_from(self.models)) for _ in range(2))
            self.draw(st.sampled_from(kinds))(source, target)

    def _alias(self, ending: str = "") -> str:
        self.number += 1
        return f"rel{self.number}{ending}"

    def _modifiers(self) -> str:
        terms = ""
        if self.draw(_seldom):
            terms += self.draw(st.sampled_from((" required", " onDelete(setNull)")))
        elif self.draw(_seldom):
            terms += f" onDelete({self.draw(st.sampled_from(ACTIONS))})"
        elif self.draw(_seldom):
            terms += " logical"
        if self.draw(_seldom):
            terms += self.draw(st.sampled_from((" index", f" column(k{self.number + 1})")))
        return terms

    def _belongs_to(self, holder: _Model, target: _Model) -> None:
        if self.single_dialect.setdefault((holder.name, target.name), "belongsTo") == "belongsTo":
            terms = f"belongsTo({target.name}){target.refer('targetKey')}{self._modifiers()}"
            holder.fields[self._alias()] = terms

    def _both(self, holder: _Model, target: _Model) -> None:
        terms = f"belongsTo({target.name}){target.refer('targetKey')}{self._modifiers()}"
        one = self._alias()
        holder.fields[one] = terms
        if self.draw(st.booleans()):
            target.fields[self._alias("s")] = f"hasMany({holder.name}) inverse({one})"
        else:
            target.fields[self._alias()] = f"hasOne({holder.name}) inverse({one})"

    def _has(self, holder: _Model, target: _Model) -> None:
        if self.single_dialect.setdefault((holder.name, target.name), "has") != "has":
            return
        kind, ending = self.draw(st.sampled_from((("hasMany", "s"), ("hasOne", ""))))
        terms = f"{kind}({holder.name}) foreignKey(ref{self.number})"
        terms += f"{target.refer('sourceKey')}{self._modifiers()}"
        target.fields[self._alias(ending)] = terms

    def _many_to_many(self, source: _Model, target: _Model) -> None:
        number = self.number + 1
        through = f"Join{number}Rows"
        if self.draw(_seldom):
            through = f"Join{number}Row"
            join = _Model(through, "unused", {"weight": "integer"})
            if self.draw(st.booleans()):
                join.settings["$id"] = "integer"
            self.joins.append(join)
        named = source is target or self.draw(st.booleans())
        keys = f" foreignKey(near{number}) otherKey(far{number})" if named else ""
        terms = f"belongsToMany({target.name}) through({through}){keys}"
        terms += source.refer("sourceKey") + target.refer("targetKey")
        source.fields[self._alias("s")] = terms
        if source is not target and self.draw(st.booleans()):
            target.fields[self._alias("s")] = f"belongsToMany({source.name}) through({through})"

    def _key_in_primary(self, holder: _Model, target: _Model) -> None:
        """Add a key to the primary key, only if no circle of keys can result."""
        if holder.key != "ticket" or "part" not in holder.fields or target is holder:
            return
        if any(" primary" in terms and "belongsTo" in terms for terms in holder.fields.values()):
            return
        if self.single_dialect.setdefault((holder.name, target.name), "belongsTo") == "belongsTo":
            terms = f"belongsTo({target.name}){target.refer('targetKey')} primary"
            holder.fields[self._alias()] = terms

    def _declared_key(self, holder: _Model, target: _Model) -> None:
        """Add an attribute as the key, shared by several logical associations if possible."""
        if target.key != "ticket":
            return
        if self.single_dialect.setdefault((holder.name, target.name), "belongsTo") == "belongsTo":
            kind = target.fields["ticket"].split()[0]
            alias = self._alias()
            holder.fields[f"{alias}Key"] = kind + self.draw(
                st.sampled_from(("", " required", " index"))
            )
            terms = f"belongsTo({target.name}) foreignKey({alias}Key) targetKey(ticket)"
            if self.draw(_seldom):
                terms += " logical"
                holder.fields[self._alias()] = terms
            holder.fields[alias] = terms


def _text(options: dict[str, str], models: list[_Model]) -> str:
    lines = ["version: 1", "targets: {sequelize: {directory: .}}", "options:"]
    lines += [f"  {word}: {value}" for word, value in options.items()]
    lines.append("models:")
    for model in models:
        lines.append(f"  {model.name}:")
        lines += [f"    {word}: {value}" for word, value in model.settings.items()]
        lines += [f"    {name}: {json.dumps(terms)}" for name, terms in model.fields.items()]
    return "\n".join(lines) + "\n"
