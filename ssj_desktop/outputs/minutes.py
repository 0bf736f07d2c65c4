"""“双随机”抽查摇号会议纪要: an official document by GB/T 9704-2012 without signature or seal.

Sections in the order of requirements 8.1; the list of objects is its first attachment.
"""

from collections import Counter
from collections.abc import Iterable

from ssj_desktop.facts.draw import DrawFacts, DrawnTarget
from ssj_desktop.facts.quota import QuotaLine
from ssj_desktop.facts.squads import by_numeral
from ssj_desktop.outputs import words
from ssj_desktop.outputs.fonts import Face, Fonts
from ssj_desktop.outputs.official import Official
from ssj_desktop.outputs.table import Column, draw_table
from ssj_desktop.outputs.text import Span

_FEW = 3  # so many excluded objects are named in the text; more have an attachment
_LIST, _EXCLUDED = "抽查对象和执法检查人员名单", "不列入可抽范围的检查对象"


def render(facts: DrawFacts, *, system_fonts: bool = True) -> bytes:
    """Return the PDF of a draw's minutes.

    Raises:
        DeskError: a name holds a character that no font can print.
    """
    paper = lay_out(facts, Fonts(system=system_fonts))
    return paper.pdf(
        f"{facts.heading}摇号会议纪要",
        author=facts.office,
        subject=f"摇号编号 {facts.draw_id}",
        program=facts.program,
        dated=facts.drawn_at,
    )


def lay_out(facts: DrawFacts, fonts: Fonts) -> Official:
    """Return the minutes with everything on their pages."""
    paper = Official(fonts)
    paper.masthead(
        facts.office,
        "会议纪要",
        f"摇号编号：{facts.draw_id}",
        words.day(facts.meeting.started),
    )
    paper.title((*_period(facts), facts.heading.removeprefix(facts.period), "摇号会议纪要"))
    paper.blank()
    _opening(paper, facts)
    _quotas(paper, facts)
    _method(paper, facts)
    _results(paper, facts)
    _changes(paper, facts)
    _demands(paper, facts)
    _attachment_notes(paper, facts)
    _people(paper, facts)
    _attachments(paper, facts)
    _imprint(paper, facts)
    return paper


def _period(facts: DrawFacts) -> tuple[str, ...]:
    """Return what was drawn, cut where a line of a title may end."""
    campaign = facts.campaign
    return (str(campaign.quarter), campaign.name) if campaign else (facts.period,)


def _say(paper: Official, text: str) -> None:
    paper.paragraph(Span(text, Face.FANG))


def _point(paper: Official, head: str, text: str, *, keep: int = 0) -> None:
    paper.paragraph(Span(head, Face.KAI), Span(text, Face.FANG), keep=keep)


def _opening(paper: Official, facts: DrawFacts) -> None:
    meeting = facts.meeting
    watched = words.names(meeting.supervisors)
    _say(
        paper,
        f"{words.meeting_time(meeting)}，{meeting.host}在{meeting.place}主持召开{meeting.title}，"
        f"按照{words.title_of_scheme(facts.scheme)}，研究确定{facts.heading}比例，"
        "摇号确定抽查对象和执法检查人员。"
        + (f"{watched}到会监督，" if watched else "")
        + f"{meeting.operator}操作，{meeting.recorder}记录。现纪要如下。",
    )


def _quotas(paper: Official, facts: DrawFacts) -> None:
    paper.heading("一、抽查比例确定情况")
    _say(
        paper,
        f"{words.moment(facts.frozen_at)}冻结名录，共有检查对象{facts.target_count}家、"
        f"执法检查人员{facts.inspector_count}人、执法分队{facts.squad_count}个。"
        "各类对象应抽、实抽家数确定如下：",
    )
    for number, line in enumerate(facts.quotas, start=1):
        _point(
            paper,
            f"（{words.chinese(number)}）{line.name}。",
            _quota(facts, line),
        )
    if facts.exclusions:
        named = "；".join(f"{e.name}（{e.reason}，{e.evidence}）" for e in facts.exclusions)
        _say(
            paper,
            f"有{len(facts.exclusions)}家对象按规定不列入可抽范围，但仍计入确定比例的基数"
            + ("，见附件2。" if _has_second(facts) else f"：{named}。"),
        )


def _quota(facts: DrawFacts, line: QuotaLine) -> str:
    drawn = words.drawn(facts, line)
    source = f"按{line.clause}，" if facts.campaign else f"方案{line.clause}规定"
    text = (
        f"{source}{_close(line.rule)}。基数{line.base}家，可抽{line.pool}家；"
        f"{_close(line.formula)}，应抽{line.quota}家，实抽{drawn}家。"
    )
    if line.raise_reason:
        text += f"调高理由：{_sentence(line.raise_reason)}"
    whole = [layer.name for layer in line.layers if layer.k and layer.k == layer.pool]
    if whole:
        text += f"其中“{'”“'.join(whole)}”一层全部列入。"
    return text + "".join(_sentence(note) for note in line.notes)


def _method(paper: Official, facts: DrawFacts) -> None:
    paper.heading("二、摇号方法和过程")
    _point(
        paper,
        "（一）方法。",
        f"使用{facts.program}，按抽签规则yaohao/1进行：先冻结名录并公布承诺值，再当场取数，"
        "由冻结文件和所取数字逐一算出抽签号，号小者入选。结果可由任何人持抽取记录复算核对。",
    )
    _point(paper, "（二）承诺值。", "取数之前公布的承诺值为：", keep=2)
    paper.figures(words.hex_groups(facts.commitment, 8))
    _point(
        paper,
        "（三）取数。",
        "；".join(words.digit_slot(slot) for slot in facts.slots)
        + f"。{words.moment(facts.drawn_at)}摇号。",
    )
    text = f"组队方式为{facts.team_mode}，每名（组）检查人员本次最多承担{facts.cap}家。"
    if facts.caps_plus:
        text += (
            f"因按此名额和回避不能排满全部席位，人员名额按协议统一放宽{facts.caps_plus}家，"
            f"即最多{facts.cap + facts.caps_plus}家。"
        )
    _point(paper, "（四）随机选派人员。", text)
    for number, remark in enumerate(facts.remarks, start=5):
        _point(paper, f"（{words.chinese(number)}）说明。", _sentence(remark))


def _results(paper: Official, facts: DrawFacts) -> None:
    paper.heading("三、抽取结果")
    standing = facts.standing
    categories = _counts((target.category for target in standing), "家")
    squads = sorted((t.team.squad for t in standing if t.team.squad), key=by_numeral)
    _say(
        paper,
        f"共抽取检查对象{len(standing)}家"
        + (f"，其中{categories}" if categories else "")
        + (f"。按承担分队计，{_counts(squads, '家')}" if squads else "")
        + f"。名单见{_first(facts)}。",
    )
    paper.paragraph(Span("本次摇号的末端校验值为：", Face.FANG), keep=2)
    paper.figures(words.hex_groups(facts.final_head, 8))


def _changes(paper: Official, facts: DrawFacts) -> None:
    paper.heading("四、回避、补抽情况")
    recused = "；".join(f"{r.inspector}回避{r.target}（{r.reason}）" for r in facts.recusals)
    _point(paper, "（一）回避。", f"{recused}。" if recused else "没有登记回避情形。")
    if not facts.redraws:
        _point(paper, "（二）补抽。", "摇号后名单没有变更。")
        return
    _point(paper, "（二）补抽。", f"摇号后有补抽事项{len(facts.redraws)}项：")
    for number, line in enumerate(facts.redraws, start=1):
        digits = "；".join(words.digit_slot(slot) for slot in line.digits)
        said = (
            ("退出", line.went_out),
            ("补入", line.came_in),
            ("原因", line.reason),
            ("依据", line.evidence),
            ("批准", line.approved_by),
            ("取数", digits),
        )
        _say(
            paper,
            f"{number}.{words.moment(line.at)}{line.kind}。"
            + "".join(f"{label}：{_sentence(text)}" for label, text in said if text),
        )


def _demands(paper: Official, facts: DrawFacts) -> None:
    paper.heading("五、工作要求")
    _point(
        paper,
        "（一）严格保密。",
        "现场检查实施前，抽查名单对被检查单位保密，坚决防止跑风漏气、失密泄密；"
        "违反保密制度的，依照有关规定处理。",
    )
    _point(
        paper,
        "（二）及时备案。",
        f"抽查名单报{facts.filing_receiver}备案；名单经批准变更的，重新备案。",
    )
    until = f"{words.day(facts.deadline)}前" if facts.deadline else f"{facts.period}内"
    _point(
        paper,
        "（三）按期检查。",
        f"{facts.enforcement_unit}组织执法检查人员于{until}完成现场检查，"
        "出示执法证件，制作现场检查（勘察）笔录，做到检查留痕。",
    )
    _point(
        paper,
        "（四）名单不得随意变更。",
        "抽查名单一经确定，不得随意变更；确需变更的，写明原因、附具依据，经批准后补抽，"
        "原记录一并保留。",
    )


def _attachment_notes(paper: Official, facts: DrawFacts) -> None:
    paper.blank()
    listed = f"1.{_LIST}\n2.{_EXCLUDED}" if _has_second(facts) else _LIST
    paper.hanging(("附件：", listed))


def _people(paper: Official, facts: DrawFacts) -> None:
    meeting = facts.meeting
    paper.blank()
    items = (
        ("出席：", words.names((meeting.host, *meeting.attendees))),
        ("请假：", words.names(meeting.absent)),
        ("列席：", words.names((*meeting.supervisors, *meeting.observers))),
    )
    paper.hanging(*(item for item in items if item[1]))


def _attachments(paper: Official, facts: DrawFacts) -> None:
    title = (*_period(facts), "“双随机”", "抽查对象和", "执法检查人员名单")
    paper.attachment(_first(facts), title)
    drawn = (
        Column("序号", 8.6, "center"),
        Column("检查对象\n地址", 53.5),
        Column("对象编号\n统一社会信用代码", 37.2),
        Column("类别", 15, "center"),
        Column("主办", 15, "center"),
        Column("协办", 15, "center"),
        Column("分队", 11.7, "center"),
    )
    rows = [_row(number, target) for number, target in enumerate(facts.standing, start=1)]
    if rows:
        draw_table(paper, drawn, rows)
    else:
        _say(paper, "没有抽取检查对象。")
    if not _has_second(facts):
        return
    paper.attachment("附件2", ("不列入可抽范围的", "检查对象"))
    excluded = (
        Column("序号", 10, "center"),
        Column("检查对象\n对象编号", 56),
        Column("类别", 22, "center"),
        Column("原因", 28),
        Column("依据", 40),
    )
    rows = [
        (str(number), f"{e.name}\n{e.code}", e.category, e.reason, e.evidence)
        for number, e in enumerate(facts.exclusions, start=1)
    ]
    draw_table(paper, excluded, rows)


def _has_second(facts: DrawFacts) -> bool:
    return len(facts.exclusions) > _FEW


def _first(facts: DrawFacts) -> str:
    return "附件1" if _has_second(facts) else "附件"


def _imprint(paper: Official, facts: DrawFacts) -> None:
    """Set the 版记, dated with the last thing that the minutes tell of."""
    last = max((facts.drawn_at, *(line.at for line in facts.redraws)))
    # One line where the names allow it: a second one often costs a leaf of its own.
    sent_to = f"领导小组成员，{facts.filing_receiver}"
    paper.imprint(sent_to, facts.office, words.day(last))


def _row(number: int, target: DrawnTarget) -> tuple[str, ...]:
    return (
        str(number),
        words.name_place_fate(target),
        words.codes(target),
        target.category,
        words.lead(target.team),
        words.members(target.team),
        target.team.squad,
    )


def _counts(values: Iterable[str], unit: str) -> str:
    return "、".join(f"{value}{count}{unit}" for value, count in Counter(values).items())


def _close(text: str) -> str:
    return words.close_up(text).rstrip("。；，")


def _sentence(text: str) -> str:
    return f"{_close(text)}。"
