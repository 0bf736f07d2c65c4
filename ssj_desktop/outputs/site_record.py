"""现场检查（勘察）笔录: what was seen on site, signed there by both sides.

Its parts stand in the order of requirements 8.2, the ministry's form of 2010 and 2016. It tells
neither a result nor a disposition: they are made after the inspection (requirements 11.8). What
the inspected party has to write by its own hand stays empty: whether it saw the badges, whether it
asks for somebody's withdrawal, that it has read the record, its ID number.
"""

from ssj_desktop.facts.record import CheckLine, Conclusion, RecordFacts
from ssj_desktop.facts.task import Officer
from ssj_desktop.outputs.field_form import Field, FieldForm, lasted
from ssj_desktop.outputs.fonts import Face, Fonts
from ssj_desktop.outputs.text import Span

TITLE = "现场检查（勘察）笔录"
_LEADING = 18.0  # points: running text between fields
_ID_NUMBER = 18  # digits
_FEW = 14  # ruled lines on the first page of a blank form that call for a second page
_STOPS = "。！？；…」』”）"
_SECTION = 4.0  # points between two parts
_WHOLE = 8  # lines: a paragraph of no more stays on one page
_CLEAR = 10.0  # points between the last ruled line and the signatures
_MENDED = "笔录有修改的，由被检查人在修改处签名、盖章或者捺指印。"


def lay_out(facts: RecordFacts, fonts: Fonts) -> FieldForm:
    """Return the record with everything on its pages."""
    form = _form(facts, fonts)
    form.title(facts.office, TITLE)
    _whom(form, facts)
    _by_whom(form, facts)
    _notice(form, facts)
    if _told(facts):
        _situation(form, facts)
    else:
        _room_for_the_situation(form, facts)
    _closing(form, facts)
    return form


def _form(facts: RecordFacts, fonts: Fonts) -> FieldForm:
    signers = [
        "被检查人（现场负责人）",
        *["检查人"] * len(facts.inspectors),
        "记录人",
        *["其他参加人"] * max(len(facts.others), 1),
        "见证人",
    ]
    return FieldForm(fonts, TITLE, f"任务编号 {facts.task}" if facts.task else "", signers, _MENDED)


def _whom(form: FieldForm, facts: RecordFacts) -> None:
    """Items 3 to 9."""
    form.fields(Field("检查（勘察）时间", lasted(facts.started, facts.ended)))
    form.fields(Field("检查（勘察）地点", facts.place))
    form.fields(
        Field("被检查人名称或姓名", facts.name),
        Field("统一社会信用代码", facts.credit_code, least=10),
        Field("法定代表人（负责人）", facts.legal_person, least=8),
    )
    form.fields(
        Field("现场负责人", facts.contact),
        Field("年龄", facts.contact_age, share=0, least=2),
        Field("公民身份号码", share=0, boxes=_ID_NUMBER),
    )
    form.fields(
        Field("工作单位", facts.contact_employer, share=3),
        Field("职务", facts.contact_post, least=5),
        Field("与本次检查事项关系", facts.contact_relation, least=5),
    )
    form.fields(
        Field("地址", facts.address, share=3),
        Field("电话", facts.phone, least=6),
        Field("邮编", facts.postcode, share=0, least=4),
    )


def _by_whom(form: FieldForm, facts: RecordFacts) -> None:
    """Items 10 to 12; the names take as much room as the longest, so that the labels align."""
    recorder = facts.recorder or Officer("", "", "")
    room = max(4, *(len(person.name) for person in (*facts.inspectors, recorder)))
    people = [("检查（勘察）人", person) for person in facts.inspectors]
    for label, person in (*people, ("记录人", recorder)):
        least = room + len("检查（勘察）人") - len(label)
        unit = f"{person.unit}　{person.badge_no}".strip()
        form.fields(
            Field(label, person.name, share=0, least=least), Field("工作单位及执法证号", unit)
        )
    form.fields(Field("其他参加人姓名及工作单位", "；".join(facts.others)))


def _notice(form: FieldForm, facts: RecordFacts) -> None:
    """Items 13 and 14."""
    form.skip(_SECTION)
    _say(
        form,
        f"我们是{facts.enforcement_unit}的执法人员，这是我们的执法证件（向当事人出示证件），"
        "请过目确认。今天我们依法进行检查并了解有关情况，你应当配合调查，如实回答询问和提供材料，"
        "不得拒绝、阻碍、隐瞒或者提供虚假情况。如果你认为我们与本次检查事项有利害关系，"
        "可能影响公正办案，可以申请我们回避，并说明理由。",
        keep=_WHOLE,
    )
    form.skip(_SECTION)
    form.label("被检查人确认（由被检查人手写）：")
    form.fields(
        Field("是否看清证件", least=6), Field("是否申请回避（申请的说明理由）", share=2, least=10)
    )


def _told(facts: RecordFacts) -> bool:
    checked = any(check.conclusion or check.text for check in facts.checks)
    return checked or bool(facts.narrative.strip())


def _situation(form: FieldForm, facts: RecordFacts) -> None:
    """Item 15: what the checks came to (requirements 11.8), then the narrative."""
    form.skip(_SECTION)
    form.label("现场情况：")
    if any(check.conclusion or check.text for check in facts.checks):
        for number, check in enumerate(facts.checks, start=1):
            _check(form, number, check)
    for paragraph in facts.narrative.splitlines():
        if paragraph.strip():
            _say(form, paragraph.strip())
    if not facts.narrative.strip():
        form.ruled(3)


def _check(form: FieldForm, number: int, check: CheckLine) -> None:
    text = check.text.strip()
    head = f"{number}.{check.name}："
    if check.conclusion is None:  # to be completed by hand
        _say(form, head + text)
        form.ruled(1)
    elif check.conclusion is Conclusion.UNCHECKED and text:
        _say(form, f"{head}{check.conclusion}（{text.rstrip('。')}）。")
    else:
        stop = "" if not text or text[-1] in _STOPS else "。"
        _say(form, f"{head}{check.conclusion}。{text}{stop}")


def _room_for_the_situation(form: FieldForm, facts: RecordFacts) -> None:
    """Rule what the page has left; if that is little, one more page, down to the closing."""
    form.skip(_SECTION)
    form.label("现场情况：")
    scratch = _form(facts, form.fonts)
    _closing(scratch, facts)
    closing = scratch.top - scratch.y
    if form.lines_left(closing) < _FEW:
        form.ruled_down(kept=_CLEAR)
        form.turn()
    form.ruled_down(kept=closing)


def _closing(form: FieldForm, facts: RecordFacts) -> None:
    """Items 16, 17 and 19; the signatures (18) stand at the foot of every page."""
    form.skip(2 * _SECTION)
    form.need(120)
    form.label("以上笔录已阅无误：")
    _say(
        form,
        "（请被检查人手写“以上笔录我已阅读，与实际情况相符”；有不同意见的，写明不同意见。）",
    )
    form.ruled(1)
    form.skip(2 * _SECTION)
    form.fields(Field("确认意见"))
    form.skip(_SECTION)
    form.need(60)
    form.fields(Field("被检查人拒绝签名或者不在场的，注明原因", facts.absence.strip()))
    form.fields(Field("见证人", facts.witness.strip()))
    if facts.late_reason.strip():
        form.fields(Field("补做说明", facts.late_reason.strip()))
    form.nothing_follows()


def _say(form: FieldForm, text: str, *, keep: int = 2) -> None:
    form.paragraph(Span(text, Face.SONG), keep=keep, leading=_LEADING)
