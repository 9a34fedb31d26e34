"""Steps in the life of records that there are not, and changes implemented without a trace in the plan."""

from typing import cast

from milepost.project import Project, Record
from milepost.source.schemas import Schema
from milepost.states import status


def illegal_steps(before: Project, after: Project) -> tuple[str, ...]:
    """A sentence for each record whose status cannot have come from the one before, by whatever steps."""
    found = []
    for record in _records(after):
        old = before.get(record.id, record.kind)
        if old is None:
            continue
        one, other = status(old), status(record)
        steps = _steps(record)
        if one != other and one in steps and other not in _reached(one, steps):
            legal = " or ".join(steps[one]) or "nothing else"
            found.append(f"{record.id} was {one} and is {other}; from {one} it becomes {legal}")
    return tuple(found)


def implemented_without_plan(before: Project, after: Project) -> tuple[str, ...]:
    """A sentence for each change that became implemented while none of its tasks was touched."""
    found = []
    for change in after.all("change"):
        old = before.get(change.id, "change")
        if status(change) != "implemented" or old is None or status(old) == "implemented":
            continue
        links = change.part("links")
        names = () if links is None else links.texts("tasks")
        if names and not any(_touched(name, before, after) for name in names):
            found.append(
                f"{change.id} is implemented, and none of its tasks ({', '.join(names)}) has changed"
            )
    return tuple(found)


def _records(project: Project) -> list[Record]:
    return [record for records in project.records.values() for record in records.written if record.id]


def _touched(name: str, before: Project, after: Project) -> bool:
    old, new = before.get(name, "task"), after.get(name, "task")
    return (None if old is None else old.data) != (None if new is None else new.data)


def _steps(record: Record) -> dict[str, list[str]]:
    properties = cast("dict[str, Schema]", record.entry.schema.get("properties", {}))
    return cast("dict[str, list[str]]", properties.get("status", {}).get("x-transitions", {}))


def _reached(start: str, steps: dict[str, list[str]]) -> set[str]:
    """The states that can be reached; several steps may lie within one edit."""
    found: set[str] = set()
    stack = [start]
    while stack:
        for state in steps.get(stack.pop(), ()):
            if state not in found:
                found.add(state)
                stack.append(state)
    return found
