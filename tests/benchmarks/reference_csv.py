"""The least that reading a ledger could be: the csv module, and a Decimal for each amount.

Usage: reference_csv.py FILE. It knows neither places nor accounts, and prints only the sum.
"""

import csv
import sys
from decimal import Decimal
from pathlib import Path


def main():
    with Path(sys.argv[1]).open(newline="", encoding="utf-8") as file:
        reader = csv.reader(file)
        at = next(reader).index("amount")
        rows = []
        for row in reader:
            row[at] = Decimal(row[at])
            rows.append(row)
    print(sum(row[at] for row in rows))


if __name__ == "__main__":
    main()
