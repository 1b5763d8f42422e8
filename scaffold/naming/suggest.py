"""Near names, for "did you mean"."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.naming.words import snake

# Below this difflib pairs words that merely share letters.
_LEAST_RATIO = 0.7


def suggest(word: str, candidates: Iterable[str]) -> str | None:
    """The candidate that `word` was most likely meant to be, or None.

    First one that differs in case or style only (`order_item` for `OrderItem`), else the most
    similar one; of equals the first.
    """
    named = tuple(candidates)
    folded = word.casefold()
    for candidate in named:
        if candidate.casefold() == folded:
            return candidate
    style = snake(word)
    for candidate in named:
        if style and snake(candidate) == style:
            return candidate
    return _most_similar(folded, named)


def _most_similar(folded: str, named: tuple[str, ...]) -> str | None:
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(b=folded, autojunk=False)
    best, nearest = _LEAST_RATIO, None
    for candidate in named:
        matcher.set_seq1(candidate.casefold())
        if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < best:
            continue
        ratio = matcher.ratio()
        if ratio > best or (nearest is None and ratio == best):
            best, nearest = ratio, candidate
    return nearest
