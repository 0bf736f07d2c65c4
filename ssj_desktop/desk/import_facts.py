"""What a clerk is shown of an import before it is confirmed."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from ssj_desktop.facts.imports import ImportPreview, ImportRow, Problem, Reading, RowChange
from ssj_desktop.intake import typed
from ssj_desktop.intake.shortening import shortened
from ssj_desktop.models.merge import Merge

_MOST_CHANGES = 500


def preview_of(reading: Reading, found: Merge) -> ImportPreview:
    """Return what ``found`` would do, with the problems of file and roster together."""
    of_roster = [_placed(problem, reading) for problem in shortened(found.problems)]
    problems = sorted((*reading.problems, *of_roster), key=lambda problem: problem.line)
    lines = {problem.line for problem in of_roster} - reading.cells.keys()
    more = {row.line: _texts(row, reading) for row in reading.rows if row.line in lines}
    return ImportPreview(
        reading,
        *found.counts,
        problems=tuple(problems),
        changes=tuple(islice(_changes(found), _MOST_CHANGES)),
        all_changes=sum(map(len, found.after.values())),
        cells={**reading.cells, **more},
    )


def _placed(problem: Problem, reading: Reading) -> Problem:
    """Give a problem that only the roster has, and that names no cell, the column of names."""
    names = [column for column in reading.columns if column.field == "name"]
    if problem.place is not None or not (problem.line and names):
        return problem
    return replace(problem, column=names[0].heading, place=names[0].place)


def _texts(row: ImportRow, reading: Reading) -> tuple[str, ...]:
    width = max((column.place for column in reading.columns), default=-1) + 1
    fields = {column.place: column.field for column in reading.columns}
    return tuple(typed.shown(row.values.get(fields.get(place, ""))) for place in range(width))


def _changes(found: Merge) -> Iterator[RowChange]:
    labels = typed.labels(found.kind)
    for number, after in found.after.items():
        before, name = found.before[number], found.names[number]
        for field, new in after.items():
            yield RowChange(name, labels[field], typed.shown(before[field]), typed.shown(new))
