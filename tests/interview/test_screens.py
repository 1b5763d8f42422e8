"""What a person sees at `scaffold new`, on terminals of every kind and size."""

from __future__ import annotations

import json
import re
import signal
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest

from scaffold.interview.interview_state import PROJECT_STEPS
from tests.interview.conftest import Sit
from tests.interview.test_dialogue import assert_is_the_catalogue, assert_is_the_shop, say
from tests.support.shop_dialogue import CATALOGUE, CUSTOMER, ORDER, PROJECT, SHOP, Said
from tests.support.typist import (
    BACKSPACE,
    CTRL_C,
    CTRL_D,
    CTRL_U,
    DOWN,
    ENTER,
    ESCAPE,
    LEFT,
    TAB,
    UP,
    Typist,
    pasted,
)

pytestmark = pytest.mark.slow

NAMED = ("new", "--name", "shop", "--dialects", "sqlite", "--id", "uuid", "--naming", "sequelize")
MODELS = (*NAMED, "--foreign-key", "PascalCase", "--targets", "sequelize", "--modules", "commonjs")


@pytest.mark.parametrize("size", [(60, 15), (200, 60)])
def test_each_kind_of_question_on_other_sizes(sit: Sit, place: Path, size: tuple[int, int]) -> None:
    assert_whole(sit("new", "shop", columns=size[0], lines=size[1]), CATALOGUE)
    assert_is_the_catalogue(place / "shop" / "scaffold.yaml")


def test_the_shop_on_a_small_screen(sit: Sit, place: Path) -> None:
    assert_whole(sit("new", "shop", columns=40, lines=12), SHOP)
    assert_is_the_shop(place / "shop" / "scaffold.yaml")


def assert_whole(person: Typist, said: Iterable[Said]) -> None:
    """Each question and its keys are completely on the screen."""
    for question, keys in said:
        read(person, question[:30])
        person.see("Ctrl-C:")
        person.type(*keys)
    person.end(0)


def read(person: Typist, text: str) -> None:
    """Wait for a text that the screen's edge may break."""
    person.until(lambda shown: text in re.sub(r"\n *", " ", shown) + shown.replace("\n", ""), text)


def test_the_window_is_resized_while_it_asks(sit: Sit) -> None:
    person = sit(*MODELS)
    say(person, CUSTOMER[:3])
    person.answer("email: string unique", "birthday da")
    for columns, lines in ((60, 15), (30, 10), (120, 40), (80, 24)):
        person.resize(columns, lines)
        read(person, "birthday da")
        person.see("Attribute of")
    person.type("te", ENTER)
    person.see("birthday: date", "Attribute of Customer?")
    assert person.shown.count("Attribute of") == 1, person.picture


def test_only_sixteen_colours_are_used(sit: Sit) -> None:
    person = sit("new", environment={"TERM": "xterm-16color", "COLORTERM": ""})
    say(person, PROJECT[:2])
    person.see(PROJECT[2][0])
    colours = set(re.findall(rb"\x1b\[[0-9;]*m", person.sent))
    assert len(colours) > 3
    # Neither of 256 colours nor of 16 million.
    assert not [each for each in colours if re.search(rb"[34]8;[25]", each)]


def test_without_colour(sit: Sit, place: Path) -> None:
    person = sit("new", "shop", environment={"NO_COLOR": "1"})
    say(person, CATALOGUE)
    person.end(0)
    codes = {
        int(code)
        for each in re.findall(rb"\x1b\[([0-9;]*)m", person.sent)
        for code in each.split(b";")
        if code
    }
    # Bold, underlined, reverse and their ends may stand; 30 to 49 and 90 on are colours.
    assert not [code for code in codes if code >= 30], codes
    assert_is_the_catalogue(place / "shop" / "scaffold.yaml")


def test_in_ascii(sit: Sit, place: Path) -> None:
    ascii = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    person = sit("new", "shop", environment=ascii)
    person.answer("Project name?", ENTER)
    person.see("* project  shop", "> o SQLite", "Enter: choose | Space: select")
    for question, keys in CATALOGUE[1:]:
        person.answer(question.replace("…", "..."), *keys)
    person.end(0)
    assert person.sent.isascii()
    assert re.search(rb"\| (\x1b\[[0-9;]*m)*Product:", person.sent)
    assert_is_the_catalogue(place / "shop" / "scaffold.yaml")


def test_terminal_without_cursor_position_reports(sit: Sit) -> None:
    person = sit("new", replies=False)
    person.see("Project name?")
    # It is waited for two seconds.
    person.rest(2.5)
    say(person, PROJECT)
    person.see("First model?")
    assert "WARNING" not in person.text


def test_names_of_all_scripts(sit: Sit, place: Path) -> None:
    person = sit(*MODELS)
    person.answer("First model?", "Größe", ENTER)
    person.answer("Attribute of Größe?", "名前 enum(ja, nein, 多分)", ENTER)
    person.answer("名前: enum(ja, nein, 多分)", "naïve string", ENTER)
    person.answer("naïve: string", ENTER)
    person.answer("Association of Größe?", "belongs", ENTER)
    person.answer("belong to?", "Straße", ENTER)
    person.answer("Name of the association (alias)?", ENTER)
    person.answer("Inverse association on", DOWN, DOWN, ENTER)
    person.answer("Association of Größe?", ENTER)
    person.answer("Next model? Straße", ENTER)
    person.answer("Attribute of Straße?", ENTER)
    person.answer("Association of Straße?", ENTER)
    person.answer("Another model?", ENTER)
    person.answer("Write the", "change", ENTER)
    # The list narrows by letters of every script.
    person.answer("Which row?", "名", ENTER)
    person.answer("New line of Größe? 名前", CTRL_U, "名前: enum(ja, nein)", ENTER)
    person.answer("Write the", ENTER)
    person.end(0)
    written = unicodedata.normalize("NFC", (place / "scaffold.yaml").read_text())
    assert "  Größe:\n    名前: enum(ja, nein)\n    naïve: string\n" in written
    assert "    straße: belongsTo(Straße)\n" in written
    assert (place / "models" / "größe.js").exists()


LINES = "name: string(120) required\nemail: string unique\ntotal decimal(10, 2)\n"


@pytest.mark.parametrize("ends", ["\n", "\r", "\r\n"])
def test_each_pasted_line_adds_an_attribute(sit: Sit, ends: str) -> None:
    person = sit(*MODELS)
    person.answer("First model?", "Customer", ENTER)
    person.answer("Attribute of Customer?", pasted(LINES.replace("\n", ends)))
    person.see("? Attribute of Customer?")
    person.see("Enter: add 3 lines")
    person.type(ENTER)
    person.see("  name: string(120) required\n", "  email: string unique\n", "  total: decimal")
    person.type(ENTER)
    person.see("Association of Customer?")


def test_pasted_lines_without_brackets(sit: Sit) -> None:
    person = sit(*MODELS)
    person.answer("First model?", "Customer", ENTER)
    person.answer("Attribute of Customer?", LINES)
    person.see("  name: string(120) required\n", "  email: string unique\n", "  total: decimal")
    person.see("Attribute of Customer?")


def test_invalid_pasted_line_is_named(sit: Sit) -> None:
    person = sit(*MODELS)
    person.answer("First model?", "Customer", ENTER)
    person.answer("Attribute of Customer?", pasted("name: strng\nemail: string"), ENTER)
    person.see("unknown type `strng`: did you mean `string`?", "email: string")
    person.type(ESCAPE)
    person.see("First model?")


def test_pasted_line_break_in_a_name_is_refused(sit: Sit) -> None:
    person = sit(*MODELS)
    person.answer("First model?", pasted("Customer\nOrder"), ENTER)
    person.see("First model?", "is no")


@pytest.mark.parametrize("size", [(80, 24), (60, 15)])
def test_a_long_model_leaves_the_question_on_the_screen(sit: Sit, size: tuple[int, int]) -> None:
    fields = [f"Customer.field{number}: string" for number in range(60)]
    flags = [word for field in fields for word in ("--field", field)]
    person = sit("new", *flags, columns=size[0], lines=size[1])
    say(person, PROJECT)
    person.answer("Write the", "add", ENTER)
    person.answer("Another model?", "Customer", ENTER)
    person.see("Customer:", "field59: string", "Attribute of Customer?", "Ctrl-C: quit")
    person.type("last date ")
    person.see("? Attribute of Customer? last date", "required", "Ctrl-C: quit")
    person.type(ENTER)
    person.see("last: date", "Attribute of Customer?")


def test_long_lines_wrap_and_are_cut(sit: Sit) -> None:
    person = sit(*MODELS, columns=60, lines=20)
    values = ", ".join(f"value{number}" for number in range(40))
    person.answer("First model?", "Customer", ENTER)
    person.answer("Attribute of Customer?", f"kind enum({values})")
    person.see("value39)")
    person.type(ENTER)
    person.see("kind: enum(value0, ", "…\n", "Attribute of Customer?\n")
    person.see("value39", gone=True)


def schema_of(models: int) -> str:
    fields = "".join(f"    field{number}: string(40) required\n" for number in range(4))
    return "version: 1\ntargets: {sequelize: {directory: .}}\nmodels:\n" + "".join(
        f"  Model{number}:\n{fields}" for number in range(models)
    )


def test_thirty_models_in_the_review(sit: Sit, place: Path) -> None:
    (place / "scaffold.yaml").write_text(schema_of(30))
    person = sit("new")
    person.answer("Another model?", ENTER)
    person.see("Model29  field0, field1, field2, field3", "Write the changes?", "» Write")
    person.type(DOWN, ENTER)
    person.see("Which row?", "» Model0", "more", "Ctrl-C: quit")
    person.type(*[DOWN] * 40)
    person.see("»", "Model8")
    person.type("model29")
    person.see("» Model29")
    person.type(*[BACKSPACE] * 7, UP)
    person.see("» Model29.field3")
    person.type(ENTER)
    person.answer("New line of Model29? field3", CTRL_U, ENTER)
    person.answer("Write the", ENTER)
    person.end(0)
    assert (place / "scaffold.yaml").read_text().count("field3") == 29


def test_filter_without_matches_prints_a_problem(sit: Sit) -> None:
    person = sit("new")
    say(person, PROJECT[:2])
    person.answer("Primary key type?", "xyz")
    person.see("no choice contains `xyz`")
    person.type(ENTER)
    person.see("no choice contains `xyz`", "Primary key type?")
    person.type(BACKSPACE, BACKSPACE, BACKSPACE)
    person.see("» integer")
    person.type("big", ENTER)
    person.see("✓ primary keys  bigint")


def test_space_selects_several_choices(sit: Sit) -> None:
    person = sit("new")
    person.answer("Project name?", ENTER)
    person.answer("Which databases?", " ", DOWN, " ", DOWN, " ", " ", "x", ENTER)
    person.see("✓ database  sqlite, postgres")


def test_enter_confirms_highlighted_choice_without_selection(sit: Sit) -> None:
    person = sit("new")
    person.answer("Project name?", ENTER)
    person.see("» ○ SQLite", "Enter: choose · Space: select")
    person.type(DOWN, DOWN, ENTER)
    person.see("✓ database  mysql", "Primary key type?")
    person.type(ESCAPE)
    person.see("Which databases?", "» ○ MySQL")
    person.type(" ", UP, " ", ENTER)
    person.see("✓ database  postgres, mysql")
    person.answer("Primary key type?", ESCAPE)
    person.see("Which databases?", "» ● PostgreSQL", "● MySQL", "○ SQLite")
    person.type(ENTER)
    person.answer("Primary key type?", ENTER)
    assert person.text.count("✓ database  postgres, mysql") == 2


def test_types_are_listed_and_filtered(sit: Sit) -> None:
    person = sit(*MODELS)
    person.answer("First model?", "Customer", ENTER)
    person.answer("Attribute of Customer?", "price", ENTER)
    person.see("Type of Customer.price? string", "   text ", "   decimal(…)", "more")
    person.type("dec")
    person.see("   decimal(…)", "decimal(10, 2)")
    person.see("boolean", gone=True)
    person.type(TAB)
    person.see("? decimal(", "» decimal(…)")
    person.type("10, 2) req", TAB, ENTER)
    person.see("price: decimal(10, 2) required")


def test_example_of_a_type_is_not_inserted_as_arguments(sit: Sit) -> None:
    person = sit(*MODELS)
    person.answer("First model?", "Customer", ENTER)
    person.answer("Attribute of Customer?", "status", ENTER)
    person.answer("Type of", "enum", TAB, ENTER)
    person.see("enum needs its values", "Write `enum(draft, sent)`", "? enum(")
    person.type("new, old)", ENTER)
    person.see("status: enum(new, old)")


def test_modifiers_alone_keep_the_default(sit: Sit) -> None:
    person = sit(*MODELS)
    person.answer("First model?", "Order", ENTER)
    person.answer("Attribute of Order?", "total", ENTER)
    person.answer("Type of Order.total? string", " req", TAB, ENTER)
    person.see("total: string required")
    person.answer("Attribute of Order?", ENTER)
    person.answer("Association of Order?", "belongs", ENTER)
    person.answer("Which model does", "Customer", ENTER)
    person.see("Name of the association (alias)? customer", "required, unique, onDelete(cascade)")
    person.type(" requird", ENTER)
    person.see("`requird`: did you", "`required`: NOT NULL")
    person.type(CTRL_U, " required", ENTER)
    person.see("customer: belongsTo(Customer) required", "Inverse association on Customer?")


def test_type_is_found_by_its_description(sit: Sit) -> None:
    person = sit(*MODELS)
    person.answer("First model?", "Customer", ENTER)
    person.answer("Attribute of Customer?", "price", ENTER)
    person.answer("Type of", "digits")
    person.see("   decimal(…)")
    person.see("boolean", gone=True)
    person.type(DOWN, "9, 2)", ENTER)
    person.see("price: decimal(9, 2)")


def test_enter_confirms_the_default_while_a_list_is_shown(sit: Sit) -> None:
    person = sit(*MODELS)
    person.answer("First model?", "Customer", ENTER)
    person.answer("Attribute of Customer?", "name", ENTER)
    person.answer("? string", ENTER)
    person.see("  name: string\n")


def test_list_is_hidden_while_the_middle_of_a_line_is_edited(sit: Sit) -> None:
    person = sit(*MODELS)
    person.answer("First model?", "Customer", ENTER)
    person.answer("Attribute of Customer?", "name string ")
    person.see("NOT NULL")
    person.type(LEFT, LEFT)
    person.see("NOT NULL", gone=True)
    person.type(DOWN, ENTER)
    person.see("  name: string\n")


def test_everything_typed_ahead(sit: Sit, place: Path) -> None:
    person = sit("new", "shop")
    person.answer(SHOP[0][0], *(key for _, keys in SHOP for key in keys))
    person.end(0)
    assert_is_the_shop(place / "shop" / "scaffold.yaml")
    # Nothing of it was shown between the questions.
    assert "total decimal" not in person.text


def test_invalid_name_is_reported_while_typed(sit: Sit) -> None:
    person = sit(*MODELS)
    person.answer("First model?", "Customer", ENTER)
    person.answer("Attribute of Customer?", "save")
    person.see("`save`")
    person.type("d")
    person.see("save`", gone=True)


def test_the_end_of_input_keeps_a_draft(sit: Sit, place: Path, drafts: Path) -> None:
    person = sit("new", "shop")
    say(person, PROJECT)
    person.answer("First model?", "Cus", CTRL_D)
    # With something typed it is the key that deletes ahead.
    person.see("First model? Cus")
    person.type(CTRL_U, CTRL_D)
    person.end(130)
    assert "scaffold new shop --resume" in person.text
    assert kept(drafts) == [step for step, _ in zip(STEPS, PROJECT, strict=True)]


STEPS = PROJECT_STEPS


def kept(drafts: Path) -> list[str]:
    """The steps that the one draft has answers to."""
    (draft,) = drafts.iterdir()
    return [step for step, _ in json.loads(draft.read_text())["answers"]]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_keeps_a_draft(
    sit: Sit, place: Path, drafts: Path, number: signal.Signals
) -> None:
    person = sit("new", "shop")
    say(person, PROJECT)
    person.see("First model?")
    person.process.send_signal(number)
    person.end(130)
    assert kept(drafts) == list(STEPS)
    assert person.echoes
    assert "scaffold new shop --resume" in person.text
    assert "Traceback" not in person.text
    assert list(place.iterdir()) == []


def test_closed_terminal_keeps_a_draft(sit: Sit, drafts: Path) -> None:
    person = sit("new", "shop")
    say(person, PROJECT)
    person.see("First model?")
    person.hang_up()
    person.process.wait(30)
    assert kept(drafts) == list(STEPS)


def test_ctrl_c_at_the_first_question_keeps_nothing(sit: Sit, drafts: Path) -> None:
    person = sit("new", "shop")
    person.answer("Project name?", CTRL_C)
    person.end(130)
    assert "--resume" not in person.text
    assert not drafts.exists()


def test_ctrl_c_at_a_list(sit: Sit, place: Path) -> None:
    person = sit("new", "shop")
    say(person, PROJECT[:2])
    person.answer("Primary key type?", CTRL_C)
    person.end(130)
    assert list(place.iterdir()) == []


def test_existing_draft_is_announced(sit: Sit) -> None:
    person = sit("new", "shop")
    say(person, PROJECT)
    person.answer("First model?", CTRL_C)
    person.end(130)
    person = sit("new", "shop")
    person.see("`scaffold new shop --resume` continues it", "Project name?")


def test_draft_is_replayed_up_to_the_first_invalid_answer(sit: Sit, place: Path) -> None:
    person = sit("new")
    say(person, [*PROJECT, *CUSTOMER, *ORDER[:2]])
    person.answer("total: decimal(10, 2) default(0)", CTRL_C)
    person.end(130)
    (place / "scaffold.yaml").write_text(schema_of(1))
    person = sit("new", "--resume")
    person.see("no longer apply", "Another model?")


def test_resume_without_a_draft(sit: Sit) -> None:
    person = sit("new", "shop", "--resume")
    person.end(2)
    assert "there is no draft for" in person.text
