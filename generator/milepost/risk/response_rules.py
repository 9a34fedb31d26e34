"""The rules of how risks are answered and looked after: plans for the worst, decisions, reviews, owners."""

from milepost.diagnostics import Rule, Severity

_WARNING = Severity.WARNING


def _risk(*fields: str, id_: str = "R-1") -> str:
    lines = (
        f"id: {id_}",
        "title: Late interface",
        "type: threat",
        "status: approved",
        "cause: The contract was signed late.",
        "event: The interface comes after integration has begun.",
        "effect: The go-live moves.",
        *fields,
    )
    return "  - " + "\n    ".join(lines) + "\n"


def _register(*fields: str) -> dict[str, str]:
    return {"risks.yaml": "risks:\n" + _risk(*fields)}


_HIGH = ("owner: mara", "likelihood: 5", "impact_score: 5")
_PREPARED = ("triggers: [The vendor misses the review.]", "contingency_plan: Load from files.")
_DECISION = """\
decisions:
  - {id: D-1, title: Carry the risk, status: decided, date: 2026-02-02, decided_by: raj, decision: It is carried.}
"""
_REDUCED = ("owner: mara", "strategy: reduce")

HIGH_WITHOUT_CONTINGENCY = Rule(
    "risk/high-without-contingency",
    _WARNING,
    "A threat in the highest band has no contingency plan, or no trigger that says when it begins.",
    "When it happens nobody knows what to do, and before it happens nobody sees it coming.",
    "Add `contingency_plan` and `triggers`.",
    _register(*_HIGH[:1], "likelihood: 5  # <-- risk/high-without-contingency", "impact_score: 5"),
    _register(*_HIGH, *_PREPARED),
)
HIGH_ACCEPTED = Rule(
    "risk/high-accepted-without-decision",
    _WARNING,
    "A threat in the highest band is accepted, and no decision of somebody else than its owner says so.",
    "Carrying a high risk is a decision of those who bear the loss, not of whoever watches it.",
    "Write the decision in decisions.yaml, with `decided_by` and `date`, and name it under `decision`.",
    _register(
        *_HIGH,
        "strategy: accept  # <-- risk/high-accepted-without-decision",
        *_PREPARED,
    ),
    {**_register(*_HIGH, "strategy: accept", *_PREPARED, "decision: D-1"), "decisions.yaml": _DECISION},
)
RESPONSE_AFTER_WINDOW = Rule(
    "risk/response-after-window",
    _WARNING,
    "A response is done only after the time has begun in which the risk may happen.",
    "An umbrella that comes after the rain keeps nobody dry.",
    "Do it earlier, choose another response, or correct `proximity`.",
    _register(
        *_REDUCED,
        "response: [{action: Build a simulator, due: 2026-03-20}]  # <-- risk/response-after-window",
        "proximity: {from: 2026-03-02, to: 2026-03-31}",
    ),
    _register(
        *_REDUCED,
        "response: [{action: Build a simulator, due: 2026-02-27}]",
        "proximity: {from: 2026-03-02, to: 2026-03-31}",
    ),
)
ONLY_WATCHED = Rule(
    "risk/only-watched",
    _WARNING,
    "All that is done about a risk is to watch it, although its strategy says that something is done.",
    "Watching changes neither how likely it is nor what it costs.",
    "Add an action that changes something, or accept the risk.",
    _register(
        *_REDUCED,
        "response: [{action: Monitor the vendor, due: 2026-03-20}]  # <-- risk/only-watched",
    ),
    _register(*_REDUCED, "response: [{action: Agree on a penalty with the vendor, due: 2026-03-20}]"),
)
REVIEW_TOO_RARE = Rule(
    "risk/review-too-rare",
    _WARNING,
    "The next review of an open risk lies further away than its rhythm allows.",
    "High risks change within weeks; one that is looked at in months is not managed.",
    "Set `next_review` earlier, or say with `review_cadence` why a slower rhythm will do.",
    _register(
        *_HIGH,
        *_PREPARED,
        "next_review: 2026-03-06  # <-- risk/review-too-rare",
    ),
    _register(
        *_HIGH,
        *_PREPARED,
        "next_review: 2026-02-13",
    ),
)
SCORE_UNCHANGED = Rule(
    "risk/score-unchanged",
    _WARNING,
    "The score of an open risk has not changed in its last three assessments.",
    "Either nothing that is done about it works, or nobody really looks at it.",
    "Assess it anew with its owner; where the response has changed nothing, choose another one.",
    _register(
        "owner: mara",
        "likelihood: 3",
        "impact_score: 3",
        "history:  # <-- risk/score-unchanged",
        "  - {date: 2026-01-09, likelihood: 3, impact: 3}",
        "  - {date: 2026-01-23, likelihood: 3, impact: 3}",
        "  - {date: 2026-02-06, likelihood: 3, impact: 3}",
    ),
    _register(
        "owner: mara",
        "likelihood: 3",
        "impact_score: 3",
        "history:",
        "  - {date: 2026-01-09, likelihood: 4, impact: 3}",
        "  - {date: 2026-01-23, likelihood: 3, impact: 3}",
        "  - {date: 2026-02-06, likelihood: 3, impact: 3}",
    ),
)
_LIMIT = (
    "milepost: 1\nid: P-1\nname: Catalogue migration\nmanager: mara\nstart: 2026-01-05\nstatus_date: 2026-02-06\n"
    "calendar: std\ncurrency: EUR\nrisk: {risks_per_owner: 1}\n"
)
TOO_MANY_FOR_ONE = Rule(
    "risk/too-many-for-one-owner",
    _WARNING,
    "One person owns more open risks than the project allows.",
    "Nobody can look after so many; the ones that seem quiet are forgotten.",
    "Give some to others, close what is over, or raise `risk.risks_per_owner` in project.yaml.",
    {
        "project.yaml": _LIMIT,
        "risks.yaml": "risks:\n"
        + _risk("owner: mara")
        + _risk("owner: mara  # <-- risk/too-many-for-one-owner", id_="R-2"),
    },
    {
        "project.yaml": _LIMIT,
        "risks.yaml": "risks:\n" + _risk("owner: mara") + _risk("owner: raj", id_="R-2"),
    },
)

RULES = (
    HIGH_WITHOUT_CONTINGENCY,
    HIGH_ACCEPTED,
    RESPONSE_AFTER_WINDOW,
    ONLY_WATCHED,
    REVIEW_TOO_RARE,
    SCORE_UNCHANGED,
    TOO_MANY_FOR_ONE,
)
