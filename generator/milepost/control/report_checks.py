"""What written reports say against what is computed, for reports on the status date.

Older reports spoke of older figures and are left alone.
"""

import re
from collections.abc import Iterator, Mapping

from milepost.control import report_rules as rules
from milepost.control.rag import Rag
from milepost.control.status_model import Dimension, Status
from milepost.diagnostics import Diagnostic, Span
from milepost.project import Project, Record
from milepost.source.data import Seq

_CLAIMS = (
    (r"\b(?:on|within|under|below|inside) (?:the )?budget\b", "cost"),
    (r"\bno (?:cost )?overruns?\b", "cost"),
    (r"\b(?:on|ahead of|within) (?:the )?(?:schedule|time|plan)\b", "schedule"),
    (r"\bno (?:delays?|slippage)\b", "schedule"),
    (r"\bon track\b", "overall"),
    (r"\b(?:all|everything|project|overall|status)\b[^.;!?\n]{0,30}?\bgreen\b", "overall"),
)
"""Words that claim something, and the dimension of which they do; compiled when a report is read."""
_NAMES = {
    "schedule": "schedule|dates?|time",
    "cost": "costs?|budget|money",
    "scope": "scope",
    "quality": "quality",
    "risk": "risks?",
    "resources": "resources|people|capacity",
    "stakeholders": "stakeholders?",
    "benefits": "benefits?",
}
_GREEN = r"\b(?:{words})\b[^.;!?,\n]{{0,30}}?\bgreen\b"
_BARE_GREEN = r"\b(?:green|on track)\b"
_DOUBT = (
    r"\b(?:not?|never|no longer|cannot|can't|isn't|aren't|hardly|neither|nor|if|when|until|unless|once|would|"
    r"could|should|will|was|were|back|again|hopes?|wants?|aims?|less|instead)\b"
)
_SENTENCE = r"[.;!?:\n|]"


def check_reports(project: Project, status: Status) -> Iterator[Diagnostic]:
    """Compare the reports on the status date with the computed status.

    Args:
        project: The project.
        status: Its computed status.
    """
    judged = {"overall": status.overall, **status.dimensions}
    today = project.settings.status_date
    for report in project.all("report"):
        period = report.part("period")
        last = (None if period is None else period.date("to")) or report.date("date")
        if last is not None and last >= today:
            yield from _colours(report, judged)
            yield from _words(report, judged)
            yield from _silence(report, judged)


def _colours(report: Record, judged: Mapping[str, Dimension]) -> Iterator[Diagnostic]:
    """Declared colours that are better than the status."""
    declared = report.part("rag")
    for name in declared.data if declared is not None else ():
        said = _rag("" if declared is None else declared.text(name))
        if declared is not None and name in judged and said is not None and said.rank < judged[name].rag.rank:
            yield _contradiction(report, declared.span(name), said.value, judged[name])


def _words(report: Record, judged: Mapping[str, Dimension]) -> Iterator[Diagnostic]:
    """Sentences that claim more than the figures give."""
    for text, own, span in _texts(report):
        for claim, dimension, start in _claims(text, own):
            if dimension in judged and judged[dimension].rag in (Rag.AMBER, Rag.RED):
                place = span if span is not None else _in_body(report, start, len(claim))
                yield _contradiction(report, place, claim, judged[dimension])


_Own = Mapping[str, tuple[str, ...]]


def _texts(report: Record) -> Iterator[tuple[str, _Own, Span | None]]:
    """Every text of a report, what else it claims where it stands, and its place; None for the body."""
    comments = report.part("commentary")
    if comments is not None:
        for name in comments.data:
            own = {} if name == "overall" else {name: (_BARE_GREEN,)}
            yield comments.text(name), own, comments.span(name)
    for key in ("highlights", "next"):
        written = report.raw(key)
        for place, text in enumerate(written if isinstance(written, Seq) else ()):
            yield text if isinstance(text, str) else "", {}, report.item_span(key, place)
    yield report.document.body, {}, None


def _in_body(report: Record, start: int, length: int) -> Span:
    document = report.document
    offset = len(document.text) - len(document.body) + start
    return document.span(offset, offset + length)


def _claims(text: str, further: _Own) -> Iterator[tuple[str, str, int]]:
    """What a text claims, of which dimension, and where; doubts and wishes are no claims."""
    low = text.lower()
    patterns = [*_CLAIMS, *((_GREEN.format(words=words), name) for name, words in _NAMES.items())]
    patterns += [(pattern, name) for name, found in further.items() for pattern in found]
    told: set[str] = set()
    for pattern, dimension in patterns:
        for match in re.finditer(pattern, low):
            begin = max((cut.end() for cut in re.finditer(_SENTENCE, low[: match.start()])), default=0)
            if dimension not in told and not re.search(_DOUBT, low[begin : match.start() + 1]):
                told.add(dimension)
                yield text[match.start() : match.end()], dimension, match.start()


def _silence(report: Record, judged: Mapping[str, Dimension]) -> Iterator[Diagnostic]:
    """Red dimensions without a comment or without anything that brings them back."""
    comments, declared = report.part("commentary"), report.part("rag")
    for name, one in judged.items():
        if one.rag is not Rag.RED or name == "overall":
            continue
        if declared is not None and declared.text(name) == "red":
            continue  # what a report itself calls red has a check of its own
        lacking = [] if comments is not None and comments.has(name) else ["comment"]
        lacking += [] if report.raw("recovery_actions") else ["recovery action"]
        if lacking:
            why = one.reasons[0].text if one.reasons else ""
            message = f"{name} is red, and {report.id} has no {' and no '.join(lacking)}: {why}"
            yield rules.RED_NOT_REPORTED.at(report.span("id"), message, record=report.id)


def _contradiction(report: Record, span: Span, said: str, one: Dimension) -> Diagnostic:
    why = one.reasons[0].text if one.reasons else ""
    message = f"{report.id} says {said!r}, and {one.name} is {one.rag.value}: {why}"
    return rules.REPORT_CONTRADICTS_STATUS.at(span, message, record=report.id)


def _rag(text: str) -> Rag | None:
    return next((rag for rag in (Rag.GREEN, Rag.AMBER, Rag.RED) if rag.value == text), None)
