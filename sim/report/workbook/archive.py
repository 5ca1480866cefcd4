"""The file of a workbook: equal sheets give equal bytes."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from shutil import copyfileobj
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sim.durable import writing

NO_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest that an archive can tell, in the place of when it was written."""


class _Undated(ZipFile):
    """An archive whose members have no date, owner or rights of their own."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """Add a member."""
        super().writestr(_member(str(zinfo_or_arcname)), data)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Add a file as a member."""
        member = _member(str(arcname))
        with (
            open(filename, "rb") as source,
            self.open(member, "w", force_zip64=_large(source)) as to,
        ):
            copyfileobj(source, to)


def save_book(book: Any, path: Path) -> None:
    """Write a workbook, which does not tell when it was made. Raises OSError."""
    from openpyxl.writer.excel import ExcelWriter

    book.properties.creator = "supportsim"
    book.properties.created = book.properties.modified = datetime(*NO_DATE)
    with writing(path) as file, _Undated(file, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(book, archive).save()


def _member(name: str) -> ZipInfo:
    member = ZipInfo(name, NO_DATE)
    member.compress_type = ZIP_DEFLATED
    member.create_system = 3
    return member


def _large(source: Any) -> bool:
    """Whether a file may be beyond what a member's short header can tell."""
    return os.fstat(source.fileno()).st_size >= 2**31 - 1
