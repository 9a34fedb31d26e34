"""`milepost level`: when the project finishes with everybody doing only what they can."""

from datetime import date
from typing import TYPE_CHECKING

import click

from milepost.cli.options import as_of_option

if TYPE_CHECKING:
    from milepost.schedule.levelled_model import LevelledPlan, PathStep
    from milepost.schedule.model import Schedule


@click.command
@click.argument("path", default=".", metavar="[FOLDER]")
@click.option(
    "--schedules",
    default=0,
    type=click.IntRange(0, 1_000_000),
    metavar="NUMBER",
    help="Search on, up to so many schedules in all.",
)
@click.option(
    "--solver",
    default=0.0,
    type=click.FloatRange(0, 86_400),
    metavar="EFFORT",
    help="Let the constraint solver search too, for so many of its own seconds, which take one to three of "
    "the clock; the same effort gives the same answer everywhere. Needs milepost[solver].",
)
@as_of_option
def command(path: str, schedules: int, solver: float, as_of: date | None) -> None:
    """Say when the project would finish if everybody did only what they can, and what waits for whom.

    Nothing is written. To plan with it, write `levelling: resource-limited` under `schedule` in project.yaml.
    """
    from milepost.checking import check_project
    from milepost.cli.projects import project_of
    from milepost.schedule.levelling.solver import SolverMissingError
    from milepost.schedule.plan import levelling_question

    checked = check_project(project_of(path), as_of)
    schedule = checked.report.schedule
    if schedule is None:
        raise click.UsageError("the plan permits no schedule. `milepost check` says why.")
    try:
        found = levelling_question(checked.project, schedule, schedules, solver)
    except SolverMissingError:
        raise click.UsageError(
            "the constraint solver is not installed: pip install 'milepost[solver]'."
        ) from None
    if found is not None:
        click.echo("\n".join(_lines(schedule, found)))


def _lines(schedule: "Schedule", found: "LevelledPlan") -> list[str]:
    calendar = schedule.calendar
    later = calendar.between(found.unlevelled_finish, found.finish) / calendar.minutes_per_day
    lines = [
        f"by links alone  {_text(found.unlevelled_finish)}",
        f"levelled        {_text(found.finish)}  {later:+.1f} d  ({found.method})",
    ]
    if found.bound is not None:
        proven = found.finish <= found.bound
        told = ": the levelled finish is proven" if proven else "; whether one ends then is open"
        lines.append(f"at the earliest {_text(found.bound)}  no order of the work ends before{told}")
    if found.path:
        lines += ["", "the finish hangs on the end of"]
        lines += [f"  {_text(step.finish)}  {_step(schedule, step)}" for step in found.path]
    count = len(found.waits)
    lines += ["", f"{count} task{'' if count == 1 else 's'} would wait for people" + (":" if count else ".")]
    for id_ in sorted(found.waits, key=lambda one: found.starts[one]):
        wait, task = found.waits[id_], schedule.tasks[id_]
        days = wait.minutes / task.minutes_per_day
        busy = f"{wait.who} is busy with {wait.after}" if wait.after else "its people are busy"
        lines.append(f"  {_text(found.starts[id_])}  {id_} {task.name}: {days:.1f} d later, {busy}")
    if found.overloaded:
        lines.append(f"In any order these ask for more than there is: {', '.join(found.overloaded)}")
    return lines


def _step(schedule: "Schedule", step: "PathStep") -> str:
    named = f"{step.task} {schedule.tasks[step.task].name}" if step.task in schedule.tasks else step.task
    if step.after is None:
        return named
    return f"{named}, after {step.after}" + (f", with which {step.who} is busy" if step.who else "")


def _text(instant: int) -> str:
    from milepost.schedule.instants import instant_text

    return instant_text(instant).replace("T", " ")
