"""Lists of items on one line: None where Prettier breaks them whatever their length."""

from __future__ import annotations

from collections.abc import Iterable

from scaffold.targets.layout.javascript.region_nodes import Array, Comment, Item, Object


def with_comments(item: Item, leading: tuple[Comment, ...], trailing: tuple[Comment, ...]) -> Item:
    """The item with comments before and after it."""
    if not leading and not trailing:
        return item
    flat = item.flat
    if any(each.ends_line or not each.is_block for each in leading):
        flat = None
    if any(each.own_line or not each.is_block for each in trailing):
        flat = None
    if flat is not None:
        flat = " ".join((*(c.code for c in leading), flat, *(c.code for c in trailing)))
    return Item(
        item.value,
        flat,
        item.key,
        leading + item.leading,
        item.trailing + trailing,
        item.blank_before,
    )


def _flat_items(items: Iterable[Item]) -> str | None:
    codes = []
    for item in items:
        if item.flat is None:
            return None
        codes.append(item.flat)
    return ", ".join(codes)


def _dangling(closing: tuple[Comment, ...]) -> str | None:
    if any(each.own_line or not each.is_block for each in closing):
        return None
    return " ".join(each.code for each in closing)


def flat_call(callee: str, items: tuple[Item, ...], closing: tuple[Comment, ...]) -> str | None:
    if any(item.blank_before for item in items[1:]):
        return None
    inside = _dangling(closing) if closing else _flat_items(items)
    return None if inside is None else f"{callee}({inside})"


def flat_array(items: tuple[Item, ...], closing: tuple[Comment, ...]) -> str | None:
    if _only_large(items):
        return None
    inside = _dangling(closing) if closing else _flat_items(items)
    return None if inside is None else f"[{inside}]"


def flat_object(items: tuple[Item, ...], closing: tuple[Comment, ...]) -> str | None:
    inside = _dangling(closing) if closing else _flat_items(items)
    if inside is None:
        return None
    return f"{{ {inside} }}" if items else f"{{{inside}}}"


def _only_large(items: tuple[Item, ...]) -> bool:
    """Whether all are objects of several entries, or all arrays of several items."""
    if len(items) < 2:
        return False
    for kind in (Object, Array):
        if all(isinstance(i.value, kind) and not i.key and len(i.value.items) > 1 for i in items):
            return True
    return False
