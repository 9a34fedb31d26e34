"""Where the project is going: the tree of objectives with their progress, and every key result."""

from collections.abc import Sequence
from decimal import Decimal

from milepost.control.alignment import objectives_of_deliverables, unaligned
from milepost.control.commitments import commitments
from milepost.control.objectives import Objective, objectives
from milepost.portal.compose.pages import id_link, links
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Day, Number, Text, Tone
from milepost.project import Project
from milepost.report import Report

_TONES = {
    "achieved": Tone.GOOD, "on course": Tone.GOOD, "late": Tone.BAD, "missed": Tone.BAD,
}  # fmt: skip
_LINKS = 8


def objectives_lead(report: Report) -> str:
    """How the objectives of the project stand, in a sentence or two."""
    found = objectives(report.project, report.schedule)
    own = [one for one in found if (one.record.text("level") or "project") == "project"]
    live = [one for one in own if one.state not in ("withdrawn", "proposed")]
    late = [one.record.id for one in live if one.state in ("late", "missed")]
    count = len(live)
    said = (
        f"{count} objective{'' if count == 1 else 's'} of the project {'is' if count == 1 else 'are'} pursued"
    )
    said += f"; {', '.join(late)} {'is' if len(late) == 1 else 'are'} late." if late else "; none is late."
    share, loose = unaligned(report.project, report.budget)
    if not report.project.all("task"):
        return said
    way = (
        "of the planned cost is" if report.budget is not None and report.budget.tasks else "of the tasks are"
    )
    if not loose:
        return f"{said} All work leads to an objective."
    return f"{said} {100 * share:.0f}% {way} for work that leads to no objective ({len(loose)} tasks)."


def objective_tables(report: Report) -> Sequence[TableView]:
    """The tree, the key results, and what serves each objective."""
    found = objectives(report.project, report.schedule)
    return (
        _tree(report.project, found),
        _key_results(report.project, found),
        _served(report.project, found),
        _commitments(report),
        _pulse(report.project),
    )


def _tree(project: Project, found: Sequence[Objective]) -> TableView:
    rows = tuple(
        Row(
            (
                id_link(project, one.record.id),
                Text(one.record.title),
                _badge(one.state),
                None if one.progress is None else Number(round(100 * one.progress), "%"),
                Text(f"{one.reached} of {len(one.milestones)}") if one.milestones else None,
                None if one.forecast is None else Day(one.forecast),
                _day(one),
            ),
            depth=one.depth,
        )
        for one in found
    )
    return TableView(
        "tree",
        "Where we are going",
        (
            Column("Objective", ColumnKind.ID),
            Column("Title"),
            Column("State", ColumnKind.BADGE, "Late: it is expected after its date"),
            Column("Progress", ColumnKind.NUMBER, "Mean of its key results, as far as they are measured"),
            Column("Reached", ColumnKind.TEXT, "Of its milestones"),
            Column("Expected", ColumnKind.DATE, "The last of its milestones, and of what serves it"),
            Column("Due", ColumnKind.DATE),
        ),
        rows,
        "No objectives yet. Write the first one into objectives.yaml, with a measure, a target and a date.",
    )


def _badge(state: str) -> Badge:
    return Badge(state, _TONES.get(state, Tone.NEUTRAL))


def _day(one: Objective) -> Day | None:
    day = one.record.date("date")
    return None if day is None else Day(day)


def _key_results(project: Project, found: Sequence[Objective]) -> TableView:
    def number(value: Decimal | None, unit: str) -> Number | Text | None:
        if value is None:
            return None
        return Number(value, "%") if unit == "%" else Text(f"{value:,f} {unit}".strip())

    rows = tuple(
        Row(
            (
                id_link(project, one.record.id),
                Text(result.metric),
                number(result.baseline, result.unit),
                number(result.current, result.unit) or Badge("not measured", Tone.NEUTRAL),
                number(result.target, result.unit),
                None if result.progress is None else Number(round(100 * result.progress), "%"),
                None if result.measured is None else Day(result.measured),
                None if result.date is None else Day(result.date),
            )
        )
        for one in found
        for result in one.key_results
    )
    return TableView(
        "key-results",
        "Key results",
        (
            Column("Objective", ColumnKind.ID),
            Column("What is measured"),
            Column("Began at", ColumnKind.NUMBER),
            Column("Now", ColumnKind.NUMBER),
            Column("Target", ColumnKind.NUMBER),
            Column("Done", ColumnKind.NUMBER, "Share of the way from where it began to the target"),
            Column("Measured on", ColumnKind.DATE),
            Column("Due", ColumnKind.DATE),
        ),
        rows,
        "No key results yet. They belong under `key_results` of an objective: metric, baseline, target.",
    )


def _served(project: Project, found: Sequence[Objective]) -> TableView:
    deliverables: dict[str, list[str]] = {}
    for id_, serves in objectives_of_deliverables(project).items():
        for objective in serves:
            deliverables.setdefault(objective, []).append(id_)
    benefits: dict[str, list[str]] = {}
    for benefit in project.all("benefit"):
        for objective in benefit.texts("objective"):
            benefits.setdefault(objective, []).append(benefit.id)
    rows = tuple(
        Row(
            (
                id_link(project, one.record.id),
                links(project, one.record.texts("parent")),
                links(project, benefits.get(one.record.id, ())),
                links(project, sorted(deliverables.get(one.record.id, ()), key=_numbered)),
                links(project, one.milestones),
            ),
            depth=one.depth,
        )
        for one in found
    )
    return TableView(
        "served-by",
        "What serves each objective",
        (
            Column("Objective", ColumnKind.ID),
            Column("Serves", ColumnKind.LINKS),
            Column("Benefits", ColumnKind.LINKS),
            Column("Deliverables", ColumnKind.LINKS, "By their own word, their requirements or benefits"),
            Column("Milestones", ColumnKind.LINKS),
        ),
        rows,
    )


def _commitments(report: Report) -> TableView:
    found = commitments(report.project, report.schedule, report.baseline)
    rows = tuple(
        Row(
            (
                Text(one.title),
                Number(one.promised),
                Number(one.in_time),
                Number(one.late),
                Number(len(one.missed)),
                None if one.kept is None else Number(round(100 * one.kept), "%"),
                links(report.project, one.missed[:_LINKS]),
            )
        )
        for one in found
    )
    return TableView(
        "commitments",
        "Commitments kept",
        (
            Column("Promised for a day that has come"),
            Column("All", ColumnKind.NUMBER),
            Column("In time", ColumnKind.NUMBER),
            Column("Late", ColumnKind.NUMBER),
            Column("Not yet", ColumnKind.NUMBER),
            Column("Kept", ColumnKind.NUMBER, "Share that was kept on its day or before"),
            Column("Open", ColumnKind.LINKS, f"At most {_LINKS}"),
        ),
        rows,
    )


def _pulse(project: Project) -> TableView:
    """Every pulse with the change since the one before of the same team, the newest first."""
    before: dict[str, Decimal] = {}
    rows: list[Row] = []
    dated = [(day, one) for one in project.all("pulse") if (day := one.date("date")) is not None]
    for day, one in sorted(dated, key=lambda pair: pair[0]):
        team, score = one.text("team"), one.decimal("score")
        change = None if score is None or team not in before else score - before[team]
        if score is not None:
            before[team] = score
        rows.append(
            Row(
                (
                    id_link(project, one.id),
                    Day(day),
                    links(project, (team,)) or Text("everybody"),
                    None if score is None else Number(score),
                    None if change is None else _moved(change),
                    Text("; ".join(one.texts("themes"))),
                )
            )
        )
    return TableView(
        "pulse",
        "The pulse of the team",
        (
            Column("Pulse", ColumnKind.ID),
            Column("Taken", ColumnKind.DATE),
            Column("Of", ColumnKind.LINKS),
            Column("Score", ColumnKind.NUMBER),
            Column("Change", ColumnKind.BADGE, "Since the one before of the same team"),
            Column("What was said"),
        ),
        tuple(reversed(rows)),
    )


def _moved(change: Decimal) -> Badge:
    if not change:
        return Badge("same", Tone.NEUTRAL)
    return Badge(f"{change:+}", Tone.GOOD if change > 0 else Tone.WATCH)


def _numbered(id_: str) -> tuple[str, int, str]:
    head = id_.rstrip("0123456789")
    return head, int(id_[len(head) :] or 0), id_
