"""Makes the workbooks beside it: pip install openpyxl xlwt odfpy, then run it here. They are kept as files so that the tests need no Python."""

import datetime

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl.utils.datetime import CALENDAR_MAC_1904

NAMES = ["Invoice", "Customer no.", "Name", "Due date", "Amount", "Curr"]


def open_items(name, is_1904):
    """Titles, dates as dates and as texts, numbers with noise, ids as texts, ids of numbers that are shown with zeros, a total."""
    book = openpyxl.Workbook()
    if is_1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = "Open items"
    sheet.append(["Open items of Example Ltd"])
    sheet.append(["As of", datetime.date(2026, 3, 1)])
    sheet.append([])
    sheet.append(NAMES)
    sheet.append([4711, 17, "Alpha, Inc.", datetime.datetime(2026, 2, 4, 13, 30), 1250.19, "EUR"])
    sheet.append(["0042", "00007", "Beta\nAG", "2026-02-14", 0.1 + 0.2, "EUR"])
    sheet.append([12345678901234567890, 8, "Gamma", datetime.date(2026, 2, 14), 80, "EUR"])
    sheet.append([4713, 8, "Gamma", datetime.date(2026, 2, 14), "eighty", "EUR"])
    sheet.append(["Total", None, None, None, 1330.49, None])
    sheet["B5"].number_format = "00000"
    sheet["A5"].number_format = '"INV-"0'
    notes = book.create_sheet("Notes")
    notes.append(["Only a text"])
    book.save(name)


def two_tables():
    book = openpyxl.Workbook()
    for title in ["EUR", "USD"]:
        sheet = book.create_sheet(title)
        sheet.append(["invoice_id", "customer_id", "due_date", "amount"])
        sheet.append([f"{title}-1", "C", datetime.date(2026, 2, 4), 5])
    book.save("two-tables.xlsx")


def old():
    book = xlwt.Workbook()
    sheet = book.add_sheet("S")
    day = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for column, name in enumerate(NAMES):
        sheet.write(0, column, name)
    for column, cell in enumerate([4711, "00017", "Alpha", datetime.date(2026, 2, 4), -1250.5, "EUR"]):
        sheet.write(1, column, cell, *([day] if column == 3 else []))
    book.save("old.xls")


def libre_office():
    book = OpenDocumentSpreadsheet()
    table = Table(name="Tab")

    def row(cells):
        line = TableRow()
        for kind, value, shown in cells:
            kinds = {"date": {"datevalue": value}, "float": {"value": value}, "string": {}}
            cell = TableCell(valuetype=kind, **kinds[kind])
            cell.addElement(P(text=shown))
            line.addElement(cell)
        table.addElement(line)

    row([("string", None, name) for name in NAMES])
    texts = [("string", None, text) for text in ["0042", "00007", "Beta"]]
    row(texts + [("date", "2026-02-04", "04/02/26"), ("float", "1250.19", "1.250,19 €"), ("string", None, "EUR")])
    book.spreadsheet.addElement(table)
    book.save("libre-office.ods")


open_items("open-items.xlsx", False)
open_items("open-items-1904.xlsx", True)
two_tables()
old()
libre_office()
