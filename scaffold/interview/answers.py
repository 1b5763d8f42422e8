"""The file of `--answers`: every answer by its question, in YAML or JSON."""

from __future__ import annotations

from scaffold.errors import Problem, UsageError
from scaffold.interview.given import SKELETON, Given
from scaffold.interview.state import PROJECT, Answer
from scaffold.schema.document import (
    Document,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    read_document,
)
from scaffold.schema.edit.quoting import as_yaml
from scaffold.schema.report import nearest

MODELS = "models"
SEVERAL = ("dialects", "targets")
_KEYS = (*PROJECT, *SKELETON, MODELS)


def read_answers(data: bytes, file: str) -> Given:
    """The answers of a file; UsageError with all that is wrong with it."""
    document, found = read_document(data, file)
    if document is None or found:
        raise UsageError(found)
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
            problems.append(Problem(document.place(node), f"`{key.text}` is one answer", hint))
        elif key.text in SEVERAL:
            project[key.text] = split(node.text)
        elif key.text in PROJECT:
            project[key.text] = node.text
        else:
            skeleton[key.text] = node.text
    if problems:
        raise UsageError(problems, sources={file: document.text})
    return Given(project, skeleton, models)


def split(text: str) -> tuple[str, ...]:
    """`sqlite,postgres` → its words."""
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _unknown(document: Document, key: ScalarNode) -> Problem:
    near = nearest(key.text, _KEYS)
    message = f"`{key.text}` is none of the questions" + (
        f": did you mean `{near}`?" if near else ""
    )
    return Problem(document.place(key), message, f"They are: {', '.join(_KEYS)}.")


def _models(node: Node) -> str:
    """The text below `models:`: that of a block of text as it is, a mapping written anew."""
    lines = node.text.splitlines() if isinstance(node, ScalarNode) else _block(node)
    return "".join(f"  {line}\n" if line.strip() else "\n" for line in lines)


def _block(node: Node) -> list[str]:
    if not isinstance(node, MappingNode):
        return [_flow(node)]
    lines: list[str] = []
    for key, value in node.entries:
        head = f"{as_yaml(key.text)}:"
        if isinstance(value, MappingNode) and value.entries:
            lines += [head, *(f"  {line}" for line in _block(value))]
        elif isinstance(value, ScalarNode) and not value.absent:
            lines.append(f"{head} {as_yaml(value.text)}")
        else:
            lines.append(f"{head} {_flow(value)}".rstrip())
    return lines


def _flow(node: Node) -> str:
    if isinstance(node, ScalarNode):
        return "" if node.absent else as_yaml(node.text, flow=True)
    if isinstance(node, SequenceNode):
        return f"[{', '.join(map(_flow, node.items))}]"
    return f"{{{', '.join(f'{as_yaml(k.text, flow=True)}: {_flow(v)}' for k, v in node.entries)}}}"
