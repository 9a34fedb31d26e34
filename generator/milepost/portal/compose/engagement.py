"""Stakeholders as pages show them: power and interest, engagement now and wanted, contact, expectations."""

from collections.abc import Mapping

from milepost.people.engagement import ENGAGEMENT
from milepost.people.model import People, Stance
from milepost.portal.compose.pages import link, link_to
from milepost.portal.views.grids import StakeholderGridView, StakeholderPoint
from milepost.portal.views.letters import MatrixCell, MatrixRow, MatrixView
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Cell, Day, Field, Links, Number, RecordLink, Text, Tone
from milepost.project import Project, Record

_SCALE = ("very low", "low", "medium", "high", "very high")
_MOST = 8


def stakeholder_grid(project: Project) -> StakeholderGridView | None:
    """Power against interest (Mendelow), with the gap between current and desired engagement."""
    points = [point for record in project.all("stakeholder") if (point := _point(record)) is not None]
    if not points:
        return None
    gaps = sum(point.tone is not Tone.GOOD for point in points)
    title = (
        f"{gaps} of {len(points)} stakeholders are less engaged than the project needs"
        if gaps
        else f"All {len(points)} stakeholders are as engaged as the project needs"
    )
    return StakeholderGridView(title, _SCALE, _SCALE, tuple(points))


def _point(record: Record) -> StakeholderPoint | None:
    power, interest = record.integer("power"), record.integer("interest")
    if power is None or interest is None or not (1 <= power <= 5 and 1 <= interest <= 5):
        return None
    engagement = record.part("engagement")
    current = engagement.text("current") if engagement is not None else ""
    desired = engagement.text("desired") if engagement is not None else ""
    return StakeholderPoint(link_to(record), power, interest, current, desired, _tone(current, desired))


def _tone(current: str, desired: str) -> Tone:
    if current == "resistant" and desired != "resistant":
        return Tone.BAD
    if current in ENGAGEMENT and desired in ENGAGEMENT:
        behind = ENGAGEMENT.index(current) < ENGAGEMENT.index(desired)
        return Tone.WATCH if behind else Tone.GOOD
    return Tone.GOOD


def engagement_matrix(project: Project, people: People) -> MatrixView | None:
    """Where stakeholders stand and where the project needs them; those who left are left out."""
    here = {
        id_: one for id_, one in people.stakeholders.items() if (one.current or one.desired) and not one.left
    }
    if not here:
        return None
    gaps = [id_ for id_, one in here.items() if (one.gap or 0) > 0]
    idle = [id_ for id_ in gaps if not here[id_].actions]
    title = (
        f"{len(gaps)} of {len(here)} have to be won"
        + (f", for {len(idle)} of them nothing is planned" if idle else "")
        if gaps
        else "Everybody stands where the project needs them"
    )
    order = sorted(here, key=lambda id_: -(here[id_].gap or 0))
    return MatrixView(
        anchor="engagement",
        title=title,
        corner="Stakeholder",
        columns=tuple(Text(word) for word in ENGAGEMENT),
        rows=tuple(
            MatrixRow(link(project, id_), tuple(_engagement_cells(here[id_])), _gap_words(here[id_]))
            for id_ in order
        ),
        legend=(
            ("C", "current", "where they stand now"),
            ("\u2192", "way", "the way to go"),
            ("D", "desired", "where the project needs them"),
            ("C D", "both", "they stand where they are needed"),
        ),
        note="Not everybody has to lead: what is wanted is what the project needs.",
    )


def _engagement_cells(stance: Stance) -> list[MatrixCell]:
    cells = []
    current = ENGAGEMENT.index(stance.current) if stance.current else None
    desired = ENGAGEMENT.index(stance.desired) if stance.desired else None
    for place, word in enumerate(ENGAGEMENT):
        if place == current == desired:
            cells.append(MatrixCell("C D", "both", f"{word} now, as wanted"))
        elif place == current:
            cells.append(MatrixCell("C", "current", f"{word} now"))
        elif place == desired:
            cells.append(MatrixCell("D", "desired", f"{word} wanted"))
        elif current is not None and desired is not None and current < place < desired:
            cells.append(MatrixCell("\u2192", "way", "on the way"))
        elif current is not None and desired is not None and desired < place < current:
            cells.append(MatrixCell("\u2190", "way", "more than is wanted"))
        else:
            cells.append(MatrixCell())
    return cells


def _gap_words(stance: Stance) -> str:
    if (stance.gap or 0) <= 0:
        return ""
    if not stance.actions:
        return "no action"
    count = len(stance.actions)
    return f"{count} action" if count == 1 else f"{count} actions"


_CONTACT = (
    Column("Stakeholder", ColumnKind.LINKS),
    Column("Power", ColumnKind.NUMBER),
    Column("Last contact", ColumnKind.DATE),
    Column("Speak to them by", ColumnKind.DATE, "Last contact and the longest time between two"),
    Column("Days late", ColumnKind.NUMBER, "Calendar days at the status date"),
    Column("Who keeps in touch", ColumnKind.LINKS),
    Column("Hears through", ColumnKind.LINKS, "Active items of the communication plan"),
)


def contact_table(project: Project, people: People) -> TableView:
    """Who has to be spoken to, the longest overdue first."""
    rows = []
    ordered = sorted(
        (one for one in people.stakeholders.items() if one[1].next_contact is not None and not one[1].left),
        key=lambda one: (-one[1].contact_days_late, one[1].next_contact),
    )
    for id_, stance in ordered:
        record = project.by_id[id_]
        power, owner = record.integer("power"), record.text("owner")
        rows.append(
            Row(
                (
                    Links((link_to(record),)),
                    None if power is None else Number(power),
                    None if stance.last_contact is None else Day(stance.last_contact),
                    None if stance.next_contact is None else Day(stance.next_contact),
                    Number(stance.contact_days_late) if stance.contact_days_late else None,
                    Links((link(project, owner),)) if owner else None,
                    _links(project, stance.communications),
                )
            )
        )
    empty = "No rhythm is written. Add `contact_every` and `last_contact` to a stakeholder."
    return TableView("contact", "Contact due", _CONTACT, tuple(rows), empty)


_EXPECTATIONS = (
    Column("Stakeholder", ColumnKind.LINKS),
    Column("Expects"),
    Column("Answered by", ColumnKind.LINKS, "Requirements, deliverables and decisions, refusals included"),
    Column("State", ColumnKind.BADGE),
)


def expectation_table(project: Project, people: People) -> TableView:
    """What stakeholders expect, and what in the project answers it; what nothing answers comes first."""
    found = [
        (id_, expectation)
        for id_, stance in people.stakeholders.items()
        for expectation in stance.expectations
        if not stance.left
    ]
    found.sort(key=lambda one: bool(one[1].answers))
    rows = tuple(
        Row(
            (
                Links((link(project, id_),)),
                Text(one.text),
                _links(project, one.answers),
                _state(answered=bool(one.answers), met=one.met),
            )
        )
        for id_, one in found
    )
    answered = sum(bool(one.answers) for _, one in found)
    title = f"Expectations: {answered} of {len(found)} are answered" if found else "Expectations"
    empty = "No expectation is written. Add `expectations` to a stakeholder."
    return TableView("expectations", title, _EXPECTATIONS, rows, empty)


def _state(*, answered: bool, met: bool | None) -> Badge:
    if met is not None:
        return Badge("met", Tone.GOOD) if met else Badge("not met", Tone.BAD)
    return Badge("under way") if answered else Badge("open", Tone.WATCH)


def stakeholder_fields(project: Project, people: People) -> Mapping[str, tuple[Field, ...]]:
    """What is computed about each stakeholder, for their record in full."""
    feedback: dict[str, list[RecordLink]] = {}
    asked: dict[str, list[RecordLink]] = {}
    for entry in project.all("feedback"):
        feedback.setdefault(entry.text("stakeholder"), []).append(link_to(entry))
    for requirement in project.all("requirement"):
        asked.setdefault(requirement.text("source"), []).append(link_to(requirement))
    return {
        id_: tuple(_fields(stance, project, feedback.get(id_, []), asked.get(id_, [])))
        for id_, stance in people.stakeholders.items()
    }


def _fields(
    stance: Stance, project: Project, feedback: list[RecordLink], asked: list[RecordLink]
) -> list[Field]:
    values: tuple[tuple[str, Cell, str], ...] = (
        ("Attention", Text(stance.quadrant) if stance.quadrant else None, "By power and interest (Mendelow)"),
        (
            "Salience",
            Text(stance.salience) if stance.salience else None,
            "By power, legitimacy and urgency (Mitchell, Agle & Wood)",
        ),
        ("Engagement gap", _gap(stance), "Steps from where they stand to where they are needed"),
        ("Speak to them by", _contact(stance), "Last contact and the longest time between two"),
        ("Open actions about them", _links(project, stance.actions), ""),
        ("Hears through", _links(project, stance.communications), "Active items of the communication plan"),
        (
            "Satisfaction",
            _satisfaction(stance),
            "Last score from 1 to 5, and the change since the one before",
        ),
        ("Asked for", Links(tuple(asked)) if asked else None, "Requirements whose source they are"),
        ("Feedback", Links(tuple(feedback)) if feedback else None, ""),
    )
    return [Field(label, value, hint) for label, value, hint in values if value is not None]


def _satisfaction(stance: Stance) -> Cell:
    if stance.satisfaction is None:
        return None
    change = stance.satisfaction_change
    words = "" if not change else f", {abs(change)} {'higher' if change > 0 else 'lower'} than before"
    tone = Tone.BAD if stance.satisfaction <= 2 else Tone.WATCH if (change or 0) < 0 else Tone.GOOD
    return Badge(f"{stance.satisfaction} of 5{words}", tone)


def _gap(stance: Stance) -> Cell:
    if stance.gap is None:
        return None
    if stance.gap <= 0:
        return Badge("as wanted", Tone.GOOD)
    steps = f"{stance.gap} step{'' if stance.gap == 1 else 's'}"
    return Badge(steps, Tone.BAD if stance.current == "resistant" else Tone.WATCH)


def _contact(stance: Stance) -> Cell:
    if stance.next_contact is None:
        return None
    if stance.contact_days_late:
        return Badge(f"{stance.next_contact}, {stance.contact_days_late} days late", Tone.BAD)
    return Day(stance.next_contact)


def _links(project: Project, ids: tuple[str, ...]) -> Cell:
    return Links(tuple(link(project, id_) for id_ in ids[:_MOST])) if ids else None
