"""What comes in: roster files, read and checked in a process of their own.

Its parts are imported when they are used, so that a command's help can list :func:`headings` at
once, and a worker loads only what reading takes.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ssj_desktop.facts.imports import FieldFacts, ImportRow, Problem, Reading, RosterKind
from ssj_desktop.intake.limits import USUAL, Limits

__all__ = ["Limits", "fields_of", "headings", "marked", "read", "template"]


def headings(kind: RosterKind) -> list[tuple[str, tuple[str, ...]]]:
    """Return the columns a roster takes: each one's usual heading and the others accepted.

    What stands in brackets, gaps, stars and the width of letters make no difference in a file.
    """
    from ssj_desktop.intake.fields import FIELDS

    columns = (f"{field.headings} {field.fallback}".split() for field in FIELDS[kind])
    return [(usual, (*others,)) for usual, *others in columns]


def fields_of(kind: RosterKind) -> tuple[FieldFacts, ...]:
    """Return the fields that a column of a roster's file can be taken for."""
    from ssj_desktop.intake.fields import FIELDS

    return tuple(FieldFacts(field.name, field.label, field.required) for field in FIELDS[kind])


def read(
    kind: RosterKind,
    path: Path,
    columns: Mapping[int, str] | None = None,
    limits: Limits = USUAL,
    cancelled: Callable[[], bool] = lambda: False,
) -> Reading:
    """Read a roster from an xlsx, xls, ods or csv file and check it by itself.

    Faults of the content are ``problems`` of the reading. ``columns``, place from 0 → field name
    or "" for not used, overrules what the headings say at the places it names. ``cancelled`` is
    asked about 20 times a second while the worker reads.

    Raises:
        DeskError: the file cannot be read as a table, is beyond ``limits``, or was cancelled.
    """
    from ssj_desktop.intake.apart import run_apart
    from ssj_desktop.intake.reading import extract

    found = run_apart(limits, cancelled, extract, kind, path, columns or {}, limits)
    return Reading(
        kind=kind,
        file_name=path.name,
        sha256=found.sha256,
        sheet=found.sheet,
        headings_line=found.headings_line,
        columns=found.columns,
        rows=tuple(ImportRow(line, values) for line, values in found.unpacked()),
        problems=tuple(found.problems),
        sample=found.sample,
        cells=found.cells,
        looks_like=found.looks_like,
    )


def marked(
    path: Path,
    reading: Reading,
    problems: Sequence[Problem],
    limits: Limits = USUAL,
    cancelled: Callable[[], bool] = lambda: False,
) -> bytes:
    """Return the workbook ``path`` with ``problems`` marked in their cells and listed.

    Raises:
        DeskError: the file has changed since ``reading``, can't be read, or was cancelled.
    """
    from ssj_desktop.intake import marking
    from ssj_desktop.intake.apart import run_apart

    place = reading.sha256, reading.sheet, reading.headings_line
    return run_apart(limits, cancelled, marking.marked, path, *place, problems, limits)


def template(kind: RosterKind) -> bytes:
    """Return a workbook to fill in: headings with notes, drop-down lists, an explaining sheet."""
    from ssj_desktop.intake import templates

    return templates.template(kind)
