"""Completion in shells: names of the schema, and the protocols of bash, zsh and fish.

No problems are printed: without a valid schema there are no completions.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from typer._click import Command
    from typer._click.shell_completion import CompletionItem

VARIABLE = "_SCAFFOLD_COMPLETE"
FLAGS = ("--install-completion", "--show-completion")

# Typer's script only registers itself when zsh loads it, which is at the first TAB: that TAB
# completes nothing.
_ZSH = """
#compdef %(prog_name)s

%(complete_func)s() {
  eval $(env _TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" \\
             %(autocomplete_var)s=complete_zsh %(prog_name)s)
}

compdef %(complete_func)s %(prog_name)s
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
  %(complete_func)s "$@"
fi
"""


def models(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the schema's models."""
    return list(_fields_by_model(ctx))


def names(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the matching models, and the fields if only one model matches."""
    known = _fields_by_model(ctx)
    model, dot, _ = incomplete.partition(".")
    matching = [name for name in known if name == model or (not dot and name.startswith(model))]
    fields = known[matching[0]] if len(matching) == 1 else []
    offered = [f"{matching[0]}.{field}" for field in fields]
    return offered if dot else [*matching, *offered]


def targets(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the registered targets."""
    from scaffold.targets import TARGETS

    return list(TARGETS)


def conflicts(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return the paths of unresolved conflicts."""
    from scaffold.files.disk import open_tree, read_conflict_index

    with open_tree(os.path.dirname(_schema(ctx))) as tree:
        return list(read_conflict_index(tree))


def _fields_by_model(ctx: typer.Context) -> Mapping[str, list[str]]:
    """Return the models of the schema that -f and -C select, with their fields."""
    from scaffold.schema.document import MappingNode, read_document
    from scaffold.schema.load import load

    path = _schema(ctx)
    document, _ = read_document(load(path), path)
    found = {key.text: node for key, node in document.root.entries} if document else {}
    section = found.get("models")
    if not isinstance(section, MappingNode):
        return {}
    return {
        name.text: [
            key.text
            for key, _ in (node.entries if isinstance(node, MappingNode) else ())
            if not key.text.startswith("$")
        ]
        for name, node in section.entries
    }


def _schema(ctx: typer.Context) -> str:
    """Return the path of the schema; OSError if the folder cannot be entered."""
    from scaffold.project.schema_source import schema_path

    parameters = ctx.params
    os.chdir(os.path.expanduser(parameters.get("directory") or os.curdir))
    file = parameters.get("file")
    return schema_path(os.path.expanduser(file) if file else None)


def replace_zsh_script() -> None:
    """Replace Typer's script for zsh by one that also works at the first TAB."""
    from typer import _completion_shared

    _completion_shared._completion_scripts["zsh"] = _ZSH


def answer(instruction: str, build: Callable[[Sequence[str]], Command]) -> int | None:
    """Print what the shell's script asks for, and return the exit code; None if it is not ours.

    `build` returns the command line for the arguments that are typed so far.
    """
    shell = instruction.removeprefix("complete_")
    if shell not in _SHELLS or shell == instruction:
        return None
    words, incomplete = _typed(shell)
    option, equals, _ = incomplete.partition("=")
    prefix = option + equals if equals and option.startswith("--") else ""
    try:
        offered = _offered(build(words), words, incomplete)
    except Exception:
        # Whatever it is, the command itself will say it, and better than a prompt can.
        offered = []
    if os.environ.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return 0 if offered else 1
    print(_SHELLS[shell]([(prefix + item.value, item.help or "") for item in offered]))
    return 0


def _offered(command: Command, words: list[str], incomplete: str) -> list[CompletionItem]:
    from typer._click.shell_completion import ShellComplete

    class Finder(ShellComplete):
        """Only its completions are used: reading the words and printing are done here."""

        name = source_template = ""

        def source_vars(self) -> dict[str, Any]:
            raise NotImplementedError

        def get_completion_args(self) -> tuple[list[str], str]:
            raise NotImplementedError

        def format_completion(self, item: CompletionItem) -> str:
            raise NotImplementedError

    return Finder(command, {}, "scaffold", VARIABLE).get_completions(words, incomplete)


def _typed(shell: str) -> tuple[list[str], str]:
    """Return the complete words of the command line, and the incomplete last one."""
    from typer._click.shell_completion import split_arg_string

    if shell == "bash":
        words = split_arg_string(os.environ.get("COMP_WORDS", ""))
        at = int(os.environ.get("COMP_CWORD", "0"))
        before, incomplete = words[1:at], (words[at:] or [""])[0]
        # It takes `--target=x` for three words.
        before = [word for word in before if word != "="]
        return before, "" if incomplete == "=" else incomplete
    line = os.environ.get("_TYPER_COMPLETE_ARGS", "")
    words = split_arg_string(line)[1:]
    if not words or line.endswith(" "):
        return words, ""
    return words[:-1], words[-1]


def _for_bash(offered: list[tuple[str, str]]) -> str:
    return "\n".join(value for value, _ in offered)


def _for_zsh(offered: list[tuple[str, str]]) -> str:
    """Code that the script evaluates, on one line."""
    if not offered:
        return "_files"
    items = " ".join(map(_zsh_item, offered))
    return f"local -a offered; offered=({items}); _describe '' offered"


def _zsh_item(item: tuple[str, str]) -> str:
    value, meaning = (text.replace("\\", "\\\\").replace(":", "\\:") for text in item)
    text = " ".join(f"{value}:{meaning}".split()) if meaning else value
    return "'" + text.replace("'", "'\\''") + "'"


def _for_fish(offered: list[tuple[str, str]]) -> str:
    return "\n".join(f"{value}\t{' '.join(meaning.split())}" for value, meaning in offered)


_SHELLS: Mapping[str, Callable[[list[tuple[str, str]]], str]] = {
    "bash": _for_bash,
    "zsh": _for_zsh,
    "fish": _for_fish,
}
