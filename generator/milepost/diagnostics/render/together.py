"""Several projects in one output: their listings joined, so that JSON stays one document and XML one tree."""

from milepost.diagnostics.model import Diagnostic, Edit, Note, Span
from milepost.diagnostics.render.request import Listing, Tally
from milepost.frozen import replace

_ENTRANCE = "project.yaml"


def together(first: Listing, *others: Listing) -> Listing:
    """One listing of all findings, project after project, with paths as their reader knows them.

    Catalogue, version, limit and colour are those of the first. A finding about a project as a whole is put
    at the project's `project.yaml`, which says whose it is. A single listing stays as it is.
    """
    if not others:
        return first
    listings = (first, *others)
    return replace(
        first,
        diagnostics=tuple(
            _rooted(diagnostic, listing) for listing in listings for diagnostic in listing.diagnostics
        ),
        sources={listing.path(file): text for listing in listings for file, text in listing.sources.items()},
        tally=Tally(
            files=sum(listing.tally.files for listing in listings),
            records=sum(listing.tally.records for listing in listings),
            waived=sum(listing.tally.waived for listing in listings),
        ),
        root=".",
    )


def _rooted(diagnostic: Diagnostic, listing: Listing) -> Diagnostic:
    fix = diagnostic.fix
    return replace(
        diagnostic,
        span=_moved(diagnostic.span or Span.of_file(_ENTRANCE), listing),
        notes=tuple(
            note if note.span is None else Note(_moved(note.span, listing), note.text)
            for note in diagnostic.notes
        ),
        fix=fix
        and replace(
            fix, edits=tuple(Edit(_moved(edit.span, listing), edit.replacement) for edit in fix.edits)
        ),
    )


def _moved(span: Span, listing: Listing) -> Span:
    return replace(span, file=listing.path(span.file))
