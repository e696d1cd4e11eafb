"""Writes holidays/table.txt, the public holidays that `calendar.country` knows.

    pip install holidays==0.109
    python3 holidays/make.py > holidays/table.txt

The dates are those of the Python package holidays (MIT licence), with the days on which a holiday is observed in place of another.
A line has a place, a year, and the days as MMDD. A region has a line alone, and one for each year in which it differs from its country: days
more, and days less with a minus sign. Only regions with a short code are there; others are towns and languages. Easter and its kind are computed by the package; laws that change a holiday need a new table.
"""

import re

import holidays

YEARS = range(2015, 2036)
COUNTRIES = "AT BE CA CH CZ DE DK ES FI FR GB IE IT LU NL NO PL PT SE US".split()
# Their holidays differ by town or department more than by region.
WITHOUT_REGIONS = ["FR", "IT", "PT"]


def days(country, region, year):
    found = holidays.country_holidays(country, subdiv=region, years=year)
    return {day.strftime("%m%d") for day in found if day.year == year}


print(f"# Python holidays {holidays.__version__}, years {YEARS[0]} to {YEARS[-1]}; written by holidays/make.py")
for country in COUNTRIES:
    regions = [] if country in WITHOUT_REGIONS else sorted(filter(re.compile("[A-Z0-9]{1,3}").fullmatch, holidays.country_holidays(country).subdivisions))
    of_country = {year: days(country, None, year) for year in YEARS}
    for year in YEARS:
        print(country, year, *sorted(of_country[year]))
    for region in regions:
        print(f"{country}-{region}")
        for year in YEARS:
            own = days(country, region, year)
            more = sorted(own - of_country[year])
            less = [f"-{day}" for day in sorted(of_country[year] - own)]
            if more or less:
                print(f"{country}-{region}", year, *more, *less)
