"""What the parts of a simulation are called: tasks and risks by their title, drivers by theirs."""

from milepost.project import Project


def title_of(project: Project, id_: str) -> str:
    """The title of a task or a risk, or of a driver in project.yaml; the id where there is none."""
    record = project.by_id.get(id_)
    if record is not None:
        return record.title
    settings = project.settings.section("risk").part("simulation")
    for driver in () if settings is None else settings.parts("drivers"):
        if driver.text("id") == id_:
            return driver.text("title") or id_
    return id_


def named(project: Project, id_: str) -> str:
    """The id with the title."""
    title = title_of(project, id_)
    return id_ if title == id_ else f"{id_} {title}"
