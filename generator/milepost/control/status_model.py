"""The computed status of a project, as reports and pages use it."""

from collections.abc import Mapping
from datetime import date

from milepost.control.rag import Rag, Reason
from milepost.frozen import frozen


@frozen
class Override:
    """A status set by hand, with what it needs to count.

    Attributes:
        rag: The colour that is shown.
        reason: Why the computed one does not tell the truth.
        approver: Who approved it.
        expires: Last day on which it counts.
    """

    rag: Rag
    reason: str
    approver: str
    expires: date


@frozen
class Dimension:
    """One dimension of the status.

    Attributes:
        name: schedule, cost, scope, quality, risk, resources, stakeholders or benefits; "overall" for all.
        rag: The colour that is shown: the computed one, or that of an override in force.
        computed: The colour that the figures give.
        reasons: Why, the worst first.
        override: The override in force, or None.
    """

    name: str
    rag: Rag
    computed: Rag
    reasons: tuple[Reason, ...]
    override: Override | None = None


@frozen
class Status:
    """The status of a project at its status date.

    Attributes:
        overall: All dimensions together, by the policy of project.yaml.
        policy: "worst" or "majority".
        dimensions: Name to dimension, in the order in which they are read.
    """

    overall: Dimension
    policy: str
    dimensions: Mapping[str, Dimension]
