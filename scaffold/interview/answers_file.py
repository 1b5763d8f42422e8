"""The file of `--answers`: every answer by its question, in YAML or JSON."""

from __future__ import annotations

from dataclasses import replace
from textwrap import indent

from scaffold.errors import Problem, UsageError
from scaffold.interview.interview_state import PROJECT, Answer
from scaffold.interview.preset_answers import SKELETON, PresetAnswers
from scaffold.schema.document import (
    Document,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    read_document,
)
from scaffold.schema.edit.quoting import as_yaml, in_line
from scaffold.schema.problem_report import nearest
from scaffold.schema.syntax import START

MODELS = "models"
SEVERAL = ("dialects", "targets")
_KEYS = (*PROJECT, *SKELETON, MODELS)


def read_answers(data: bytes, file: str) -> PresetAnswers:
    """The answers of a file; UsageError with all that is wrong with it."""
    document, found = read_document(data, file)
    if document is None or found:
        what = "Answers are a mapping of questions to answers: `name: shop`."
        raise UsageError(
            [replace(each, hint=what) if each.hint == START else each for each in found],
            sources={file: data.decode("utf-8", "replace")},
        )
    project: dict[str, Answer] = {}
    skeleton: dict[str, str] = {}
    models = ""
    problems: list[Problem] = []
    for key, node in document.root.entries:
        if key.text == MODELS:
            models = _models(node)
        elif key.text in SEVERAL and isinstance(node, SequenceNode):
            project[key.text] = tuple(
                each.text for each in node.items if isinstance(each, ScalarNode)
            )
        elif key.text not in _KEYS:
            problems.append(_unknown(document, key))
        elif not isinstance(node, ScalarNode):
            hint = f"Write `{key.text}: …` with one word or text."
            problems.append(Problem(document.location(node), f"`{key.text}` is one answer", hint))
        elif key.text in SEVERAL:
            project[key.text] = split(node.text)
        elif key.text in PROJECT:
            project[key.text] = node.text
        else:
            skeleton[key.text] = node.text
    if problems:
        raise UsageError(problems, sources={file: document.text})
    return PresetAnswers(project, skeleton, models)


def split(text: str) -> tuple[str, ...]:
    """`sqlite,postgres` → its words."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _unknown(document: Document, key: ScalarNode) -> Problem:
    near = nearest(key.text, _KEYS)
    message = f"`{key.text}` is none of the questions" + (
        f": did you mean `{near}`?" if near else ""
    )
    return Problem(document.location(key), message, f"They are: {', '.join(_KEYS)}.")


def _models(node: Node) -> str:
    """The text below `models:`: that of a block of text as it is, a mapping written anew."""
    if isinstance(node, ScalarNode):
        text = node.text
    elif isinstance(node, SequenceNode):
        text = in_line(node)
    else:
        text = "\n\n".join("\n".join(_entry(*each)) for each in node.entries)
    return indent(text.rstrip() + "\n", "  ") if text.strip() else ""


def _entry(key: ScalarNode, node: Node) -> list[str]:
    """The lines of an entry of a mapping."""
    head = f"{as_yaml(key.text)}:"
    if isinstance(node, MappingNode) and node.entries:
        return [head, *(f"  {line}" for each in node.entries for line in _entry(*each))]
    if isinstance(node, ScalarNode) and not node.absent:
        return [f"{head} {as_yaml(node.text)}"]
    return [f"{head} {in_line(node)}".rstrip()]
