"""The pages of the plan: the chart with the milestones, and the tasks."""

from milepost.checking import Checked
from milepost.portal.compose.cells import Cells
from milepost.portal.compose.plan import gantt_view, milestone_table, path_sentence, task_table
from milepost.portal.page import Page
from milepost.portal.render import Renderer
from milepost.portal.text import counted, escape
from milepost.schedule.model import Schedule
from milepost.source.schemas import RegisterSchema


def plan_page(checked: Checked, register: RegisterSchema, cells: Cells, render: Renderer) -> Page:
    """The chart and the milestones; the tasks themselves have a page of their own."""
    del cells
    report = checked.report
    schedule = report.schedule
    if schedule is None:
        return render.plan(register.title, '<p class="mp-lead">The plan gives no dates yet.</p>', [])
    lead = f'<p class="mp-lead">{escape(path_sentence(report.project, schedule))}</p>'
    sections = [
        render.gantt(gantt_view(report.project, schedule, report.baseline)),
        render.table(milestone_table(report.project, schedule, report.baseline)),
    ]
    return render.plan(register.title, lead, sections)


def tasks_page(checked: Checked, cells: Cells, render: Renderer) -> Page:
    """Every task with its dates, and in full below."""
    report = checked.report
    lead = "" if report.schedule is None else f'<p class="mp-lead">{escape(_count(report.schedule))}</p>'
    return render.plan(
        "Tasks", lead, [render.table(task_table(report.project, report.schedule, report.baseline, cells))]
    )


def _count(schedule: Schedule) -> str:
    """How many tasks there are, and how far they are."""
    tasks = [task for task in schedule.tasks.values() if task.type != "summary"]
    events = sum(task.type == "milestone" for task in tasks)
    done = sum(task.done for task in tasks)
    begun = sum(task.actual_start is not None and not task.done for task in tasks)
    things = [counted(len(tasks) - events, "task")] + ([counted(events, "milestone")] if events else [])
    return (
        f"{' and '.join(things)}: {done:,} done, {begun:,} under way, {len(tasks) - done - begun:,} to come."
    )
