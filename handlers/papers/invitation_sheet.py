"""A sheet of invitations to be handed on, one unit a row. Knows spreadsheets, and not what a code opens."""

import io
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from xlsxwriter import Workbook

_WIDTHS = (44, 18, 40, 80, 16)      # characters


@dataclass(frozen=True)
class Slip:
    """One row, in the order of the columns: for which unit and role, the link, what to forward, until when it may be used."""

    unit: str
    role: str
    link: str
    message: str
    until: str


def invitation_sheet(title: str, heads: Sequence[str], slips: Sequence[Slip]) -> bytes:
    """An .xlsx file. A name that begins like a formula stays a name, a link stays text to be copied."""
    file = io.BytesIO()
    as_typed = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(file, as_typed) as book:
        sheet = book.add_worksheet(title)
        head = book.add_format({"bold": True, "bottom": 1})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.write_row(0, 0, list(heads), head)
        for row, slip in enumerate(slips, 1):
            sheet.write_row(row, 0, list(astuple(slip)), plain)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
    return file.getvalue()
