"""The rules of the risk register, the issue log, the action log and the assumption log."""

from milepost.diagnostics import Rule, Severity
from milepost.risk import issue_rules

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING


def _register(name: str, *lines: str) -> dict[str, str]:
    """One record of an example, from its fields."""
    return {f"{name}.yaml": f"{name}:\n  - " + "\n    ".join(lines) + "\n"}


def _risk(*lines: str, type_: str = "threat", status: str = "approved") -> dict[str, str]:
    about = (
        "id: R-1", "title: The interface comes late", f"type: {type_}", f"status: {status}",
        "cause: The vendor is small", "event: The interface comes late", "effect: Acceptance slips",
    )  # fmt: skip
    return _register("risks", *about, *lines)


def _issue(*lines: str, status: str = "open") -> dict[str, str]:
    return _register("issues", "id: I-1", "title: The vendor does not answer", f"status: {status}", *lines)


def _action(*lines: str) -> dict[str, str]:
    return _register("actions", "id: A-1", "title: Call the vendor", *lines)


def _assumption(*lines: str) -> dict[str, str]:
    return _register("assumptions", "id: AS-1", "title: The old format is documented", "owner: mara", *lines)


_PEOPLE = """\
people:
  - id: mara
    name: Mara Lindqvist
    email: mara.lindqvist@example.org
  - id: raj
    name: Raj Okafor
    leaves: 2026-01-30
"""
_PLAN = "tasks:\n  - {id: T-1, name: Load the records, duration: 25d, owner: mara}\n"
_SCALE = "risk:\n  probability_scale:\n"

OWNER_LEFT = Rule(
    "risk/owner-left",
    _ERROR,
    "The owner of an open risk has left the project.",
    "Nobody watches the risk any more.",
    "Name an owner who is still there.",
    {**_risk("owner: raj  # <-- risk/owner-left"), "people.yaml": _PEOPLE, "plan.yaml": _PLAN},
    {**_risk("owner: mara"), "people.yaml": _PEOPLE, "plan.yaml": _PLAN},
)
OWNER_MISSING = Rule(
    "risk/open-without-owner",
    _ERROR,
    "An open risk has no owner.",
    "A risk of nobody is watched by nobody.",
    "Add `owner` with the id of a person, a role or a stakeholder.",
    _register(
        "risks",
        "id: R-1  # <-- risk/open-without-owner",
        "title: The interface comes late",
        "type: threat",
        "status: approved",
        "cause: The vendor is small",
        "event: The interface comes late",
        "effect: Acceptance slips",
    ),
    _risk("owner: mara"),
)
SCORE_OUT_OF_SCALE = Rule(
    "risk/score-out-of-scale",
    _ERROR,
    "A likelihood or an impact is not on the project's scale.",
    "The scale in project.yaml says what each score means; a score that is not on it means nothing.",
    "Use a score of the scale, or add it to the scale in project.yaml.",
    {
        **_risk("owner: mara", "likelihood: 5  # <-- risk/score-out-of-scale", "impact_score: 3"),
        "project.yaml": "milepost: 1\nid: P-1\nname: Catalogue migration\nstart: 2026-01-05\nstatus_date: 2026-02-06\n"
        "calendar: std\ncurrency: EUR\n" + _SCALE + "    - {score: 1, probability: 20%}\n"
        "    - {score: 2, probability: 50%}\n    - {score: 3, probability: 80%}\n",
    },
    _risk("owner: mara", "likelihood: 5", "impact_score: 3"),
)
SCALE_OUT_OF_ORDER = Rule(
    "risk/scale-out-of-order",
    _ERROR,
    "A scale or the bands of the project do not rise.",
    "A score would have two meanings, or a higher one would mean less.",
    "Order the entries from low to high, each once.",
    {
        "project.yaml": "milepost: 1\nid: P-1\nname: Catalogue migration\nstart: 2026-01-05\nstatus_date: 2026-02-06\n"
        "calendar: std\ncurrency: EUR\nrisk:\n  bands:\n    - {name: low, from: 1}\n    - {name: medium, from: 10}\n"
        "    - {name: high, from: 5}  # <-- risk/scale-out-of-order\n",
    },
    {
        "project.yaml": "milepost: 1\nid: P-1\nname: Catalogue migration\nstart: 2026-01-05\nstatus_date: 2026-02-06\n"
        "calendar: std\ncurrency: EUR\nrisk:\n  bands:\n    - {name: low, from: 1}\n    - {name: medium, from: 5}\n"
        "    - {name: high, from: 10}\n",
    },
)
RESIDUAL_ABOVE_CURRENT = Rule(
    "risk/residual-above-current",
    _ERROR,
    "The residual risk of a threat is higher than the risk today, although something is done about it.",
    "A response that makes a threat worse is no response; probably the two assessments are swapped.",
    "Correct the assessment, or drop the response.",
    _risk(
        "owner: mara",
        "likelihood: 2",
        "impact_score: 3",
        "strategy: reduce",
        "response: [{action: Build a simulator, due: 2026-02-20}]",
        "residual: {likelihood: 4, impact: 3}  # <-- risk/residual-above-current",
    ),
    _risk(
        "owner: mara",
        "likelihood: 4",
        "impact_score: 3",
        "strategy: reduce",
        "response: [{action: Build a simulator, due: 2026-02-20}]",
        "residual: {likelihood: 2, impact: 3}",
    ),
)
STRATEGY_DOES_NOT_FIT = Rule(
    "risk/strategy-does-not-fit",
    _ERROR,
    "The strategy does not fit the type: an opportunity is not reduced, a threat is not exploited.",
    "The response would work against the project (PMI Standard for Risk Management, response strategies).",
    "Threat: avoid, reduce, mitigate, transfer, share, accept, escalate. Opportunity: exploit, enhance, share, accept, "
    "escalate.",
    _risk(
        "owner: mara",
        "strategy: avoid  # <-- risk/strategy-does-not-fit",
        type_="opportunity",
        status="assessing",
    ),
    _risk("owner: mara", "strategy: enhance", type_="opportunity", status="assessing"),
)
STRATEGY_WITHOUT_RESPONSE = Rule(
    "risk/strategy-without-response",
    _ERROR,
    "An approved risk has an active strategy and no response.",
    "A strategy that nobody carries out changes nothing; only `accept` and `escalate` need no action.",
    "Add a `response` with an action and a due date, or with a task of the plan.",
    _risk("owner: mara", "strategy: reduce  # <-- risk/strategy-without-response"),
    _risk("owner: mara", "strategy: reduce", "response: [{action: Build a simulator, due: 2026-02-20}]"),
)
RESPONSE_WITHOUT_DATE = Rule(
    "risk/response-without-date",
    _ERROR,
    "An action of a response has no due date and is no task of the plan.",
    "An action without a date is never late and never done.",
    "Add `due`, or name the `task` that does it.",
    _risk(
        "owner: mara",
        "strategy: reduce",
        "response:",
        "  - action: Build a simulator  # <-- risk/response-without-date",
    ),
    _risk(
        "owner: mara",
        "strategy: reduce",
        "response:",
        "  - {action: Build a simulator, due: 2026-02-20}",
        "  - task: T-3",
    ),
)
CLOSED_WITHOUT_DATE = Rule(
    "risk/closed-without-date",
    _ERROR,
    "A risk is closed and has no closing date.",
    "Ageing and the trend of the exposure need the day on which it ended.",
    "Add `closed: 2026-02-03`.",
    _risk("closure_reason: The vendor delivered.", status="closed  # <-- risk/closed-without-date"),
    _risk("closed: 2026-02-03", "closure_reason: The vendor delivered.", status="closed"),
)
CLOSED_WITHOUT_REASON = Rule(
    "risk/closed-without-reason",
    _ERROR,
    "A risk is closed and no reason is given.",
    "Whether it passed, was prevented or was forgotten is what the next project wants to know.",
    "Add `closure_reason`.",
    _risk("closed: 2026-02-03", status="closed  # <-- risk/closed-without-reason"),
    _risk("closed: 2026-02-03", "closure_reason: The vendor delivered.", status="closed"),
)
OCCURRED_WITHOUT_ISSUE = Rule(
    "risk/occurred-without-issue",
    _ERROR,
    "A risk has occurred and no issue says what is done about it.",
    "A risk that has come true is a problem of today and needs an owner and a date of its own.",
    "Add an issue and name it under `issue`, or name the risk under the issue's `from_risk`.",
    _risk("occurred: 2026-02-02", status="occurred  # <-- risk/occurred-without-issue"),
    {
        **_risk("occurred: 2026-02-02", "issue: I-1", status="occurred"),
        **_issue("owner: mara", "target_date: 2026-02-20", "from_risk: R-1"),
    },
)
REVIEW_OVERDUE = Rule(
    "risk/review-overdue",
    _WARNING,
    "The next review of an open risk lies before the status date.",
    "An assessment grows stale; what was unlikely in spring may be certain in autumn.",
    "Review the risk and set `next_review`.",
    _risk("owner: mara", "next_review: 2026-01-15  # <-- risk/review-overdue"),
    _risk("owner: mara", "next_review: 2026-02-15"),
)
OPEN_ISSUE_WITHOUT_OWNER = Rule(
    "risk/open-issue-without-owner",
    _ERROR,
    "An open issue has no owner.",
    "A problem of nobody is solved by nobody.",
    "Add `owner`.",
    _issue("target_date: 2026-02-20", status="open  # <-- risk/open-issue-without-owner"),
    _issue("owner: mara", "target_date: 2026-02-20"),
)
OPEN_ISSUE_WITHOUT_TARGET = Rule(
    "risk/open-issue-without-target",
    _ERROR,
    "An open issue has no target date.",
    "Without a date it is never overdue, and nobody is asked about it.",
    "Add `target_date`.",
    _issue("owner: mara", status="open  # <-- risk/open-issue-without-target"),
    _issue("owner: mara", "target_date: 2026-02-20"),
)
CLOSED_ISSUE_WITHOUT_RESOLUTION = Rule(
    "risk/closed-issue-without-resolution",
    _ERROR,
    "An issue is resolved or closed and nothing says how.",
    "The same problem comes back, and nobody knows what helped.",
    "Add `resolution`.",
    _issue("closed: 2026-02-03", status="closed  # <-- risk/closed-issue-without-resolution"),
    _issue("closed: 2026-02-03", "resolution: The vendor named a deputy.", status="closed"),
)
CLOSED_ISSUE_WITHOUT_DATE = Rule(
    "risk/closed-issue-without-date",
    _ERROR,
    "An issue is closed and has no closing date.",
    "The time to resolve is computed from it.",
    "Add `closed: 2026-02-03`.",
    _issue("resolution: The vendor named a deputy.", status="closed  # <-- risk/closed-issue-without-date"),
    _issue("closed: 2026-02-03", "resolution: The vendor named a deputy.", status="closed"),
)
ISSUE_OVERDUE = Rule(
    "risk/issue-overdue",
    _WARNING,
    "The target date of an open issue lies before the status date.",
    "The problem lasts longer than agreed, and its effects grow.",
    "Resolve it, escalate it, or agree on a new date.",
    _issue("owner: mara", "target_date: 2026-01-30  # <-- risk/issue-overdue"),
    _issue("owner: mara", "target_date: 2026-02-20"),
)
SOURCE_RISK_NOT_OCCURRED = Rule(
    "risk/source-risk-not-occurred",
    _WARNING,
    "An issue comes from a risk that is not said to have occurred.",
    "The risk is counted among what may still happen, although it has happened.",
    "Set the risk's status to `occurred` and its `issue`.",
    {
        **_risk("owner: mara"),
        **_issue(
            "owner: mara", "target_date: 2026-02-20", "from_risk: R-1  # <-- risk/source-risk-not-occurred"
        ),
    },
    {
        **_risk("occurred: 2026-02-02", "issue: I-1", status="occurred"),
        **_issue("owner: mara", "target_date: 2026-02-20", "from_risk: R-1"),
    },
)
ACTION_WITHOUT_OWNER_OR_DATE = Rule(
    "risk/action-without-owner-or-date",
    _WARNING,
    "An open action has no owner or no due date.",
    "Somebody has to do it by some day; otherwise it is a wish.",
    "Add `owner` and `due`.",
    _register(
        "actions", "id: A-1  # <-- risk/action-without-owner-or-date", "title: Call the vendor", "owner: mara"
    ),
    _action("owner: mara", "due: 2026-02-20"),
)
ACTION_OVERDUE = Rule(
    "risk/action-overdue",
    _WARNING,
    "An open action was due before the status date.",
    "What waits for it is late as well.",
    "Do it, set it to done, or agree on a new date.",
    _action("owner: mara", "due: 2026-01-30  # <-- risk/action-overdue"),
    _action("owner: mara", "due: 2026-02-20"),
)
DONE_ACTION_WITHOUT_DATE = Rule(
    "risk/done-action-without-date",
    _ERROR,
    "An action is done and has no date on which it was done.",
    "How many actions are done in time is computed from it.",
    "Add `done: 2026-02-03`.",
    _action("owner: mara", "due: 2026-02-06", "status: done  # <-- risk/done-action-without-date"),
    _action("owner: mara", "due: 2026-02-06", "status: done", "done: 2026-02-03"),
)
ASSUMPTION_NOT_VALIDATED = Rule(
    "risk/assumption-not-validated",
    _WARNING,
    "An open assumption should have been validated before the status date.",
    "The plan rests on something that nobody has looked at.",
    "Validate it and set its status, or agree on a new date.",
    _assumption("validate_by: 2026-01-30  # <-- risk/assumption-not-validated"),
    _assumption("validate_by: 2026-01-30", "status: confirmed", "validated: 2026-01-28"),
)
VALIDATED_WITHOUT_DATE = Rule(
    "risk/validated-without-date",
    _ERROR,
    "An assumption is confirmed or disproved and has no date of it.",
    "Without the date nobody can tell whether it still holds.",
    "Add `validated: 2026-01-28`.",
    _assumption("status: confirmed  # <-- risk/validated-without-date"),
    _assumption("status: confirmed", "validated: 2026-01-28"),
)

RULES = (
    OWNER_LEFT,
    OWNER_MISSING,
    SCORE_OUT_OF_SCALE,
    SCALE_OUT_OF_ORDER,
    RESIDUAL_ABOVE_CURRENT,
    STRATEGY_DOES_NOT_FIT,
    STRATEGY_WITHOUT_RESPONSE,
    RESPONSE_WITHOUT_DATE,
    CLOSED_WITHOUT_DATE,
    CLOSED_WITHOUT_REASON,
    OCCURRED_WITHOUT_ISSUE,
    REVIEW_OVERDUE,
    OPEN_ISSUE_WITHOUT_OWNER,
    OPEN_ISSUE_WITHOUT_TARGET,
    CLOSED_ISSUE_WITHOUT_RESOLUTION,
    CLOSED_ISSUE_WITHOUT_DATE,
    ISSUE_OVERDUE,
    SOURCE_RISK_NOT_OCCURRED,
    ACTION_WITHOUT_OWNER_OR_DATE,
    ACTION_OVERDUE,
    DONE_ACTION_WITHOUT_DATE,
    ASSUMPTION_NOT_VALIDATED,
    VALIDATED_WITHOUT_DATE,
    *issue_rules.RULES,
)
