"""The rules of budgets that need the computed figures."""

from milepost.diagnostics import Rule, Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

_PROJECT = (
    "milepost: 1\nid: P-1\nname: New catalogue\nstart: 2026-01-05\nstatus_date: 2026-02-06\ncurrency: EUR\n"
)
_TWO_TASKS = (
    "tasks:\n  - id: T-1\n    name: Map the fields\n    duration: 10d\n    account: CA-1\n    cost: 8000 EUR\n"
    "    progress: {actual_start: 2026-01-05, actual_finish: 2026-01-16, percent: 100}\n"
    "  - id: T-2\n    name: Load the records\n    duration: 10d\n    account: CA-2\n    cost: 4000 EUR\n"
)
_MARA = '  - id: mara\n    name: Mara Lindqvist\n    rates: [{per: h, amount: "80 EUR"}]\n'


def _files(**files: str) -> dict[str, str]:
    """A project of files, by name without ending; double underscores stand for a folder."""
    named = {name.replace("__", "/") + ".yaml": text for name, text in files.items()}
    return {"project.yaml": _PROJECT, "plan.yaml": _TWO_TASKS, "budget.yaml": _accounts(), **named}


def _accounts(first: str = "", second: str = "") -> str:
    """Two accounts, with more lines for each."""
    return f"accounts:\n  - id: CA-1\n    name: Migration\n{first}  - id: CA-2\n    name: Loading\n{second}"


def _labour(line: str) -> dict[str, str]:
    return _files(
        people="people:\n" + _MARA,
        plan="tasks:\n  - id: T-1\n    name: Map the fields\n    duration: 10d\n    account: CA-1\n    assignments: [mara]\n",
        budget=_accounts() + line,
    )


def _rates(people: str) -> dict[str, str]:
    return _files(
        people="people:\n" + people,
        plan="tasks:\n  - id: T-1\n    name: Map the fields\n    duration: 10d\n    account: CA-1\n"
        "    assignments:\n      - mara\n      - raj  # <-- budget/labour-without-rate\n",
    )


def _usd(kind: str) -> dict[str, str]:
    return _files(
        budget=_accounts()
        + "lines:\n  - id: B-1\n    title: Licences\n    account: CA-1\n    amount: 9000 USD\n"
        + "exchange_rates:\n  - date: 2026-01-01\n    from: USD\n    to: EUR\n"
        + f'    rate: "0.9"\n{kind}'
    )


def _booked(*entries: str) -> str:
    return "entries:\n" + "".join(f"  - {{date: 2026-01-20, {entry}}}\n" for entry in entries)


def _baseline(*, bac: str = "12000 EUR", mark: str = "", hash_: str = "") -> dict[str, str]:
    """A project with a baseline; the hash is that of 12,000 EUR."""
    return _files(
        project=_PROJECT + "baseline: {name: B1}\n",
        baselines__B1=f"id: B1{'' if hash_ else mark}\nname: Approved plan\ncreated: 2026-01-05\n"
        f"currency: EUR\nbac: {bac}\ntasks:\n"
        "  T-1: {start: 2026-01-05, finish: 2026-01-16, account: CA-1, budget: 8000 EUR}\n"
        "  T-2: {start: 2026-01-05, finish: 2026-01-16, account: CA-2, budget: 4000 EUR}\n" + hash_,
    )


_SEAL = "0000000000000000000000000000000000000000000000000000000000000000"

LABOUR_WITHOUT_RATE = Rule(
    "budget/labour-without-rate",
    _WARNING,
    "Work of somebody without a rate on that day is planned or booked.",
    "The work costs nothing in the figures, so the budget and the forecast are too low.",
    "Add a rate for that time in people.yaml; a rate without dates always holds.",
    _rates(_MARA + "  - id: raj\n    name: Raj Patel\n"),
    {
        name: text.replace("  # <-- budget/labour-without-rate", "")
        for name, text in _rates(
            _MARA + '  - id: raj\n    name: Raj Patel\n    rates: [{per: d, amount: "600 EUR"}]\n'
        ).items()
    },
)
LABOUR_PLANNED_TWICE = Rule(
    "budget/labour-planned-twice",
    _WARNING,
    "Labour is planned by a budget line and by assignments of people with rates.",
    "Only one of them can be meant; the line counts, and the labour computed from the assignments is left out.",
    "Delete the line, or give it the category of what it really is (contractor, other).",
    _labour(
        "lines:\n  - id: B-1\n    title: Mapping team\n    account: CA-1\n    task: T-1\n    amount: 7000 EUR\n"
        "    category: labour  # <-- budget/labour-planned-twice\n"
    ),
    _labour(
        "lines:\n  - id: B-1\n    title: Reviewers\n    account: CA-1\n    task: T-1\n    amount: 7000 EUR\n"
        "    category: contractor\n"
    ),
)
ACCOUNT_BUDGET_DIFFERS = Rule(
    "budget/account-budget-differs",
    _WARNING,
    "The budget written at an account is not what is planned on it.",
    "The account's budget is the sum of its lines and tasks; the number beside it says something else.",
    "Delete the account's own budget, or plan the difference as a budget line.",
    _files(budget=_accounts("    budget: 9000 EUR  # <-- budget/account-budget-differs\n")),
    _files(budget=_accounts("    budget: 8000 EUR\n")),
)
NO_BASELINE_RATE = Rule(
    "budget/no-baseline-rate",
    _WARNING,
    "A planned amount in another currency has no baseline rate.",
    "A rate for actual costs stands in for it, so that gains and losses on the exchange look like those of the work.",
    "Add `kind: baseline` to the rate that was agreed for planning.",
    _usd("    kind: actual  # <-- budget/no-baseline-rate\n"),
    _usd("    kind: baseline\n"),
)
EARNED_WITHOUT_COST = Rule(
    "budget/earned-without-cost",
    _WARNING,
    "An account has earned value and no cost, while other accounts have costs.",
    "Work was done that nobody booked, so the project looks cheaper than it is.",
    "Book the missing costs, or accrue them.",
    _files(
        budget=_accounts().replace("id: CA-1", "id: CA-1  # <-- budget/earned-without-cost"),
        actuals__costs=_booked("document: 1, account: CA-2, amount: 500 EUR"),
    ),
    _files(actuals__costs=_booked("document: 1, account: CA-1, amount: 8100 EUR")),
)
COST_WITHOUT_BUDGET = Rule(
    "budget/cost-without-budget",
    _WARNING,
    "An account has costs and no budget.",
    "Whatever is spent there is an overrun that no index shows: cost without budget can earn nothing.",
    "Give the account a budget by an approved change, or book the costs where they were planned.",
    _files(
        plan=_TWO_TASKS.replace("CA-2", "CA-1"),
        budget=_accounts().replace("id: CA-2", "id: CA-2  # <-- budget/cost-without-budget"),
        actuals__costs=_booked(
            "document: 1, account: CA-1, amount: 500 EUR", "document: 2, account: CA-2, amount: 90 EUR"
        ),
    ),
    _files(
        actuals__costs=_booked(
            "document: 1, account: CA-1, amount: 500 EUR", "document: 2, account: CA-2, amount: 90 EUR"
        )
    ),
)
FORECAST_ABOVE_FUNDING = Rule(
    "budget/forecast-above-funding",
    _WARNING,
    "The forecast at completion is above the confirmed funding.",
    "The money runs out before the work is done, and nobody has agreed to pay the rest.",
    "Escalate it: confirm more funding, reduce the scope, or show why the forecast is too high.",
    _files(
        actuals__costs=_booked("document: 1, account: CA-1, amount: 8100 EUR"),
        budget=_accounts()
        + "funding:\n  - id: F-1\n    source: City council\n    amount: 11000 EUR  # <-- budget/forecast-above-funding\n"
        "    confirmed: true\n",
    ),
    _files(
        actuals__costs=_booked("document: 1, account: CA-1, amount: 8100 EUR"),
        budget=_accounts()
        + "funding:\n  - id: F-1\n    source: City council\n    amount: 13000 EUR\n    confirmed: true\n",
    ),
)
BASELINE_CHANGED = Rule(
    "budget/baseline-changed",
    _ERROR,
    "A baseline is not what was frozen.",
    "A plan that is rewritten afterwards is always kept; variances against it mean nothing.",
    "Restore the file from git; a new plan is a new baseline, with an approved change.",
    _baseline(bac="13000 EUR", hash_=f'hash: "{_SEAL}"  # <-- budget/baseline-changed\n'),
    _baseline(hash_='hash: "82e692f2c29eb701b82de459bcf0cb51219d986d21eb3d616f97e7dd0a59ac8c"\n'),
)
BASELINE_WITHOUT_HASH = Rule(
    "budget/baseline-without-hash",
    _WARNING,
    "A baseline has no hash.",
    "A later change of its dates and budgets would not be noticed.",
    "Let `milepost baseline create` write the baseline.",
    _baseline(mark="  # <-- budget/baseline-without-hash"),
    BASELINE_CHANGED.good,
)
BASELINE_INCONSISTENT = Rule(
    "budget/baseline-inconsistent",
    _WARNING,
    "The figures of a baseline do not agree with each other.",
    "Its total, its accounts and its tasks are sums of the same money.",
    "Let `milepost baseline create` write the baseline.",
    {
        name: text.replace("bac: 13000 EUR", "bac: 13000 EUR  # <-- budget/baseline-inconsistent")
        for name, text in _baseline(bac="13000 EUR").items()
    },
    BASELINE_CHANGED.good,
)
UNBASELINED_COST = Rule(
    "budget/unbaselined-cost",
    _WARNING,
    "A task with a budget or costs is not in the baseline.",
    "It earns nothing, while its costs count: work was added without a new baseline.",
    "Take a new baseline by an approved change, or take the task out of the plan.",
    {
        name: text.replace("  T-2: {start", "  T-3: {start")
        if name.startswith("baselines/")
        else text.replace("id: T-2", "id: T-2  # <-- budget/unbaselined-cost")
        for name, text in _baseline().items()
    },
    BASELINE_CHANGED.good,
)

RULES = (
    LABOUR_WITHOUT_RATE,
    LABOUR_PLANNED_TWICE,
    ACCOUNT_BUDGET_DIFFERS,
    NO_BASELINE_RATE,
    EARNED_WITHOUT_COST,
    COST_WITHOUT_BUDGET,
    FORECAST_ABOVE_FUNDING,
    BASELINE_CHANGED,
    BASELINE_WITHOUT_HASH,
    BASELINE_INCONSISTENT,
    UNBASELINED_COST,
)
