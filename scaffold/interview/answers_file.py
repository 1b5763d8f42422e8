"""The file of `--answers`: answers by question, in YAML or JSON."""

from __future__ import annotations

from dataclasses import replace
from textwrap import indent

from scaffold.errors import Problem, UsageError
from scaffold.interview.interview_state import PROJECT_STEPS, Answer
from scaffold.interview.preset_answers import TEMPLATE_QUESTIONS, PresetAnswers
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
from scaffold.schema.syntax_messages import START

MODELS = "models"
LIST_ANSWERS = ("dialects", "targets")
_KEYS = (*PROJECT_STEPS, *TEMPLATE_QUESTIONS, MODELS)


def read_answers(data: bytes, file: str) -> PresetAnswers:
    """Parse the answers of a file; UsageError with all its problems."""
    document, found = read_document(data, file)
    if document is None or found:
        hint = "Write a mapping of questions to answers, such as `name: shop`."
        raise UsageError(
            [replace(each, hint=hint) if each.hint == START else each for each in found],
            sources={file: data.decode("utf-8", "replace")},
        )
    project: dict[str, Answer] = {}
    template: dict[str, str] = {}
    models = ""
    problems: list[Problem] = []
    for key, node in document.root.entries:
        if key.text == MODELS:
            models = _models(node)
        elif key.text in LIST_ANSWERS and isinstance(node, SequenceNode):
            project[key.text] = tuple(
                each.text for each in node.items if isinstance(each, ScalarNode)
            )
        elif key.text not in _KEYS:
            problems.append(_unknown(document, key))
        elif not isinstance(node, ScalarNode):
            hint = f"Write `{key.text}: …` with a single value."
            problems.append(
                Problem(document.location(node), f"`{key.text}` takes a single value", hint)
            )
        elif key.text in LIST_ANSWERS:
            project[key.text] = split_list(node.text)
        elif key.text in PROJECT_STEPS:
            project[key.text] = node.text
        else:
            template[key.text] = node.text
    if problems:
        raise UsageError(problems, sources={file: document.text})
    return PresetAnswers(project, template, models)


def split_list(text: str) -> tuple[str, ...]:
    """Split `sqlite,postgres` at its commas."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _unknown(document: Document, key: ScalarNode) -> Problem:
    near = nearest(key.text, _KEYS)
    message = f"unknown question `{key.text}`" + (f": did you mean `{near}`?" if near else "")
    return Problem(document.location(key), message, f"The questions are: {', '.join(_KEYS)}.")


def _models(node: Node) -> str:
    """Return the text below `models:`: a block of text unchanged, a mapping as YAML."""
    if isinstance(node, ScalarNode):
        text = node.text
    elif isinstance(node, SequenceNode):
        text = in_line(node)
    else:
        text = "\n\n".join("\n".join(_entry(*each)) for each in node.entries)
    return indent(text.rstrip() + "\n", "  ") if text.strip() else ""


def _entry(key: ScalarNode, node: Node) -> list[str]:
    """Return the YAML lines of a mapping's entry."""
    head = f"{as_yaml(key.text)}:"
    if isinstance(node, MappingNode) and node.entries:
        return [head, *(f"  {line}" for each in node.entries for line in _entry(*each))]
    if isinstance(node, ScalarNode) and not node.absent:
        return [f"{head} {as_yaml(node.text)}"]
    return [f"{head} {in_line(node)}".rstrip()]
