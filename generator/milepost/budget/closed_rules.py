"""The rules of closed months."""

from milepost.diagnostics import Rule, Severity

_ACCOUNT = "accounts:\n  - {id: CA-1, name: Migration, budget: 5000 EUR}\n"
_ENTRIES = (
    "entries:\n"
    "  - {date: 2026-01-20, document: INV-7, account: CA-1, amount: 900.00 EUR}\n"
    "  - {date: 2026-01-27, document: INV-8, account: CA-1, amount: 450.00 EUR}\n"
)


def _example(month: str) -> dict[str, str]:
    return {"budget.yaml": f"{_ACCOUNT}closed_periods:\n  - {month}\n", "actuals.yaml": _ENTRIES}


CLOSED_MONTH_CHANGED = Rule(
    "budget/closed-month-changed",
    Severity.ERROR,
    "A closed month no longer holds the costs and hours that it held when it was closed.",
    "Its figures have been reported and reconciled. An entry that is added, deleted or corrected later changes "
    "them behind everybody's back, also when the total stays the same.",
    "Take the change back, or book it in an open month. If it was agreed, write the new seal that the finding "
    "names, in the same commit.",
    _example("{period: 2026-01, entries: 1, seal: 7a4d9c8e21f00b35}  # <-- budget/closed-month-changed"),
    _example("{period: 2026-01, entries: 2, seal: 3fb1b543b60a401a}"),
)
UNSEALED_MONTH = Rule(
    "budget/unsealed-month",
    Severity.WARNING,
    "A closed month has neither a seal nor a control total.",
    "`milepost import` takes no new lines into it, but an entry that somebody writes by hand would go unnoticed.",
    "Close the month with the seal that the finding names, or copy the ledger's total to `control_totals`.",
    _example("2026-01  # <-- budget/unsealed-month"),
    _example("{period: 2026-01, entries: 2, seal: 3fb1b543b60a401a}"),
)

RULES = (CLOSED_MONTH_CHANGED, UNSEALED_MONTH)
