"""Which edits drive a date, a sum or a load: those of records that it is computed from, before or after."""

import re
from collections.abc import Collection, Iterable, Iterator

from milepost.history.impact.edits import Edit
from milepost.report import Report
from milepost.schedule.model import Schedule

_TIMING = {
    "task": frozenset({
        "", "parent", "type", "milestone", "duration", "effort", "predecessors", "constraint", "calendar",
        "assignments", "progress", "priority", "skills",
    }),
    "person": frozenset({"", "calendar", "capacity", "leave", "joins", "leaves"}),
    "role": frozenset({"", "calendar", "capacity", "held_by"}),
    "calendar": frozenset({
        "", "week", "holidays", "exceptions", "hours_per_day", "days_per_week", "based_on",
    }),
    "project": frozenset({"schedule", "status_date", "start", "calendar", "required_finish"}),
}  # fmt: skip
"""Kind to the fields that dates are computed from; the empty one stands for the whole record."""

_WORDS = frozenset({
    "name", "title", "description", "owner", "tags", "links", "notes", "reviewed", "reviewed_by", "created",
    "updated", "confidentiality", "evidence",
})  # fmt: skip
"""Fields that nothing is computed from."""

MONEY_KINDS = frozenset({
    "account", "budget_line", "actual", "timesheet", "commitment", "reserve", "funding", "baseline", "budget",
})  # fmt: skip


_ID = re.compile(r"[A-Za-z][A-Za-z0-9._-]*[A-Za-z0-9]")


class Drivers:
    """Finds the edits behind a line.

    Args:
        edits: Every edit between the states.
        reports: The states, computed.
    """

    def __init__(self, edits: tuple[Edit, ...], *reports: Report) -> None:
        self.edits = edits
        self._reports = reports
        self._timing = tuple(one for one in edits if one.field in _TIMING.get(one.kind, frozenset()))

    def of_dates(self, tasks: Iterable[str] | None) -> tuple[Edit, ...]:
        """The edits behind the dates of tasks: along the chains of links that set them, in both states.

        Args:
            tasks: Ids; None for the finish of the project.
        """
        wanted = None if tasks is None else tuple(tasks)
        chain: set[str] = set()
        for report in self._reports:
            if report.schedule is not None:
                starts = _last(report.schedule) if wanted is None else wanted
                chain |= _chain(report.schedule, starts)
                chain |= _means(report, chain)
        found = tuple(one for one in self._timing if one.kind == "project" or one.id in chain)
        return found or self._timing

    def of_tasks_in(self, text: str) -> tuple[Edit, ...]:
        """The edits behind the dates of the tasks whose ids a text names; none when it names none."""
        named = [
            word
            for word in _ID.findall(text)
            if any(one.schedule is not None and word in one.schedule.tasks for one in self._reports)
        ]
        return self.of_dates(named) if named else ()

    def of_simulation(self) -> tuple[Edit, ...]:
        """The edits behind what a simulation draws: risks, estimates and all that dates follow from."""
        estimates = tuple(one for one in self.edits if one.kind == "task" and one.field == "estimate")
        risks = self.of_kinds({"risk"})
        return in_order((*self._timing, *estimates, *risks, *self.of_project("risk"))) or self.edits

    def of_kinds(self, kinds: Collection[str], ids: Collection[str] | None = None) -> tuple[Edit, ...]:
        """The edits of records of some kinds, of all ids or of some; words do not count."""
        return tuple(
            one
            for one in self.edits
            if one.kind in kinds and one.field not in _WORDS and (ids is None or one.id in ids)
        )

    def of_records(self, ids: Collection[str]) -> tuple[Edit, ...]:
        """The edits of some records, words included."""
        return tuple(one for one in self.edits if one.id and one.id in ids)

    def of_project(self, *fields: str) -> tuple[Edit, ...]:
        """The edits of fields of project.yaml."""
        return tuple(one for one in self.edits if one.kind == "project" and one.field in fields)

    def of_cost(self) -> tuple[Edit, ...]:
        """The edits behind the sums of the budget: of money, and of tasks whose figures differ."""
        differ = set(self._tasks_with_other_figures())
        rates = tuple(
            one for one in self.edits if one.kind in ("person", "role") and one.field in ("", "rates")
        )
        tasks = tuple(
            one for one in self.edits if one.kind == "task" and one.id in differ and one.field not in _WORDS
        )
        money = self.of_kinds(MONEY_KINDS)
        settings = self.of_project("baseline", "budget", "currency", "status_date", "exchange_rates")
        return in_order((*tasks, *money, *rates, *settings))

    def _tasks_with_other_figures(self) -> Iterator[str]:
        budgets = [report.budget for report in self._reports]
        if any(budget is None for budget in budgets):
            yield from (one.id for one in self.edits)
            return
        one, other = ({} if budget is None else budget.tasks for budget in budgets)
        for id_ in {**one, **other}:
            before, after = one.get(id_), other.get(id_)
            if before is None or after is None or before != after:
                yield id_


def in_order(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Edits once each, in the order of the files."""
    unique = dict.fromkeys(edits)
    return tuple(sorted(unique, key=lambda one: (one.span.file, one.span.line, one.span.column, one.field)))


def _last(schedule: Schedule) -> tuple[str, ...]:
    return tuple(
        task.id
        for task in schedule.tasks.values()
        if task.finish == schedule.finish and task.type != "summary"
    )


def _chain(schedule: Schedule, starts: Iterable[str]) -> set[str]:
    """Tasks, and what set their dates, followed back; with the summaries that they are below."""
    seen: set[str] = set()
    pending = [id_ for id_ in starts if id_ in schedule.tasks]
    while pending:
        id_ = pending.pop()
        if id_ in seen or id_ not in schedule.tasks:
            continue
        seen.add(id_)
        task = schedule.tasks[id_]
        pending += [driver.predecessor for driver in task.drivers]
        if task.type == "summary":
            pending += [
                one.id
                for one in schedule.tasks.values()
                if one.parent == id_ and (one.finish == task.finish or one.start == task.start)
            ]
    above = {id_ for one in seen for id_ in _above(schedule, one)}
    return seen | above


def _above(schedule: Schedule, id_: str) -> Iterator[str]:
    parent = schedule.tasks[id_].parent
    while parent is not None and parent in schedule.tasks:
        yield parent
        parent = schedule.tasks[parent].parent


def _means(report: Report, tasks: set[str]) -> set[str]:
    """Ids of the people and calendars that the dates of tasks depend on."""
    project, schedule = report.project, report.schedule
    people = {
        one.who
        for id_ in tasks
        if schedule is not None and id_ in schedule.tasks
        for one in schedule.tasks[id_].assignments
    }
    calendars = {project.settings.text("calendar")}
    for id_ in (*tasks, *people):
        record = project.get(id_)
        if record is not None:
            calendars.add(record.text("calendar"))
    return people | calendars
