"""What is wrong with costs and hours as booked.

Lines of CSV files are sifted by column; those in question are looked at as records, so that both kinds of
file get the same findings.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from milepost.budget import rules
from milepost.diagnostics import Diagnostic, Note, Rule
from milepost.frozen import field, frozen, replace
from milepost.project import Lines, Project, Record
from milepost.source.units import day

MAX_ALIKE = 20
"""So many lines of one CSV file have a finding of their own where all break the same rule."""
MAX_MISPLACED = 50
"""So many accounts and tasks of one CSV file are named, those with the most lines in question."""
_ANY_DAY = "2000-01-01"
_Key = TypeVar("_Key", bound=Hashable)
_PARTS = ("supplier", "account", "task")


def booked(project: Project) -> Iterator[Diagnostic]:
    """Costs and hours that cannot have been, that are nowhere, or on accounts that are closed."""
    for kind in ("actual", "timesheet"):
        for entry in project.written(kind):
            for rule, field_, message in _misbooked(project, entry):
                yield rule.at(entry.span(field_ or None), message, record=entry.id or None)
        yield from _misbooked_lines(project, kind)


def _misbooked(project: Project, entry: Record) -> Iterator[tuple[Rule, str, str]]:
    """The rules that a booking breaks, each with the field it is about and what is wrong."""
    status, on = project.settings.status_date, entry.date("date")
    what = "hours are" if entry.kind == "timesheet" else "the cost is"
    if on is not None and on > status:
        message = f"{what} booked on {on}, after the status date {status}"
        yield rules.ACTUAL_AFTER_STATUS_DATE, "date", message
    if not entry.has("account") and not entry.has("task"):
        yield rules.ACTUAL_WITHOUT_ACCOUNT, "", f"{what} booked on no account and no task"
    account = project.get(entry.text("account"), "account")
    closed = account.date("closed") if account is not None else None
    if account is not None and closed is not None and on is not None and on > closed:
        yield rules.ACTUAL_ON_CLOSED_ACCOUNT, "account", f"{account.id} was closed on {closed}"


def _misbooked_lines(project: Project, kind: str) -> Iterator[Diagnostic]:
    """The same for lines of CSV files: the first few of each file by themselves, the others counted."""
    told: Counter[tuple[str, Rule]] = Counter()
    last: dict[tuple[str, Rule], Diagnostic] = {}
    nowhere = {
        (lines.document.path, rules.ACTUAL_WITHOUT_ACCOUNT)
        for lines in project.lines(kind)
        if not {"account", "task"} & lines.table.columns.keys()  # no line of the file can have one
    }
    for entry in _questionable(project, kind):
        for rule, field_, message in _misbooked(project, entry):
            key = (entry.document.path, rule)
            most = 1 if key in nowhere else MAX_ALIKE
            told[key] += 1
            if told[key] <= most:
                finding = rule.at(entry.span(field_ or None), message, record=entry.id or None)
                if told[key] < most:
                    yield finding
                else:
                    last[key] = finding
    for key, finding in last.items():
        more = told[key] - (1 if key in nowhere else MAX_ALIKE)
        yield replace(finding, message=f"{finding.message}; so are {more:,} more") if more else finding


def _questionable(project: Project, kind: str) -> Iterator[Record]:
    """The lines that may be late, on a closed account or on none."""
    status = project.settings.status_date
    closed = {account.id for account in project.all("account") if account.has("closed")}
    for lines in project.lines(kind):
        dates, accounts, tasks = (lines.table.column(name) for name in ("date", "account", "task"))
        late = {text for text in lines.table.distinct("date") if (on := day(text)) and on > status}
        used = lines.table.distinct("account")
        if late or closed & used or ("" in used and "" in lines.table.distinct("task")):
            for line, (on_day, account, task) in enumerate(zip(dates, accounts, tasks, strict=True)):
                if on_day in late or account in closed or not (account or task):
                    yield lines.record(line)


def duplicate_document(project: Project) -> Iterator[Diagnostic]:
    """Documents that are booked twice on the same account and task."""
    seen: dict[tuple[str, ...], Record] = {}
    for entry in _with_repeated_document(project):
        number, *_ = key = _key(entry)
        first = seen.setdefault(key, entry)
        if first is not entry:
            note = Note(first.span("document"), "first booked here")
            message = f"the document {number} is booked twice"
            span = entry.span("document")
            yield rules.DUPLICATE_DOCUMENT.at(span, message, notes=(note,), record=entry.id or None)


def _with_repeated_document(project: Project) -> Iterator[Record]:
    """The entries with a document number, less lines whose number stands nowhere else."""
    written = [entry for entry in project.written("actual") if entry.has("document")]
    yield from written
    tables = project.lines("actual")
    numbers = {str(entry.raw("document")) for entry in written}
    parts = [lines.table.distinct("document") for lines in tables]
    many = len(numbers) + sum(lines.table.size for lines in tables)
    if len(parts[0] if len(parts) == 1 and not numbers else numbers.union(*parts)) == many:
        return
    counts = Counter(_key(entry) for entry in written)
    for lines in tables:
        counts.update(_keys(lines))
    for lines in tables:
        for line, key in enumerate(_keys(lines)):
            if counts[key] > 1 and key[0]:
                yield lines.record(line)


def _key(entry: Record) -> tuple[str, ...]:
    """What two bookings of one document have in common."""
    return (str(entry.raw("document")), *(entry.text(part) for part in _PARTS))


def _keys(lines: Lines) -> Iterator[tuple[str, ...]]:
    return zip(*(lines.table.column(name) for name in ("document", *_PARTS)), strict=True)


def impossible_day(project: Project) -> Iterator[Diagnostic]:
    """People who worked longer than the day."""
    hours: dict[tuple[str, str], Decimal] = {}
    for entry in _on_long_days(project):
        key = (entry.text("person"), entry.text("date"))
        before, own = hours.get(key, Decimal(0)), entry.decimal("hours") or Decimal(0)
        if own > 24:  # the schema has said so
            continue
        hours[key] = before + own
        if before <= 24 < hours[key]:
            message = f"{key[0]} worked {hours[key]} hours on {key[1]}"
            yield rules.IMPOSSIBLE_DAY.at(entry.span("hours"), message, record=entry.id or None)


def _on_long_days(project: Project) -> Iterator[Record]:
    """The timesheets of YAML files, and the lines of days that may be too long."""
    written = project.written("timesheet")
    yield from written
    tables = project.lines("timesheet")
    if not tables:
        return
    hours: dict[tuple[str, str], float] = {}
    for entry in written:
        key = (entry.text("person"), entry.text("date"))
        hours[key] = hours.get(key, 0.0) + (entry.number("hours") or 0.0)
    for lines in tables:
        for who, on, worked in _hours(lines):
            hours[who, on] = hours.get((who, on), 0.0) + worked
    long = {key for key, worked in hours.items() if worked > 23.9}  # floats only sift; decimals decide
    if long:
        for lines in tables:
            for line, (who, on, _) in enumerate(_hours(lines)):
                if (who, on) in long:
                    yield lines.record(line)


def _hours(lines: Lines) -> Iterator[tuple[str, str, float]]:
    people, dates, hours = (lines.table.column(name) for name in ("person", "date", "hours"))
    return ((who, on, float(text or 0)) for who, on, text in zip(people, dates, hours, strict=True))


def misplaced(project: Project) -> Iterator[Diagnostic]:
    """Costs and hours on accounts that are divided, and on tasks that had not begun or were finished.

    One finding per file and account or task, at the first of them.
    """
    parents = frozenset(one.parent.id for one in project.all("account") if one.parent is not None)
    for kind in ("actual", "timesheet"):
        sieve = _Sieve(project, kind, parents)
        firsts: dict[tuple[str, Rule, str], Record] = {}
        counts: Counter[tuple[str, Rule, str]] = Counter()
        for entry in project.written(kind):
            account, task, on = entry.text("account"), entry.text("task"), entry.text("date")
            for rule, name in sieve.problems(account, task, on):
                firsts.setdefault((entry.document.path, rule, name), entry)
                counts[entry.document.path, rule, name] += 1
        for lines in project.lines(kind):
            for (rule, name), (first, count) in sieve.of_lines(lines):
                firsts[lines.document.path, rule, name] = lines.record(first)
                counts[lines.document.path, rule, name] = count
        for key, entry in firsts.items():
            yield sieve.finding(key[1], key[2], entry, counts[key])


class _Work(NamedTuple):
    """The first and the last day on which a task was worked on, as reported."""

    start: date | None
    finish: date | None


@frozen
class _Sieve:
    """Finds what is booked where it should not be.

    Attributes:
        project: The project.
        kind: What is booked: "actual" or "timesheet".
        parents: The accounts that are divided.
    """

    project: Project
    kind: str
    parents: frozenset[str]
    _known: dict[str, _Work | None] = field(default_factory=dict)

    def problems(self, account: str, task: str, on: str) -> Iterator[tuple[Rule, str]]:
        """The rules that a booking breaks, with the account or the task that they are about."""
        if account in self.parents:
            yield rules.ACTUAL_ON_SUMMARY_ACCOUNT, account
        work, at = self._work(task), day(on)
        if work is None or at is None:
            return
        if work.start is None or (self.kind == "timesheet" and at < work.start):
            yield rules.ACTUAL_ON_UNSTARTED_TASK, task  # an invoice may come before the work
        elif self.kind == "timesheet" and work.finish is not None and at > work.finish:
            yield rules.HOURS_ON_FINISHED_TASK, task

    def of_lines(self, lines: Lines) -> list[tuple[tuple[Rule, str], tuple[int, int]]]:
        """What is wrong with lines: rule and name with the first line and the number of lines.

        Of many tasks and accounts those with the most lines.
        """
        table = lines.table
        tasks, dates = table.column("task"), table.column("date")
        found = []
        divided = {name: (rules.ACTUAL_ON_SUMMARY_ACCOUNT, name) for name in self.parents}
        if divided.keys() & table.distinct("account"):
            found += _counted(table.column("account"), divided)
        if self.kind == "timesheet":
            pairs = tuple(zip(tasks, dates, strict=True))
            found += _counted(pairs, {pair: one for pair in set(pairs) for one in self.problems("", *pair)})
        else:  # of costs the day does not matter
            names = [name for name in table.distinct("task") if self._untouched(name)]
            found += _counted(
                tasks, {name: one for name in names for one in self.problems("", name, _ANY_DAY)}
            )
        sums: dict[tuple[Rule, str], tuple[int, int]] = {}
        for problem, first, count in found:
            before = sums.get(problem, (first, 0))
            sums[problem] = (min(first, before[0]), count + before[1])
        most = sorted(sums.items(), key=lambda one: -one[1][1])[:MAX_MISPLACED]
        return sorted(most, key=lambda one: one[1])

    def finding(self, rule: Rule, name: str, first: Record, count: int) -> Diagnostic:
        """The finding about everything in one file that breaks a rule in the same way."""
        costs, hours = ("cost is", "costs are"), ("timesheet is", "timesheets are")
        words = hours if self.kind == "timesheet" else costs
        what = f"{count:,} {words[1]}" if count > 1 else f"a {words[0]}"
        where = first.span("account" if rule is rules.ACTUAL_ON_SUMMARY_ACCOUNT else "task")
        work = self._work(name)
        if rule is rules.ACTUAL_ON_SUMMARY_ACCOUNT or work is None:
            why = "is divided into accounts"
        elif rule is rules.HOURS_ON_FINISHED_TASK:
            why = f"was finished on {work.finish}"
        else:
            why = "has not begun" if work.start is None else f"began on {work.start}"
        on = f" ({first.text('date')})" if count == 1 and work is not None else ""
        message = f"{what} booked on {name}{on}, which {why}"
        return rule.at(where, message, record=first.id or None)

    def _untouched(self, task: str) -> bool:
        """Whether nothing is reported of a task; a quick look, because ledgers name many."""
        record = self.project.by_id.get(task)
        return record is not None and "progress" not in record.data

    def _work(self, task: str) -> _Work | None:
        """When a task was worked on; None for summaries and for what is no task."""
        if task not in self._known:
            record = self.project.get(task, "task") if task else None
            self._known[task] = None if record is None or record.has("tasks") else _reported(record)
        return self._known[task]


def _counted(
    column: Sequence[_Key], bad: Mapping[_Key, tuple[Rule, str]]
) -> list[tuple[tuple[Rule, str], int, int]]:
    """By what is bad in a column: the problem, the first line and the number of lines."""
    if not bad:
        return []
    counts = Counter(filter(bad.__contains__, column))
    firsts: dict[_Key, int] = {}
    for line, key in enumerate(column):
        if key in bad and key not in firsts:
            firsts[key] = line
            if len(firsts) == len(counts):
                break
    return [(bad[key], firsts[key], count) for key, count in counts.items()]


def _reported(task: Record) -> _Work:
    progress = task.part("progress")
    if progress is None:
        return _Work(None, None)
    start, finish = (day(progress.text(key)[:10]) for key in ("actual_start", "actual_finish"))
    return _Work(start or finish, finish)


CHECKS = (
    booked,
    misplaced,
    duplicate_document,
    impossible_day,
)
