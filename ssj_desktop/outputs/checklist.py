"""双随机检查记录表: item by item what was checked, and what it came to (requirements 8.3, TJ-12).

The finding and what follows from it are made after the inspection (requirements 11.8): until then
their boxes are empty.
"""

from collections.abc import Iterable

from ssj_desktop.facts.record import (
    DISPOSITIONS,
    METHODS,
    PRODUCTION,
    CheckLine,
    Conclusion,
    RecordFacts,
)
from ssj_desktop.outputs import words
from ssj_desktop.outputs.field_form import DATE, FieldForm, lasted
from ssj_desktop.outputs.fonts import Face, Fonts
from ssj_desktop.outputs.table import Column, Look, draw_table

TITLE = "双随机检查记录表"
_FOUR, _TWO = (27, 60, 27, 52), (27, 139)  # mm: label, value, …
_WIDE = 38  # full-width characters that the value of a row of two holds
_LOOK = Look(size=10, leading=14, row=22)
_BADGE = "　" * 5  # room to write a badge number in
_WRITTEN = Look(size=10, leading=14, row=30)  # filled in by hand more often than not
_ITEMS = Look(size=9.5, leading=13, row=22)


def lay_out(facts: RecordFacts, fonts: Fonts) -> FieldForm:
    """Return the form with everything on its pages."""
    form = FieldForm(fonts, TITLE, f"任务编号 {facts.task}" if facts.task else "")
    form.title(facts.office, TITLE)
    _whom(form, facts)
    _items(form, facts)
    _finding(form, facts)
    _signatures(form, facts)
    return form


def _whom(form: FieldForm, facts: RecordFacts) -> None:
    task = f"{facts.period}“双随机、一公开”抽查" if facts.period else ""
    contact = f"{facts.contact}　{facts.phone}".strip()
    form.pairs(
        [
            ("任务名称", task),
            ("任务编号", facts.task, "计划编号", facts.plan),
            ("检查对象", facts.name),
            ("统一社会\n信用代码", facts.credit_code, "类别", facts.category),
            ("地址", facts.address),
            ("法定代表人", facts.legal_person, "联系人电话", contact),
            ("许可管理类别", facts.permit_class, "许可证号", facts.permit_code),
            ("行业", facts.industry, "移动执法\n编号", facts.mobile_no),
        ],
        _FOUR,
        _LOOK,
    )
    _choices(form, "生产状态", PRODUCTION, [facts.production])
    _choices(form, "检查方式", METHODS, facts.methods)
    if facts.method_reason:
        form.pairs([("检查方式\n说明", facts.method_reason)], _TWO, _LOOK)
    when = lasted(facts.started, facts.ended)
    form.pairs([("检查起止时间", when, "音像记录\n编号", facts.recording_no)], _FOUR, _LOOK)


def _choices(
    form: FieldForm, label: str, options: Iterable[str], chosen: Iterable[str], look: Look = _LOOK
) -> None:
    columns = (Column("", _TWO[0], "center", Face.HEI), Column("", _TWO[1], boxed=True))
    draw_table(form, columns, [(label, ticked(options, chosen, _WIDE))], look)


def ticked(options: Iterable[str], chosen: Iterable[str], width: int) -> str:
    """Return the options as a boxed column takes them, ``width`` characters a line; what was
    chosen under words that are no longer offered is offered still."""
    marked = [word for word in chosen if word]
    lines: list[str] = []
    for option in dict.fromkeys((*options, *marked)):
        item = ("√ " if option in marked else "　 ") + option
        if lines and _squares(f"{lines[-1]}  {item}") <= width:
            lines[-1] += f"  {item}"
        else:
            lines.append(item)
    return "\n".join(lines)


def _squares(text: str) -> float:
    """Return how many full-width characters ``text`` is long."""
    return len(text) - text.count(" ") / 2


def _items(form: FieldForm, facts: RecordFacts) -> None:
    form.section("检查事项")
    columns = (
        Column("序号", 11, "center"),
        Column("检查事项（依据）", 57),
        Column("是否\n检查", 13, "center", boxed=True),
        Column("情况", 27, boxed=True),
        Column("发现问题或者说明", 58),
    )
    rows = [_item(number, check) for number, check in enumerate(facts.checks, start=1)]
    draw_table(form, columns, rows, _ITEMS)


def _item(number: int, check: CheckLine) -> tuple[str, ...]:
    name = f"{check.name}\n（{check.basis}）" if check.basis else check.name
    text = check.text.strip()
    if check.conclusion is None:
        open_ends = [c for c in Conclusion if c is not Conclusion.UNCHECKED]
        return (str(number), name, ticked("是否", (), 1), ticked(open_ends, (), 1), text)
    if check.conclusion is Conclusion.UNCHECKED:
        return (str(number), name, "否", "—", f"未检查：{text}" if text else "未检查")
    return (str(number), name, "是", check.conclusion, text)


def _finding(form: FieldForm, facts: RecordFacts) -> None:
    finding = facts.finding
    form.need(190)
    form.section("检查结果认定和后续处置（检查之后另行填写）")
    _choices(form, "检查结果", facts.results, [finding.result] if finding else [], _WRITTEN)
    form.pairs([("问题说明", finding.problem if finding else "")], _TWO, _WRITTEN)
    _choices(form, "后续处置", DISPOSITIONS, finding.dispositions if finding else (), _WRITTEN)
    number, on = (finding.document, words.day(finding.on)) if finding else ("", DATE)
    form.pairs([("文书文号", number, "认定日期", on)], _FOUR, _WRITTEN)


def _signatures(form: FieldForm, facts: RecordFacts) -> None:
    people = [
        ("检查人员", f"{person.name}\n执法证号 {person.badge_no or _BADGE}")
        for person in facts.inspectors
    ]
    form.need(min(form.height, 80 + 36 * (len(people) + 3)))
    form.section("签名")
    party = "被检查对象负责人\n（签字或盖章）"
    form.sign_here([*people, (party, ""), ("见证人", facts.witness)], (38, 48, 46, 34))
    form.pairs([("拒签原因", facts.absence)], (38, 128), _WRITTEN)
    form.nothing_follows()
