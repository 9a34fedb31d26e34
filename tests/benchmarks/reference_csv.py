"""The least that reading a ledger could be: the csv module, and a Decimal for each amount.

Usage: reference_csv.py FILE. It knows neither places nor accounts, and prints only the sum and how long
reading took, in CPU seconds.
"""

import csv
import sys
import time
from decimal import Decimal
from pathlib import Path


def read(path):
    """The sum of the amounts of a ledger, after all of it was read."""
    with path.open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        at = next(reader).index("amount")
        rows = []
        for row in reader:
            row[at] = Decimal(row[at])
            rows.append(row)
    return sum(row[at] for row in rows)


if __name__ == "__main__":
    began = time.process_time()
    total = read(Path(sys.argv[1]))
    print(total, time.process_time() - began)
