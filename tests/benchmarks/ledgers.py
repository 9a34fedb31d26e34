"""Synthetic ledgers of any size, and the accounts and rates that a plan of plans.py needs for them."""

import csv
import random
from pathlib import Path

HEADER = ("date", "document", "account", "task", "amount", "currency", "supplier")
ACCOUNTS = 50


def write_books(project: Path, lines: int, tasks: int, seed: int = 7) -> Path:
    """Give a project of plans.py accounts, exchange rates and a ledger; returns the ledger."""
    numbers = random.Random(seed)
    settings = project / "project.yaml"
    settings.write_text(settings.read_text().replace("status_date: 2026-01-05", "status_date: 2026-06-30"))
    plan = project / "plan.yaml"  # nobody books thousands of costs on work that has not begun
    begun = "        progress: {actual_start: 2026-01-05, percent: 10}\n        owner:"
    plan.write_text(plan.read_text().replace("        owner:", begun))
    accounts = "".join(f"  - {{id: CA-{number}, name: Account {number}}}\n" for number in range(ACCOUNTS))
    rates = '  - {date: 2026-01-01, from: USD, to: EUR, rate: "0.92"}\n'
    (project / "budget.yaml").write_text(f"accounts:\n{accounts}exchange_rates:\n{rates}")
    ledger = project / "actuals" / "ledger.csv"
    ledger.parent.mkdir(exist_ok=True)
    with ledger.open("w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        for line in range(lines):
            day = f"2026-{numbers.randint(1, 6):02}-{numbers.randint(1, 28):02}"
            amount = f"{numbers.randint(100, 9_999_999) / 100:.2f}"
            currency = numbers.choice(("EUR", "EUR", "EUR", "USD"))
            account, task = f"CA-{numbers.randrange(ACCOUNTS)}", f"T-{numbers.randrange(tasks)}"
            supplier = f"Supplier {numbers.randrange(300)}"
            writer.writerow((day, f"INV-{line:06}", account, task, amount, currency, supplier))
    return ledger
