"""What the project did not know yet: when each kind of record came to be, and what came later in it."""

from typing import NamedTuple

HAPPENED = frozenset({
    "created", "done", "closed", "ordered", "validated", "approved", "decided", "implemented", "submitted",
    "last_sent", "last_contact", "checked", "answered", "accepted", "delivered", "agreed", "responded",
    "tested", "updated", "applied", "actual_start", "actual_finish", "achieved", "as_of", "found", "fixed",
    "verified", "identified", "occurred", "reviewed", "removed", "actual", "raised", "measured",
    "last_reviewed", "revisited",
})  # fmt: skip
"""Fields with the day on which something happened, wherever they stand."""

DATED_ITEMS = frozenset({
    "draws", "sent", "communicated_to", "tests", "measurements", "history", "satisfaction", "actuals",
    "submissions",
})  # fmt: skip
"""Lists whose items have a `date` on which they happened."""


class Back(NamedTuple):
    """What a record says before something happened.

    Attributes:
        field: The day on which it happened.
        status: What the status was before; empty to leave it.
        drop: Fields that came with it.
    """

    field: str
    status: str
    drop: tuple[str, ...] = ()


BORN = {
    "action": ("created",), "actual": ("date",), "timesheet": ("date",), "commitment": ("ordered",),
    "change": ("submitted",), "feedback": ("date",), "issue": ("created",), "lesson": ("date",),
    "meeting": ("date",), "report": ("date",), "risk": ("identified",), "defect": ("found",),
    "nonconformity": ("found",), "pulse": ("date",), "scope_item": ("created",), "deliverable": ("created",),
    "objective": ("created",), "benefit": ("created",),
    "baseline": ("created",), "requirement": ("created",),
}  # fmt: skip
"""Fields with the day on which a record came to be; kinds that are not here were there from the start."""

BEFORE: dict[str, tuple[Back, ...]] = {
    "action": (Back("done", "open", ("result",)), Back("closed", "open", ("reason", "result"))),
    "commitment": (),
    "assumption": (
        Back("validated", "open", ("validated_by", "outcome", "result", "evidence")),
        Back("closed", "open", ("reason",)),
    ),
    "change": (
        Back("implemented", "approved"),
        Back("closed", "submitted", ("merged_into", "decision")),
        Back("decided", "assessing", (
            "decided_by", "decision", "decision_record", "implemented", "evidence",
        )),
    ),
    "decision": (
        Back("date", "pending", (
            "decision", "decided_by", "communicated_to", "applies_from", "superseded_by", "meeting",
            "present", "evidence", "rationale",
        )),
        Back("closed", "pending", ("reason",)),
    ),
    "deliverable": (Back("accepted", "submitted", ("accepted_by", "closed", "evidence", "version")),),
    "dependency": (
        Back("delivered", "agreed"),
        Back("agreed", "proposed"),
        Back("closed", "proposed", ("reason",)),
    ),
    "feedback": (
        Back("closed", "answered"),
        Back("responded", "open", ("response", "responded_by", "closed", "answered_by")),
    ),
    "interface": (Back("tested", "connecting"),),
    "issue": (Back("closed", "open", ("resolution", "lesson", "lessons", "closed_by")),),
    "lesson": (Back("applied", "noted", ("applied_to",)), Back("closed", "noted", ("reason",))),
    "meeting": (Back("approved", "held", ("approved_by",)),),
    "report": (Back("approved", "draft", ("approved_by",)),),
    "gate": (Back("decided", "", ("decision", "approvers_present", "conditions", "decided_by", "evidence")),),
    "criterion": (
        Back("checked", "not-checked", ("evidence", "result", "waived_by", "reason", "checked_by")),
    ),
    "review": (
        Back("actual", "planned", ("result", "findings", "evidence", "participants")),
        Back("closed", "planned", ("reason",)),
    ),
    "defect": (
        Back("closed", "open", ("resolution", "fixed", "verified_by")),
        Back("fixed", "open", ("resolution", "fixed_in")),
    ),
    "nonconformity": (Back("verified", "open", ("verified_by", "evidence")),),
    "requirement": (
        Back("verified", "approved", ("verified_by", "evidence")),
        Back("approved", "proposed", ("approved_by", "verified")),
        Back("closed", "proposed", ("reason",)),
    ),
    "risk": (
        Back("occurred", "approved", ("issue", "closed", "reason", "outcome")),
        Back("closed", "approved", ("reason", "closure", "outcome", "occurred")),
    ),
    "scope_item": (Back("removed", "agreed", ("change", "closed", "reason")),),
    "benefit": (Back("closed", "planned", ("reason",)),),
}  # fmt: skip
"""By kind, what a record said before something happened; the last that fits counts for the status."""
