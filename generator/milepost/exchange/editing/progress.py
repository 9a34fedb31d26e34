"""What has happened to a task, as edits of its `progress`."""

from milepost.exchange.editing.edits import Edit, EditError, RemoveField, SetField
from milepost.exchange.editing.records import behind, examples_for, field_order, path_of
from milepost.exchange.editing.yaml_text import New
from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.source.fields import Fields

_ORDER = (
    "actual_start",
    "actual_finish",
    "percent",
    "remaining",
    "actual_effort",
    "remaining_effort",
    "as_of",
)


@frozen
class ProgressReport:
    """What somebody reports about a task; None and empty where they say nothing.

    Attributes:
        percent: How much is done, 0 to 100.
        remaining: Working time still needed.
        actual_start: When work began.
        actual_finish: When it was done.
        actual_effort: Work spent so far.
        remaining_effort: Work still needed.
    """

    percent: float | None = None
    remaining: str = ""
    actual_start: str = ""
    actual_finish: str = ""
    actual_effort: str = ""
    remaining_effort: str = ""


@frozen
class ProgressEdits:
    """The edits that a report comes to, and what it left out because it is no longer true."""

    edits: tuple[Edit, ...]
    dropped: tuple[str, ...]


def progress_edits(task: Record, report: ProgressReport, project: Project) -> ProgressEdits:
    """The edits of a task's file that write down a report.

    A finished task is 100% complete and has nothing remaining; a milestone begins when it is reached. What
    was said to remain before is dropped when the percentage changes and nobody says what remains now.

    Args:
        task: The task.
        report: What is reported.
        project: The project, for its status date and for how the other tasks are written.

    Raises:
        EditError: Something is lacking that the report does not say: a start, or a finish.
    """
    present = task.part("progress") or Fields(type(task.data)(), task.document)
    fields = _fields(task, report, present)
    finished = bool(report.actual_finish) or present.has("actual_finish")
    if not finished or present.has("as_of"):
        fields["as_of"] = project.settings.status_date.isoformat()
    dropped = tuple(key for key in _outdated(report, present) if key not in fields and present.has(key))
    path = path_of(task)
    examples = examples_for(task, project)
    if not present.data:
        ordered: dict[str, New] = {key: fields[key] for key in _ORDER if key in fields}
        place = behind("progress", field_order(task.entry), examples)
        return ProgressEdits((SetField(path, "progress", ordered, place),), ())
    inner = (*path, "progress")
    edits: list[Edit] = [RemoveField(inner, key) for key in dropped]
    edits += [SetField(inner, key, fields[key], behind(key, _ORDER, ())) for key in _ORDER if key in fields]
    told = tuple(f"{key.replace('_', ' ')} {present.text(key)}" for key in dropped)
    return ProgressEdits(tuple(edits), told)


def _fields(task: Record, report: ProgressReport, present: Fields) -> dict[str, New]:
    percent = report.percent
    start = report.actual_start
    if report.actual_finish and percent is None:
        percent = 100.0
    milestone = task.flag("milestone") or task.text("type") == "milestone"
    if report.actual_finish and milestone and not start and not present.has("actual_start"):
        start = report.actual_finish
    if not start and not present.has("actual_start"):
        raise EditError(f"{task.id} has not started: say when it did with --actual-start")
    if percent == 100 and not report.actual_finish and not present.has("actual_finish"):
        raise EditError(f"{task.id} is done with 100%: say when with --finish")
    fields: dict[str, New] = {
        "actual_start": start,
        "actual_finish": report.actual_finish,
        "remaining": report.remaining,
        "actual_effort": report.actual_effort,
        "remaining_effort": report.remaining_effort,
    }
    fields = {key: value for key, value in fields.items() if value}
    if percent is not None:
        fields["percent"] = int(percent) if percent == int(percent) else percent
    return fields


def _outdated(report: ProgressReport, present: Fields) -> tuple[str, ...]:
    """What is no longer true of what was said to remain."""
    moved = report.percent is not None and report.percent != present.number("percent")
    return ("remaining", "remaining_effort") if moved or report.actual_finish else ()
