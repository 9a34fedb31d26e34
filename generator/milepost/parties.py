"""Who somebody is: people, roles and stakeholders, whether they have left and how they are reached."""

from datetime import date

from milepost.project import Project, Record


def left_on(party: str, project: Project) -> date | None:
    """The last day of a person or stakeholder on the project; None while it has none.

    A stakeholder who is also in the team leaves with the person. A role never leaves.
    """
    record = project.get(party, "person", "stakeholder")
    if record is None:
        return None
    if record.kind == "person":
        return record.date("leaves")
    return record.date("until") or left_on_as_person(record, project)


def left_on_as_person(stakeholder: Record, project: Project) -> date | None:
    """The last day of the team member that a stakeholder is."""
    person = project.get(stakeholder.text("person"), "person")
    return None if person is None else person.date("leaves")


def has_left(party: str, project: Project) -> bool:
    """Whether the last day lies before the status date."""
    last = left_on(party, project)
    return last is not None and last < project.settings.status_date


def identity(party: str, project: Project) -> str:
    """One id for one human being: the person behind a stakeholder, else the id itself."""
    record = project.get(party, "stakeholder")
    person = record.text("person") if record is not None else ""
    return person or party


def can_be_reached(party: str, project: Project) -> bool:
    """Whether an address is known: of the party, of the person behind it, or of somebody in the role."""
    record = project.get(party)
    if record is None:
        return True
    if record.kind == "role":
        held_by = record.texts("held_by")
        return not held_by or any(can_be_reached(one, project) for one in held_by if one != party)
    contact = record.part("contact")
    if record.has("email") or (contact is not None and (contact.has("email") or contact.has("phone"))):
        return True
    person = record.text("person")
    return bool(person) and person != party and can_be_reached(person, project)


def roles_of(party: str, project: Project) -> tuple[Record, ...]:
    """The role itself, or the roles that a person or stakeholder holds."""
    record = project.get(party, "role")
    if record is not None:
        return (record,)
    who = identity(party, project)
    return tuple(
        role
        for role in project.all("role")
        if any(identity(holder, project) == who for holder in role.texts("held_by"))
    )


def name_of(party: str, project: Project) -> str:
    """What a person, role or stakeholder is called; the id of somebody unknown."""
    record = project.by_id.get(party)
    return party if record is None else record.title
