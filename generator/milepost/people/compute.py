"""Everything computed about people, in one value. Pages and exports ask for it; a check does not."""

from collections.abc import Mapping

from milepost.people.due_dates import next_status_report
from milepost.people.model import People, Skill
from milepost.people.stances import stances
from milepost.people.teamwork import absences, duties, handovers, skill_matrix
from milepost.people.words import feedback_figures, meeting_figures, sendings
from milepost.project import Project
from milepost.schedule.model import Schedule


def compute_people(project: Project, schedule: Schedule | None) -> People:
    """Compute what is known about people.

    Args:
        project: The project.
        schedule: Its schedule; None when the plan permits none.
    """
    skills = skill_matrix(project)
    return People(
        stakeholders=stances(project),
        communications=sendings(project),
        feedback=feedback_figures(project),
        meetings=meeting_figures(project),
        next_report=next_status_report(project),
        duties=duties(project),
        skills=skills,
        single_points=_single_points(skills),
        handovers=handovers(project),
        absences=absences(project, schedule),
    )


def _single_points(skills: Mapping[str, Skill]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, skill in skills.items():
        if skill.only:
            found[skill.only] = (*found.get(skill.only, ()), name)
    return found
