#!/usr/bin/env bash
# Two kept tables of public holidays, asked for the same year: may a reminder fall due on that day?
# Expected from memory: the same working days off, since the laws are published.
# Seen with holidays 0.109 and workalendar 17.0.0, for days from Monday to Friday:
# - United States 2026-06-19 (Juneteenth, a federal holiday since 2021): workalendar's UnitedStates(), as it comes, lacks it.
# - Denmark 2026-05-01 (Store bededag, abolished from 2024 on): workalendar still has it.
# - Bavaria 2028-08-15 (Assumption, a holiday in communes where most residents are Catholic): holidays has it
#   only with the category "catholic"; workalendar has it for the whole state.
# So a table needs a year up to which it was checked, and a company's own "holidays:" on top.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT; cd "$work"
python3 -m venv env; env/bin/pip -q install holidays==0.109 workalendar==17.0.0
cat > ask.py <<'P'
import datetime, holidays
from importlib.metadata import version
from workalendar.europe import Bavaria, Denmark
from workalendar.usa import UnitedStates
print("holidays", version("holidays"), "workalendar", version("workalendar"))
asked = [
    ("US", None, None, UnitedStates, datetime.date(2026, 6, 19), (True, False)),
    ("DK", None, None, Denmark, datetime.date(2026, 5, 1), (False, True)),
    ("DE", "BY", None, Bavaria, datetime.date(2028, 8, 15), (False, True)),
    ("DE", "BY", ("public", "catholic"), Bavaria, datetime.date(2028, 8, 15), (True, True)),
]
changed = False
for country, subdiv, categories, calendar, day, expected in asked:
    table = holidays.country_holidays(country, subdiv=subdiv, years=day.year, **({"categories": categories} if categories else {}))
    seen = (day in table, calendar().is_holiday(day))
    print(country, subdiv or "", categories or "", day.strftime("%a %Y-%m-%d"), "holidays:", seen[0], "workalendar:", seen[1])
    changed |= seen != expected
raise SystemExit(changed)
P
env/bin/python ask.py
