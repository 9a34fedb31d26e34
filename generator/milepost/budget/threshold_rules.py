"""The rules of limits: what a controller wants to hear before somebody else says it."""

from milepost.diagnostics import Rule, Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_PROJECT = (
    "milepost: 1\nid: P-1\nname: Catalogue migration\nmanager: mara\nstart: 2026-01-05\ntarget_finish: 2026-03-31\n"
    "status_date: 2026-02-06\ncalendar: std\ncurrency: EUR\n"
)
_PLAN = (
    "tasks:\n"
    "  - id: T-2\n    name: Map the fields\n    owner: mara\n    duration: 10d\n    account: CA-1\n    cost: 8000 EUR\n"
    "    progress: {actual_start: 2026-01-12, actual_finish: 2026-01-23, percent: 100}\n"
    "  - id: T-3\n    name: Load the records\n    owner: mara\n    duration: 25d\n    account: CA-1\n    cost: 5000 EUR\n"
    "    predecessors: [T-2]\n    progress: {actual_start: 2026-01-26, percent: 40}\n"
    "  - {id: T-4, name: Catalogue live, milestone: true, owner: mara, predecessors: [T-3]}\n"
)
_ACCOUNT = "accounts:\n  - {id: CA-1, name: Migration, manager: mara}\n"


def _spent(january: int, *, project: str = _PROJECT, budget: str = _ACCOUNT, **more: str) -> dict[str, str]:
    """10,000 EUR are earned, 9,000 of them in January; so much is spent in January, and 2,200 in February."""
    entries = (
        f"  - {{date: 2026-01-27, document: 1, account: CA-1, amount: {january} EUR}}\n"
        "  - {date: 2026-02-03, document: 2, account: CA-1, amount: 2200 EUR}\n"
    )
    files = {"project": project, "plan": _PLAN, "budget": budget, "actuals": f"entries:\n{entries}", **more}
    return {f"{name}.yaml": text for name, text in files.items()}


def _limits(cost: str) -> str:
    return f"{_PROJECT}tolerances:\n  cost:\n    {cost}\n"


def _funding(*sources: str) -> str:
    return _ACCOUNT + "funding:\n" + "".join(f"  - {source}\n" for source in sources)


def _reserve(amount: str) -> dict[str, str]:
    contingency = (
        f"reserves:\n  - id: RES-1\n    name: Contingency\n    type: contingency\n    amount: {amount}\n"
    )
    risk = (
        "risks:\n  - id: R-1\n    title: The old system gives broken records\n    owner: mara\n    type: threat\n"
        "    cause: The export was written in 1998.\n    event: Records arrive without their shelf marks.\n"
        "    effect: They are corrected by hand.\n    status: approved\n    identified: 2026-01-05\n"
        "    reviewed: 2026-02-02\n    current: {probability: 50%, cost: 4000 EUR}\n"
    )
    return {"budget.yaml": _ACCOUNT + contingency, "risks.yaml": risk}


CPI_BELOW_LIMIT_TWICE = Rule(
    "budget/cpi-below-limit-twice",
    _WARNING,
    "CPI is below its limit now and was so at the end of the month before.",
    "One bad month may be chance; two are a trend, and CPI seldom recovers by itself.",
    "Find the accounts behind it (`milepost explain cpi`) and agree on what is done.",
    _spent(
        9500,
        project=_limits("cpi: {amber: 0.97, red: 0.85}").replace(
            "cpi: {amber: 0.97, red: 0.85}", "cpi:\n      amber: 0.97  # <-- budget/cpi-below-limit-twice"
        ),
    ),
    _spent(8100, project=_limits("cpi: {amber: 0.97, red: 0.85}")),
)
OVERRUN_WITHOUT_RESPONSE = Rule(
    "budget/overrun-without-response",
    _WARNING,
    "The forecast is beyond its tolerance, and no open issue or change deals with the cost.",
    "The tolerance says when the sponsor has to hear of it; figures alone do not tell them.",
    "Open an issue with `cost_impact` or a change with `impact: {cost: ...}`, and escalate it.",
    _spent(9500, project=_limits("amber: 5%  # <-- budget/overrun-without-response")),
    _spent(
        9500,
        project=_limits("amber: 5%"),
        issues="issues:\n  - id: I-1\n    title: Mapping takes longer\n    owner: mara\n    status: open\n"
        "    created: 2026-02-02\n    target_date: 2026-02-20\n    cost_impact: 2200 EUR\n",
    ),
)
COST_ABOVE_PLAN = Rule(
    "budget/cost-above-plan",
    _WARNING,
    "An account has cost more than was planned for it by now, beyond the tolerance of cost.",
    "Either the work runs ahead of its plan, which earned value shows, or it is dearer than planned.",
    "Compare its earned value with its cost (`milepost explain CA-1`), and look for wrong bookings.",
    _spent(
        10000,
        project=_limits("{amber: 3%, red: 8%}").replace("\n    {", " {"),
        budget=_ACCOUNT.replace(
            "{id: CA-1, name: Migration, manager: mara}", "id: CA-1  # <-- budget/cost-above-plan"
        )
        + "    name: Migration\n    manager: mara\n",
        issues="issues:\n  - id: I-1\n    title: Mapping takes longer\n    owner: mara\n    status: open\n"
        "    created: 2026-02-02\n    target_date: 2026-02-20\n    cost_impact: 2200 EUR\n",
    ),
    _spent(8000, project=_limits("{amber: 3%, red: 8%}").replace("\n    {", " {")),
)
FUNDING_TOO_LATE = Rule(
    "budget/funding-too-late",
    _WARNING,
    "More will have been spent at the end of a month than the confirmed funding that may be used by then.",
    "The sum is enough and comes too late: invoices of that month cannot be paid.",
    "Agree on an earlier release of the money, or move the work.",
    _spent(
        8100,
        budget=_funding(
            "{id: F-1, source: City council, amount: 11000 EUR, from: 2026-01-05, confirmed: true}",
            "id: F-2\n    source: State library\n    amount: 9000 EUR\n    from: 2026-06-01  # <-- budget/funding-too-late\n"
            "    confirmed: true",
        ),
    ),
    _spent(
        8100,
        budget=_funding(
            "{id: F-1, source: City council, amount: 11000 EUR, from: 2026-01-05, confirmed: true}",
            "{id: F-2, source: State library, amount: 9000 EUR, from: 2026-02-01, confirmed: true}",
        ),
    ),
)
LINES_ABOVE_FUNDING = Rule(
    "budget/lines-above-funding",
    _WARNING,
    "The budget lines that a source of funding pays for are more than it gives.",
    "Grants are settled line by line; what is beyond the grant has no payer.",
    "Move a line to another source, or have the source raised.",
    {
        "budget.yaml": _funding(
            "id: F-1\n    source: City council\n    amount: 5000 EUR  # <-- budget/lines-above-funding\n    confirmed: true"
        )
        + "lines:\n  - {id: B-1, title: Scanner, account: CA-1, amount: 6000 EUR, funding: F-1}\n"
    },
    {
        "budget.yaml": _funding("{id: F-1, source: City council, amount: 30000 EUR, confirmed: true}")
        + "lines:\n  - {id: B-1, title: Scanner, account: CA-1, amount: 6000 EUR, funding: F-1}\n"
    },
)
RESERVE_BELOW_EXPOSURE = Rule(
    "budget/reserve-below-exposure",
    _WARNING,
    "The contingency that is left is less than what the open risks are expected to cost after the responses.",
    "When the risks come true as expected, there is nothing to pay for them.",
    "Raise the contingency by a change, treat the largest risks, or have the sponsor accept it.",
    {
        name: text.replace("amount: 1500 EUR", "amount: 1500 EUR  # <-- budget/reserve-below-exposure")
        for name, text in _reserve("1500 EUR").items()
    },
    _reserve("2500 EUR"),
)
CONTROL_TOTAL_DIFFERS = Rule(
    "budget/control-total-differs",
    _ERROR,
    "What is booked in a month is not what the ledger's control total says.",
    "A line is missing, is there twice, was changed afterwards or is on another account.",
    "Compare the month with the ledger, line by line; then correct the entries or the total.",
    _spent(
        8100,
        budget=_ACCOUNT
        + "control_totals:\n  - period: 2026-01\n    amount: 8200.00 EUR  # <-- budget/control-total-differs\n",
    ),
    _spent(8100, budget=_ACCOUNT + "control_totals:\n  - {period: 2026-01, amount: 8100.00 EUR}\n"),
)

RULES = (
    CPI_BELOW_LIMIT_TWICE,
    OVERRUN_WITHOUT_RESPONSE,
    COST_ABOVE_PLAN,
    FUNDING_TOO_LATE,
    LINES_ABOVE_FUNDING,
    RESERVE_BELOW_EXPOSURE,
    CONTROL_TOTAL_DIFFERS,
)
