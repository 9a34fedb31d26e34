"""Fixes that findings carry, made to the text of their files."""

from collections.abc import Iterable, Sequence

from milepost.diagnostics import Diagnostic, Fix, Span
from milepost.frozen import frozen
from milepost.source.data import Document, line_starts
from milepost.source.reader import read


@frozen
class Mended:
    """A file as it would be with its fixes.

    Attributes:
        path: The file, relative to the project folder.
        before: What it holds.
        after: What it would hold.
        fixes: What was fixed in it, in file order.
    """

    path: str
    before: str
    after: str
    fixes: tuple[Fix, ...]


def mended(
    documents: Iterable[Document], findings: Iterable[Diagnostic], *, unsafe: bool = False
) -> tuple[Mended, ...]:
    """The files that fixes change, each with as many fixes as do not touch each other.

    A fix whose file could not be read as YAML afterwards is not made.

    Args:
        documents: The files of the project.
        findings: What was found in them.
        unsafe: Make fixes too that guess what the author meant.
    """
    fixes: dict[str, list[Fix]] = {}
    for finding in findings:
        fix = finding.fix
        if fix is not None and fix.edits and (unsafe or fix.safe):
            files = {edit.span.file for edit in fix.edits}
            if len(files) == 1:
                fixes.setdefault(files.pop(), []).append(fix)
    made = (
        _mended(document, fixes[document.path])
        for document in documents
        if document.path in fixes and document.table is None
    )
    return tuple(one for one in made if one is not None)


def _mended(document: Document, fixes: Sequence[Fix]) -> Mended | None:
    starts = line_starts(document.text)
    taken: list[tuple[int, int, str]] = []
    chosen: list[Fix] = []
    for fix in fixes:
        edits = [(*_offsets(edit.span, starts), edit.replacement) for edit in fix.edits]
        if not any(_touch(one, other) for one in edits for other in taken):
            taken += edits
            chosen.append(fix)
    after = document.text
    for begin, end, replacement in sorted(taken, reverse=True):
        after = after[:begin] + replacement + after[end:]
    if document.path.endswith(".yaml") and not read(document.path, after).whole:
        return None
    return Mended(document.path, document.text, after, tuple(chosen)) if after != document.text else None


def _touch(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _offsets(span: Span, starts: Sequence[int]) -> tuple[int, int]:
    return starts[span.line - 1] + span.column - 1, starts[span.end_line - 1] + span.end_column - 1
