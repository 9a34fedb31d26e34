"""Closing a record: the state it ends in, and the fields by which each kind says when, why and by whom."""

from datetime import date
from typing import cast

from milepost.exchange.editing.edits import AppendItem, Edit, EditError, SetField
from milepost.exchange.editing.records import behind, examples_for, field_order, path_of
from milepost.exchange.editing.yaml_text import New
from milepost.frozen import frozen
from milepost.project import Project, Record
from milepost.source.data import Seq
from milepost.source.schemas import Schema
from milepost.states import status


@frozen
class Ending:
    """One way in which records of a kind end.

    Attributes:
        kind: Name of the kind.
        status: The state they are in then.
        dates: Fields that get the day, unless they are written already.
        words: Field for how it ended; empty when there is none.
        by: Field for who ended it; empty when there is none.
        into: Field for the record that goes on with it; empty when there is none.
        needed: Which of `words`, `by` and `into` have to be known.
    """

    kind: str
    status: str
    dates: tuple[str, ...] = ()
    words: str = ""
    by: str = ""
    into: str = ""
    needed: tuple[str, ...] = ()


ENDINGS = (
    Ending("risk", "closed", ("closed",), "closure_reason", needed=("closure_reason",)),
    Ending("risk", "occurred", ("occurred",), into="issue"),
    Ending("risk", "rejected", ("closed",), "closure_reason"),
    Ending("issue", "closed", ("closed",), "resolution", needed=("resolution",)),
    Ending("issue", "resolved", (), "resolution", needed=("resolution",)),
    Ending("action", "done", ("done",), "result"),
    Ending("action", "cancelled", ("closed",), "result"),
    Ending("assumption", "confirmed", ("validated",)),
    Ending("assumption", "disproved", ("validated",)),
    Ending("decision", "decided", ("date",), "decision", "decided_by", needed=("decision", "decided_by")),
    Ending("decision", "withdrawn", ("closed",), "rationale"),
    Ending("decision", "superseded", (), "", "", "superseded_by", needed=("superseded_by",)),
    Ending("change", "implemented", ("implemented",)),
    Ending("change", "rejected", ("decided",), "decision", "decided_by", needed=("decided_by",)),
    Ending("change", "merged", (), "decision", "decided_by", "merged_into", needed=("merged_into",)),
    Ending("feedback", "closed", ("closed", "responded"), "response", "responded_by", "record"),
    Ending("feedback", "answered", ("responded",), "response", "responded_by", "record", ("response",)),
    Ending("lesson", "applied", ("applied",), "", "", "applied_to"),
    Ending("lesson", "rejected", ("closed",)),
)
"""How records end; the first one of a kind is meant when nothing else is said."""


@frozen
class Closure:
    """What somebody says when they close a record; empty where they say nothing.

    Attributes:
        status: The state it shall end in; the usual one of its kind if empty.
        words: How it ended.
        by: Id of whoever ended it.
        into: Id of the record that goes on with it.
        evidence: Files or addresses that show it.
        on: The day.
    """

    status: str
    words: str
    by: str
    into: str
    evidence: tuple[str, ...]
    on: date


def closing_edits(record: Record, closure: Closure, project: Project) -> tuple[Edit, ...]:
    """The edits of a record's file that close it.

    Args:
        record: What is closed.
        closure: How.
        project: The project, for how its other records are written.

    Raises:
        EditError: Such records are not closed, or not so, or not from the state this one is in, or something
            is lacking that has to be known.
    """
    ending = _ending(record, closure.status)
    _refuse_step(record, ending)
    said = {ending.words: closure.words, ending.by: closure.by, ending.into: closure.into}
    _refuse_unused(record, ending, closure)
    lacking = [key for key in ending.needed if not said.get(key) and not record.has(key)]
    if lacking:
        options = " and ".join(f"{_OPTIONS[_role(ending, key)]} ({_words(key)})" for key in lacking)
        raise EditError(f"{record.id} is not {ending.status} without {options}")
    fields: dict[str, New] = {"status": ending.status}
    fields.update({key: closure.on.isoformat() for key in ending.dates if not record.has(key)})
    fields.update({key: value for key, value in said.items() if key and value and key not in _lists(record)})
    order, examples, path = field_order(record.entry), examples_for(record, project), path_of(record)
    edits: list[Edit] = [
        SetField(path, key, fields[key], behind(key, order, examples)) for key in order if key in fields
    ]
    if closure.into and ending.into in _lists(record):
        edits.append(AppendItem(path, ending.into, closure.into, behind(ending.into, order, examples)))
    present = record.raw("evidence")
    known = present if isinstance(present, Seq) else ()
    edits += [
        AppendItem(path, "evidence", one, behind("evidence", order, examples))
        for one in closure.evidence
        if one not in known
    ]
    return tuple(edits)


_OPTIONS = {"words": "--resolution", "by": "--by", "into": "--into"}


def _role(ending: Ending, key: str) -> str:
    return next(role for role in _OPTIONS if getattr(ending, role) == key)


def _words(key: str) -> str:
    return key.replace("_", " ")


def _ending(record: Record, wanted: str) -> Ending:
    own = [ending for ending in ENDINGS if ending.kind == record.kind]
    kind = record.kind.replace("_", " ")
    if not own:
        closed = ", ".join(dict.fromkeys(ending.kind for ending in ENDINGS))
        raise EditError(f"{record.id} is a {kind}; what can be closed is: {closed}")
    found = next((ending for ending in own if wanted in ("", ending.status)), None)
    if found is None:
        states = ", ".join(ending.status for ending in own)
        raise EditError(f"a {kind} does not end as {wanted}; it ends as: {states}")
    return found


def _refuse_step(record: Record, ending: Ending) -> None:
    """Refuse a step that the states of the kind do not have."""
    state = status(record)
    if state == ending.status:
        raise EditError(f"{record.id} is {state} already")
    about = cast("dict[str, Schema]", record.entry.schema.get("properties", {})).get("status", {})
    steps = cast("dict[str, list[str]]", about.get("x-transitions", {}))
    if state in steps and ending.status not in steps[state]:
        legal = " or ".join(steps[state]) or "nothing else"
        raise EditError(f"{record.id} is {state}; from there it becomes {legal}, not {ending.status}")


def _refuse_unused(record: Record, ending: Ending, closure: Closure) -> None:
    """Refuse what was said and has no field to go to."""
    fields = field_order(record.entry)
    for role, option in _OPTIONS.items():
        if getattr(closure, role) and not getattr(ending, role):
            raise EditError(f"{option} says nothing about a {record.kind} that is {ending.status}")
    if closure.evidence and "evidence" not in fields:
        raise EditError(f"a {record.kind} has no evidence")


def _lists(record: Record) -> frozenset[str]:
    """The fields of a record that hold lists."""
    properties = cast("dict[str, Schema]", record.entry.schema.get("properties", {}))
    return frozenset(key for key, schema in properties.items() if schema.get("type") == "array")
