"""The path that each file of an output had when it was generated last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from scaffold.project.outputs.index import Identity
from scaffold.project.outputs.render import RenderedFile
from scaffold.schema.model import DeclaredModel

# The number of an output among those of one template (`read_templates`).
_NUMBER = re.compile(r"#\d+$")


def former_paths(
    files: Sequence[RenderedFile],
    before: Mapping[str, Identity],
    models: Mapping[str, DeclaredModel],
) -> list[str | None]:
    """Return the path that each file had, None for a new one.

    A file at a path that its template had for the same model stays: outputs of one template are
    numbered, and have other numbers when another is added or removed before them.
    """
    left = dict(before)
    by_case = {path.casefold(): path for path in before}
    found: list[str | None] = []
    for file in files:
        path = by_case.get(file.path.casefold())
        stays = path in left and any(
            _unnumbered(former) == _unnumbered(left[path]) for former in _former(file, models)
        )
        found.append(path if stays else None)
        if stays and path is not None:
            del left[path]
    old_paths = {identity: path for path, identity in left.items()}
    for number, file in enumerate(files):
        if found[number] is None:
            formers = (each for each in _former(file, models) if each in old_paths)
            former = next(formers, None)
            found[number] = old_paths.pop(former) if former is not None else None
    return found


def _unnumbered(identity: Identity) -> Identity:
    return identity._replace(output=_NUMBER.sub("", identity.output))


def _former(file: RenderedFile, models: Mapping[str, DeclaredModel]) -> Iterator[Identity]:
    """Yield the identity itself, then those with the previous names of model and association."""
    identity = file.identity
    yield identity
    model = models.get(identity.model or "")
    if model is None:
        return
    names = [model.name, *filter(None, [model.was])]
    fields = {each.name: each for each in model.fields}
    aliases: list[str | None] = [identity.association]
    declared = fields.get(identity.association or "")
    if declared is not None and declared.was:
        aliases.append(declared.was)
    for name in names:
        if name == model.name or name not in models:
            yield from (Identity(identity.output, name, alias) for alias in aliases)
