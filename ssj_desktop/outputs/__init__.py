"""What leaves the program: one document or table a line, each a pure function facts → bytes."""

from collections.abc import Callable
from dataclasses import dataclass

from ssj_desktop.facts.draw import DrawFacts
from ssj_desktop.outputs import confirmation, filing, filing_paper, filing_sheet, minutes


@dataclass(frozen=True, slots=True)
class Output:
    """A paper or file of a draw; ``name`` + ``suffix`` is what its file is called."""

    name: str
    title: str
    suffix: str
    render: Callable[[DrawFacts], bytes]

    @property
    def file_name(self) -> str:
        return f"{self.name}{self.suffix}"


OUTPUTS = (
    Output("confirmation", "摇号会议记录暨结果确认表", ".pdf", confirmation.render),
    Output("minutes", "摇号会议纪要", ".pdf", minutes.render),
    Output("filing", "备案表", ".pdf", filing_paper.render),
    Output("filing", "备案表（XLSX）", ".xlsx", filing_sheet.render_xlsx),
    Output("filing", "备案名单（CSV）", ".csv", filing.render_csv),
)
