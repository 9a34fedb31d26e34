"""The team as pages show it: responsibilities, skills, give and get, absences."""

from collections.abc import Mapping
from datetime import date, timedelta

from milepost.parties import has_left
from milepost.people.model import Handover, People
from milepost.people.skills import ALONE
from milepost.people.teamwork import LETTERS
from milepost.portal.compose.pages import WORK, link, link_to
from milepost.portal.text import counted, slug
from milepost.portal.views.letters import MatrixCell, MatrixRow, MatrixView
from milepost.portal.views.register import Column, ColumnKind, Row, TableView
from milepost.portal.views.values import Badge, Cell, Day, Field, Links, Number, RecordLink, Text, Tone
from milepost.project import Project, Record

_MOST = 8
_MEANING = {"R": "does the work", "A": "answers for it", "S": "helps", "C": "is asked before", "I": "is told"}


def raci_matrix(project: Project, people: People) -> MatrixView | None:
    """Rows against parties, with their letters."""
    rows = project.all("raci_row")
    if not rows:
        return None
    parties = tuple(people.duties)
    wrong = [row for row in rows if len(row.texts("accountable")) != 1 or not row.texts("responsible")]
    title = (
        f"{len(wrong)} of {len(rows)} rows lack exactly one accountable or somebody responsible"
        if wrong
        else f"All {len(rows)} rows have exactly one accountable and somebody who does the work"
    )
    return MatrixView(
        anchor="matrix",
        title=title,
        corner="Activity",
        columns=tuple(link(project, who) for who in parties),
        rows=tuple(
            MatrixRow(link_to(row), tuple(_letters(row, who) for who in parties), row.text("activity"))
            for row in rows
        ),
        legend=tuple((letter, f"raci-{letter.lower()}", _MEANING[letter]) for letter in LETTERS.values()),
        upright=True,
    )


def _letters(row: Record, who: str) -> MatrixCell:
    found = [letter for field, letter in LETTERS.items() if who in row.texts(field)]
    if not found:
        return MatrixCell()
    style = "raci-a" if "A" in found else f"raci-{found[0].lower()}"
    return MatrixCell("\u202f".join(found), style, ", ".join(_MEANING[letter] for letter in found))


_DUTIES = (
    Column("Who", ColumnKind.LINKS),
    Column("Responsible", ColumnKind.NUMBER, "Rows in which they do the work"),
    Column("Accountable", ColumnKind.NUMBER, "Rows for which they answer"),
    Column("Support", ColumnKind.NUMBER),
    Column("Consulted", ColumnKind.NUMBER),
    Column("Informed", ColumnKind.NUMBER),
)


def duties_table(project: Project, people: People) -> TableView:
    """How much each party has in the matrix, those who answer for most first."""
    ordered = sorted(people.duties.items(), key=lambda one: (-one[1].accountable, -one[1].responsible))
    rows = tuple(
        Row(
            (
                Links((link(project, who),)),
                *(
                    Number(count) if count else None
                    for count in (
                        one.responsible,
                        one.accountable,
                        one.support,
                        one.consulted,
                        one.informed,
                    )
                ),
            )
        )
        for who, one in ordered
    )
    return TableView("duties", "Who has how much", _DUTIES, rows, "Nobody stands in the matrix yet.")


_OWNERS = (
    Column("Files"),
    Column("Who reviews changes", ColumnKind.LINKS, "Those responsible in the row"),
    Column("Row", ColumnKind.ID),
)


def owners_table(project: Project) -> TableView:
    """Which files whose review is asked for, as CODEOWNERS has it."""
    rows = tuple(
        Row(
            (
                Text(path),
                Links(tuple(link(project, who) for who in row.texts("responsible"))),
                link_to(row),
            )
        )
        for row in project.all("raci_row")
        for path in row.texts("paths")
    )
    return TableView("owners", "Files and who reviews them", _OWNERS, rows)


def skill_matrix(project: Project, people: People) -> MatrixView | None:
    """Skills against people, with their levels and what is asked for."""
    if not people.skills:
        return None
    who = tuple(dict.fromkeys(person for skill in people.skills.values() for person in skill.levels))
    ordered = [person.id for person in project.all("person") if person.id in who]
    gaps = [name for name, skill in people.skills.items() if skill.gap]
    alone = len(people.single_points)
    title = f"{counted(len(gaps), 'skill')} missing" if gaps else "Every skill that is asked for is there"
    if alone:
        title += f", {counted(alone, 'person', 'people')} nobody can replace"
    rows = []
    for name, skill in people.skills.items():
        cells = [
            _level(skill.levels.get(person), skill.needed, only=skill.only == person) for person in ordered
        ]
        need = (
            MatrixCell(str(skill.needed), "", f"level {skill.needed} is asked for")
            if skill.needed
            else MatrixCell()
        )
        short = MatrixCell(f"\u2212{skill.gap}", "lacks", "levels missing") if skill.gap else MatrixCell()
        rows.append(MatrixRow(_plain(name), (need, short, *cells)))
    return MatrixView(
        anchor="skills",
        title=title,
        corner="Skill",
        columns=(Text("Needed"), Text("Missing"), *(link(project, person) for person in ordered)),
        rows=tuple(rows),
        legend=(
            ("4", "has", f"level from 1 to 5; from {ALONE} on they work alone"),
            ("4 only", "only", "nobody else can do it at the level that is asked for"),
            ("\u22121", "lacks", "levels missing between what is asked for and the best there is"),
        ),
        upright=True,
        note="Asked for by unfinished tasks and by roles that nobody holds.",
    )


def _plain(name: str) -> RecordLink:
    return RecordLink(name)


def _level(level: int | None, needed: int, *, only: bool) -> MatrixCell:
    if level is None:
        return MatrixCell()
    if only:
        return MatrixCell(f"{level} only", "only", "nobody else can do it")
    return MatrixCell(str(level), "has" if level >= max(needed, ALONE) else "learns")


_SINGLE = (
    Column("Who", ColumnKind.LINKS),
    Column("Only they can do"),
    Column("Asked for by", ColumnKind.LINKS),
    Column("Substitute", ColumnKind.LINKS),
)


def single_points_table(project: Project, people: People) -> TableView:
    """People whose absence stops work, with what stops."""
    rows = []
    for who, names in people.single_points.items():
        tasks = dict.fromkeys(id_ for name in names for id_ in people.skills[name].tasks)
        record = project.get(who, "person")
        substitute = "" if record is None else record.text("substitute")
        rows.append(
            Row(
                (
                    Links((link(project, who),)),
                    Text(", ".join(f"{name} {people.skills[name].needed}" for name in names)),
                    Links(tuple(link(project, id_) for id_ in tuple(tasks)[:_MOST])),
                    Links((link(project, substitute),)) if substitute else Badge("none", Tone.WATCH),
                )
            )
        )
    empty = "Every skill that is asked for is there twice; or no task says yet which `skills` it asks for."
    return TableView("single-points", "Single points of failure", _SINGLE, tuple(rows), empty)


def absence_calendar(project: Project, people: People, weeks: int = 26) -> MatrixView | None:
    """Who is away in which week from that of the status date on."""
    if not people.absences:
        return None
    today = project.settings.status_date
    monday = today - timedelta(days=today.weekday())
    starts = [monday + timedelta(weeks=number) for number in range(weeks)]
    last = max(one.last for one in people.absences)
    starts = [start for start in starts if start <= last]
    who = dict.fromkeys(one.who for one in people.absences)
    rows = tuple(
        MatrixRow(link(project, person), tuple(_away(person, start, people) for start in starts))
        for person in who
    )
    first = people.absences[0]
    name = project.by_id[first.who].title
    return MatrixView(
        anchor="absences",
        title=f"Next away: {name}, {_span(first.first, first.last)}",
        corner="Week from",
        columns=tuple(Text(f"{start.day} {start:%b}") for start in starts),
        rows=rows,
        legend=(("3", "away", "days away of the five from Monday to Friday"),),
        upright=True,
    )


def _away(person: str, start: date, people: People) -> MatrixCell:
    days = 0
    for one in people.absences:
        if one.who == person:
            first, last = max(one.first, start), min(one.last, start + timedelta(days=4))
            days += max((last - first).days + 1, 0)
    return MatrixCell(str(days), "away", f"{counted(days, 'day')} away") if days else MatrixCell()


_ABSENCES = (
    Column("Who", ColumnKind.LINKS),
    Column("From", ColumnKind.DATE),
    Column("To", ColumnKind.DATE),
    Column("Reason"),
    Column("Stands in", ColumnKind.LINKS),
    Column("Tasks planned then", ColumnKind.LINKS, "Unfinished tasks of theirs that touch these days"),
)


def absence_table(project: Project, people: People) -> TableView:
    """Leave from the status date on."""
    rows = tuple(
        Row(
            (
                Links((link(project, one.who),)),
                Day(one.first),
                Day(one.last),
                Text(one.reason) if one.reason else None,
                Links((link(project, one.substitute),)) if one.substitute else None,
                Links(tuple(link(project, id_) for id_ in one.tasks[:_MOST])) if one.tasks else None,
            )
        )
        for one in people.absences
    )
    empty = "Nobody is away from the status date on. Add `leave` to a person in people.yaml."
    return TableView("leave", "Who is away when", _ABSENCES, rows, empty)


_BOARD = (
    Column("Dependency", ColumnKind.ID),
    Column("State", ColumnKind.BADGE),
    Column("What"),
    Column("Gives", ColumnKind.LINKS),
    Column("Gets", ColumnKind.LINKS),
    Column("Needed by", ColumnKind.DATE),
    Column("Promised for", ColumnKind.DATE),
    Column("Came", ColumnKind.DATE),
    Column(
        "Gap", ColumnKind.NUMBER, "Calendar days from the day it is needed to the day it is promised or came"
    ),
    Column("Agreed", ColumnKind.BADGE, "Whether both sides have agreed"),
)
_HEALTH = {
    "late": Badge("late", Tone.BAD),
    "at-risk": Badge("at risk", Tone.WATCH),
    "open": Badge("open"),
    "done": Badge("done", Tone.GOOD),
    "cancelled": Badge("cancelled"),
}


def handover_table(project: Project, people: People) -> TableView:
    """Every promise, the late ones first."""
    worst = list(_HEALTH)
    ordered = sorted(
        project.all("dependency"),
        key=lambda one: (
            worst.index(people.handovers[one.id].health),
            one.date("need_by") or date.max,
        ),
    )
    rows = tuple(Row(_promise(one, people.handovers[one.id], project)) for one in ordered)
    late = sum(one.health == "late" for one in people.handovers.values())
    risky = sum(one.health == "at-risk" for one in people.handovers.values())
    title = f"Promises: {late} late, {risky} at risk of {len(rows)}" if rows else "Promises"
    return TableView("promises", title, _BOARD, rows, "No dependency yet. They belong in dependencies.yaml.")


def _promise(one: Record, handover: Handover, project: Project) -> tuple[Cell, ...]:
    return (
        link_to(one),
        _HEALTH[handover.health],
        Text(one.title),
        Links((link(project, one.text("giver")),)),
        Links((link(project, one.text("receiver")),)),
        _day(one.date("need_by")),
        _day(one.date("promised_by")),
        _day(one.date("delivered")),
        None if handover.gap_days is None else Number(handover.gap_days, "d"),
        Badge("yes", Tone.GOOD) if handover.agreed else Badge("no", Tone.WATCH),
    )


def _day(day: date | None) -> Cell:
    return None if day is None else Day(day)


_GIVE_AND_GET = (
    Column("Who", ColumnKind.LINKS),
    Column("Still gives", ColumnKind.LINKS, "What the others wait for"),
    Column("Still gets", ColumnKind.LINKS, "What they wait for"),
)


def give_and_get_table(project: Project, people: People) -> TableView:
    """Per party what it still owes and what it still waits for; members count to their team."""
    teams = {
        who: team.id for team in project.all("team") for who in (*team.texts("members"), *team.texts("lead"))
    }
    gives: dict[str, list[Record]] = {}
    gets: dict[str, list[Record]] = {}
    for one in project.all("dependency"):
        if people.handovers[one.id].health in ("done", "cancelled"):
            continue
        giver, receiver = one.text("giver"), one.text("receiver")
        gives.setdefault(teams.get(giver, giver), []).append(one)
        gets.setdefault(teams.get(receiver, receiver), []).append(one)
    rows = tuple(
        Row((Links((link(project, who),)), _records(gives.get(who, [])), _records(gets.get(who, []))))
        for who in dict.fromkeys((*gives, *gets))
    )
    return TableView("board", "Give and get", _GIVE_AND_GET, rows, "Nobody waits for anything.")


def _records(records: list[Record]) -> Cell:
    return Links(tuple(link_to(one) for one in records)) if records else None


def person_fields(project: Project, people: People) -> Mapping[str, tuple[Field, ...]]:
    """What is computed about each person, for their record in full."""
    found = {}
    for person in project.all("person"):
        duties = people.duties.get(person.id)
        fields = []
        if person.text("type") != "equipment" and not has_left(person.id, project):
            work = RecordLink(f"work-{slug(person.id)}", page=WORK, label="Everything open")
            fields.append(Field("Work", work, "Tasks, what is due, and decisions that wait for them"))
        if duties is not None:
            text = f"responsible for {duties.responsible} rows, accountable for {duties.accountable}"
            fields.append(Field("Responsibilities", Text(text), "Rows of the responsibility matrix"))
        alone = people.single_points.get(person.id)
        if alone:
            fields.append(
                Field("Only they can do", Badge(", ".join(alone), Tone.WATCH), "Skills that nobody else has")
            )
        found[person.id] = tuple(fields)
    return found


def _span(first: date, last: date) -> str:
    if first == last:
        return f"{first.day} {first:%B %Y}"
    return f"{first.day} {first:%B} to {last.day} {last:%B %Y}"
