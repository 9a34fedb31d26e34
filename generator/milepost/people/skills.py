"""Skills: what the work asks for, who has it, and what only one person can do."""

from collections.abc import Iterator, Mapping

from milepost.project import Project, Record
from milepost.source.data import Map, Seq
from milepost.source.fields import Fields

ALONE = 3
"""The level from which on somebody works alone, as the scale of people.yaml says."""


def levels(record: Fields) -> dict[str, int]:
    """The skills of a person, a role or a task, by name in lower case."""
    written = record.part("skills")
    if written is None:
        return {}
    return {name.lower(): level for name in written.data if (level := written.integer(name)) is not None}


def assigned(task: Record) -> Iterator[str]:
    """Ids of those who work on a task, as written."""
    written = task.raw("assignments")
    for item in written if isinstance(written, Seq) else ():
        who = item.get("who") if isinstance(item, Map) else item
        yield who if isinstance(who, str) else ""


def is_done(task: Record) -> bool:
    """Whether a task has been finished."""
    progress = task.part("progress")
    return progress is not None and progress.has("actual_finish")


def skills_of(who: str, project: Project) -> Mapping[str, int]:
    """The skills of a person; of a role the best of its holders, or what it asks for while it is open."""
    record = project.get(who, "person", "role")
    if record is None:
        return {}
    if record.kind == "person":
        return levels(record)
    best: dict[str, int] = {}
    holders = [
        person for one in record.texts("held_by") if (person := project.get(one, "person")) is not None
    ]
    if not holders:
        return levels(record)
    for person in holders:
        for name, level in levels(person).items():
            best[name] = max(level, best.get(name, 0))
    return best


def missing_skills(task: Record, project: Project) -> Iterator[tuple[str, int, int]]:
    """Skills that a task asks for and nobody on it has: name, level asked for, best level there is."""
    people = [skills_of(who, project) for who in assigned(task)]
    for name, level in levels(task).items():
        best = max((skills.get(name, 0) for skills in people), default=0)
        if people and best < level:
            yield name, level, best
