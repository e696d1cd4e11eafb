"""Do two plans say the same, row for row? `agreement.py PLAN OTHER` ends with 1 if not.

A speed is worth nothing if the result differs. Columns that only `collect` has (owner, status, why, …) are not compared.
"""

import csv
import itertools
import sys
from decimal import Decimal

COLUMNS = ("action_id", "kind", "balance", "currency", "days_past_due", "scheduled_on")


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            values = {column: row[column] for column in COLUMNS}
            # 12.5 and 12.50 are the same balance.
            yield {**values, "balance": Decimal(values["balance"]).quantize(Decimal("0.01"))}


def first_difference(plan, other):
    """What is to be said of the first row that differs; nothing, and the number of rows, if none does."""
    count = 0
    for one, two in itertools.zip_longest(rows(plan), rows(other)):
        count += 1
        if one is None or two is None:
            longer, row = (other, two) if one is None else (plan, one)
            return f"row {count}: only {longer} goes on, with {row['action_id']}", count
        for column in COLUMNS:
            if one[column] != two[column]:
                return f"row {count}: {column} is {one[column]} ({one['action_id']}) here, {two[column]} ({two['action_id']}) there", count
    return "", count


def main():
    plan, other = sys.argv[1:]
    difference, count = first_difference(plan, other)
    if difference:
        sys.exit(f"{plan} and {other} differ: {difference}")
    print(f"the same {count:,} actions in the same order")


if __name__ == "__main__":
    main()
