"""The rules of ids and references."""

from milepost.diagnostics import Rule, Severity

_ERROR = Severity.ERROR


def _action(id_: str, *lines: str) -> str:
    fields = (f"id: {id_}", "title: Call the vendor", "due: 2026-02-01", *lines)
    return "  - " + "\n    ".join(fields) + "\n"


DUPLICATE_ID = Rule(
    "project/duplicate-id",
    _ERROR,
    "Two records have the same id.",
    "A reference to it could mean either, and links in the portal would lead to the wrong one.",
    "Give the newer record the next free id; ids are unique in the whole project and never reused.",
    {
        "actions.yaml": "actions:\n"
        + _action("A-1", "owner: mara")
        + _action("A-1  # <-- project/duplicate-id", "owner: raj")
    },
    {"actions.yaml": "actions:\n" + _action("A-1", "owner: mara") + _action("A-2", "owner: raj")},
)
UNKNOWN_REFERENCE = Rule(
    "project/unknown-reference",
    _ERROR,
    "A field names a record that does not exist.",
    "The work, the owner or the decision it points at is in nobody's register.",
    "Correct the id, or add the record.",
    {"actions.yaml": "actions:\n" + _action("A-1", "owner: marra  # <-- project/unknown-reference")},
    {"actions.yaml": "actions:\n" + _action("A-1", "owner: mara")},
)
WRONG_KIND = Rule(
    "project/wrong-kind",
    _ERROR,
    "A field names a record of another kind than belongs there.",
    "A task cannot own an action, and a risk is no predecessor; the figure would be computed from nothing.",
    "Name a record of the kind that the field is for.",
    {"actions.yaml": "actions:\n" + _action("A-1", "owner: T-1  # <-- project/wrong-kind")},
    {"actions.yaml": "actions:\n" + _action("A-1", "owner: mara")},
)

RULES = (DUPLICATE_ID, UNKNOWN_REFERENCE, WRONG_KIND)
