"""How fast papers are set: beside reportlab drawing the very same strings at the same places."""

from datetime import date, datetime
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from bench.table import Row, timed
from ssj_desktop.facts.draw import DigitSlot, DrawFacts, DrawnTarget, Meeting, Person, Team
from ssj_desktop.outputs import confirmation, minutes
from ssj_desktop.outputs.fonts import Fonts
from ssj_desktop.outputs.page import Paper, Text

_COUNT = 500
_HASH = "0123456789abcdef" * 4


def papers() -> list[Row]:
    """Time both papers of a draw of 500 objects, the fonts already loaded."""
    facts = _facts()
    fonts = Fonts(system=False)
    rows = []
    for name, paper in (("会议纪要", minutes), ("结果确认表", confirmation)):
        laid_out: Paper = paper.lay_out(facts, fonts)
        render = paper.render
        bare, _ = timed(lambda: _draw_bare(laid_out))  # noqa: B023
        ours, _ = timed(lambda: render(facts, system_fonts=False))  # noqa: B023
        pages = len(laid_out.pages)
        what = f"{name}，{_COUNT} 家：{pages} 页，每秒 {pages / ours:.0f} 页"
        rows.append(Row(what, ours, "reportlab 画同样的字（下限）", bare))
    return rows


def _draw_bare(paper: Paper) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1)
    for page in paper.pages:
        for mark in page:
            if isinstance(mark, Text):
                x = mark.x
                for run in mark.line.runs:
                    canvas.setFont(run.font, mark.line.size)
                    canvas.drawString(x, mark.y, run.text)
                    x += run.advance
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _facts() -> DrawFacts:
    start = datetime(2026, 10, 8, 9, 0)
    meeting = Meeting(
        "2026年第四季度“双随机”抽查摇号会议", "分局二楼会议室", start, start,
        "主持人", "操作人", "记录人", ("监督人",), ("主持人", "出席人"), (), (),
    )  # fmt: skip
    return DrawFacts(
        draw_id="LC-2026-Q4-1", office="晋城市生态环境局陵川分局",
        enforcement_unit="陵川县生态环境保护综合行政执法队",
        filing_receiver="晋城市生态环境保护综合行政执法队", period="2026年第四季度",
        scheme="“双随机、一公开”抽查工作实施方案", meeting=meeting, frozen_at=start,
        drawn_at=start, program="双随机桌面", target_count=5000, inspector_count=60,
        squad_count=3, team_mode="逐人", cap=40, caps_plus=0, document_sha256=_HASH,
        previous_head=_HASH, commitment=_HASH, final_head=_HASH, deadline=date(2026, 12, 31),
        quotas=(), exclusions=(), recusals=(), edges=(),
        slots=(DigitSlot("当场密封键入", "主持人", "048213"),),
        targets=tuple(map(_target, range(1, _COUNT + 1))), redraws=(), remarks=(),
    )  # fmt: skip


def _target(order: int) -> DrawnTarget:
    team = Team("一分队", (Person("王建军", "04050001"), Person("李素红", "04050002")), (20, 19))
    return DrawnTarget(
        order=order, code=f"91140524MA{order:06}8M001P",
        name=f"陵川县第{order}建筑材料综合利用有限责任公司",
        credit_code=f"91140524MA{order:06}8M", category="一般监管对象", stratum="一般·本年0次",
        address="崇文镇城东工业园区经一路与纬三路交叉口东南角", township="崇文镇", ticket=_HASH,
        team=team, fate="", void=False,
    )  # fmt: skip
