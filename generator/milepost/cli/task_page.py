"""Why a task has its dates, as text."""

from collections.abc import Iterator, Sequence

from milepost.diagnostics import Span
from milepost.schedule.instants import Instant, datetime_of
from milepost.schedule.model import Schedule
from milepost.schedule.why_model import Explanation, Step


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
        f"total float  {_float(why)}",
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
        lines += [f"  - {change.condition}{_place(change.place)}" for change in why.changes]
    return "\n".join(lines)


def _table(steps: Sequence[Step]) -> Iterator[str]:
    """One line per step: the date, whose date it is, what sets it, and where that is written."""
    titles = [f"{step.task} {step.name}" for step in steps]
    width = min(max((len(title) for title in titles), default=0), 40)
    for step, title in zip(steps, titles, strict=True):
        shown = title if len(title) <= width else title[: width - 1] + "…"
        yield f"  {_date(step.date)}  {shown:{width}}  {step.end.value:7}  {step.reason}{_place(step.place)}"


def _float(why: Explanation) -> str:
    if why.float_days is None:
        return "none: it is done or merely runs along"
    days = f"{abs(why.float_days):.1f}".removesuffix(".0")
    unit = "day" if days == "1" else "days"
    if why.float_days < 0:
        return f"-{days} {unit}: so much is missing for a date that has to be met"
    if why.critical:
        return f"{days} {unit}: it is critical, later here is later for the project"
    return f"{days} {unit}: so much later it may end before the project does"


def _date(instant: Instant) -> str:
    moment = datetime_of(instant)
    return f"{moment:%Y-%m-%d %H:%M}"


def _place(span: Span | None) -> str:
    return "" if span is None else f"  ({span.file}:{span.line})"
