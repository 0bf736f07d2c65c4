"""What is being imported: a file, the roster it is for, and what was said of its columns."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ssj_desktop.desk import Desk
from ssj_desktop.facts.imports import ColumnMatch, ImportPreview, RosterKind


@dataclass(frozen=True)
class Source:
    """``chosen``: a column's place from 0 → the column as it was, with the field it was given."""

    kind: RosterKind
    path: Path
    chosen: Mapping[int, ColumnMatch] = field(default_factory=dict)

    def choosing(self, column: ColumnMatch) -> "Source":
        """Return this file with one more column given a field by hand."""
        return replace(self, chosen={**self.chosen, column.place: column})

    def read(self, desk: Desk, cancelled: Callable[[], bool]) -> tuple["Source", ImportPreview]:
        """Read the file; what was chosen is forgotten when other columns stand there by now.

        Raises:
            DeskError: the file cannot be read at all, or reading was cancelled.
        """
        fields = {place: column.field for place, column in self.chosen.items()}
        preview = desk.imports.preview(self.kind, self.path, fields, cancelled)
        headings = {column.place: column.heading for column in preview.reading.columns}
        if all(headings.get(place) == was.heading for place, was in self.chosen.items()):
            return self, preview
        plain = replace(self, chosen={})
        return plain, desk.imports.preview(self.kind, self.path, None, cancelled)
