"""Edits of model files that people wrote: one property, one call, one member at a time.

A file is parsed with tree-sitter; an edit replaces a range of its bytes, and everything else stays
as it is. What cannot be placed without a guess raises NotPlaced, with the reason.
"""
