"""The status page: each dimension with its rule and figures, its trend, and how far to trust it."""

from collections.abc import Iterator

from milepost.checking import Checked
from milepost.control.outcome import assess
from milepost.control.rag import Rag
from milepost.control.status_model import Dimension, Status
from milepost.control.trend import Trend, status_trend
from milepost.control.trust import Trust
from milepost.portal.compose.pages import links
from milepost.portal.page import Page
from milepost.portal.render import Renderer
from milepost.portal.text import escape
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Cell, Day, Number, Text, Tone
from milepost.project import Project

_TONES = {Rag.GREEN: Tone.GOOD, Rag.AMBER: Tone.WATCH, Rag.RED: Tone.BAD, Rag.UNKNOWN: Tone.NEUTRAL}
_MOVES = {"better": ("▲ better", Tone.GOOD), "worse": ("▼ worse", Tone.BAD), "same": ("= same", Tone.NEUTRAL)}
_PARTS = {
    "complete": "The plan is complete",
    "fresh": "Progress is fresh",
    "kept": "The logs are kept",
    "checked": "The checks are quiet",
}
_LINKS = 8


def status_page(checked: Checked, render: Renderer) -> Page:
    """The page, as of the status date."""
    project, status = checked.project, checked.report.status
    trust = trust_of(checked)
    trend = status_trend(project, status)
    tables = [table for table in _tables(project, status, trend, trust) if table.rows]
    lead = f'<p class="mp-lead">{escape(_lead(status, trend))}</p>'
    warning = trust_words(trust)
    if trust.is_low:
        lead += f'<p class="mp-untrusted">{escape(warning)}</p>'
    return Page(
        title="Status",
        lead=lead,
        sections=tuple(render.table(table) for table in tables),
        description="Each dimension with its rule and figures, and how far its data can be trusted.",
    )


def trust_of(checked: Checked) -> Trust:
    """How far the data behind the status can be trusted."""
    return assess(checked.project, checked.report.schedule, checked.verdict.findings).trust


def trust_words(trust: Trust) -> str:
    """The quality of the data in one sentence; empty when there is nothing to judge."""
    if trust.score is None:
        return ""
    floor = "" if trust.floor is None else f"; the project wants at least {100 * trust.floor:.0f}%"
    if trust.is_low:
        return (
            f"Not trustworthy: the quality of the data behind this status is {100 * trust.score:.0f}%{floor}."
        )
    return f"The quality of the data behind this status is {100 * trust.score:.0f}%{floor}."


def trend_words(trend: Trend) -> str:
    """What moved since the last report, in one sentence."""
    better = [name for name, move in trend.moved.items() if move == "better" and name != "overall"]
    worse = [name for name, move in trend.moved.items() if move == "worse" and name != "overall"]
    said = [f"{', '.join(names)} {word}" for names, word in ((worse, "worse"), (better, "better")) if names]
    since = f"Since the report of {trend.report.text('date')}"
    return f"{since}: {'; '.join(said)}." if said else f"{since} no dimension has changed its colour."


def _lead(status: Status, trend: Trend | None) -> str:
    reasons = " ".join(reason.text for reason in status.overall.reasons)
    said = f"The project is {status.overall.rag.value}. {reasons}"
    return said if trend is None else f"{said} {trend_words(trend)}"


def _tables(project: Project, status: Status, trend: Trend | None, trust: Trust) -> Iterator[TableView]:
    yield _dimensions(project, status, trend)
    yield _reasons(project, status)
    yield _by_hand(project, status)
    yield _trust(project, trust)


def _badge(rag: Rag | None) -> Badge | None:
    return None if rag is None else Badge(rag.value, _TONES[rag])


def _dimensions(project: Project, status: Status, trend: Trend | None) -> TableView:
    declared = project.settings.section("status").part("declared")

    def row(one: Dimension) -> Row:
        move = None if trend is None else trend.moved.get(one.name)
        said = "" if declared is None else declared.text(one.name)
        return Row(
            (
                Text(one.name.capitalize()),
                _badge(one.rag),
                _badge(one.computed),
                _badge(next((rag for rag in _TONES if rag.value == said), None)),
                None if trend is None else _badge(trend.before.get(one.name)),
                None if move is None else Badge(*_MOVES[move]),
            )
        )

    before = "Last report" if trend is None else f"Report of {trend.report.text('date')}"
    return TableView(
        "dimensions",
        "Dimensions",
        (
            Column("Dimension"),
            Column(
                "Status",
                ColumnKind.BADGE,
                "What counts: the computed colour, or one set by hand and approved",
            ),
            Column("Computed", ColumnKind.BADGE, "What the figures give by the tolerances"),
            Column("Declared", ColumnKind.BADGE, "What the project manager says"),
            Column(before, ColumnKind.BADGE),
            Column("Trend", ColumnKind.BADGE),
        ),
        tuple(row(one) for one in (status.overall, *status.dimensions.values())),
    )


def _reasons(project: Project, status: Status) -> TableView:
    rows = tuple(
        Row(
            (
                Text(one.name.capitalize()),
                _badge(reason.rag),
                Text(reason.text),
                Text(reason.rule),
                links(project, reason.records[:_LINKS]),
            )
        )
        for one in status.dimensions.values()
        for reason in one.reasons
    )
    return TableView(
        "reasons",
        "Every figure and its limits",
        (
            Column("Dimension"),
            Column("Colour", ColumnKind.BADGE),
            Column("Figure"),
            Column("Limits", ColumnKind.TEXT, "From `tolerances` in project.yaml"),
            Column("Records", ColumnKind.LINKS, f"At most {_LINKS}"),
        ),
        rows,
    )


def _by_hand(project: Project, status: Status) -> TableView:
    rows = tuple(
        Row(
            (
                Text(one.name.capitalize()),
                _badge(override.rag),
                _badge(one.computed),
                Text(override.reason),
                links(project, (override.approver,)),
                Day(override.expires),
            )
        )
        for one in status.dimensions.values()
        if (override := one.override) is not None
    )
    return TableView(
        "by-hand",
        "Set by hand",
        (
            Column("Dimension"),
            Column("Set to", ColumnKind.BADGE),
            Column("Computed", ColumnKind.BADGE),
            Column("Why"),
            Column("Approved by", ColumnKind.LINKS),
            Column("Until", ColumnKind.DATE),
        ),
        rows,
    )


def _trust(project: Project, trust: Trust) -> TableView:
    def share(value: object) -> Cell:
        return Text("nothing to judge") if value is None else Number(round(100 * float(str(value))), "%")

    rows = tuple(
        Row(
            (
                Text(_PARTS[part.name]),
                share(part.share),
                Text(part.text),
                links(project, part.records[:_LINKS]),
            )
        )
        for part in trust.parts
    )
    floor = "no floor in project.yaml" if trust.floor is None else f"at least {100 * trust.floor:.0f}% wanted"
    title = "Can it be trusted?"
    return TableView(
        "data-quality",
        title,
        (
            Column("Quality of the data"),
            Column("Share", ColumnKind.NUMBER),
            Column("What lowers it"),
            Column("Records", ColumnKind.LINKS, f"At most {_LINKS}"),
        ),
        rows,
        total=(Text("All together"), share(trust.score), Text(f"the mean; {floor}"), None),
    )
