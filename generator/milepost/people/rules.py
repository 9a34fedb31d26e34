"""The rules of the team, of stakeholders, responsibilities, communication and feedback."""

from milepost.diagnostics import Rule, Severity
from milepost.people import communication_rules, stakeholder_rules, team_rules

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING


def _record(register: str, *lines: str) -> dict[str, str]:
    return {f"{register}.yaml": f"{register}:\n  - " + "\n    ".join(lines) + "\n"}


def _raci(*lines: str) -> dict[str, str]:
    return _record("raci", "id: RA-1", "activity: Field mapping", *lines)


def _dependency(*lines: str, receiver: str = "mara") -> dict[str, str]:
    return _record(
        "dependencies", "id: DEP-1", "title: Test system", "giver: raj", f"receiver: {receiver}", *lines
    )


def _people(leaves: str) -> str:
    return f"people:\n  - id: mara\n    name: Mara Lindqvist\n    email: mara.lindqvist@example.org\n  - id: raj\n    name: Raj Okafor\n    leaves: {leaves}\n"


_PROJECT = """\
milepost: 1
id: P-1
name: Catalogue migration
start: 2026-01-05
status_date: 2026-02-06
calendar: std
currency: EUR
"""
_LATE_PLAN = "tasks:\n  - id: T-1\n    name: Load the records\n    duration: 25d\n"

ASSIGNEE_LEFT = Rule(
    "people/assignee-left",
    _ERROR,
    "Somebody who has left is assigned to a task that is not finished, or was not there when it was done.",
    "The work is planned on a person who cannot do it.",
    "Assign somebody who is there, or correct `joins` and `leaves` in people.yaml.",
    {
        "people.yaml": _people("2026-01-30"),
        "plan.yaml": _LATE_PLAN + "    assignments: [mara, raj]  # <-- people/assignee-left\n",
    },
    {"people.yaml": _people("2026-01-30"), "plan.yaml": _LATE_PLAN + "    assignments: [mara]\n"},
)
OWN_SUBSTITUTE = Rule(
    "people/own-substitute",
    _ERROR,
    "Somebody is their own substitute.",
    "When they are away nobody steps in.",
    "Name somebody else.",
    {
        "people.yaml": "people:\n  - {id: mara, name: Mara Lindqvist, email: mara.lindqvist@example.org}\n  - id: raj\n    name: Raj Okafor\n"
        "    substitute: raj  # <-- people/own-substitute\n"
    },
    {
        "people.yaml": "people:\n  - {id: mara, name: Mara Lindqvist, email: mara.lindqvist@example.org}\n  - id: raj\n    name: Raj Okafor\n"
        "    substitute: mara\n"
    },
)
OWNER_LEFT = Rule(
    "people/owner-left",
    _WARNING,
    "Somebody who has left still owns an open record.",
    "Nobody takes care of it any more.",
    "Name an owner who is still there.",
    {
        "people.yaml": _people("2026-01-30"),
        "plan.yaml": _LATE_PLAN + "    owner: mara\n",
        **_record(
            "actions",
            "id: A-1",
            "title: Call the vendor",
            "due: 2026-02-20",
            "owner: raj  # <-- people/owner-left",
        ),
    },
    {
        "people.yaml": _people("2026-01-30"),
        "plan.yaml": _LATE_PLAN + "    owner: mara\n",
        **_record("actions", "id: A-1", "title: Call the vendor", "due: 2026-02-20", "owner: mara"),
    },
)
NO_CONTACT = Rule(
    "people/no-contact",
    _ERROR,
    "The sponsor, the manager or an acceptor cannot be reached: no address is known.",
    "When a decision or an acceptance is needed, nobody knows whom to call.",
    "Add `contact` to the stakeholder, or `email` to the person.",
    {
        "project.yaml": _PROJECT + "sponsor: S-1\n",
        "stakeholders.yaml": "stakeholders:\n  - id: S-1  # <-- people/no-contact\n    name: Ada Venn\n    role: Director\n",
    },
    {
        "project.yaml": _PROJECT + "sponsor: S-1\n",
        "stakeholders.yaml": "stakeholders:\n  - id: S-1\n    name: Ada Venn\n    role: Director\n"
        "    contact: {email: ada.venn@example.org}\n",
    },
)
NOT_ONE_ACCOUNTABLE = Rule(
    "people/not-one-accountable",
    _ERROR,
    "A row of the responsibility matrix has nobody accountable, or more than one.",
    "When two are accountable, each relies on the other (RACI: exactly one A per row).",
    "Leave one under `accountable` and move the others to `consulted` or `support`.",
    _raci("responsible: [raj]", "accountable: [mara, raj]  # <-- people/not-one-accountable"),
    _raci("responsible: [raj]", "accountable: [mara]"),
)
NOBODY_RESPONSIBLE = Rule(
    "people/nobody-responsible",
    _ERROR,
    "A row of the responsibility matrix has nobody responsible.",
    "Somebody answers for it and nobody does it (RACI: at least one R per row).",
    "Add `responsible`.",
    _record(
        "raci", "id: RA-1  # <-- people/nobody-responsible", "activity: Field mapping", "accountable: [mara]"
    ),
    _raci("responsible: [raj]", "accountable: [mara]"),
)
DEPENDENCY_ON_ITSELF = Rule(
    "people/dependency-on-itself",
    _ERROR,
    "Giver and receiver of a dependency are the same.",
    "Nobody has to agree with themselves; probably one of the two is mistyped.",
    "Correct the giver or the receiver.",
    _dependency(receiver="raj  # <-- people/dependency-on-itself"),
    _dependency(),
)
PROMISED_TOO_LATE = Rule(
    "people/promised-too-late",
    _WARNING,
    "Something is promised for a later day than it is needed.",
    "The gap becomes the delay of the receiver.",
    "Agree on an earlier day, or plan without it.",
    _dependency("need_by: 2026-02-20", "promised_by: 2026-03-06  # <-- people/promised-too-late"),
    _dependency("need_by: 2026-03-06", "promised_by: 2026-02-20"),
)
AGREED_BY_ONE_SIDE = Rule(
    "people/agreed-by-one-side",
    _WARNING,
    "A dependency is agreed, and one of the sides has not agreed.",
    "A promise that the other side does not know of is a hope.",
    "Name who agreed under `agreed_by_giver` and `agreed_by_receiver`.",
    _dependency("agreed_by_giver: raj", "status: agreed  # <-- people/agreed-by-one-side"),
    _dependency("agreed_by_giver: raj", "agreed_by_receiver: mara", "status: agreed"),
)
DELIVERED_WITHOUT_DATE = Rule(
    "people/delivered-without-date",
    _ERROR,
    "A dependency is delivered or accepted and has no date of delivery.",
    "Whether it came in time is computed from it.",
    "Add `delivered: 2026-02-03`.",
    _dependency("status: delivered  # <-- people/delivered-without-date"),
    _dependency("delivered: 2026-02-03", "status: delivered"),
)
RULES = (
    ASSIGNEE_LEFT,
    OWN_SUBSTITUTE,
    OWNER_LEFT,
    NO_CONTACT,
    NOT_ONE_ACCOUNTABLE,
    NOBODY_RESPONSIBLE,
    DEPENDENCY_ON_ITSELF,
    PROMISED_TOO_LATE,
    AGREED_BY_ONE_SIDE,
    DELIVERED_WITHOUT_DATE,
    *stakeholder_rules.RULES,
    *communication_rules.RULES,
    *team_rules.RULES,
)
