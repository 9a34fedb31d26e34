"""`milepost today`: what needs somebody, of the whole project or of one person."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import click

from milepost.cli.options import as_of_option
from milepost.cli.projects import project_of
from milepost.control.attention import DecisionWanted, MilestoneAhead
from milepost.control.due import Due
from milepost.control.readiness import Blocker, NotReady, RunningLate
from milepost.control.today import Approval, Today, Window, compute_today
from milepost.project import Project
from milepost.schedule.instants import Instant, date_of, day_of
from milepost.source.units import day

_Line = tuple[str, str, str, str]


def _since_day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    del ctx
    found = None if value is None else day(value)
    if value is not None and found is None:
        raise click.BadParameter(f"{value!r} is no date; write it as 2026-07-01", param=parameter)
    return found


@click.command
@click.argument("path", default=".", metavar="[FOLDER]")
@click.option("--who", default="", metavar="ID", help="Only what is theirs, in any of their roles.")
@click.option(
    "--days", type=click.IntRange(0, 366), default=14, show_default=True, help="Calendar days to look ahead."
)
@click.option(
    "--since",
    callback=_since_day,
    metavar="DATE",
    help="What is new after this day. [default: the last report]",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@as_of_option
def command(  # noqa: PLR0917 - click passes options by name
    path: str, who: str, days: int, since: date | None, form: str, as_of: date | None
) -> None:
    """Say what needs somebody, as of the status date.

    Overdue, due soon, issues by the float they eat, decisions and approvals and whom they wait for, tasks
    about to start that are not ready, tasks that run late, risks whose time is near, the next milestones, and
    what is new since the last report. Empty lists are left out.
    """
    from milepost.checking import check_project

    checked = check_project(project_of(path), as_of)
    report = checked.report
    if who and checked.project.get(who, "person", "role", "stakeholder") is None:
        raise click.UsageError(_unknown(checked.project, who))
    today = compute_today(checked.project, report.schedule, report.baseline, days, who, since=since)
    if form == "json":
        from milepost.exchange.today_json import today_json

        click.echo((today_json(today) + "\n").encode(), nl=False)
        return
    click.echo(today_text(today, checked.project))


def _unknown(project: Project, who: str) -> str:
    from difflib import get_close_matches

    parties = [one for kind in ("person", "role", "stakeholder") for one in project.all(kind)]
    names = {one.title.lower(): one.id for one in parties}
    close = names.get(who.lower()) or next(iter(get_close_matches(who, [one.id for one in parties], n=1)), "")
    return f"no person, role or stakeholder has the id {who}." + (f" Did you mean {close}?" if close else "")


def today_text(today: Today, project: Project) -> str:
    """What needs somebody, as text of a terminal; sections without an entry are left out."""
    head = f"{project.settings.name}, {today.status_date}"
    if today.who:
        record = project.by_id[today.who]
        head += f": {record.title}"
    parts = [head]
    for title, lines in _sections(today, project):
        rows = list(lines)
        if rows:
            parts += ["", f"{title} ({len(rows)})", *_aligned(rows)]
    if len(parts) == 1:
        parts.append(f"Nothing is overdue, due within {today.days} days, waiting or late.")
    return "\n".join(parts)


def _sections(today: Today, project: Project) -> Iterator[tuple[str, Iterator[_Line]]]:
    def line(id_: str, title: str, who: tuple[str, ...], rest: str) -> _Line:
        return id_, title, ", ".join(_name(one, project) for one in who) or "nobody", rest

    yield "Overdue", (line(*_due(one, today.status_date)) for one in today.overdue)
    yield "Decisions wanted", (line(one.id, one.title, one.who, _needed(one)) for one in today.decisions)
    yield "Waiting for approval", (line(one.id, one.title, one.who, _since(one)) for one in today.approvals)
    yield "Blocking issues", (line(one.id, one.title, one.who, _stake(one)) for one in today.blockers)
    yield "Running late", (line(one.id, one.name, one.who, _state(one)) for one in today.late)
    yield (
        "About to start and not ready",
        (line(one.id, one.name, one.who, _why(one)) for one in today.not_ready),
    )
    yield "Due soon", (line(*_due(one, today.status_date)) for one in today.due_soon)
    yield (
        "Risks whose time is near",
        (line(one.id, one.title, one.who, _window(one)) for one in today.windows),
    )
    yield "Next milestones", ((one.id, one.name, "", _expected(one)) for one in today.milestones)
    yield (
        f"New since {today.since}",
        ((one.id, one.title, "", f"{one.what} {one.day}") for one in today.news),
    )


def _aligned(rows: list[_Line]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    for row in rows:
        cells = [text.ljust(width) for text, width in zip(row[:3], widths, strict=True) if width]
        yield f"  {'  '.join((*cells, row[3]))}".rstrip()


def _name(id_: str, project: Project) -> str:
    return project.by_id[id_].title if id_ in project.by_id else id_


def _due(one: Due, today: date) -> tuple[str, str, tuple[str, ...], str]:
    return one.id or "-", f"{one.title} ({one.what})", one.who, f"{one.day}{_late((today - one.day).days)}"


def _late(days: int) -> str:
    return f", {days} {'day' if days == 1 else 'days'} late" if days > 0 else ""


def _needed(one: DecisionWanted) -> str:
    return "" if one.needed_by is None else f"by {one.needed_by}{_late(one.days_late)}"


def _since(one: Approval) -> str:
    return "" if one.since is None else f"since {one.since}"


def _stake(one: Blocker) -> str:
    return f"blocks {', '.join(one.tasks)}; float {_days(one.float_days)}"


def _state(one: RunningLate) -> str:
    done = f"{one.percent:.0f}%" if one.started else "not started"
    critical = ", critical" if one.critical else ""
    return f"{done}, expected {_day(one.finish)}, {_days(one.days_late)} late{critical}"


def _why(one: NotReady) -> str:
    return f"{_day(one.start)}: {'; '.join(obstacle.text for obstacle in one.obstacles)}"


def _window(one: Window) -> str:
    until = "" if one.ends is None else f" to {one.ends}"
    return f"from {one.begins}{until}"


def _expected(one: MilestoneAhead) -> str:
    days = one.slip_days
    if not days:
        return _day(one.forecast)
    than = f"{_days(abs(days))} {'later' if days > 0 else 'earlier'} than in the baseline"
    return f"{_day(one.forecast)}, {than}"


def _day(instant: Instant) -> str:
    return date_of(day_of(instant)).isoformat()


def _days(days: Decimal) -> str:
    return f"{days.quantize(Decimal('0.1')).normalize():f} d"
