"""The first screen: what state the project is in, why, what comes next, and what needs a decision."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from milepost.checking import Checked
from milepost.control.attention import DecisionWanted, MilestoneAhead, decisions_wanted, milestones_ahead
from milepost.control.rag import Rag
from milepost.control.rag import Reason as StatusReason
from milepost.control.status_model import Dimension, Override, Status
from milepost.control.trend import Trend, status_trend
from milepost.control.trust import Trust
from milepost.diagnostics import Severity
from milepost.frozen import replace
from milepost.portal import markup
from milepost.portal.compose.key_figures import key_figures
from milepost.portal.compose.pages import RESOURCES, link, link_to, register_page
from milepost.portal.compose.plan import last_day, state_of
from milepost.portal.compose.since import since_view
from milepost.portal.compose.status_page import trend_words, trust_of, trust_words
from milepost.portal.formats import Formats
from milepost.portal.views.dashboard import (
    DashboardView,
    DecisionItem,
    DimensionStatus,
    FindingCounts,
    MilestoneItem,
    PhaseState,
    PhaseStep,
    Reason,
)
from milepost.portal.views.values import Badge, PageLink, Tone
from milepost.project import Project, Record

_TONES = {Rag.GREEN: Tone.GOOD, Rag.AMBER: Tone.WATCH, Rag.RED: Tone.BAD, Rag.UNKNOWN: Tone.NEUTRAL}
_MEANINGS = {
    "green": "on track",
    "amber": "needs attention",
    "red": "off track, needs a decision",
    "unknown": "cannot be judged yet",
}
_ISO_DAY = re.compile(r"\b[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d)\b")
_MILESTONES = 6
_LINKS = 5
_MAIN_REASONS = 3
_PAGES = {
    "schedule": ("Plan", "plan"),
    "cost": ("Budget", "budget"),
    "scope": ("Deliverables", "deliverables"),
    "quality": ("Quality", "quality"),
    "risk": ("Risks", "risks"),
    "resources": ("People", "people"),
    "stakeholders": ("Stakeholders", "stakeholders"),
    "benefits": ("Benefits", "benefits"),
}


def dashboard_view(checked: Checked, formats: Formats) -> DashboardView:
    """The first page."""
    project = checked.project
    status = checked.report.status
    return DashboardView(
        name=project.settings.name,
        purpose=markup.block(project.settings.text("purpose")),
        people=tuple(_people(project)),
        status_date=project.settings.status_date,
        overall=_plain(_worded(_overall(project, status, trust_of(checked))), formats),
        phases=tuple(_phases(project)),
        dimensions=tuple(_plain(_dimension(project, one), formats) for one in status.dimensions.values()),
        figures=tuple(key_figures(checked, formats)),
        milestones=tuple(_milestones(checked)),
        decisions=tuple(_decision(project, one, formats) for one in decisions_wanted(project)),
        findings=_counts(checked),
        since=since_view(checked),
        trusted=not trust_of(checked).is_low,
    )


def _people(project: Project) -> Iterator[tuple[str, str]]:
    for key, title in (("sponsor", "Sponsor"), ("manager", "Project manager")):
        id_ = project.settings.text(key)
        record = project.by_id.get(id_)
        if id_:
            yield title, record.title if record is not None else id_


def _dimension(project: Project, one: Dimension) -> DimensionStatus:
    title, register = _PAGES.get(one.name, ("", ""))
    shown = bool(register) and any(
        project.all(entry.kind) for entry in project.schemas.registers[register].lists
    )
    page = PageLink(title, register_page(register)) if shown else None
    if one.name == "resources" and one.computed is not Rag.UNKNOWN:
        page = PageLink("Resources", RESOURCES)
    override = one.override
    reasons = [_reason(project, reason) for reason in one.reasons]
    if override is not None:
        reasons.insert(0, Reason(_override_text(project, one, override)))
    return DimensionStatus(
        name=one.name.capitalize(),
        badge=Badge(one.rag.value, _TONES[one.rag]),
        reasons=tuple(reasons),
        page=page,
    )


def _overall(project: Project, status: Status, trust: Trust) -> DimensionStatus:
    """The project as a whole: the main reasons, what moved since the last report, and how far to trust it."""
    whole = _dimension(project, status.overall)
    worst = [one for one in status.dimensions.values() if one.rag is status.overall.rag and one.reasons]
    main = [] if status.overall.rag in (Rag.GREEN, Rag.UNKNOWN) else worst[:_MAIN_REASONS]
    trend = status_trend(project, status)
    beside = [] if trend is None else [*_words_of(project, trend), trend_words(trend)]
    beside += [words for words in (trust_words(trust),) if words]
    texts = (*(one.reasons[0].text for one in main), *beside)
    return replace(whole, reasons=(*whole.reasons, *(Reason(text) for text in texts)))


def _words_of(project: Project, trend: Trend) -> Iterator[str]:
    """What the author of the last report says about the project as a whole."""
    commentary = trend.report.part("commentary")
    words = "" if commentary is None else " ".join(commentary.text("overall").split())
    author = project.by_id.get(trend.report.text("author"))
    if words:
        who = "The report" if author is None else author.title
        yield f"{who} on {trend.report.text('date')}: \u201c{words}\u201d"


def _worded(overall: DimensionStatus) -> DimensionStatus:
    """The colour with what it means."""
    meaning = _MEANINGS.get(overall.badge.text, "")
    text = f"{overall.badge.text.capitalize()}: {meaning}" if meaning else overall.badge.text
    return replace(overall, badge=Badge(text, overall.badge.tone))


def _plain(status: DimensionStatus, formats: Formats) -> DimensionStatus:
    """The same with dates as the project writes them."""
    reasons = tuple(Reason(_with_days(one.text, formats), one.links) for one in status.reasons)
    return replace(status, reasons=reasons)


def _with_days(text: str, formats: Formats) -> str:
    """A text with its dates as the project writes them; what only looks like one stays."""

    def written(match: re.Match[str]) -> str:
        try:
            return formats.day(date.fromisoformat(match[0]))
        except ValueError:
            return match[0]

    return _ISO_DAY.sub(written, text)


def _reason(project: Project, reason: StatusReason) -> Reason:
    """The sentence with its limits, and links to the first few of the records it speaks of."""
    text = f"{reason.text} ({reason.rule})" if reason.rule else reason.text
    more = len(reason.records) - _LINKS
    if more > 0:
        text = f"{text} Among {len(reason.records)}:"
    return Reason(text, tuple(link(project, id_) for id_ in reason.records[:_LINKS]))


def _override_text(project: Project, one: Dimension, override: Override) -> str:
    approver = project.by_id.get(override.approver)
    who = approver.title if approver is not None else override.approver
    return f"Set by hand, computed {one.computed.value}: {override.reason} ({who}, until {override.expires})"


def _phases(project: Project) -> Iterator[PhaseStep]:
    current = project.settings.text("phase")
    today = project.settings.status_date
    for record in project.all("phase"):
        done = record.date("actual_finish")
        if record.id == current or (not current and _running(record, today)):
            state = PhaseState.CURRENT
        elif done is not None and done <= today:
            state = PhaseState.DONE
        else:
            state = PhaseState.AHEAD
        yield PhaseStep(
            name=record.title,
            state=state,
            start=record.date("actual_start") or record.date("planned_start"),
            finish=done or record.date("planned_finish"),
            link=link_to(record),
        )


def _running(record: Record, today: date) -> bool:
    begun = record.date("actual_start")
    return begun is not None and begun <= today and record.date("actual_finish") is None


def _milestones(checked: Checked) -> Iterator[MilestoneItem]:
    schedule, baseline = checked.report.schedule, checked.report.baseline
    if schedule is None:
        return
    for one in milestones_ahead(schedule, baseline, _MILESTONES):
        task = schedule.tasks[one.id]
        yield MilestoneItem(
            link=link(checked.project, one.id),
            expected=last_day(one.forecast).day,
            baseline=None if one.baseline is None else last_day(one.baseline).day,
            movement=_movement(one),
            badge=state_of(task, checked.project),
        )


def _movement(one: MilestoneAhead) -> str:
    if one.slip_days is None:
        return ""
    days = one.slip_days.quantize(Decimal("0.1")).normalize()
    if not days:
        return "as planned"
    return f"{abs(days):f} working day{'' if abs(days) == 1 else 's'} {'later' if days > 0 else 'earlier'}"


def _decision(project: Project, one: DecisionWanted, formats: Formats) -> DecisionItem:
    people = [project.by_id[id_].title if id_ in project.by_id else id_ for id_ in one.who]
    return DecisionItem(
        link=link(project, one.id),
        question=one.title,
        who=", ".join(people) or "nobody named",
        due=one.needed_by,
        consequence=_with_days(_consequence(project, one), formats),
        late=one.days_late > 0,
    )


def _consequence(project: Project, one: DecisionWanted) -> str:
    """What hangs on a decision: the work that waits, and what a change declares it will cost."""
    parts = []
    if one.blocks:
        names = [project.by_id[id_].title if id_ in project.by_id else id_ for id_ in one.blocks]
        parts.append(f"waiting: {', '.join(names)}")
    record = project.by_id.get(one.id)
    impact = record.part("impact") if record is not None and record.kind == "change" else None
    if impact is not None:
        declared = [f"{key} {impact.text(key)}" for key in ("schedule", "cost") if impact.has(key)]
        if declared:
            parts.append(f"declared impact: {', '.join(declared)}")
    options = [] if record is None or record.kind != "decision" else list(record.parts("options"))
    if options:
        costs = [f" ({each.text('cost')})" if each.has("cost") else "" for each in options]
        named = [each.text("name") + cost for each, cost in zip(options, costs, strict=True)]
        parts.append(f"options: {' / '.join(named)}")
    escalation = None if record is None or one.kind in {"decision", "change"} else record.part("escalation")
    if escalation is not None and escalation.has("reason"):
        parts.append(f"handed up on {escalation.text('date')}: {escalation.text('reason')}")
    return "; ".join(parts)


def _counts(checked: Checked) -> FindingCounts:
    found = [one.severity for one in checked.verdict.findings]
    return FindingCounts(
        found.count(Severity.ERROR), found.count(Severity.WARNING), found.count(Severity.INFO)
    )
