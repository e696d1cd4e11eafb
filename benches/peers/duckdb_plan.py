"""The plan by DuckDB: INVOICES EVENTS AS_OF PLAN. The work is all in plan.sql."""

import pathlib
import sys

import duckdb

query = pathlib.Path(__file__).with_name("plan.sql").read_text()
for name, value in zip(("INVOICES", "EVENTS", "AS_OF", "PLAN"), sys.argv[1:], strict=True):
    query = query.replace(f"'{name}'", f"'{value}'")
# The order of rows is only that of the ORDER BY: DuckDB is faster, and needs less memory, if it may forget that of the files.
duckdb.connect(config={"preserve_insertion_order": False}).execute(query)
