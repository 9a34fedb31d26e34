"""The impact of an edit as a value: lines in the order in which they are read, each with what drives it."""

from datetime import date
from decimal import Decimal

from milepost.frozen import frozen
from milepost.history.impact.edits import Edit

FINISH, MILESTONES, PATH, COST, RISK = "finish", "milestones", "critical_path", "cost", "risk"
RESOURCES, SCOPE, STATUS, FINDINGS = "resources", "scope", "status", "findings"
SECTIONS = {
    FINISH: "Finish",
    MILESTONES: "Milestones moved",
    PATH: "Critical path",
    COST: "Cost, reserves and funding",
    RISK: "Risk exposure",
    RESOURCES: "Over-allocation",
    SCOPE: "Scope",
    STATUS: "Status",
    FINDINGS: "Findings",
}
"""Sections in the order in which they are read, and their headings."""

CHANGED, GAINED, LOST = "changed", "gained", "lost"


@frozen
class Line:
    """One thing that the edit does.

    Attributes:
        section: A key of SECTIONS.
        subject: Id of the record, or name of the figure as the report has it: "finish", "eac".
        action: "changed", "gained" (it is there now) or "lost".
        text: The line as a sentence, without its subject's id.
        before: The figure before, as the report prints it; None where there is none.
        after: The figure after.
        delta: After less before, in `unit`; None where no difference is defined.
        unit: "working days", a currency, "days", or empty.
        worse: True for the worse, False for the better, None when it is neither.
        why: The edits that drive it.
    """

    section: str
    subject: str
    action: str
    text: str
    before: str | None = None
    after: str | None = None
    delta: Decimal | None = None
    unit: str = ""
    worse: bool | None = None
    why: tuple[Edit, ...] = ()


@frozen
class Approval:
    """Who must approve, and why.

    Attributes:
        who: Id of a person, role or stakeholder.
        name: What they are called.
        because: Why they are asked, a sentence each.
        also: Ids of people who act for the role: those who hold it.
    """

    who: str
    name: str
    because: tuple[str, ...]
    also: tuple[str, ...] = ()


@frozen
class State:
    """One of the two states.

    Attributes:
        label: What the user called it: a revision, or "working tree".
        commit: Hash of its commit; empty for the working tree.
        status_date: Its status date.
        broken: Why it cannot be computed; empty when it can.
        iterations: How often it was simulated; 0 where it was not.
    """

    label: str
    commit: str
    status_date: date
    broken: str = ""
    iterations: int = 0


@frozen
class Impact:
    """What changes between two states of a project.

    Attributes:
        name: The project's name.
        base: The state before.
        head: The state after.
        edits: Every edit.
        lines: What they do, by section and then by weight.
        approvals: Who must approve.
        currency: Currency of the amounts.
        baseline_without_change: What happens to baselines without an approved change, a sentence each.
        illegal_steps: Records whose status cannot have come from the one before, a sentence each.
        implemented_without_plan: Changes implemented while none of their tasks changed, a sentence each.
        unread: Files of the state after that cannot be read; nothing is computed then.
    """

    name: str
    base: State
    head: State
    edits: tuple[Edit, ...]
    lines: tuple[Line, ...]
    approvals: tuple[Approval, ...]
    currency: str
    baseline_without_change: tuple[str, ...] = ()
    illegal_steps: tuple[str, ...] = ()
    implemented_without_plan: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def of(self, section: str) -> tuple[Line, ...]:
        """The lines of a section."""
        return tuple(line for line in self.lines if line.section == section)

    def line(self, section: str, subject: str) -> Line | None:
        """The line about a figure or record, if it changed."""
        return next((one for one in self.lines if (one.section, one.subject) == (section, subject)), None)

    @property
    def life_cycle(self) -> tuple[str, ...]:
        """What is wrong in the life of records."""
        return (*self.illegal_steps, *self.implemented_without_plan)

    @property
    def empty(self) -> bool:
        """Whether nothing changes."""
        return not self.lines and not self.edits
