"""Why a task has its dates, as text."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from textwrap import wrap

from milepost.diagnostics import Span
from milepost.schedule.instants import Instant, datetime_of
from milepost.schedule.model import Schedule
from milepost.schedule.why_model import Explanation, Step

_WIDTH = 80
_ANY = 0.05
"""Days of float that are printed as more than none."""


def task_page(why: Explanation, schedule: Schedule) -> str:
    """The dates of a task, the chains that set them, its float, and what would have to change."""
    task = schedule.tasks[why.task]
    event = task.start == task.finish and why.start[:-1] == why.finish[:-1]
    same = event or why.finish[: len(why.start)] == why.start
    lines = [
        f"{why.task} {why.name}",
        "",
        f"starts       {_date(task.start)}",
        f"ends         {_date(task.finish)}",
        f"total float  {_float(why, elapsed=task.elapsed)}",
    ]
    lines += ["", "Why it ends then, from the beginning:" if same else "Why it starts then:"]
    lines += _table(why.finish if same else why.start)
    if not same:
        lines += ["", "Why it ends then:", *_table(why.finish)]
    if why.changes:
        lines += [
            "",
            "It would end earlier if" + (" (one of these may not be enough)" if why.changes[1:] else ""),
        ]
        for change in why.changes:
            lines += _wrapped("  - ", f"{change.condition}{_place(change.place)}")
    return "\n".join(lines)


def _table(steps: Sequence[Step]) -> Iterator[str]:
    """Task by task: each date, what sets it, and where that is written, within the width of a terminal."""
    for (task, name), group in groupby(steps, key=lambda step: (step.task, step.name)):
        yield f"  {task} {name}"
        for step in group:
            head = f"    {_date(step.date)}  {step.end.value:7}  "
            yield from _wrapped(head, f"{step.reason}{_place(step.place)}")


def _wrapped(head: str, text: str) -> Iterator[str]:
    """A text behind its head; what does not fit goes on below where it began."""
    yield from wrap(
        text,
        _WIDTH,
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _float(why: Explanation, *, elapsed: bool) -> str:
    if why.float_days is None:
        return "none: it is done or merely runs along"
    amount, kind = why.float_days, "elapsed day" if elapsed else "day"
    days = f"{abs(amount):.1f}".removesuffix(".0")
    unit = kind if days == "1" else f"{kind}s"
    if amount < 0:
        return f"-{days} {unit}: so much is missing for a date that has to be met"
    if why.critical and amount >= _ANY:
        return f"{days} {unit}: on the longest path, yet it may end so much later"
    if why.critical:
        return f"{days} {unit}: it is critical, later here is later for the project"
    return f"{days} {unit}: so much later it may end before the project does"


def _date(instant: Instant) -> str:
    moment = datetime_of(instant)
    return f"{moment:%Y-%m-%d %H:%M}"


def _place(span: Span | None) -> str:
    return "" if span is None else f" ({span.file}:{span.line})"
