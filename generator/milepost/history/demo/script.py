"""What happened when in the example: the days of its commits, who made them, its tags and its bad idea."""

from datetime import date, timedelta
from typing import NamedTuple


class Stage(NamedTuple):
    """What was written down before there was a plan.

    Attributes:
        day: When.
        subject: First line of the commit's message.
        kinds: Kinds of records that came to be; of those whose records have dates, the records follow later.
        ids: Single records that came before the others of their kind.
    """

    day: date
    subject: str
    kinds: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()


STAGES = (
    Stage(
        date(2025, 11, 21),
        "Note that Labora 4 loses its support in June 2027",
        ("project", "calendar"),
        ("hanna", "S-1", "S-2", "S-3"),
    ),
    Stage(date(2025, 11, 28), "List who is concerned", ("stakeholder",)),
    Stage(date(2025, 12, 5), "Say what a new system is to be good for", ("objective",)),
    Stage(date(2025, 12, 12), "Write down what we take for granted", ("assumption",)),
    Stage(date(2026, 1, 9), "Weigh three options and their benefits", ("benefit", "business_case")),
    Stage(date(2026, 1, 16), "Draw the line around the scope", ("scope_item", "exclusion", "deliverable")),
    Stage(
        date(2026, 1, 23),
        "Propose the frame of money, the phases and their gates",
        ("account", "budget_line", "funding", "reserve", "phase", "gate"),
    ),
    Stage(date(2026, 1, 30), "Ask for the people, and say who decides what", ("person", "role", "team")),
)
"""How an idea became a project, from the letter of the old system's maker to the first day."""

FIRST = date(2026, 2, 6)
WEEKS = 42
CHANGE_3 = date(2026, 8, 7)
BORN = {
    **dict.fromkeys(
        ("T-345", "T-346", "DL-13", "REQ-20", "REQ-21", "OBJ-4", "R-6", "B-9", "B-10", "SC-8"), CHANGE_3
    ),
    **dict.fromkeys(("T-355", "W-4"), date(2026, 10, 16)),
    "D-11": date(2026, 9, 18),
    "D-9": date(2026, 11, 13),
    "W-5": date(2026, 11, 20),
}
"""Records that do not say when they came to be, such as what the change requests CR-3 and CR-4 brought."""

PHASES = (
    (date(2026, 2, 2), "PH-INIT"),
    (date(2026, 3, 9), "PH-PLAN"),
    (date(2026, 5, 4), "PH-BUILD"),
)
SWITCHED = date(2026, 7, 3)
"""From here on the forecast of cost follows the performance so far."""

TAGS = {
    date(2026, 5, 1): ("baseline/B1", "Baseline B1, approved at the gate Ready for Executing"),
    CHANGE_3: ("baseline/B2", "Baseline B2, approved with change request CR-3"),
}


class Author(NamedTuple):
    """Who commits."""

    name: str
    email: str


MANAGER = Author("Hanna Brückner", "hanna.brueckner@albtal.example")
CONTROLLER = Author("Controlling", "controlling@albtal.example")
NURSE = Author("Nursing management", "nursing@albtal.example")


def days() -> tuple[date, ...]:
    """The Fridays on which the registers were brought up to date: a year."""
    return (*(one.day for one in STAGES), *(FIRST + timedelta(weeks=week) for week in range(WEEKS)))


def founded() -> dict[str, date]:
    """Kinds and ids to the day on which they came to be, of all that say no day of their own."""
    every = {name: one.day for one in reversed(STAGES) for name in (*one.kinds, *one.ids)}
    return {**dict.fromkeys(LATER, FIRST), **every}


LATER = (
    "actual", "commitment", "communication", "criterion", "dependency", "interface", "meeting", "metric",
    "raci_row", "requirement", "review", "task", "timesheet", "waiver",
)  # fmt: skip
"""Kinds that came with the plan."""


IDEA_BRANCH = "idea/bedside-app"
IDEA_MESSAGE = """Build the app for taking blood at the bedside now

The nurses ask for it since the demonstration; it cannot take that long.
"""
IDEA_DELIVERABLE = """
  - id: DL-15
    title: App for taking blood at the bedside
    description: Scans wristband and tube, and prints the label at the bed.
    owner: tomasz
    acceptor: S-10
    due: 2027-02-26
    status: planned
    acceptance_criteria:
      - {id: AC-1, text: A sample taken at the bedside arrives labelled in the laboratory.}
"""
IDEA_TASKS = """\
      - id: T-390
        name: Bedside app
        tasks:
          - id: T-391
            name: Develop the app for taking blood at the bedside
            duration: 25d
            predecessors: [T-344]
            deliverable: DL-15
            account: CA-420
            owner: tomasz
            assignments: [{who: tomasz, units: 60%}, {who: yara, units: 60%}]
            cost: 85000 EUR
"""
IDEA_BEFORE = "predecessors: [M-5, T-323, T-324, T-326, T-344, T-346, T-411]"
IDEA_AFTER = "predecessors: [M-5, T-323, T-324, T-326, T-344, T-346, T-411, T-391]"
