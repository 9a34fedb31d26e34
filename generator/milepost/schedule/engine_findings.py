"""What the engine found wrong, as findings with a place in the files."""

from collections.abc import Iterator, Sequence

from milepost.diagnostics import Diagnostic, Note
from milepost.project import Record
from milepost.schedule import engine_rules as rules
from milepost.schedule.problems import Problem, ProblemKind
from milepost.source.data import Map, Seq


def findings_of(
    problem: Problem, records: Sequence[Record], written: Sequence[tuple[Record, int]]
) -> Iterator[Diagnostic]:
    """A problem of the engine as a finding with its place.

    Contradictions within one task's progress have checks of their own (checks.py) and are passed over.

    Args:
        problem: What the engine found.
        records: The tasks by position.
        written: For each link, the task and the place in its predecessors.
    """
    if problem.kind is ProblemKind.CYCLE:
        yield _cycle(problem, records, written)
    elif problem.kind is ProblemKind.LINK_TO_OWN_SUMMARY and problem.links:
        record, place = written[problem.links[0]]
        message = f"{record.id} is linked to a task above or below it"
        yield rules.LINK_TO_OWN_SUMMARY.at(record.item_span("predecessors", place), message, record=record.id)
    elif problem.kind is ProblemKind.CONSTRAINT_AGAINST_LOGIC:
        yield _against_logic(problem, records, written)
    elif problem.kind in _RULES:
        rule, key, words = _RULES[problem.kind]
        record = records[problem.activities[0]]
        span = (
            record.item_span("predecessors", written[problem.links[0]][1])
            if (problem.kind is ProblemKind.OUT_OF_SEQUENCE and problem.links)
            else record.span(key)
        )
        remedy = None
        if problem.kind is ProblemKind.BEYOND_HORIZON and not record.has(key) and record.has("effort"):
            span, remedy = record.span("effort"), _TOO_LITTLE_TIME
        yield rule.at(span, f"{record.id} {words}", remedy=remedy, record=record.id)


_TOO_LITTLE_TIME = "Correct the effort, or the leave and the capacity of who is assigned."

_RULES = {
    ProblemKind.BEYOND_HORIZON: (
        rules.BEYOND_HORIZON,
        "duration",
        "reaches more than 50 years from the start of the project",
    ),
    ProblemKind.OUT_OF_SEQUENCE: (
        rules.OUT_OF_SEQUENCE,
        "predecessors",
        "began before this predecessor allowed it",
    ),
    ProblemKind.SUMMARY_CONSTRAINT: (
        rules.IGNORED_CONSTRAINT,
        "constraint",
        "is a summary, and its constraint is not honoured",
    ),
}


def _against_logic(
    problem: Problem, records: Sequence[Record], written: Sequence[tuple[Record, int]]
) -> Diagnostic:
    """The date that is imposed, and every link that would have it later."""
    record = records[problem.activities[0]]
    places = [written[link] for link in problem.links]
    names = list(dict.fromkeys(_predecessor_name(*place) for place in places))
    who = "what its summary waits for" if not names else " and ".join(names) if len(names) < 3 else ""
    who = who or f"{', '.join(names[:2])} and {len(names) - 2} more"
    constraint = record.part("constraint")
    date, kind = (
        ("a date", "a constraint")
        if constraint is None
        else (constraint.text("date"), constraint.text("type"))
    )
    message = f"{record.id} is put on {date} by {kind}, which {who} would not allow"
    notes = tuple(
        Note(owner.item_span("predecessors", place), f"{_predecessor_name(owner, place)} would have it later")
        for owner, place in places
    )
    return rules.CONSTRAINT_AGAINST_LOGIC.at(
        record.span("constraint"), message, notes=notes, record=record.id
    )


def _cycle(problem: Problem, records: Sequence[Record], written: Sequence[tuple[Record, int]]) -> Diagnostic:
    """The whole circle, with the place of every link in it."""
    places = [written[link] for link in problem.links]
    spans = [record.item_span("predecessors", place) for record, place in places]
    first = min(range(len(spans)), key=lambda one: (spans[one].file, spans[one].line, spans[one].column))
    places = places[first:] + places[:first]
    names = [_predecessor_name(record, place) for record, place in places]
    loop = [names[0]]
    notes: list[Note] = []
    for index, ((record, place), onward) in enumerate(zip(places, names[1:] + names[:1], strict=True)):
        if index:
            notes.append(
                Note(record.item_span("predecessors", place), f"{record.id} waits for {names[index]}")
            )
        loop.append(record.id if record.id == onward else f"{record.id} ({onward})")
        if record.id != onward:
            notes.append(_membership(record, next(one for one in records if one.id == onward)))
    record, place = places[0]
    message = f"predecessors lead in a circle: {' -> '.join(loop)}"
    if len(set(loop)) == 1:
        message = f"{loop[0]} waits for itself"
    span = record.item_span("predecessors", place)
    return rules.DEPENDENCY_CYCLE.at(span, message, notes=tuple(notes), record=record.id)


def _membership(one: Record, other: Record) -> Note:
    """Where a circle goes on with a task below or a summary above."""
    lower, upper = (other, one) if one.children else (one, other)
    above = lower.parent
    while above is not None and above is not upper:
        above = above.parent
    if above is None:
        lower, upper = upper, lower
    return Note(lower.span("id"), f"{lower.id} is part of {upper.id}")


def _predecessor_name(record: Record, place: int) -> str:
    listed = record.data.get("predecessors")
    item = listed[place] if isinstance(listed, Seq) else ""
    return str(item.get("task")) if isinstance(item, Map) else str(item).partition(" ")[0]
