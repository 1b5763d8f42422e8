"""Prove a draft by compiling it; what the compiler refuses becomes a note, until nothing is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from scaffold.database.tables import Database
from scaffold.errors import Problem, SchemaError
from scaffold.importing.database_facts import ColumnFacts
from scaffold.importing.draft.composite_fields import without_composite, without_composites_of
from scaffold.importing.draft.default_terms import argument
from scaffold.importing.draft.draft import Draft, DraftField, DraftModel, DraftSetting, Note
from scaffold.importing.draft.fields import type_term
from scaffold.importing.draft.text import DraftLine, draft_lines, draft_text
from scaffold.importing.schema_types import column_type, native_type
from scaffold.project.compilation import compile_schema, known_targets
from scaffold.schema.data_types import DataType
from scaffold.schema.model import Schema
from scaffold.schema.read_schema import read_schema
from scaffold.values import dataclass

_MOST_ROUNDS = 40
_NAMED = re.compile(
    r"""\{(?P<before>(?:fields: \[.*?\], )?)name: (?:'(?:[^']|'')*'|"(?:[^"\\]|\\.)*"|[^,{}]+)"""
    r"""(?:, )?(?P<after>.*)\}"""
)
_IDENTITY = ("$table", "$schema", "$id")
NAME = "scaffold.yaml"


@dataclass(frozen=True, slots=True)
class SettledSchema:
    """A schema file that compiles."""

    text: str
    schema: Schema
    database: Database


def settle(draft: Draft, heading: Sequence[str] = ()) -> SettledSchema:
    """Return the file of a draft, which is changed until it compiles.

    SchemaError with the compiler's problems if that does not end.
    """
    problems: tuple[Problem, ...] = ()
    for _ in range(_MOST_ROUNDS):
        lines = draft_lines(draft, heading)
        text = draft_text(lines)
        schema, problems = read_schema(text.encode(), NAME, known_targets())
        if schema is not None:
            database, problems = compile_schema(schema)
            if database is not None:
                return SettledSchema(text, schema, database)
        if not _degraded(draft, lines, problems):
            break
    raise SchemaError(problems, sources={NAME: text})


def _degraded(draft: Draft, lines: Sequence[DraftLine], problems: Iterable[Problem]) -> bool:
    """Change the entries of the problems; return whether anything changed."""
    changed = False
    done: set[int] = set()
    for problem in problems:
        if problem.where is None or not 1 <= problem.where.line <= len(lines):
            continue
        line = lines[problem.where.line - 1]
        if line.model is None or id(line.entry or line.model) in done:
            continue
        done.add(id(line.entry or line.model))
        changed = True
        if isinstance(line.entry, DraftField):
            _degrade_field(draft, line.model, line.entry, problem)
        elif isinstance(line.entry, DraftSetting) and line.entry.word in _IDENTITY:
            # Without it, the model would be of another table.
            _leave_out(draft, line.model, problem)
        elif isinstance(line.entry, DraftSetting):
            _degrade_setting(line.model, line.entry, line.item, problem)
        else:
            _leave_out(draft, line.model, problem)
    return changed


def _degrade_field(draft: Draft, model: DraftModel, field: DraftField, problem: Problem) -> None:
    assert problem.where is not None
    if field.composite is not None:
        without_composite(draft, field.composite, _reason(problem))
        return
    at = _term_at(field, problem.where.column)
    place = f"{model.table.name}.{field.column}" if field.column else f"{model.name}.{field.name}"
    if at > 0 and field.terms[at].startswith("column("):
        # Under another name it would be another column.
        if field.column in model.table.facts.primary_key or field.kind != "attribute":
            _leave_out(draft, model, problem)
        else:
            model.drop(field)
            text = f"{field.name}: {field.line}: {_reason(problem)}"
            columns = (field.column,) if field.column else ()
            model.notes.append(Note("refused", place, text, columns=columns))
    elif at > 0 and field.terms[at].startswith(("index(", "unique(")):
        # Without the name that is refused.
        field.terms[at] = field.terms[at].partition("(")[0]
    elif at > 0:
        term = field.terms.pop(at)
        note = Note("refused", place, f"{term}: {_reason(problem)}")
        field.notes.append(note)
        if field.kind == "join" and field.key is not None:
            note.kept = False
            note.place = f"{field.key.holder.name}.{field.key.column}"
            names = (field.key.facts.name,) if field.key.facts.name else ()
            text = f"foreign key {term}"
            known = Note("foreign key", place, text, columns=(field.key.column,), names=names)
            draft.opaque.append((field.key.holder.name, known))
        elif field.column:
            note.columns = (field.column,)
    elif field.kind == "attribute":
        column = model.table.facts.column(field.column or "")
        native = type_term(_simple_type(column), draft.enum_names)
        if field.terms[0] != native[0]:
            flags = [each for each in field.terms if "(" not in each and each in _KEPT]
            kept = [each for each in field.terms if each.startswith(("column(", "comment("))]
            field.terms = [*native, *flags, *kept]
            text = f"type and default: {_reason(problem)}"
            field.notes.append(Note("refused", place, text, columns=(column.name,)))
        else:
            model.drop(field)
            text = f"{field.name}: {field.line}: {_reason(problem)}"
            columns = (field.column,) if field.column else ()
            model.notes.append(Note("refused", place, text, columns=columns))
    elif field.kind == "belongsTo" and _is_of_attribute(field) and "logical" not in field.terms:
        lost = [each for each in field.terms if each.startswith(("onDelete(", "onUpdate("))]
        field.terms = [*(each for each in field.terms if each not in lost), "logical"]
        key = field.key
        assert key is not None
        text = (
            f"foreign key to {key.target.name} ON DELETE {key.facts.on_delete} ON UPDATE "
            f"{key.facts.on_update}: {_reason(problem)}"
        )
        names = (key.facts.name,) if key.facts.name else ()
        field.notes.append(Note("foreign key", place, text, columns=(key.column,), names=names))
    else:
        model.drop(field)
        if field.kind == "belongsTo" and field.key is not None:
            _as_attribute(draft, model, field, problem)
        else:
            text = f"{field.name}: {field.line}: {_reason(problem)}"
            model.notes.append(Note("refused", place, text, kept=False))


def _simple_type(column: ColumnFacts) -> DataType:
    """Return a column's type as the database has it; of an enum type that of its values.

    A database that is built from the schema does not have the enum type.
    """
    if column.enum is None:
        return native_type(column)
    text = DataType("text")
    return DataType("array", of=text) if column.type.endswith("[]") else text


def _reason(problem: Problem) -> str:
    """Return a problem without the lines of this draft, which are not those of the file."""
    return re.sub(r" \(line \d+\)| on line \d+", "", problem.message)


def _is_of_attribute(field: DraftField) -> bool:
    """Return whether a belongsTo uses an attribute that is declared beside it."""
    return len(field.terms) > 1 and field.terms[1].startswith("foreignKey(")


_KEPT = frozenset({"required", "primary", "unique", "index"})


def _as_attribute(draft: Draft, model: DraftModel, field: DraftField, problem: Problem) -> None:
    """Declare the column of a foreign key as an attribute, without its association."""
    key = field.key
    assert key is not None
    column = model.table.facts.column(key.column)
    terms = type_term(column_type(column, _dialect(draft)), draft.enum_names)
    terms += [each for each in field.terms if each in _KEPT]
    if (column_term := next((t for t in field.terms if t.startswith("column(")), None)) is None:
        column_term = f"column({argument(key.column)})"
    terms.append(column_term)
    notes = [
        *field.notes,
        Note(
            "foreign key",
            f"{model.table.name}.{key.column}",
            f"foreign key to {key.target.name}: {_reason(problem)}",
            columns=(key.column,),
            names=(key.facts.name,) if key.facts.name else (),
        ),
    ]
    place = next(
        (at for at, each in enumerate(model.fields) if each.kind in ("inverse", "join")),
        len(model.fields),
    )
    model.fields.insert(
        place, DraftField(key.attribute, terms, "attribute", key.column, None, notes)
    )
    for each in draft.models:
        each.fields = [
            one
            for one in each.fields
            if not (one.kind == "inverse" and one.key is key)
            and not (one.kind == "join" and one.key is not None and one.key.holder is key.holder)
        ]
        for setting in each.settings:
            if each is model and setting.is_list:
                setting.items = [
                    _renamed(item, field.name, key.attribute) for item in setting.items
                ]


def _renamed(item: str, old: str, new: str) -> str:
    return re.sub(rf"(?<=[\[ ]){re.escape(old)}(?=[\],])", new, item)


def _dialect(draft: Draft) -> str:
    return draft.options["dialects"].strip("[]")


def _degrade_setting(
    model: DraftModel, setting: DraftSetting, item: int | None, problem: Problem
) -> None:
    if item is None or not setting.is_list:
        model.settings = [each for each in model.settings if each is not setting]
        text = f"{setting.word}: {', '.join(setting.items)}"
    elif (unnamed := _without_name(setting.items[item])) is not None:
        setting.items[item] = unnamed
        return
    else:
        text = f"{setting.word}: {setting.items.pop(item)}"
        if not setting.items:
            model.settings = [each for each in model.settings if each is not setting]
    model.notes.append(Note("refused", str(model.table.name), f"{text}: {_reason(problem)}"))


def _without_name(item: str) -> str | None:
    """Return an item of a list without the name that `--keep-names` gives it; None without one."""
    found = _NAMED.fullmatch(item)
    if found is None:
        return None
    rest = f"{found['before']}{found['after']}".rstrip(", ")
    return f"{{{rest}}}"


def _leave_out(draft: Draft, model: DraftModel, problem: Problem) -> None:
    draft.models = [each for each in draft.models if each is not model]
    draft.left_out.append(model.table.name)
    without_composites_of(draft, model, f"{model.table.name} is not imported")
    draft.notes.append(
        Note("table", str(model.table.name), f"it is not imported: {_reason(problem)}")
    )
    for each in draft.models:
        gone = [
            one
            for one in each.fields
            if one.key is not None and model.table in (one.key.holder, one.key.target)
        ]
        for one in gone:
            each.drop(one)
            if one.kind == "belongsTo":
                _as_attribute(draft, each, one, problem)


def _term_at(field: DraftField, column: int) -> int:
    """Return the number of the term at a column of the line, counted from 1."""
    offset = column - len(f"    {field.name}: ") - 1
    end = 0
    for at, term in enumerate(field.terms):
        end += len(term) + 1
        if offset < end:
            return at
    return 0
