"""检查任务单: tells a team what to inspect, why, and by when (requirements 8.8; BD-15, BD-23).

An internal paper: it bears the secrecy label, and the inspected site never gets it (LC-19).
"""

from collections.abc import Sequence

from ssj_desktop.facts.task import TaskSheet
from ssj_desktop.outputs import words
from ssj_desktop.outputs.fonts import Face, Fonts
from ssj_desktop.outputs.form import LEADING, Form
from ssj_desktop.outputs.page import bind
from ssj_desktop.outputs.table import Column, Look, draw_table

TITLE = "“双随机”检查任务单"
_SIZE, _LEADING = 9.0, 11.2
_LOOK = Look(_SIZE, _LEADING, row=16.2)
_WRITE = Look(_SIZE, _LEADING, row=20)  # rows to be written in by hand
_FOUR = (21, 56, 21, 55)  # label, value, label, value; beside the side head
_FOOT = 171.0  # points: what stands below the room to write in
_ROOM = (2, 12)  # lines of that room, at least and at most
_DATE = "年　　月　　日"
_UNKNOWN = "未登记"

# What a team takes along; the last is for what the site calls for.
_EQUIPMENT = (
    ("执法证件", "执法记录仪", "移动执法终端", "便携打印机"),
    ("笔录和检查记录表", "采样、快检设备", "个人防护用品", "其他："),
)
_DISCIPLINE = (
    "1.现场检查实施前，对被检查单位和检查时间、内容严格保密，不得以任何方式事先告知；泄密的追究责任。",
    "2.到场先表明身份，两人以上出示执法证件，说明依据、意图和流程；不妨碍正常的生产经营活动。",
    "3.不得收受财物、接受宴请，不得谋取其他利益；有应当回避情形的，立即报告。",
    "4.保守国家秘密和知悉的商业秘密、个人隐私；遵守被检查单位的安全规定，做好自身安全防护。",
)


def render(tasks: Sequence[TaskSheet], *, system_fonts: bool = True) -> bytes:
    """Return one PDF of all the sheets, each with page numbers of its own.

    Raises:
        DeskError: a name holds a character that no font can print.
    """
    fonts = Fonts(system=system_fonts)
    first = tasks[0]
    return bind(
        [lay_out(task, fonts) for task in tasks],
        f"{first.period}{TITLE}",
        author=first.office,
        subject=f"摇号编号 {first.draw_id}",
        program=first.program,
        dated=first.dispatched,
    )


def lay_out(task: TaskSheet, fonts: Fonts) -> Form:
    """Return the sheet with everything on its pages."""
    form = Form(fonts, f"任务单编号 {task.number}")
    form.title(task.office, f"{task.period}{TITLE}")
    _source(form, task)
    _target(form, task)
    _items(form, task)
    _people(form, task)
    _background(form, task)
    form.need(_FOOT)  # what is signed stays with the discipline it is signed for
    _equipment(form)
    _cell(form, "工作\n纪律", "\n".join(_DISCIPLINE))
    _signatures(form)
    _closing(form)
    if form.y - form.bottom > 2 * LEADING:
        form.nothing_follows()
    return form


def _source(form: Form, task: TaskSheet) -> None:
    due = words.day(task.deadline) if task.deadline else "日历未导入"
    rows: list[tuple[str, ...]] = [
        ("任务单编号", task.number, "派发时间", words.moment(task.dispatched)),
        ("抽查计划", task.plan, "摇号编号", task.draw_id),
        ("检查单位", task.enforcement_unit, "承办分队", task.squad or _UNKNOWN),
        ("完成时限", f"{due}　（{task.clause}）"),
        ("依据方案", words.title_of_scheme(task.scheme)),
        *(("一并检查", text) for text in task.also),
    ]
    form.pairs(rows, _FOUR, _LOOK, aside="任务\n来源")


def _target(form: Form, task: TaskSheet) -> None:
    permit = "　".join(filter(None, (task.permit_class, task.permit_code)))
    contact = "　".join(filter(None, (task.contact, task.phone or "电话未登记")))
    told = (
        ("对象编号", task.code, "信用代码", words.credit_code(task.credit_code)),
        ("地址", words.place(task)),
        ("法定代表人", task.legal_person, "联系人", contact),
        ("行业", task.industry, "类别", task.category),
        ("排污许可", permit, "对象状态", task.status),
    )
    rows = [("单位名称", task.name), *(tuple(cell or _UNKNOWN for cell in row) for row in told)]
    if task.fate:
        rows.append(("名单变更", task.fate))
    form.pairs(rows, _FOUR, _LOOK, aside="检查\n对象")


def _items(form: Form, task: TaskSheet) -> None:
    coded = any(item.code for item in task.items)
    version = f"（清单第{task.catalogue.number}版）" if task.catalogue else ""
    columns = [
        Column("序号", 10, "center"),
        Column(f"检查事项{version}", 44 if coded else 51),
        Column("依据", 82 if coded else 92),
    ]
    if coded:
        columns.append(Column("事项编码", 17, "center"))
    rows = [
        (str(number), item.name, item.basis or "—", item.code or "—")[: len(columns)]
        for number, item in enumerate(task.items, start=1)
    ]
    draw_table(form, columns, rows, _LOOK, aside="检查\n事项")


def _people(form: Form, task: TaskSheet) -> None:
    rows: list[tuple[str, ...]] = []
    for place, person in enumerate(task.people):
        guest = person.unit not in ("", task.enforcement_unit)
        name = f"{person.name}\n{person.unit}" if guest else person.name
        rows.append(("协办" if place else "主办", name, "执法证号", person.badge_no))
    if task.others:
        rows.append(("同去", "、".join(f"{it.name}（{it.unit}）" for it in task.others)))
    form.pairs(rows, _FOUR, _LOOK, aside="检查\n人员")


def _background(form: Form, task: TaskSheet) -> None:
    """Set what is known of the site before the visit, and room for what the team makes of it:
    as much as the page has left."""
    known = "\n".join(f"{label}：{text}" for label, text in task.background) or "没有登记。"
    _cell(form, "检查前\n研判", known)
    least, most = _ROOM
    room = int((form.y - form.bottom - _FOOT - 6) // _LEADING)
    _cell(form, "检查\n重点", "\n" * (max(least, min(room, most)) - 1))


def _cell(form: Form, aside: str, text: str) -> None:
    """Set one cell beside its side head, high enough for that."""
    draw_table(form, [Column("", 1)], [[text]], Look(_SIZE, _LEADING, row=28), aside=aside)


def _equipment(form: Form) -> None:
    columns = [Column("", 1)] * 4
    rows = [[f"□ {thing}" for thing in row] for row in _EQUIPMENT]
    draw_table(form, columns, rows, _LOOK, aside="携带\n装备")


def _signatures(form: Form) -> None:
    columns = (
        Column("", 21, "center", Face.HEI),
        Column("", 25),
        Column("", 31, "right"),
        Column("", 21, "center", Face.HEI),
        Column("", 25),
        Column("", 30, "right"),
    )
    row = ("签发人", "", _DATE, "签收人", "", _DATE)
    draw_table(form, columns, [row], Look(_SIZE, _LEADING, row=28), aside="签发\n签收")


def _closing(form: Form) -> None:
    """Set what is filled in by hand when the task is done."""
    rows = [
        ("检查时间", "　　　　年　　月　　日　　时　　分　至　　时　　分"),
        ("笔录编号", "", "检查结果", ""),
        ("归档人", "", "归档时间", "　　　　年　　月　　日"),
    ]
    form.pairs(rows, _FOUR, _WRITE, aside="办结\n情况")
