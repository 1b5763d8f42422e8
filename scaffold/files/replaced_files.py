"""Plan generated files that a run writes in another form, or whose place another file takes."""

from __future__ import annotations

from collections.abc import Iterator

from scaffold.errors import Problem
from scaffold.files.encoding_details import is_same_text, normalized, text_digest, with_encoding_of
from scaffold.files.file_plan import File, FileChange, Policy, RecordedTexts

REPLACED: tuple[Policy, ...] = ("rewritten", "superseded")


def plan_replaced(
    file: File, current: str | None, disk: RecordedTexts, *, keep: bool, overwrite: bool
) -> Iterator[FileChange]:
    """Plan a file of policy `rewritten` or `superseded`; `current` is its text now."""
    path, ours = file.path, file.content
    is_rewritten = file.policy == "rewritten"
    if current is None:
        if is_rewritten:
            yield FileChange(path, "create", ours, base=ours)
    elif is_rewritten and normalized(current) == ours:
        yield FileChange(path, "identical", before=current, base=ours)
    elif overwrite or _is_unedited(file, current, disk):
        if is_rewritten:
            text = with_encoding_of(ours, current)
            yield FileChange(path, "update", text, current, base=ours)
        else:
            yield FileChange(path, "remove", before=current)
    elif keep:
        base = ours if is_rewritten else None
        yield FileChange(path, "skip", before=current, base=base, forgets=not is_rewritten)
    else:
        yield FileChange(path, "conflict", before=current, problem=_edited(file))


def _is_unedited(file: File, current: str, disk: RecordedTexts) -> bool:
    if file.expected is not None:
        return text_digest(current) == file.expected
    return is_same_text(current, disk.base(file.path))


def _edited(file: File) -> Problem:
    path = file.path
    effect = "replaces" if file.policy == "rewritten" else "removes"
    return Problem(
        None,
        f"{path}: this file was edited, and {file.by}",
        f"Save your edit, then run `scaffold generate --overwrite {path}`, which {effect} the "
        f"file, and make the edit again; or leave the file as it is with --keep {path}.",
    )
