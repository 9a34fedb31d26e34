"""The text of a status report: what was done, is late and comes next, milestones, money, risks, decisions."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from milepost.control.attention import decisions_wanted, milestones_ahead, overdue
from milepost.control.news import News, news_since
from milepost.control.rag import Rag
from milepost.control.readiness import running_late
from milepost.people.due_dates import next_status_report
from milepost.project import Project, Record
from milepost.report import Report
from milepost.schedule.instants import Instant, date_of, day_of
from milepost.states import is_open

_AHEAD = timedelta(days=14)
_MOST = 10
_TOP = 5
_MARKUP = re.compile(r"([\\`*\[\]<>|])")
_ACHIEVED = frozenset(
    {"finished", "reached", "approved", "done", "accepted", "decided", "verified", "delivered", "implemented"}
)


class Writer:
    """Writes the parts of one report.

    Args:
        report: The project, computed.
        since: The first day that the report covers.
    """

    def __init__(self, report: Report, since: date) -> None:
        self._report = report
        self._project = report.project
        self._since = since
        self._today = report.project.settings.status_date
        self._news = news_since(report.project, report.schedule, since - timedelta(days=1))

    def highlights(self) -> list[str]:
        """What was achieved: milestones and tasks finished, deliverables accepted, changes implemented."""
        kinds = ("task", "deliverable", "gate", "change", "dependency")
        return [
            f"{one.id} {one.title} ({one.what})"
            for one in self._news
            if one.kind in kinds and one.what in _ACHIEVED
        ]

    def coming(self) -> list[str]:
        """What begins or ends until the next report."""
        return [f"{id_} {name}, {words}" for _, id_, name, words in self._next()]

    def body(self) -> list[str]:
        """The Markdown behind the front matter."""
        lines: list[str] = []
        for title, part in (
            ("Status", self._status()),
            (f"Done since {_date(self._since)}", self._done()),
            ("Late", self._late()),
            ("Next", self._coming()),
            ("Milestones", self._milestones()),
            ("Money", self._money()),
            ("Risks and issues", self._risks()),
            ("Decisions wanted", self._decisions()),
        ):
            written = list(part)
            if written:
                lines += [f"## {title}", "", *written, ""]
        return lines

    def _status(self) -> Iterator[str]:
        status = self._report.status
        rows = []
        for name, one in {"overall": status.overall, **status.dimensions}.items():
            if one.rag is Rag.UNKNOWN:
                continue
            why = one.reasons[0].text if one.reasons else ""
            if one.override is not None:
                until = _date(one.override.expires)
                why = f"Set by {one.override.approver} until {until}: {one.override.reason}"
            rows.append((name.capitalize(), one.rag.value, why))
        yield from _table(("Dimension", "Status", "Why"), rows)

    def _done(self) -> Iterator[str]:
        done = [one for one in self._news if one.what in _ACHIEVED]
        other = [one for one in self._news if one.what not in _ACHIEVED]
        for one in done[: 2 * _MOST]:
            yield f"- {_date(one.day)}: {one.id} {_plain(one.title)} ({one.what})"
        if len(done) > 2 * _MOST:
            yield f"- and {len(done) - 2 * _MOST} more"
        counted = list(_counted(other))
        if counted:
            yield ""
            yield f"Besides: {', '.join(counted)}."

    def _late(self) -> Iterator[str]:
        project, schedule = self._project, self._report.schedule
        if schedule is not None:
            for task in running_late(project, schedule, self._report.baseline)[:_MOST]:
                who = self._names(task.who)
                yield (
                    f"- {task.id} {_plain(task.name)}: {_days(task.days_late)} late, "
                    f"expected {_day(task.finish)} ({who})"
                )
        for one in overdue(project)[:_MOST]:
            who = self._names((one.owner,) if one.owner else ())
            when = f"due {_date(one.due)}, {_calendar_days(one.days_late)} ago"
            yield f"- {one.id} {_plain(one.title)}: {when} ({who})"

    def _coming(self) -> Iterator[str]:
        for _, id_, name, words in self._next():
            yield f"- {id_} {_plain(name)}: {words}"

    def _next(self) -> list[tuple[date, str, str, str]]:
        schedule = self._report.schedule
        due = next_status_report(self._project)
        until = max(self._today + _AHEAD, due or self._today)
        found = []
        for task in schedule.tasks.values() if schedule is not None else ():
            if task.done or task.type == "summary":
                continue
            start, finish = date_of(day_of(task.start)), _last_day(task.finish)
            if task.type == "milestone":
                if finish <= until:
                    found.append((finish, task.id, task.name, f"milestone on {_date(finish)}"))
            elif task.actual_start is None and start <= until:
                found.append((start, task.id, task.name, f"begins {_date(start)}"))
            elif task.actual_start is not None and finish <= until:
                found.append((finish, task.id, task.name, f"ends {_date(finish)}"))
        return sorted(found, key=lambda one: one[0])[:_MOST]

    def _milestones(self) -> Iterator[str]:
        if self._report.schedule is None:
            return
        rows = []
        for one in milestones_ahead(self._report.schedule, self._report.baseline, _MOST):
            slip = "" if one.slip_days is None else _slip(one.slip_days)
            frozen = "" if one.baseline is None else _day(one.baseline)
            rows.append((f"{one.id} {one.name}", _day(one.forecast), frozen, slip))
        yield from _table(("Milestone", "Forecast", "Baseline", "Slip"), rows)

    def _money(self) -> Iterator[str]:
        budget = self._report.budget
        if budget is None or budget.performance.bac <= 0:
            return
        total, currency = budget.performance, budget.currency
        over = budget.forecast.selected - total.bac
        share = f"{abs(over) / total.bac * 100:.1f}% {'above' if over > 0 else 'below'} the budget"
        rows: list[tuple[str, ...]] = [
            ("Budget", _money(total.bac, currency)),
            ("Spent", _money(total.ac, currency)),
            ("Earned", _money(total.ev, currency)),
            (
                "Forecast at completion",
                f"{_money(budget.forecast.selected, currency)}, {share}",
            ),
            ("Open orders", _money(budget.committed, currency)),
            ("Contingency left", _money(budget.ladder.contingency, currency)),
        ]
        indices = (("CPI", total.cpi), ("SPI", total.spi))
        rows += [(name, f"{value:.2f}") for name, value in indices if value is not None]
        yield from _table(("", f"as of {_date(self._today)}"), rows)

    def _risks(self) -> Iterator[str]:
        register = self._report.risk
        for id_ in register.ranking[:_TOP]:
            risk = self._project.by_id.get(id_)
            if risk is not None:
                kind = "opportunity, " if risk.text("type") == "opportunity" else ""
                yield f"- {id_} {_plain(risk.title)} ({kind}{self._names(risk.texts('owner'))})"
        issues = [issue for issue in self._project.all("issue") if is_open(issue)]
        for issue in sorted(issues, key=_weight)[:_TOP]:
            due = issue.date("target_date")
            when = "" if due is None else f", due {_date(due)}"
            yield f"- {issue.id} {_plain(issue.title)} ({self._names(issue.texts('owner'))}{when})"

    def _decisions(self) -> Iterator[str]:
        for one in decisions_wanted(self._project)[:_MOST]:
            when = "" if one.needed_by is None else f", by {_date(one.needed_by)}"
            late = f", {_calendar_days(one.days_late)} late" if one.days_late else ""
            yield f"- {one.id} {_plain(one.title)}: {self._names(one.who)}{when}{late}"

    def _names(self, who: Iterable[str]) -> str:
        return ", ".join(_plain(_name(one, self._project)) for one in who if one) or "nobody named"


def _name(who: str, project: Project) -> str:
    record = project.by_id.get(who)
    return who if record is None else record.title


def _weight(issue: Record) -> int:
    return -(issue.integer("urgency") or 0) * (issue.integer("impact") or 0)


def _counted(news: Iterable[News]) -> Iterator[str]:
    """How many records of each kind something happened to."""
    counts: dict[tuple[str, str], int] = {}
    for one in news:
        counts[one.kind, one.what] = counts.get((one.kind, one.what), 0) + 1
    for (kind, what), count in counts.items():
        words = kind.replace("_", " ")
        if count > 1 and words != "feedback":
            words = f"{words[:-1]}ies" if words.endswith("y") else f"{words}s"
        yield f"{count} {words} {what}"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if not rows:
        return
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(_plain(cell) for cell in row) + " |"


def _plain(text: str) -> str:
    """Text on one line in which nothing is taken for Markdown or HTML."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _day(instant: Instant) -> str:
    return _date(_last_day(instant))


def _last_day(finish: Instant) -> date:
    """The day of a finish; the end of a day is that day."""
    return date_of(day_of(finish - 1))


def _money(amount: Decimal, currency: str) -> str:
    return f"{amount:,.0f} {currency}"


def _slip(days: Decimal) -> str:
    if not days:
        return "on time"
    return f"{_days(abs(days))} {'later' if days > 0 else 'earlier'}"


def _days(days: Decimal) -> str:
    text = f"{days:.1f}".removesuffix(".0")
    return f"{text} working day{'' if text == '1' else 's'}"


def _calendar_days(days: int) -> str:
    return f"{days} day{'' if days == 1 else 's'}"
