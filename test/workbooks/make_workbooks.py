"""Writes the workbooks beside this script, with a writer that is not ours.

    pip install openpyxl==3.1.5 && python test/workbooks/make_workbooks.py

What openpyxl cannot write (sheets of one name, a formula's saved value) is put into its files afterwards.
"""

import datetime
import re
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

HERE = Path(__file__).parent
COLUMNS = ["name", "region", "kind", "MW", "stage", "live quarter", "spent", "remaining"]


def rewrite(name, change):
    """Changes the XML of parts: `change(part, text)` gives the new text."""
    path = HERE / name
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, change(part, content.decode()) if part.endswith(".xml") else content)


def save(book, name):
    book.properties.created = book.properties.modified = datetime.datetime(2025, 4, 1)
    book.save(HERE / name)


def projects():
    """A list as planners keep it: titles, days, German texts, a formula, hidden and empty rows, other sheets."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Build list 2025"
    sheet["A1"] = "Projects, as of April 2025"
    sheet["A1"].font = Font(bold=True)
    sheet.append([])
    sheet.append(COLUMNS)
    sheet.append(["Heath", "Ohio", None, 60, "permitted", "2027Q2", 5_000_000, 600_000_000])
    sheet.append(["Newark", "Ohio", "lease zone", "12,5", "signed", "2026Q1", 0, "90,5 m USD"])
    sheet.append(["Licking", "Ohio", "campus", 120, "Construction", datetime.date(2026, 11, 1), 200_000_000, "=G6*2"])
    sheet.append(["Columbus", "Ohio", "zone", 24, "live", None, None, None])
    sheet["F6"].number_format = "mmm-yy"
    sheet["G4"].number_format = '#,##0 "USD"'
    sheet.row_dimensions[7].hidden = True
    for row in range(8, 60):
        sheet.cell(row, 1).fill = PatternFill("solid", "FFFF00")
    sheet.freeze_panes = "A4"
    book.create_sheet("Notes")["A1"] = "Ask Ms Weber about Newark."
    book.create_sheet("Lists").sheet_state = "hidden"
    save(book, "projects.xlsx")
    value = "<f>G6*2</f><v>400000000</v>"
    rewrite("projects.xlsx", lambda _, text: re.sub(r"<f>G6\*2</f><v\s*/?>(</v>)?", value, text))


def from_1904():
    """Days and shares in a workbook of the 1904 system."""
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = "Days and shares"
    sheet.append(["day", "moment", "share", "time", "serial"])
    sheet.append([datetime.date(2025, 4, 1), datetime.datetime(2025, 4, 1, 18, 30), 0.105, datetime.time(6), 45748])
    sheet["C2"].number_format = "0.0%"
    sheet["B2"].number_format = "d. mmmm yyyy hh:mm"
    save(book, "from-1904.xlsx")


def faulty():
    """What cannot be read, all at once."""
    book = Workbook()
    sheet = book.active
    sheet.append(COLUMNS)
    sheet.append(["Heath", "Ohio", None, "=SUM(1,2)", "permitted", "2027Q2", 0, "=1/0"])
    sheet.append(["Newark", "Ohio", None, 12, "permitted", "2027Q2", 100, 5, "call back"])
    sheet.append(["Licking", None, None, 12, "permitted", "2027Q2", None, 5])
    sheet.merge_cells("G3:G4")
    save(book, "faulty.xlsx")
    value = '\\1 t="e"><f>1/0</f><v>#DIV/0!</v>'
    rewrite("faulty.xlsx", lambda _, text: re.sub(r'(<c r="H2")[^>]*><f>1/0</f><v\s*/?>(</v>)?', value, text))


def portfolio():
    """Tables as sheets: names in other spellings, one of them twice, one hidden, one that is none."""
    book = Workbook()
    book.active.title = "Settings"
    book.active.append(["Key", "Value"])
    rows = {"name": "From sheets", "asOf": datetime.date(2025, 4, 1), "finance.discountRatePerYear": 0.09}
    for row in rows.items():
        book.active.append(row)
    regions = book.create_sheet("regions")
    regions.append(["ID", "Name", "power usd per mwh", "Power growth per year", "PUE", "carbon kg per MWh"])
    regions.append(["ohio", "Ohio", 70, 0.03, "1,2", 450])
    pools = book.create_sheet("Pools")
    pools.append(["id", "region", "kind"])
    pools.append(["zone", "ohio", "zone"])
    live = book.create_sheet("Live capacity")
    live.sheet_state = "hidden"
    live.append(["id", "pool", "IT power MW", "opex USD per MW year"])
    live.append(["columbus", "zone", 10, "-"])
    other = book.create_sheet("live_capacity")
    other.append(["id"])
    book.create_sheet("projcts").append(["id"])
    book.create_sheet("_notes").append(["anything", "goes"])
    save(book, "portfolio.xlsx")


if __name__ == "__main__":
    projects()
    from_1904()
    faulty()
    portfolio()
