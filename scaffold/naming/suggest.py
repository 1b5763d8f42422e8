"""Find the most similar name, for "did you mean"."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from scaffold.naming.words import snake

# Below this ratio difflib matches words that merely share letters.
_LEAST_RATIO = 0.7
# From so many problems on nothing is suggested: it would take a hundred times as long as the rest.
MOST_SUGGESTED = 500


def suggest(word: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that `word` was most likely meant to be, or None.

    A candidate that differs only in case or style (`order_item` for `OrderItem`) comes first, then
    the most similar one; the first of several equal ones.
    """
    known = _candidates(tuple(candidates))
    folded = word.casefold()
    if folded in known.folded:
        return known.folded[folded]
    style = snake(word)
    if style and style in known.styled:
        return known.styled[style]
    return _most_similar(folded, known)


class _Candidates:
    """Candidates indexed by folded name, by style, and by length in their order."""

    __slots__ = ("by_length", "folded", "styled")

    def __init__(self, named: tuple[str, ...]):
        self.folded: dict[str, str] = {}
        self.styled: dict[str, str] = {}
        self.by_length: dict[int, list[tuple[int, str, str]]] = {}
        for at, candidate in enumerate(named):
            folded = candidate.casefold()
            self.folded.setdefault(folded, candidate)
            self.styled.setdefault(snake(candidate), candidate)
            self.by_length.setdefault(len(folded), []).append((at, folded, candidate))


_candidates = lru_cache(maxsize=64)(_Candidates)


def _most_similar(folded: str, known: _Candidates) -> str | None:
    from difflib import SequenceMatcher

    length = len(folded)
    near = [
        each
        for other, some in known.by_length.items()
        # The upper bound of difflib's ratio: twice the shorter length by the sum of the lengths.
        if length + other and 2.0 * min(length, other) / (length + other) >= _LEAST_RATIO
        for each in some
    ]
    matcher = SequenceMatcher(b=folded, autojunk=False)
    best, nearest = _LEAST_RATIO, None
    for _, other, candidate in sorted(near):
        matcher.set_seq1(other)
        if matcher.quick_ratio() < best:
            continue
        ratio = matcher.ratio()
        if ratio > best or (nearest is None and ratio == best):
            best, nearest = ratio, candidate
    return nearest
