"""The rules of the budget, of actual costs and of rates."""

from milepost.diagnostics import Rule, Severity

_ERROR = Severity.ERROR
_WARNING = Severity.WARNING
_ACCOUNT = "accounts:\n  - {id: CA-1, name: Migration}\n"
_TWO_LEVELS = "accounts:\n  - id: CA-1\n    name: Migration\n    accounts: [{id: CA-11, name: Conversion}]\n"
_FIRST = "id: B1{mark}\nname: Approved plan\ncreated: 2026-01-05\n"
_FROZEN = "tasks:\n  T-2: {start: 2026-01-12, finish: 2026-01-23}\n"


def _budget(key: str, *lines: str, more: str = "") -> dict[str, str]:
    """budget.yaml with one account and one entry of a list, from its fields."""
    return {"budget.yaml": _ACCOUNT + f"{key}:\n  - " + "\n    ".join(lines) + "\n" + more}


def _line(*lines: str) -> dict[str, str]:
    return _budget("lines", "id: B-1", "title: Conversion tool", "account: CA-1", *lines)


def _entries(*entries: str, budget: str = _ACCOUNT) -> dict[str, str]:
    text = "entries:\n" + "".join(f"  - {entry}\n" for entry in entries)
    return {"budget.yaml": budget, "actuals.yaml": text}


def _timesheets(*entries: str) -> dict[str, str]:
    return {"actuals.yaml": "timesheets:\n" + "".join(f"  - {entry}\n" for entry in entries)}


def _rates(*rates: str) -> dict[str, str]:
    people = "people:\n  - {id: raj, name: Raj Okafor}\n  - id: mara\n    name: Mara Lindqvist\n    email: mara.lindqvist@example.org\n    rates:\n"
    return {"people.yaml": people + "".join(f"      - {rate}\n" for rate in rates)}


def _second_baseline(state: str, mark: str = "") -> dict[str, str]:
    return {
        "changes.yaml": "changes:\n  - id: CR-1\n    title: Load the maps too\n"
        f"    status: {state}\n    decided: 2026-01-19\n    decided_by: mara\n",
        "baselines/B1.yaml": f"{_FIRST.format(mark='')}approved_by: mara\n{_FROZEN}",
        "baselines/B2.yaml": "id: B2\nname: Plan with the maps\ncreated: 2026-01-20\n"
        f"change: CR-1{mark}\napproved_by: mara\nsupersedes: B1\n{_FROZEN}",
    }


UNKNOWN_CURRENCY = Rule(
    "budget/unknown-currency",
    _ERROR,
    "A currency is not in ISO 4217.",
    "An amount in a currency that does not exist cannot be added to anything.",
    "Write the three letters of the currency: EUR, USD, GBP, CHF, JPY.",
    _line("amount: 6000 EUX  # <-- budget/unknown-currency"),
    _line("amount: 6000 EUR"),
)
NO_EXCHANGE_RATE = Rule(
    "budget/no-exchange-rate",
    _ERROR,
    "There is no exchange rate for an amount in another currency than the project's.",
    "The amount would be missing from every total, or be counted as if one dollar were one euro.",
    "Add a rate to `exchange_rates` in budget.yaml, dated on or before the day of the cost.",
    _line("amount: 6000 USD  # <-- budget/no-exchange-rate"),
    _budget(
        "lines",
        "id: B-1",
        "account: CA-1",
        "amount: 6000 USD",
        more='exchange_rates:\n  - {date: 2026-01-01, from: USD, to: EUR, rate: "0.9215", kind: baseline}\n',
    ),
)
BAD_EXCHANGE_RATE = Rule(
    "budget/bad-exchange-rate",
    _ERROR,
    "An exchange rate is zero, leads from a currency to itself, or is given twice for one day.",
    "Amounts would vanish, or depend on the order of the file.",
    "Correct the rate, or delete one of the two.",
    {
        "budget.yaml": "exchange_rates:\n  - {date: 2026-01-01, from: USD, to: EUR, rate: 0.92}\n"
        "  - {date: 2026-01-01, from: USD, to: EUR, rate: 0.95}  # <-- budget/bad-exchange-rate\n"
    },
    {
        "budget.yaml": "exchange_rates:\n  - {date: 2026-01-01, from: USD, to: EUR, rate: 0.92}\n"
        "  - {date: 2026-02-01, from: USD, to: EUR, rate: 0.95}\n"
    },
)
ACTUAL_AFTER_STATUS_DATE = Rule(
    "budget/actual-after-status-date",
    _ERROR,
    "A cost or an hour is booked after the status date.",
    "Actual cost is computed as of the status date; what lies behind it cannot have been spent yet.",
    "Move the status date in project.yaml forward, or correct the date.",
    _entries("{date: 2026-02-27, account: CA-1, amount: 900 EUR}  # <-- budget/actual-after-status-date"),
    _entries("{date: 2026-01-27, account: CA-1, amount: 900 EUR}"),
)
DUPLICATE_DOCUMENT = Rule(
    "budget/duplicate-document",
    _ERROR,
    "Two costs of one supplier have the same document number on the same account and task.",
    "The same invoice is probably booked twice. An invoice may be split over accounts, not within one.",
    "Delete one of the two, or add them up.",
    _entries(
        "{date: 2026-01-20, account: CA-1, amount: 900 EUR, supplier: Harbour Software, document: INV-7}",
        "{date: 2026-01-27, account: CA-1, amount: 900 EUR, supplier: Harbour Software, document: INV-7}  # <-- budget/duplicate-document",
    ),
    _entries(
        "{date: 2026-01-20, account: CA-1, amount: 900 EUR, supplier: Harbour Software, document: INV-7}",
        "{date: 2026-01-27, account: CA-1, amount: 900 EUR, supplier: Harbour Software, document: INV-8}",
    ),
)
ACTUAL_WITHOUT_ACCOUNT = Rule(
    "budget/actual-without-account",
    _WARNING,
    "A cost or an hour names neither an account nor a task.",
    "It counts in the total of the project and in no account, so no variance explains it.",
    "Add `account` or `task`.",
    _entries("{date: 2026-01-27, amount: 900 EUR}  # <-- budget/actual-without-account"),
    _entries("{date: 2026-01-27, amount: 900 EUR, account: CA-1}"),
)
ACTUAL_ON_CLOSED_ACCOUNT = Rule(
    "budget/actual-on-closed-account",
    _WARNING,
    "A cost is booked on an account after it was closed.",
    "A closed account has been reported as final.",
    "Book it elsewhere, or open the account again.",
    _entries(
        "{date: 2026-01-27, amount: 900 EUR, account: CA-1}  # <-- budget/actual-on-closed-account",
        budget="accounts:\n  - {id: CA-1, name: Migration, closed: 2026-01-20}\n",
    ),
    _entries(
        "{date: 2026-01-19, amount: 900 EUR, account: CA-1}",
        budget="accounts:\n  - {id: CA-1, name: Migration, closed: 2026-01-20}\n",
    ),
)
PHASING_SUM = Rule(
    "budget/phasing-sum",
    _ERROR,
    "The months of a budget line do not add up to its amount.",
    "Planned value would not end at the budget.",
    "Correct a month or the amount; both are in the same currency.",
    _line(
        "amount: 6000 EUR",
        "phasing:",
        "  periods:  # <-- budget/phasing-sum",
        "    - {period: 2026-01, amount: 2000 EUR}",
        "    - {period: 2026-02, amount: 3000 EUR}",
    ),
    _line(
        "amount: 6000 EUR",
        "phasing:",
        "  periods:",
        "    - {period: 2026-01, amount: 2000 EUR}",
        "    - {period: 2026-02, amount: 4000 EUR}",
    ),
)
NEGATIVE_BUDGET = Rule(
    "budget/negative-budget",
    _ERROR,
    "A budget, a funding, a reserve, an order or a rate is negative.",
    "Only actual costs can be negative, as credit notes; a negative budget turns every index round.",
    "Write the amount without the sign.",
    _line("amount: -6000 EUR  # <-- budget/negative-budget"),
    _line("amount: 6000 EUR"),
)
OVERDRAWN_RESERVE = Rule(
    "budget/overdrawn-reserve",
    _WARNING,
    "More has been drawn from a reserve than was in it.",
    "The money has come from somewhere that nobody has approved.",
    "Raise the reserve by a change, or correct the draws.",
    _budget(
        "reserves",
        "id: RES-1",
        "name: Contingency",
        "type: contingency",
        "amount: 5000 EUR",
        "draws:  # <-- budget/overdrawn-reserve",
        "  - {date: 2026-01-20, amount: 7000 EUR}",
    ),
    _budget(
        "reserves",
        "id: RES-1",
        "name: Contingency",
        "type: contingency",
        "amount: 5000 EUR",
        "draws:",
        "  - {date: 2026-01-20, amount: 3000 EUR}",
    ),
)
INVOICED_OVER_ORDERED = Rule(
    "budget/invoiced-over-ordered",
    _WARNING,
    "More has been invoiced or delivered than was ordered.",
    "Either the order was extended and the register does not say so, or the supplier charges too much.",
    "Ask the supplier, or correct the amount of the order.",
    {
        "actuals.yaml": "commitments:\n  - id: PO-1\n    supplier: Harbour Software\n    account: CA-1\n    amount: 6000 EUR\n"
        "    invoiced: 7500 EUR  # <-- budget/invoiced-over-ordered\n"
    },
    {
        "actuals.yaml": "commitments:\n  - id: PO-1\n    supplier: Harbour Software\n    account: CA-1\n    amount: 6000 EUR\n"
        "    invoiced: 4500 EUR\n"
    },
)
OVERLAPPING_RATES = Rule(
    "budget/overlapping-rates",
    _ERROR,
    "A person or a role has two rates on the same day.",
    "The cost of an hour would depend on the order of the file. A rate without an end lasts until the next begins.",
    "Correct the dates.",
    _rates(
        "{from: 2026-01-01, to: 2026-06-30, per: h, amount: 92 EUR}",
        "{from: 2026-06-01, per: h, amount: 96 EUR}  # <-- budget/overlapping-rates",
    ),
    _rates(
        "{from: 2026-01-01, to: 2026-06-30, per: h, amount: 92 EUR}",
        "{from: 2026-07-01, per: h, amount: 96 EUR}",
        "{from: 2027-01-01, per: h, amount: 99 EUR}",
    ),
)
IMPOSSIBLE_DAY = Rule(
    "budget/impossible-day",
    _ERROR,
    "The hours of one person on one day are more than 24.",
    "Probably a timesheet was imported twice, or the hours are minutes.",
    "Delete the entries that are there twice.",
    _timesheets(
        "{date: 2026-01-27, person: mara, task: T-1, hours: 14}",
        "{date: 2026-01-27, person: mara, task: T-3, hours: 14}  # <-- budget/impossible-day",
    ),
    _timesheets(
        "{date: 2026-01-27, person: mara, task: T-1, hours: 4}",
        "{date: 2026-01-27, person: mara, task: T-3, hours: 4}",
    ),
)

ACTUAL_ON_SUMMARY_ACCOUNT = Rule(
    "budget/actual-on-summary-account",
    _WARNING,
    "A cost or an hour is booked on an account that is divided into accounts.",
    "The budget stands on the accounts below; nothing there explains the cost, and their own figures look too good.",
    "Book it on one of the accounts below.",
    _entries(
        "{date: 2026-01-27, amount: 900 EUR, account: CA-1}  # <-- budget/actual-on-summary-account",
        budget=_TWO_LEVELS,
    ),
    _entries("{date: 2026-01-27, amount: 900 EUR, account: CA-11}", budget=_TWO_LEVELS),
)
ACTUAL_ON_UNSTARTED_TASK = Rule(
    "budget/actual-on-unstarted-task",
    _WARNING,
    "A cost or an hour is booked on a task that had not begun.",
    "Either the work goes on and nobody reported it, or the cost belongs to another task; until then it earns nothing.",
    "Report the actual start of the task, or book it where it belongs.",
    _timesheets(
        "{date: 2026-01-27, person: mara, task: T-4, hours: 4}  # <-- budget/actual-on-unstarted-task"
    ),
    _timesheets("{date: 2026-01-27, person: mara, task: T-3, hours: 4}"),
)
HOURS_ON_FINISHED_TASK = Rule(
    "budget/hours-on-finished-task",
    _WARNING,
    "Hours are booked on a task after it was finished.",
    "Either the task is not done, or somebody books on a familiar number; the next forecast is wrong by it.",
    "Take back the finish of the task, or book the hours where they belong.",
    _timesheets("{date: 2026-01-27, person: mara, task: T-2, hours: 4}  # <-- budget/hours-on-finished-task"),
    _timesheets("{date: 2026-01-23, person: mara, task: T-2, hours: 4}"),
)
BASELINE_WITHOUT_APPROVED_CHANGE = Rule(
    "budget/baseline-without-approved-change",
    _ERROR,
    "A baseline replaces another one, and no approved change allows it.",
    "A baseline that moves by itself hides every delay and every overrun; only an approved change may move it.",
    "Name the approved change request in `change`, or keep the baseline that was approved.",
    _second_baseline("waiting-for-approval", "  # <-- budget/baseline-without-approved-change"),
    _second_baseline("approved"),
)
BASELINE_WITHOUT_APPROVER = Rule(
    "budget/baseline-without-approver",
    Severity.INFO,
    "Nobody is named who approved a baseline.",
    "A baseline is a promise; an auditor asks who accepted it.",
    "Write the id of who approved it into `approved_by`; the seal allows that.",
    {"baselines/B1.yaml": f"{_FIRST.format(mark='  # <-- budget/baseline-without-approver')}{_FROZEN}"},
    {"baselines/B1.yaml": f"{_FIRST.format(mark='')}approved_by: mara\n{_FROZEN}"},
)

RULES = (
    UNKNOWN_CURRENCY,
    NO_EXCHANGE_RATE,
    BAD_EXCHANGE_RATE,
    ACTUAL_AFTER_STATUS_DATE,
    DUPLICATE_DOCUMENT,
    ACTUAL_WITHOUT_ACCOUNT,
    ACTUAL_ON_CLOSED_ACCOUNT,
    PHASING_SUM,
    NEGATIVE_BUDGET,
    OVERDRAWN_RESERVE,
    INVOICED_OVER_ORDERED,
    OVERLAPPING_RATES,
    IMPOSSIBLE_DAY,
    ACTUAL_ON_SUMMARY_ACCOUNT,
    ACTUAL_ON_UNSTARTED_TASK,
    HOURS_ON_FINISHED_TASK,
    BASELINE_WITHOUT_APPROVED_CHANGE,
    BASELINE_WITHOUT_APPROVER,
)
