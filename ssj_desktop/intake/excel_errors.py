"""Cells of an xlsx file whose formula failed (#N/A, #REF!).

calamine hands them over as empty, and an empty cell says nothing; a failed one must be told.
(In xls and ods files they stay empty.)
"""

import re
import zipfile
from posixpath import join, normpath
from xml.etree import ElementTree

_ERROR = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*?\bt=["']e["'])[^>]*?\br=["']([A-Z]{1,3})([0-9]+)["'][^>]*(?<!/)>"""
    rb"""(?:(?!</(?:\w+:)?c>).)*?<(?:\w+:)?v>([^<]*)<""",
    re.DOTALL,
)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def error_cells(archive: zipfile.ZipFile) -> dict[tuple[str, int, int], str]:
    """Return (sheet, row, column), both from 0, → the error shown; empty for other zip files."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for part in archive.namelist():
        if part.startswith("xl/worksheets/") and part.endswith(".xml"):
            xml = archive.read(part)
            if b't="e"' in xml or b"t='e'" in xml:
                found[part] = [
                    (int(row) - 1, _column(letters), shown.decode("ascii", "replace"))
                    for letters, row, shown in _ERROR.findall(xml)
                ]
    if not found:
        return {}
    return {
        (sheet, row, column): shown
        for part, sheet in _sheet_names(archive).items()
        for row, column, shown in found.get(part, ())
    }


def _column(letters: bytes) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + letter - ord("A") + 1
    return place - 1


def _sheet_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return part → sheet's name, by the workbook's list of sheets and its relationships."""
    targets = {
        link.get("Id"): link.get("Target", "")
        for link in ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels")).iter(
            _RELATIONSHIP
        )
    }
    names = {}
    for element in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.endswith("}sheet"):
            link = next((value for key, value in element.items() if key.endswith("}id")), "")
            target = targets.get(link, "")
            part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            names[part] = element.get("name", "")
    return names
