"""Synthetic ledgers of any size, and what a plan of plans.py needs for them: accounts, rates, progress."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

HEADER = ("date", "document", "account", "task", "amount", "currency", "supplier")
ACCOUNTS = 50
START, STATUS = date(2026, 1, 5), date(2026, 6, 30)


def write_books(project: Path, lines: int, tasks: int, seed: int = 7) -> Path:
    """Give a project of plans.py accounts, hourly and exchange rates, progress and a ledger.

    Every task has an account and its labour a price, so that there is value to plan and to earn. Work is done
    when it was planned, up to the status date, and costs are booked on tasks that had begun: as in a project
    that is looked after, there is little to find.

    Returns:
        The ledger.
    """
    numbers = random.Random(seed)
    settings = project / "project.yaml"
    settings.write_text(settings.read_text().replace(f"status_date: {START}", f"status_date: {STATUS}"))
    plan = project / "plan.yaml"
    text, begun = _worked(plan.read_text())
    plan.write_text(text)
    people = project / "people.yaml"
    rate = "rates: [{from: 2026-01-01, per: h, amount: 92 EUR}]"
    people.write_text(people.read_text().replace("calendar: std}", f"calendar: std, {rate}}}"))
    accounts = "".join(f"  - {{id: CA-{number}, name: Account {number}}}\n" for number in range(ACCOUNTS))
    rates = '  - {date: 2026-01-01, from: USD, to: EUR, rate: "0.92"}\n'
    (project / "budget.yaml").write_text(f"accounts:\n{accounts}exchange_rates:\n{rates}")
    ledger = project / "actuals" / "ledger.csv"
    if not lines:
        return ledger
    ledger.parent.mkdir(exist_ok=True)
    with ledger.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for line in range(lines):
            day = f"2026-{numbers.randint(1, 6):02}-{numbers.randint(1, 28):02}"
            amount = f"{numbers.randint(100, 9_999_999) / 100:.2f}"
            currency = numbers.choice(("EUR", "EUR", "EUR", "USD"))
            account, task = f"CA-{numbers.randrange(ACCOUNTS)}", numbers.choice(begun)
            supplier = f"Supplier {numbers.randrange(300)}"
            writer.writerow((day, f"INV-{line:06}", account, task, amount, currency, supplier))
    return ledger


def _worked(plan: str) -> tuple[str, list[str]]:
    """A plan with an account for every task and its progress by the plan, and the tasks that have begun."""
    found, begun = [], []
    finishes: dict[str, int] = {}
    for task in plan.split("      - id: T-")[1:]:
        number, *fields = task.partition("  - id: W-")[0].splitlines()
        named = dict(one.strip().split(": ", 1) for one in fields)
        before = named.get("predecessors", "[]").strip("[]")
        start = max((finishes[one] for one in before.split(", ") if one), default=0)
        finishes[f"T-{number}"] = finish = start + int(named["duration"].removesuffix("d"))
        fields.append(f"        account: CA-{int(number) % ACCOUNTS}")
        first, last = _day(start), _day(finish - 1)
        if first <= STATUS:
            begun.append(f"T-{number}")
            done = (STATUS - first).days + 1
            share = 100 if last <= STATUS else 100 * done // ((last - first).days + 1)
            ended = f"actual_finish: {last}, " if last <= STATUS else ""
            fields.append(f"        progress: {{actual_start: {first}, {ended}percent: {share}}}")
        found.append((number, fields))
    lines = ["tasks:"]
    for number, fields in found:
        if int(number) % 10 == 0:
            package = int(number) // 10
            lines += [f"  - id: W-{package}", f"    name: Work package {package}", "    tasks:"]
        lines += [f"      - id: T-{number}", *fields]
    return "\n".join(lines) + "\n", begun


def _day(worked: int) -> date:
    """The day on which so many days of five a week are over."""
    weeks, days = divmod(worked, 5)
    return START + timedelta(weeks=weeks, days=days)
