"""What is wrong with the team: skills, substitutes, responsibilities, and what its members owe each other."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from milepost.diagnostics import Diagnostic, Note, Span
from milepost.parties import has_left, identity
from milepost.people import team_rules as rules
from milepost.people.skills import is_done, missing_skills
from milepost.project import Project, Record
from milepost.states import is_open, status

ACCOUNTABLE_ROWS = 5
"""Rows for which one may be accountable, unless `team.accountable_rows` says otherwise."""
AGREE_DAYS = 28
"""Days before a dependency is needed by which both sides have to have agreed."""


def no_substitute(project: Project) -> Iterator[Diagnostic]:
    """Key people for whom nobody stands in, or somebody who has left."""
    for person in project.all("person"):
        if not person.flag("key") or has_left(person.id, project):
            continue
        substitute = person.text("substitute")
        if not substitute:
            message = f"{person.title} is a key person and has no substitute"
            yield rules.NO_SUBSTITUTE.at(person.span("key"), message, record=person.id)
        elif has_left(substitute, project):
            message = f"{person.title} is a key person, and the substitute {substitute} has left"
            yield rules.NO_SUBSTITUTE.at(person.span("substitute"), message, record=person.id)


def skill_missing(project: Project) -> Iterator[Diagnostic]:
    """Unfinished tasks that ask for a skill which nobody on them has."""
    for task in project.all("task"):
        if "skills" not in task.data or is_done(task):
            continue
        written = task.part("skills")
        for name, level, best in missing_skills(task, project):
            key = next((one for one in written.data if one.lower() == name), None) if written else None
            has = f"the best on it has {best}" if best else "nobody on it has the skill"
            message = f"{task.id} asks for {name} {level}, and {has}"
            span = task.span("skills") if written is None or key is None else written.span(key)
            yield rules.SKILL_MISSING.at(span, message, record=task.id)


def accountable_for_many(project: Project) -> Iterator[Diagnostic]:
    """People who answer for more rows of the matrix than anybody can look after."""
    limit = project.settings.section("team").integer("accountable_rows") or ACCOUNTABLE_ROWS
    rows: defaultdict[str, list[tuple[Record, Span]]] = defaultdict(list)
    for row in project.all("raci_row"):
        for place, who in enumerate(row.texts("accountable")):
            rows[identity(who, project)].append((row, row.item_span("accountable", place)))
    for who, found in rows.items():
        if len(found) > limit:
            row, span = found[limit]
            message = f"{who} is accountable for {len(found)} rows; at most {limit} are wanted"
            notes = tuple(Note(one, f"{other.id} {other.title}") for other, one in found if other is not row)
            yield rules.ACCOUNTABLE_FOR_MANY.at(span, message, notes=notes, record=row.id)


def away_at_due_date(project: Project) -> Iterator[Diagnostic]:
    """Those who do the work or answer for it being on leave when their deliverable is due."""
    away = {person.id: tuple(leave_of(person)) for person in project.all("person") if person.has("leave")}
    if not away:
        return
    for row in project.all("raci_row"):
        deliverable = project.get(row.text("deliverable"), "deliverable")
        due = None if deliverable is None else deliverable.date("due")
        if (
            deliverable is None
            or due is None
            or not is_open(deliverable)
            or due < project.settings.status_date
        ):
            continue
        for key in ("responsible", "accountable"):
            for place, who in enumerate(row.texts(key)):
                person = identity(who, project)
                leave = next((one for one in away.get(person, ()) if one[0] <= due <= one[1]), None)
                if leave is None or _stands_in(person, due, away, project):
                    continue
                message = f"{deliverable.id} is due on {due}, and {who} is away until {leave[1]}"
                span = row.item_span(key, place)
                note = Note(deliverable.span("due"), f"{deliverable.id} is due then")
                yield rules.AWAY_AT_DUE_DATE.at(span, message, notes=(note,), record=row.id)


def leave_of(person: Record) -> Iterator[tuple[date, date]]:
    """First and last day of each leave."""
    for one in person.parts("leave"):
        first, last = one.date("from"), one.date("to")
        if first is not None and last is not None:
            yield first, last


def _stands_in(
    person: str, day: date, away: dict[str, tuple[tuple[date, date], ...]], project: Project
) -> bool:
    record = project.get(person, "person")
    substitute = "" if record is None else record.text("substitute")
    return bool(substitute) and not any(first <= day <= last for first, last in away.get(substitute, ()))


def booked_outside_stay(project: Project) -> Iterator[Diagnostic]:
    """Hours of people on days before they joined or after they left."""
    stays = {
        person.id: (person.date("joins"), person.date("leaves"))
        for person in project.all("person")
        if person.has("joins") or person.has("leaves")
    }
    for entry in _hours_outside(project, stays) if stays else ():
        who, day = entry.text("person"), entry.date("date")
        joins, leaves = stays[who]
        early = joins is not None and day is not None and day < joins
        words = f"joined on {joins}" if early else f"left on {leaves}"
        message = f"{who} has hours on {day} and {words}"
        note = Note(project.by_id[who].span("joins" if early else "leaves"), words)
        yield rules.BOOKED_OUTSIDE_STAY.at(
            entry.span("date"), message, notes=(note,), record=entry.id or None
        )


def _hours_outside(project: Project, stays: dict[str, tuple[date | None, date | None]]) -> Iterator[Record]:
    """Entries of timesheets outside a stay; lines of tables become records only when they are."""
    bounds = {
        who: (str(joins or date.min), str(leaves or date.max)) for who, (joins, leaves) in stays.items()
    }

    def is_outside(who: str, day: str) -> bool:
        first, last = bounds[who]
        return day < first or day > last

    for entry in project.written("timesheet"):
        who = entry.text("person")
        if who in bounds and entry.date("date") is not None and is_outside(who, entry.text("date")):
            yield entry
    for lines in project.lines("timesheet"):
        people, days = (lines.table.column(name) for name in ("person", "date"))
        for number, (who, day) in enumerate(zip(people, days, strict=True)):
            if who in bounds and is_outside(who, day):
                entry = lines.record(number)
                if entry.date("date") is not None:
                    yield entry


def not_agreed(project: Project) -> Iterator[Diagnostic]:
    """Dependencies needed soon, or long since, that the two sides have not agreed on."""
    soon = project.settings.status_date + timedelta(days=AGREE_DAYS)
    for one in project.all("dependency"):
        need = one.date("need_by")
        sides = [key for key in ("agreed_by_giver", "agreed_by_receiver") if not one.has(key)]
        if status(one) in ("", "proposed") and sides and need is not None and need <= soon:
            missing = " and ".join(f"`{key}`" for key in sides)
            message = f"{one.id} is needed by {need} and only proposed: {missing} missing"
            yield rules.NOT_AGREED.at(one.span("need_by"), message, record=one.id)


def two_letters(project: Project) -> Iterator[Diagnostic]:
    """Rows that ask and tell the same party what it does itself."""
    strong = ("responsible", "accountable")
    for row in project.all("raci_row"):
        doing = {who for key in strong for who in row.texts(key)}
        seen: dict[str, str] = {}
        for key in ("support", "consulted", "informed"):
            for place, who in enumerate(row.texts(key)):
                other = "responsible or accountable" if who in doing else seen.get(who)
                seen.setdefault(who, key)
                if other is not None:
                    message = f"{who} is {key} and {other} in {row.id}"
                    yield rules.TWO_LETTERS.at(row.item_span(key, place), message, record=row.id)


def no_lead(project: Project) -> Iterator[Diagnostic]:
    """Teams that nobody leads, or somebody who has left."""
    for team in project.all("team"):
        lead = team.text("lead")
        if not lead or has_left(lead, project):
            message = f"{lead} leads {team.id} and has left" if lead else f"{team.id} has no lead"
            yield rules.TEAM_WITHOUT_LEAD.at(team.span("lead"), message, record=team.id)


def joined(members: Record, project: Project) -> tuple[str, ...]:
    """The people of a team: those it names, and those who name it."""
    named = members.texts("members")
    own = (person.id for person in project.all("person") if person.text("team") == members.id)
    return tuple(dict.fromkeys((*named, *own)))


CHECKS = (
    no_substitute,
    skill_missing,
    accountable_for_many,
    away_at_due_date,
    booked_outside_stay,
    not_agreed,
    two_letters,
    no_lead,
)
