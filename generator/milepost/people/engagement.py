"""Where stakeholders stand, where the project needs them, what they expect and what they are told."""

from collections.abc import Mapping
from typing import TypeAlias

from milepost.parties import has_left, roles_of
from milepost.project import Project, Record
from milepost.source.fields import Fields
from milepost.states import is_open, status

ENGAGEMENT = ("unaware", "resistant", "neutral", "supportive", "leading")
"""The scale of the engagement matrix (PMI, A Guide to the PMBOK), lowest first."""
KEY_POWER = 4
"""From this power on a stakeholder can stop the project, unless `communication.key_power` says another."""
ANSWERS = ("requirements", "deliverables", "decisions")
"""The fields of an expectation that name what answers it."""


def key_power(project: Project) -> int:
    """The power from which on a stakeholder counts as a key one."""
    return project.settings.section("communication").integer("key_power") or KEY_POWER


def is_key(stakeholder: Record, project: Project) -> bool:
    """Whether a stakeholder can stop the project and has not left it."""
    return (stakeholder.integer("power") or 0) >= key_power(project) and not has_left(stakeholder.id, project)


def engagement_of(stakeholder: Record) -> tuple[str, str]:
    """Current and desired engagement; empty for what is not written, or no word of the scale."""
    written = stakeholder.part("engagement")
    if written is None:
        return "", ""
    current, desired = written.text("current"), written.text("desired")
    return (current if current in ENGAGEMENT else "", desired if desired in ENGAGEMENT else "")


def gap_of(stakeholder: Record) -> int | None:
    """Steps from the current up to the desired engagement, negative when there are some too many; or None."""
    current, desired = engagement_of(stakeholder)
    return ENGAGEMENT.index(desired) - ENGAGEMENT.index(current) if current and desired else None


def actions_about(project: Project) -> Mapping[str, list[Record]]:
    """Per id the open actions that come from it or name it under `links.records`."""
    found: dict[str, list[Record]] = {}
    for action in project.all("action"):
        links = action.part("links")
        named = (action.text("source"), *(() if links is None else links.texts("records")))
        for id_ in dict.fromkeys(named) if is_open(action) else ():
            found.setdefault(id_, []).append(action)
    return found


def actions_for(
    stakeholder: Record, project: Project, about: Mapping[str, list[Record]]
) -> tuple[Record, ...]:
    """Open actions and unfinished tasks that are about somebody, as either side of the link says.

    Args:
        stakeholder: The stakeholder.
        project: The project.
        about: What `actions_about` gives.
    """
    links = stakeholder.part("links")
    named = () if links is None else (*links.texts("actions"), *links.texts("tasks"))
    found = {
        id_: record
        for id_ in named
        if (record := project.get(id_, "action", "task")) is not None and _is_ahead(record)
    }
    found.update({action.id: action for action in about.get(stakeholder.id, ())})
    return tuple(found.values())


def _is_ahead(record: Record) -> bool:
    if record.kind == "action":
        return is_open(record)
    progress = record.part("progress")
    return progress is None or not progress.has("actual_finish")


def answers_to(expectation: Fields) -> tuple[str, ...]:
    """Ids of the requirements, deliverables and decisions that answer an expectation."""
    return tuple(id_ for key in ANSWERS for id_ in expectation.texts(key))


Audiences: TypeAlias = "tuple[dict[str, list[Record]], dict[str, list[Record]]]"
"""Active items of the communication plan by the ids, and by the groups, that they name."""


def audiences(project: Project) -> Audiences:
    """Who is named by the active items of the communication plan."""
    by_id: dict[str, list[Record]] = {}
    by_group: dict[str, list[Record]] = {}
    for item in project.all("communication"):
        if status(item) == "active":
            for who in dict.fromkeys(item.texts("audience")):
                by_id.setdefault(who, []).append(item)
            for group in dict.fromkeys(item.texts("audience_groups")):
                by_group.setdefault(group, []).append(item)
    return by_id, by_group


def items_for(stakeholder: Record, project: Project, named: Audiences) -> tuple[Record, ...]:
    """The active items of the communication plan that reach somebody: by id, by role, or by group.

    Args:
        stakeholder: The stakeholder.
        project: The project.
        named: What `audiences` gives.
    """
    by_id, by_group = named
    roles = (role.id for role in roles_of(stakeholder.id, project))
    found = {
        item.id: item
        for who in dict.fromkeys((stakeholder.id, stakeholder.text("person"), *roles))
        for item in by_id.get(who, ())
    }
    found.update({item.id: item for item in by_group.get(stakeholder.text("group"), ())})
    return tuple(found.values())
