"""A name for each finding that survives edits elsewhere in the file, for reports that compare two runs."""

from milepost.diagnostics.render.excerpt import Excerpts
from milepost.diagnostics.render.request import Listing


def fingerprints(listing: Listing) -> tuple[str, ...]:
    """One hexadecimal SHA-256 per finding, in order, each different.

    It depends on rule, file, record and the words of the source line, not on line numbers, nor on the
    message, whose figures move with the status date. Equal findings are told apart by counting.
    """
    from hashlib import sha256

    excerpts = Excerpts(listing.sources)
    seen: dict[tuple[str, ...], int] = {}
    result = []
    for diagnostic in listing.diagnostics:
        file = "" if diagnostic.span is None else diagnostic.span.file
        line = None if diagnostic.span is None else excerpts.line(diagnostic.span)
        words = diagnostic.message if line is None and diagnostic.record is None else (line or "").strip()
        key = (diagnostic.rule, listing.path(file), diagnostic.record or "", words)
        seen[key] = seen.get(key, 0) + 1
        material = "\0".join((*key, str(seen[key])))
        result.append(sha256(material.encode("utf-8", "replace")).hexdigest())
    return tuple(result)
