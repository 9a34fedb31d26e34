"""What would have to change for a task to end earlier, from the steps that lead to its finish."""

from collections.abc import Sequence

from milepost.schedule.why_model import Cause, Change, Step

_MOST = 8


def changes(steps: Sequence[Step]) -> tuple[Change, ...]:
    """Give what would have to change for the last step to come earlier, from the root on; the first few.

    Args:
        steps: The chain to the finish of a task.
    """
    found = {Change(words, step.place): None for step in steps if (words := _condition(step))}
    if steps:
        own = [step for step in steps if step.task == steps[-1].task and step.cause is Cause.LINK]
        found |= {Change(_without_waiting(step), step.place): None for step in own[-1:]}
    return tuple(found)[:_MOST]


def _without_waiting(step: Step) -> str:
    told = step.reason.partition(", plus ")[0]
    return f"{step.task} did not wait{told.removeprefix('waits') if told.startswith('waits') else ''}"


def _condition(step: Step) -> str:
    """What would have to be for one step to come earlier; nothing where only what lies before it counts."""
    words = _CONDITIONS.get(step.cause, "")
    if step.cause is Cause.LINK:
        words = "the lag before {task} were shorter" if ", plus " in step.reason else ""
    return words.format(task=step.task, reason=step.reason)


_CONDITIONS = {
    Cause.DURATION: "{task} took less time",
    Cause.CONSTRAINT: "{task} were not held by its constraint",
    Cause.LATE_AS_POSSIBLE: "{task} were not to start as late as possible",
    Cause.LEVELLING: "{task} had other people, or its people less to do",
    Cause.CALENDAR: "{task} could be worked on earlier ({reason})",
    Cause.PERSON: "{task} could be worked on earlier ({reason})",
    Cause.PROJECT_START: "the project started earlier",
}
