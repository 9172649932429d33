"""No cell of a person's text is ever run as a formula."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from openpyxl import load_workbook

from cms.exports.spreadsheet import safe_cell, write_workbook

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u00a0=1",
    "\x00=1",
    "\x1b\x07=1",
    "＝1",
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|' /C calc'!A0",
    "#REF!",
]


def read(file):
    return load_workbook(file).active


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_a_spreadsheet_would_run_is_written_as_text(text):
    written = read(write_workbook("t", [("h", 10)], [[text]]))["A2"]
    assert written.data_type == "s"
    assert written.value.startswith("'")


@pytest.mark.parametrize("text", ["Асанова Айгүл", "12-К", "ПТУ-5 (=бывшее)", "a=b", "#ЧоңОй", "'кавычка"])
def test_ordinary_text_is_written_as_it_is(text):
    assert safe_cell(text) == text


def test_the_header_is_escaped_too():
    assert read(write_workbook("t", [("=1+1", 10)], []))["A1"].data_type == "s"


def test_the_planted_fault_of_a_cell_that_is_not_escaped_is_seen(monkeypatch):
    monkeypatch.setattr("cms.exports.spreadsheet.safe_cell", lambda value: value)
    assert read(write_workbook("t", [("h", 10)], [["=1+1"]]))["A2"].data_type == "f"


def test_numbers_and_dates_keep_their_type():
    at = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
    row = read(write_workbook("t", [("h", 10)] * 4, [[5, date(2026, 11, 22), at, None]]))[2]
    assert row[0].value == 5
    assert row[1].is_date
    assert row[1].value == datetime(2026, 11, 22)
    assert row[2].value == datetime(2026, 11, 23, 2, 0)
    assert row[3].value is None


def test_text_longer_than_a_cell_is_cut():
    assert len(safe_cell("а" * 40_000)) == 32_767


def test_one_file_alone_writes_spreadsheets():
    root = Path(settings.BASE_DIR)
    writers = [
        str(path.relative_to(root))
        for package in ("cms", "courses", "gamification", "lms")
        for path in (root / package).rglob("*.py")
        if "openpyxl" in path.read_text()
    ]
    assert writers == ["cms/exports/spreadsheet.py"]
