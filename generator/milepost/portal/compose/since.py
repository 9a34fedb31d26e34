"""What happened since the last status report, in lines that a sponsor reads at a glance."""

from milepost.checking import Checked
from milepost.control.news import last_report, news_since
from milepost.portal.compose.pages import link
from milepost.portal.views.dashboard import SinceItem, SinceView
from milepost.portal.views.values import RecordLink

_SHOWN = 6
_LINES: tuple[tuple[str, frozenset[tuple[str, str]]], ...] = (
    ("Milestones reached", frozenset({("task", "reached")})),
    ("Gates decided", frozenset({("gate", "decided")})),
    ("Decided", frozenset({("decision", "decided")})),
    ("Changes decided", frozenset({("change", "approved"), ("change", "rejected"), ("change", "postponed")})),
    ("Changes asked for", frozenset({("change", "submitted")})),
    ("Tasks finished", frozenset({("task", "finished")})),
    ("Deliverables accepted", frozenset({("deliverable", "accepted")})),
    ("Risks that occurred", frozenset({("risk", "occurred")})),
    ("New risks", frozenset({("risk", "new")})),
    ("New issues", frozenset({("issue", "new")})),
    ("Issues closed", frozenset({("issue", "closed")})),
    ("Decisions now wanted", frozenset({("decision", "wanted")})),
    ("Defects found", frozenset({("defect", "found")})),
)


def since_view(checked: Checked) -> SinceView | None:
    """What happened after the last report; None when none was released yet."""
    day = last_report(checked.project)
    if day is None or day >= checked.project.settings.status_date:
        return None
    news = news_since(checked.project, checked.report.schedule, day)
    items = []
    for title, wanted in _LINES:
        ids = list(dict.fromkeys(one.id for one in news if (one.kind, one.what) in wanted))
        if ids:
            links: tuple[RecordLink, ...] = tuple(link(checked.project, id_) for id_ in ids[:_SHOWN])
            items.append(SinceItem(title, len(ids), links))
    return SinceView(day, tuple(items))
