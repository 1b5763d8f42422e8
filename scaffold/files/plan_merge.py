"""Plan the merge of a file that people edit with its newly generated text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scaffold.errors import Problem, SourceLocation
from scaffold.files.disk import CONFLICT_FOLDER
from scaffold.files.encoding_details import normalized, with_encoding_of
from scaffold.files.file_plan import File, FileChange, RecordedTexts

if TYPE_CHECKING:
    from scaffold.files.merge import Merged


def plan_merge(
    file: File, current: str, disk: RecordedTexts, keep: bool, overwrite: bool
) -> FileChange:
    """Return the change of an existing file that people edit."""
    path, ours = file.path, file.content
    known = disk.base(path)
    base = ours if known is None or normalized(known) != ours else None
    theirs = normalized(current)
    if theirs == ours:
        return FileChange(path, "identical", before=current, base=base)
    if overwrite:
        return FileChange(path, "update", with_encoding_of(ours, current), current, base)

    from scaffold.files.merge import unresolved_marker

    if line := unresolved_marker(theirs):
        if known is not None and (text := _of_branches(file, theirs, normalized(known))):
            return FileChange(path, "merge", with_encoding_of(text, current), current, base)
        problem = Problem(
            SourceLocation(path, line, 1),
            "this file has unresolved git conflict markers",
            "Keep one side or both, and remove the lines that begin with `<<<<<<<`, `=======` and "
            f"`>>>>>>>`; or replace the file: `scaffold generate --overwrite {path}`.",
        )
        return FileChange(path, "conflict", before=current, problem=problem)
    if known is None:
        reason = "no record of its generated version exists"
        return _undecided(file, current, disk, keep, None, reason)
    if unresolved_marker(known):
        # Two branches changed the base; the file itself is what a person made of both.
        return FileChange(path, "identical", before=current, base=ours)
    last = normalized(known)
    if theirs == last:
        return FileChange(path, "update", with_encoding_of(ours, current), current, base)
    if ours == last:
        return FileChange(path, "identical", before=current)
    merged = _merged(file, last, theirs)
    if merged.conflicts:
        return _undecided(file, current, disk, keep, (merged.text, merged.conflicts[0]))
    if merged.text == theirs:
        return FileChange(path, "identical", before=current, base=base)
    return FileChange(path, "merge", with_encoding_of(merged.text, current), current, base)


def _of_branches(file: File, theirs: str, known: str) -> str | None:
    """Return the merged text where git's conflicts are between generated lines, else None."""
    from scaffold.files.git_conflicts import without_generated_conflicts

    sides = without_generated_conflicts(theirs, known)
    if sides is None:
        return None
    merged = _merged(file, sides[1], sides[0])
    return None if merged.conflicts else merged.text


def _merged(file: File, last: str, theirs: str) -> Merged:
    """Merge a person's version of what was generated last with the newly generated text."""
    from scaffold.files.merge import merge

    merged = merge(last, theirs, file.content)
    if merged.conflicts and file.renamed:
        old, edited = _renamed(last, file.renamed), _renamed(theirs, file.renamed)
        renamed = merge(old, edited, file.content)
        return merged if renamed.conflicts else renamed
    return merged


def _renamed(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    """The text with all whole words renamed at once."""
    import re

    names = dict(pairs)
    pattern = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.sub(rf"(?<!\w)(?:{pattern})(?!\w)", lambda found: names[found[0]], text)


def _undecided(
    file: File,
    current: str,
    disk: RecordedTexts,
    keep: bool,
    merged: tuple[str, int] | None,
    reason: str = "",
) -> FileChange:
    """Return a conflict, or the change that the person chose.

    merged: the text with markers and the line of the first, if a merge was possible.
    reason: why there was no merge.
    """
    from scaffold.files.merge import mark_differences, unresolved_marker

    path, ours = file.path, file.content
    if keep:
        return FileChange(path, "skip", before=current, base=ours)
    inputs = conflict_fingerprint(current, ours)
    resolution = disk.resolution(path)
    is_resolved = resolution and resolution.text.strip() and not unresolved_marker(resolution.text)
    if resolution and is_resolved and resolution.inputs == inputs:
        text = with_encoding_of(normalized(resolution.text), current)
        return FileChange(path, "merge", text, current, ours, resolution=resolution.text)
    if merged is None:
        marked, line = mark_differences(normalized(current), ours)
        message = f"this file exists already, and {reason}"
    else:
        marked, line = merged
        message = "your edit and a change by scaffold affect the same lines"
    hint = (
        f"Resolve the markers in {CONFLICT_FOLDER}/{path} and run again, or take your version with "
        f"`scaffold generate --keep {path}`, or scaffold's with `scaffold generate --overwrite "
        f"{path}`."
    )
    problem = Problem(SourceLocation(path, line, 1), message, hint)
    return FileChange(
        path,
        "conflict",
        before=current,
        problem=problem,
        marked=with_encoding_of(marked, current),
        inputs=inputs,
    )


def conflict_fingerprint(*texts: str) -> str:
    """Return a SHA-256 of the texts and their lengths."""
    from hashlib import sha256

    digest = sha256()
    for text in texts:
        data = text.encode("utf-8")
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return digest.hexdigest()
