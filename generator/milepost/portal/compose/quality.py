"""Quality as a page: acceptance by criterion, metrics against their target, defects and cost of quality."""

from collections.abc import Iterator
from decimal import Decimal

from milepost.checking import Checked
from milepost.portal.compose.amounts import money
from milepost.portal.compose.pages import link
from milepost.portal.page import Section
from milepost.portal.render import Renderer
from milepost.portal.sparkline import sparkline
from milepost.portal.text import escape
from milepost.portal.views.matrix import Bar, BarsView, Line, LinesView, Mark, MarkMatrixView, MarkRow
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Cell, Day, Html, Links, Number, RecordLink, Text, Tone
from milepost.project import Project, Record
from milepost.quality.figures import MetricState, Part, Quality
from milepost.source.fields import Fields
from milepost.states import status

_MET = Mark("✓", "met", Tone.GOOD)
_MISSED = Mark("✗", "not met", Tone.BAD)
_WAIVED = Mark("≈", "waived", Tone.WATCH)
_WISHED = Mark("–", "not met, and not mandatory", Tone.NEUTRAL)
_OPEN = Mark("·", "not judged yet", Tone.INFO)
_STATES = {
    "on target": Tone.GOOD,
    "within tolerance": Tone.WATCH,
    "off target": Tone.BAD,
    "not measured": Tone.NEUTRAL,
}
_COSTS = {
    "prevention": "Prevention: keeps faults from arising",
    "appraisal": "Appraisal: looks for them",
    "internal-failure": "Failure found before release",
    "external-failure": "Failure found after release",
}


def quality_sections(checked: Checked, render: Renderer) -> list[Section]:
    """What stands before the register of quality."""
    project, quality = checked.project, checked.report.quality()
    sections = [render.bars(_bars(project, quality), "figures")]
    matrix = acceptance_matrix(project)
    if matrix.rows:
        sections.append(render.mark_matrix(matrix, "acceptance"))
        sections.append(render.table(_not_met(project)))
    if quality.metrics:
        sections.append(render.table(_metrics(project, quality)))
    if quality.defects:
        sections.append(render.table(_defects(quality)))
    if len(quality.defect_flow) > 1:
        sections.append(render.lines(_flow(project, quality), "defect-flow"))
    if any(quality.cost.values()):
        sections.append(render.table(_cost(quality)))
    evidence = _evidence(project)
    if evidence.rows:
        sections.append(render.table(evidence))
    return sections


def acceptance_sections(checked: Checked, render: Renderer) -> list[Section]:
    """What stands before the register of deliverables."""
    from milepost.portal.compose.scope import deliverable_states

    matrix = acceptance_matrix(checked.project)
    sections = [render.table(deliverable_states(checked))]
    if matrix.rows:
        sections.append(render.mark_matrix(matrix, "acceptance"))
    return sections


def _bars(project: Project, quality: Quality) -> BarsView:
    missed = tuple(one.id for one in project.all("criterion") if status(one) == "not-met")
    parts: list[tuple[str, Part, tuple[str, ...], str]] = [
        ("Criteria met, of those checked", quality.criteria, missed, "not met"),
        ("Reviews passed without conditions", quality.reviews, (), ""),
        ("Deliverables accepted at the first submission", quality.first_time, (), ""),
    ]
    corrected = sum(one.found - one.open for one in quality.defects)
    found = sum(one.found for one in quality.defects)
    parts.append(("Defects corrected", Part(corrected, found), quality.severe_open, "severe and open"))
    bars = tuple(_bar(project, *part) for part in parts if part[1].of)
    title = "How good it is"
    if quality.severe_open:
        count = len(quality.severe_open)
        title = f"{count} severe {'defect is' if count == 1 else 'defects are'} open"
    return BarsView(title, bars, "Nothing was checked, reviewed or handed in yet.")


def _bar(project: Project, text: str, part: Part, ids: tuple[str, ...], word: str) -> Bar:
    percent = round(part.percent or 0)
    tone = Tone.GOOD if percent == 100 else Tone.WATCH if percent < 70 else Tone.INFO
    links = tuple(link(project, one) for one in ids)
    return Bar(text, part.count, part.of, Decimal(percent), tone, links, word=word)


def acceptance_matrix(project: Project) -> MarkMatrixView:
    """Deliverables against their own criteria and, behind them, those of the quality register."""
    judged: dict[str, list[Record]] = {}
    for criterion in project.all("criterion"):
        judged.setdefault(criterion.text("deliverable"), []).append(criterion)
    rows = []
    for one in project.all("deliverable"):
        if status(one) == "cancelled":
            continue
        marks = [*_own_marks(one), *(_mark(criterion) for criterion in judged.get(one.id, ()))]
        rows.append((one, marks))
    width = max((len(marks) for _, marks in rows), default=0)
    filled = [
        MarkRow(link(project, one.id), one.title, (*marks, *[None] * (width - len(marks))))
        for one, marks in rows
    ]
    used = {mark.word for row in filled for mark in row.marks if mark is not None}
    legend = [mark for mark in (_MET, _MISSED, _WAIVED, _WISHED, _OPEN) if mark.word in used]
    columns = tuple(RecordLink(str(number), f"Criterion {number}") for number in range(1, width + 1))
    return MarkMatrixView(
        "Acceptance: deliverables and their criteria",
        "Deliverable",
        columns,
        tuple(filled) if width else (),
        tuple(legend),
    )


def _own_marks(deliverable: Record) -> Iterator[Mark]:
    for criterion in deliverable.parts("acceptance_criteria"):
        met = criterion.flag("met")
        mark = _OPEN if met is None else _MET if met else _MISSED
        if met is False and criterion.flag("mandatory") is False:
            mark = _WISHED
        label = f"{criterion.text('id')} ".lstrip()
        yield Mark(mark.sign, mark.word, mark.tone, label + criterion.text("text"))


def _mark(criterion: Record) -> Mark:
    state = status(criterion)
    mark = {"met": _MET, "not-met": _MISSED, "waived": _WAIVED}.get(state, _OPEN)
    if state == "not-met" and criterion.flag("mandatory") is False:
        mark = _WISHED
    result = f": {criterion.text('result')}" if criterion.has("result") else ""
    wanted = f" (target {criterion.text('target')})" if criterion.has("target") else ""
    return Mark(mark.sign, mark.word, mark.tone, f"{criterion.id} {criterion.title}{result}{wanted}")


def _not_met(project: Project) -> TableView:
    rows = [
        Row(
            (
                link(project, one.id),
                Text(criterion.text("text")),
                Badge("mandatory", Tone.BAD)
                if criterion.flag("mandatory") is not False
                else Badge("wished for", Tone.NEUTRAL),
                None,
                _day(criterion),
                Links((link(project, one.text("acceptor")),)) if one.has("acceptor") else None,
            )
        )
        for one in project.all("deliverable")
        if status(one) not in ("accepted", "cancelled")
        for criterion in one.parts("acceptance_criteria")
        if criterion.flag("met") is False
    ]
    rows += [
        Row(
            (
                link(project, one.id),
                Text(one.title),
                Badge("mandatory", Tone.BAD)
                if one.flag("mandatory") is not False
                else Badge("wished for", Tone.NEUTRAL),
                Text(f"{one.text('result')} (target {one.text('target')})") if one.has("result") else None,
                _day(one),
                Links((link(project, one.text("owner")),)) if one.has("owner") else None,
            )
        )
        for one in project.all("criterion")
        if status(one) == "not-met"
    ]
    return TableView(
        "not-met",
        "What stands in the way of acceptance",
        (
            Column("Id", ColumnKind.ID),
            Column("Criterion"),
            Column("Weight", ColumnKind.BADGE),
            Column("Result"),
            Column("Checked", ColumnKind.DATE),
            Column("Who", ColumnKind.LINKS, "Acceptor of the deliverable, owner of the criterion"),
        ),
        tuple(rows),
        "Every criterion that was judged is met.",
    )


def _day(fields: Fields) -> Cell:
    checked = fields.date("checked")
    return None if checked is None else Day(checked)


def _metrics(project: Project, quality: Quality) -> TableView:
    treated: dict[str, list[str]] = {}
    for report in project.all("nonconformity"):
        for name in report.texts("against"):
            treated.setdefault(name, []).append(report.id)
    off = sum(one.state == "off target" for one in quality.metrics)
    return TableView(
        "metric-states",
        f"{off} of {len(quality.metrics)} metrics are off their target"
        if off
        else "Metrics and their targets",
        (
            Column("Id", ColumnKind.ID),
            Column("Metric"),
            Column("Now", ColumnKind.NUMBER),
            Column("Target", ColumnKind.NUMBER),
            Column("Tolerance", ColumnKind.NUMBER),
            Column("Over time", ColumnKind.HTML, "The dashed line is the target"),
            Column("State", ColumnKind.BADGE),
            Column("On", ColumnKind.DATE),
            Column("What is done", ColumnKind.LINKS, "Nonconformities about it"),
        ),
        tuple(_metric(project, one, treated.get(one.id, [])) for one in quality.metrics),
    )


def _metric(project: Project, one: MetricState, treated: list[str]) -> Row:
    drawing = sparkline(one.values, one.target)
    unit = escape(one.unit)
    return Row(
        (
            link(project, one.id),
            Text(one.title),
            Number(one.values[-1][1], one.unit) if one.values else None,
            None if one.target is None else Number(one.target, one.unit),
            Number(one.tolerance, one.unit),
            Html(drawing) if drawing else Html(f'<span class="mp-quiet">one value {unit}</span>'),
            Badge(one.state, _STATES[one.state]),
            Day(one.values[-1][0]) if one.values else None,
            Links(tuple(link(project, name) for name in treated)) if treated else None,
        )
    )


def _defects(quality: Quality) -> TableView:
    days = "" if quality.days_to_fix is None else f"; a fix took {quality.days_to_fix:.0f} days on average"
    open_ = sum(one.open for one in quality.defects)
    found = sum(one.found for one in quality.defects)
    return TableView(
        "defect-counts",
        f"{open_} of {found} defects are open{days}",
        (
            Column("Severity"),
            Column("Found", ColumnKind.NUMBER),
            Column("Open", ColumnKind.NUMBER),
            Column("State", ColumnKind.BADGE),
        ),
        tuple(
            Row(
                (
                    Text(one.severity or "not rated"),
                    Number(one.found),
                    Number(one.open),
                    _defect_state(one.severity, one.open),
                )
            )
            for one in quality.defects
        ),
    )


def _defect_state(severity: str, open_: int) -> Badge:
    if not open_:
        return Badge("all corrected", Tone.GOOD)
    return Badge(f"{open_} open", Tone.BAD if severity in ("critical", "high") else Tone.WATCH)


def _flow(project: Project, quality: Quality) -> LinesView:
    last = quality.defect_flow[-1]
    return LinesView(
        f"{last.found} defects found, {last.corrected} corrected",
        "Defects that are faults",
        (
            Line(
                "Corrected",
                tuple((one.day, Decimal(one.corrected)) for one in quality.defect_flow),
                dashed=True,
            ),
            Line("Found", tuple((one.day, Decimal(one.found)) for one in quality.defect_flow)),
        ),
        project.settings.status_date,
    )


def _cost(quality: Quality) -> TableView:
    total = sum(quality.cost.values(), Decimal(0))
    rows = tuple(
        Row(
            (
                Text(text),
                money(quality.cost[kind], quality.currency),
                Number(round(100 * quality.cost[kind] / total), "%") if total else None,
            )
        )
        for kind, text in _COSTS.items()
    )
    missing = f" (without {', '.join(quality.unpriced)}: no exchange rate)" if quality.unpriced else ""
    cells: tuple[Cell, ...] = (Text("Cost of quality"), money(total, quality.currency), Number(100, "%"))
    return TableView(
        "cost",
        f"What quality costs{missing}",
        (
            Column("Kind"),
            Column("Cost", ColumnKind.MONEY, "Reviews done, rework of defects, nonconformities"),
            Column("Share", ColumnKind.NUMBER),
        ),
        rows,
        total=cells,
    )


def _evidence(project: Project) -> TableView:
    """Result files with what they say."""
    rows = []
    for (path, form), evidence in project.evidence.items():
        figures = evidence.figures
        failed = int(figures.get("tests-failed", 0))
        rows.append(
            Row(
                (
                    Text(path),
                    Text("Test results" if form == "junit" else "Coverage"),
                    Number(int(figures["tests"])) if "tests" in figures else None,
                    Badge(f"{failed} failed", Tone.BAD if failed else Tone.GOOD)
                    if "tests" in figures
                    else None,
                    _percent(figures.get("line-coverage-percent")),
                    _percent(figures.get("branch-coverage-percent")),
                    Text(evidence.problem or evidence.day),
                )
            )
        )
    return TableView(
        "evidence",
        "Evidence read from result files",
        (
            Column("File"),
            Column("Holds"),
            Column("Tests", ColumnKind.NUMBER),
            Column("Outcome", ColumnKind.BADGE),
            Column("Lines covered", ColumnKind.NUMBER),
            Column("Branches covered", ColumnKind.NUMBER),
            Column("Made on"),
        ),
        tuple(rows),
    )


def _percent(value: float | None) -> Cell:
    return None if value is None else Number(Decimal(f"{value:.1f}"), "%")
