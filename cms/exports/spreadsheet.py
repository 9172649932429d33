"""The one place that writes spreadsheets, so that no cell of a person's text is ever run as a formula."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from tempfile import TemporaryFile
from typing import IO, Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES, ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

# What begins a formula in a spreadsheet, also in its wide form, or once the sheet was saved as text and opened again.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # fmt: skip
MAX_CELL_LENGTH = 32_767  # letters in a cell

CellValue = str | int | date | None


def safe_cell(value: Any) -> CellValue:
    """The value as it is written: numbers and dates as such, a time without its zone, everything else as text that
    no spreadsheet takes for a formula.
    """
    if value in (None, ""):
        return None
    if isinstance(value, bool | int) or type(value) is date:
        return value
    if isinstance(value, datetime):
        return timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    text = str(value)
    begins = text.lstrip(" \u00a0\u200b\ufeff")
    clean = ILLEGAL_CHARACTERS_RE.sub("", text)
    if (
        text.startswith(FORMULA_STARTS)
        or begins.startswith(FORMULA_STARTS)
        or clean.startswith(FORMULA_STARTS)
        or clean in ERROR_CODES
    ):
        clean = "'" + clean
    return clean[:MAX_CELL_LENGTH]


def write_workbook(title: str, header: Sequence[tuple[Any, int]], rows: Iterable[Sequence[Any]]) -> IO[bytes]:
    """A workbook of one sheet in a temporary file, at its beginning. `header` has a label and a width for each column.

    Rows are written one by one: twenty thousand need no more memory than one.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(str(safe_cell(title))[:31])
    sheet.freeze_panes = "A2"
    for number, (_label, width) in enumerate(header, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_bold(sheet, label) for label, _width in header])
    for row in rows:
        sheet.append([safe_cell(value) for value in row])
    file = TemporaryFile()  # noqa: SIM115 (closed by the response that sends it)
    book.save(file)
    file.seek(0)
    return file


def _bold(sheet: Any, label: Any) -> WriteOnlyCell:
    written = WriteOnlyCell(sheet, safe_cell(label))
    written.font = Font(bold=True)
    return written
