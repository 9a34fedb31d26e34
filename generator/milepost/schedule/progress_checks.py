"""What is wrong with reported progress before anything is computed from it."""

from collections.abc import Iterator

from milepost.diagnostics import Diagnostic, Note
from milepost.project import Project, Record
from milepost.schedule import rules
from milepost.schedule.day_lengths import DayLengths
from milepost.source.fields import Fields


def progress(project: Project) -> Iterator[Diagnostic]:
    """Actual dates and percentages that contradict each other, or lie after the status date."""
    lengths = DayLengths(project)
    for task in project.all("task"):
        done = task.part("progress")
        if done is None or task.children:
            continue
        yield from _actual_dates(task, done, project)
        percent = done.number("percent")
        finished = done.has("actual_finish")
        if percent == 100 and not finished:
            message = f"{task.id} is at 100% and has no actual finish"
            yield rules.COMPLETE_WITHOUT_FINISH.at(done.span("percent"), message, record=task.id)
        elif not finished and done.has("actual_start"):
            yield from _nothing_left(task, done)
        if finished and percent is not None and percent < 100:
            message = f"{task.id} has an actual finish and is at {percent:g}%"
            yield rules.FINISHED_BUT_INCOMPLETE.at(done.span("percent"), message, record=task.id)
        if task.flag("milestone") is True:
            yield from _milestone_that_lasts(task, done)
        else:
            yield from _remaining(task, done)
        yield from _without_start(task, done, lengths)


def _actual_dates(task: Record, done: Fields, project: Project) -> Iterator[Diagnostic]:
    start, finish = done.start("actual_start"), done.finish("actual_finish")
    ended_before = (
        start is not None
        and finish is not None
        and (finish < start or (finish == start and "T" not in done.text("actual_finish")))
    )  # a bare finish is the end of its day: the midnight at which the next day starts
    if ended_before:
        message = (
            f"{task.id} finished on {done.text('actual_finish')} and started on {done.text('actual_start')}"
        )
        note = Note(done.span("actual_start"), "the actual start")
        span = done.span("actual_finish")
        yield rules.FINISH_BEFORE_START.at(span, message, notes=(note,), record=task.id)
    yield from _after_status_date(task, done, project)


def _after_status_date(task: Record, done: Fields, project: Project) -> Iterator[Diagnostic]:
    settings = project.settings
    start, finish, report = done.start("actual_start"), done.finish("actual_finish"), done.start("as_of")
    status = settings.status_instant
    # a bare status date ends at the midnight at which the next day starts
    past = status - 1 if settings.data_date < status else status
    told = f"The status date is {settings.status}. {rules.ACTUAL_AFTER_STATUS_DATE.remedy}"
    reported = (
        ("actual_start", start, past, "actual start"),
        ("actual_finish", finish, status, "actual finish"),
        ("as_of", report, past, "the report of"),
    )
    for key, instant, last, words in reported:
        if instant is not None and instant > last:
            message = f"{words} {done.text(key)} lies after the status date"
            yield rules.ACTUAL_AFTER_STATUS_DATE.at(done.span(key), message, remedy=told, record=task.id)


def _milestone_that_lasts(task: Record, done: Fields) -> Iterator[Diagnostic]:
    """Dates that differ, or anything that remains, of an event."""
    start, finish = done.text("actual_start"), done.text("actual_finish")
    if start and finish and start != finish and start[:10] < finish[:10]:
        message = f"the milestone {task.id} began on {start} and ended on {finish}"
        told = "Write the date on which it was reached as both, or make it a task with a milestone behind it."
        yield rules.MILESTONE_WITH_DURATION.at(
            done.span("actual_finish"), message, remedy=told, record=task.id
        )
    for key in ("remaining", "remaining_effort"):
        left = done.duration(key)
        if left is not None and left.amount > 0:
            message = f"the milestone {task.id} has {done.text(key)} remaining"
            yield rules.MILESTONE_WITH_DURATION.at(done.span(key), message, record=task.id)


def _remaining(task: Record, done: Fields) -> Iterator[Diagnostic]:
    for key in ("remaining", "remaining_effort"):
        left = done.duration(key)
        if done.has("actual_finish") and left is not None and left.amount > 0:
            message = f"{task.id} has an actual finish and {done.text(key)} remaining"
            yield rules.FINISHED_BUT_INCOMPLETE.at(done.span(key), message, record=task.id)


def _nothing_left(task: Record, done: Fields) -> Iterator[Diagnostic]:
    for key in ("remaining", "remaining_effort"):
        left = done.duration(key)
        if left is not None and left.amount == 0:
            message = f"nothing of {task.id} remains, and it has no actual finish"
            yield rules.COMPLETE_WITHOUT_FINISH.at(done.span(key), message, record=task.id)
            return


def _without_start(task: Record, done: Fields, lengths: DayLengths) -> Iterator[Diagnostic]:
    if done.has("actual_start"):
        return
    percent = done.number("percent") or 0
    spent = done.duration("actual_effort")
    if done.has("actual_finish"):
        if task.flag("milestone") is not True:
            message = f"{task.id} has an actual finish and no actual start"
            yield rules.PROGRESS_WITHOUT_START.at(done.span("actual_finish"), message, record=task.id)
    elif percent > 0:
        message = f"{task.id} is at {percent:g}% and has no actual start"
        yield rules.PROGRESS_WITHOUT_START.at(done.span("percent"), message, record=task.id)
    elif spent is not None and spent.amount > 0:
        message = f"{task.id} has actual effort and no actual start"
        yield rules.PROGRESS_WITHOUT_START.at(done.span("actual_effort"), message, record=task.id)
    else:
        for key, whole in (("remaining", "duration"), ("remaining_effort", "effort")):
            left, planned = done.duration(key), task.duration(whole)
            length = lengths.of(task)
            if left is not None and (planned is None or length.minutes(left) != length.minutes(planned)):
                message = f"{task.id} has {done.text(key)} remaining and no actual start"
                told = f"Add `actual_start`, or correct the {whole} of the task."
                yield rules.PROGRESS_WITHOUT_START.at(done.span(key), message, remedy=told, record=task.id)
