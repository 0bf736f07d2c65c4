"""How fast papers are set: beside reportlab drawing the very same strings at the same places."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from bench.table import Row, timed
from ssj_desktop.facts.draw import DigitSlot, DrawFacts, DrawnTarget, Meeting, Person, Team
from ssj_desktop.facts.record import CheckLine, Conclusion, RecordFacts
from ssj_desktop.facts.task import Officer, TaskItem, TaskSheet
from ssj_desktop.outputs import (
    checklist,
    confirmation,
    minutes,
    record_papers,
    site_record,
    task_sheet,
)
from ssj_desktop.outputs.fonts import Fonts
from ssj_desktop.outputs.page import Paper, Text

_COUNT, _TASKS = 500, 87
_HASH = "0123456789abcdef" * 4


def papers() -> list[Row]:
    """Time the papers of a draw of 500 objects and of a quarter's 87 tasks, the fonts already
    loaded."""
    fonts = Fonts(system=False)
    facts, tasks, records = _facts(), _tasks(), _records()
    both = [paper.lay_out(it, fonts) for it in records for paper in (site_record, checklist)]
    return [
        _row(
            f"会议纪要，{_COUNT} 家",
            lambda: minutes.render(facts, system_fonts=False),
            [minutes.lay_out(facts, fonts)],
        ),
        _row(
            f"结果确认表，{_COUNT} 家",
            lambda: confirmation.render(facts, system_fonts=False),
            [confirmation.lay_out(facts, fonts)],
        ),
        _row(
            f"检查任务单，{_TASKS} 份",
            lambda: task_sheet.render(tasks, system_fonts=False),
            [task_sheet.lay_out(task, fonts) for task in tasks],
        ),
        _row(
            f"现场检查笔录和检查记录表，各 {_TASKS} 份",
            lambda: record_papers.render(records, system_fonts=False),
            both,
        ),
    ]


def _row(name: str, render: Callable[[], bytes], laid_out: Sequence[Paper]) -> Row:
    bare, _ = timed(lambda: _draw_bare(laid_out))
    ours, _ = timed(render)
    pages = sum(len(paper.pages) for paper in laid_out)
    what = f"{name}：{pages} 页，每秒 {pages / ours:.0f} 页"
    return Row(what, ours, "reportlab 画同样的字（下限）", bare)


def task_sheets() -> tuple[int, bytes]:
    """Return the task sheets of a quarter as one print job, and how many they are."""
    return _TASKS, task_sheet.render(_tasks(), system_fonts=False)


def _draw_bare(papers: Sequence[Paper]) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1)
    for page in (page for paper in papers for page in paper.pages):
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


_OFFICERS = (Officer("王建军", "县执法队", "04050001"), Officer("李素红", "县执法队", "04050002"))
_CONTENTS = (
    "污染防治设施建设和运行情况", "排放和自行监测情况", "环评审批情况", "“三同时”执行情况",
    "排污许可执行情况", "危险废物管理情况", "环境应急管理情况",
)  # fmt: skip


def _tasks() -> list[TaskSheet]:
    items = tuple(TaskItem("", name, f"二（三）第{n}项") for n, name in enumerate(_CONTENTS, 1))
    background = (("排污许可", "简化管理"), ("行政处罚", "近三年没有"), ("信访举报", "本年没有"))
    return [
        TaskSheet(
            number=f"LC-2026-Q4-1-{it.order:03}", office="晋城市生态环境局陵川分局",
            enforcement_unit="县执法队", scheme="“双随机、一公开”抽查工作实施方案",
            period="2026年第四季度", plan="2026年第四季度抽查计划第1号", draw_id="LC-2026-Q4-1",
            code=it.code, name=it.name, credit_code=it.credit_code, category=it.category,
            address=it.address, township=it.township, legal_person="靳卫东", contact="郭建国",
            phone="13800000000", industry="水泥制品制造", permit_class="简化管理",
            permit_code=it.code, status="在产", squad="一分队", people=_OFFICERS,
            dispatched=datetime(2026, 10, 9, 9, 0), deadline=date(2026, 12, 31),
            clause="四（二）", items=items, background=background, fate="", program="双随机桌面",
        )
        for it in map(_target, range(1, _TASKS + 1))
    ]  # fmt: skip


def _records() -> list[RecordFacts]:
    checks = tuple(
        CheckLine(name, "二（三）", Conclusion.FINE, "现场未见异常") for name in _CONTENTS
    )
    start = datetime(2026, 11, 24, 9, 0)
    return [
        RecordFacts(
            office=it.office, enforcement_unit=it.enforcement_unit, program=it.program,
            scheme=it.scheme, period=it.period, plan=it.plan, task=it.number, code=it.code,
            name=it.name, credit_code=it.credit_code, category=it.category, industry=it.industry,
            permit_class=it.permit_class, permit_code=it.permit_code,
            legal_person=it.legal_person, address=it.address, phone=it.phone, postcode="048300",
            started=start, ended=start.replace(hour=11), place=it.address, contact=it.contact,
            contact_age="45", contact_employer=it.name, contact_post="厂长",
            contact_relation="受委托的工作人员", inspectors=it.people, recorder=it.people[1],
            others=(), production="正常生产", methods=("现场检查",), checks=checks,
            narrative="该单位正常生产，治理设施正在运行，台账完整。" * 6, late_reason="",
            absence="", witness="", mobile_no="", recording_no="", method_reason="",
            results=("未发现问题",), finding=None, dated=start,
        )
        for it in _tasks()
    ]  # fmt: skip
