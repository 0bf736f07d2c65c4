"""What comes in: roster files, read and checked in a process of their own."""

from collections.abc import Callable
from pathlib import Path

from ssj_desktop.facts.imports import ImportRow, Reading, RosterKind
from ssj_desktop.intake.apart import never, run_apart
from ssj_desktop.intake.limits import USUAL, Limits
from ssj_desktop.intake.reading import extract

__all__ = ["Limits", "read"]


def read(
    kind: RosterKind,
    path: Path,
    limits: Limits = USUAL,
    cancelled: Callable[[], bool] = never,
) -> Reading:
    """Read a roster from an xlsx, xls, ods or csv file and check it by itself.

    Faults of the content are ``problems`` of the reading. ``cancelled`` is asked about 20 times a
    second while the worker reads.

    Raises:
        DeskError: the file cannot be read as a table, is beyond ``limits``, or was cancelled.
    """
    found = run_apart(limits, cancelled, extract, kind, path, limits)
    return Reading(
        kind=kind,
        file_name=path.name,
        sha256=found.sha256,
        sheet=found.sheet,
        columns=found.columns,
        rows=tuple(ImportRow(line, values) for line, values in found.rows),
        problems=tuple(found.problems),
    )
