"""The settings of an entry of `outputs:`."""

from __future__ import annotations

from scaffold.schema.reference import Setting

EACH_WORDS = ("model", "association")
OUTPUT_OWNERSHIPS = ("merge", "once", "replace")
_OUTPUT_KEYS = (
    Setting("template", "template", "text", "the template, in the folder of `templates`"),
    Setting("from", "pack", "text", "the folder of a pack, instead: its outputs.yaml has the rest"),
    Setting("each", "each", "word", "a file for each of these; without it, one file", EACH_WORDS),
    Setting("path", "path", "text", "the file's path, with `{{ … }}` for names"),
    Setting("when", "when", "text", "an expression: the file is made where it holds"),
    Setting(
        "ownership",
        "ownership",
        "word",
        "merge: around your edits; once: yours after its creation; replace: never edited (merge)",
        OUTPUT_OWNERSHIPS,
    ),
)
OUTPUT_KEYS = {setting.word: setting for setting in _OUTPUT_KEYS}
