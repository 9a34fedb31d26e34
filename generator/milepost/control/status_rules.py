"""The rules of status, reports and waivers, and those that hold in every register."""

from milepost.diagnostics import Rule, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING


def _project(*lines: str) -> dict[str, str]:
    head = (
        "milepost: 1", "id: P-1", "name: Catalogue migration", "manager: mara", "start: 2026-01-05",
        "status_date: 2026-02-06", "calendar: std", "currency: EUR",
    )  # fmt: skip
    return {"project.yaml": "\n".join((*head, *lines)) + "\n"}


def _report(*lines: str) -> dict[str, str]:
    head = (
        "id: REP-1", "title: Week 6", "period: {from: 2026-02-02, to: 2026-02-06}", "date: 2026-02-06", "author: mara",
    )  # fmt: skip
    return {"reports/2026-02-06.md": "---\n" + "\n".join((*head, *lines)) + "\n---\nThe load has begun.\n"}


def _waiver(*lines: str) -> dict[str, str]:
    head = ("reason: The vendor sends one file.", "approver: mara")
    return {"waivers.yaml": "waivers:\n  - " + "\n    ".join(("id: W-1", *head, *lines)) + "\n"}


_LONG_PLAN = {
    "plan.yaml": "tasks:\n  - id: T-1\n    name: Load the records\n    duration: 60d\n    assignments: [raj]\n"
}

INCOMPLETE_OVERRIDE = Rule(
    "control/incomplete-override",
    _ERROR,
    "A status was set by hand without a reason, an approver or an end.",
    "A green set by hand must say why, by whose leave, and until when; otherwise it stays for ever.",
    "Add `reason`, `approver` and `expires`.",
    _project(
        "status:",
        "  overrides:",
        "    schedule: {rag: green, reason: Two days only.}  # <-- control/incomplete-override",
    ),
    _project(
        "status:",
        "  overrides:",
        "    schedule: {rag: green, reason: Two days only., approver: mara, expires: 2026-02-27}",
    ),
)
EXPIRED_OVERRIDE = Rule(
    "control/expired-override",
    _ERROR,
    "A status set by hand has expired.",
    "It was approved until a day that is over; it does not count any more.",
    "Delete it, or have it approved again.",
    _project(
        "status:",
        "  overrides:",
        "    schedule:",
        "      rag: green",
        "      reason: Two days only.",
        "      approver: mara",
        "      expires: 2026-01-30  # <-- control/expired-override",
    ),
    _project(
        "status:",
        "  overrides:",
        "    schedule: {rag: green, reason: Two days only., approver: mara, expires: 2026-02-27}",
    ),
)
RED_WITHOUT_COMMENTARY = Rule(
    "control/red-without-commentary",
    _WARNING,
    "A report says red and says neither why nor what is done about it.",
    "The reader of a red asks two questions: how did it come to this, and what now?",
    "Add a `commentary` for it and `recovery_actions`.",
    _report("rag: {schedule: red}  # <-- control/red-without-commentary"),
    {
        **_report(
            "rag: {schedule: red}",
            "commentary: {schedule: The vendor sent half of the records.}",
            "recovery_actions: [A-1]",
        ),
        "actions.yaml": "actions:\n  - {id: A-1, title: Call the vendor, owner: mara, due: 2026-02-20}\n",
    },
)
APPROVED_WITHOUT_APPROVER = Rule(
    "control/approved-without-approver",
    _ERROR,
    "A report or minutes are approved and nothing says by whom.",
    "What nobody approved is a draft.",
    "Add `approved_by`.",
    _report("status: approved  # <-- control/approved-without-approver"),
    _report("status: approved", "approved_by: mara"),
)
PERIOD_REVERSED = Rule(
    "control/period-reversed",
    _ERROR,
    "A period ends before it begins.",
    "It holds on no day at all: a leave without a day off, a rate that is never paid.",
    "Swap the dates, or correct the year.",
    {
        "people.yaml": "people:\n  - {id: mara, name: Mara Lindqvist, email: mara.lindqvist@example.org}\n  - id: raj\n    name: Raj Okafor\n"
        "    leave:\n      - {from: 2026-12-21, to: 2026-01-01}  # <-- control/period-reversed\n"
    },
    {
        "people.yaml": "people:\n  - {id: mara, name: Mara Lindqvist, email: mara.lindqvist@example.org}\n  - id: raj\n    name: Raj Okafor\n"
        "    leave:\n      - {from: 2026-12-21, to: 2027-01-01}\n"
    },
)
CIRCULAR_REFERENCE = Rule(
    "control/circular-reference",
    _ERROR,
    "Records are parts, parents or successors of each other in a circle.",
    "There is no first one: an objective above itself serves no goal, a decision after itself never holds.",
    "Remove the reference that is wrong.",
    {
        "deliverables.yaml": "deliverables:\n  - id: DL-1\n    title: Catalogue\n    owner: mara\n"
        "    part_of: DL-2  # <-- control/circular-reference\n"
        "  - id: DL-2\n    title: Search\n    owner: mara\n    part_of: DL-1\n"
    },
    {
        "deliverables.yaml": "deliverables:\n  - {id: DL-1, title: Catalogue, owner: mara}\n"
        "  - {id: DL-2, title: Search, owner: mara, part_of: DL-1}\n"
    },
)
UNKNOWN_RULE = Rule(
    "control/unknown-rule",
    _ERROR,
    "A waiver, a gate or the checks in project.yaml name a rule that does not exist.",
    "What is meant to be silent is not, or what is meant to be strict is not.",
    "Correct the name; `milepost explain` lists all rules.",
    _project("checks:", "  schedule/long-tasks: off  # <-- control/unknown-rule"),
    _project("checks:", "  schedule/long-task: off"),
)
EXPIRED_WAIVER = Rule(
    "control/expired-waiver",
    _ERROR,
    "A waiver has expired.",
    "The finding was accepted until a day that is over; it counts again.",
    "Cure the finding and delete the waiver, or have it approved again.",
    {
        **_LONG_PLAN,
        **_waiver(
            "rule: schedule/long-task", "record: T-1", "expires: 2026-01-30  # <-- control/expired-waiver"
        ),
    },
    {**_LONG_PLAN, **_waiver("rule: schedule/long-task", "record: T-1", "expires: 2026-12-31")},
)
RULE_NOT_WAIVABLE = Rule(
    "control/rule-not-waivable",
    _ERROR,
    "A waiver is for a rule that cannot be waived.",
    "What cannot be read cannot be accepted, and a waiver cannot prolong itself.",
    "Delete the waiver and cure the finding.",
    {
        **_LONG_PLAN,
        **_waiver(
            "rule: schema/unknown-field  # <-- control/rule-not-waivable",
            "record: T-1",
            "expires: 2026-12-31",
        ),
    },
    {**_LONG_PLAN, **_waiver("rule: schedule/long-task", "record: T-1", "expires: 2026-12-31")},
)
UNUSED_WAIVER = Rule(
    "control/unused-waiver",
    Severity.INFO,
    "A waiver waives nothing: there is no such finding.",
    "The next finding of this kind would be waived without anybody having looked at it.",
    "Delete the waiver.",
    _waiver("rule: schedule/long-task  # <-- control/unused-waiver", "record: T-3", "expires: 2026-12-31"),
    {**_LONG_PLAN, **_waiver("rule: schedule/long-task", "record: T-1", "expires: 2026-12-31")},
)

RULES = (
    INCOMPLETE_OVERRIDE,
    EXPIRED_OVERRIDE,
    RED_WITHOUT_COMMENTARY,
    APPROVED_WITHOUT_APPROVER,
    PERIOD_REVERSED,
    CIRCULAR_REFERENCE,
    UNKNOWN_RULE,
    EXPIRED_WAIVER,
    RULE_NOT_WAIVABLE,
    UNUSED_WAIVER,
)
