"""The two papers of a site record as one job: 笔录 first, then 记录表, record by record."""

from collections.abc import Sequence

from ssj_desktop.facts.record import RecordFacts
from ssj_desktop.outputs import checklist, site_record
from ssj_desktop.outputs.fonts import Fonts
from ssj_desktop.outputs.page import bind

_PAPERS = {"site_record": site_record, "checklist": checklist}


def render(
    records: Sequence[RecordFacts],
    papers: Sequence[str] = tuple(_PAPERS),
    *,
    system_fonts: bool = True,
) -> bytes:
    """Return the records' papers as one PDF, each with page numbers of its own.

    Raises:
        DeskError: a character that no font can print.
    """
    fonts = Fonts(system=system_fonts)
    first = records[0]
    return bind(
        [_PAPERS[name].lay_out(record, fonts) for record in records for name in papers],
        _PAPERS[papers[0]].TITLE if len(papers) == 1 else "现场检查记录",
        author=first.office,
        subject="、".join(record.task for record in records if record.task),
        program=first.program,
        dated=first.dated,
    )
