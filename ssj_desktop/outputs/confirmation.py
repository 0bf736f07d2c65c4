"""摇号会议记录暨结果确认表: the one paper of a draw that is signed (LC-10, LC-16, LC-19).

Its seven sections hold what the clause asks for and what section 6 of docs/protocol.md puts on
paper: digits, results, admissible counts, the edge tickets of every stratum, both hashes.
"""

from collections.abc import Sequence

from ssj_desktop.facts.draw import DrawFacts, DrawnTarget, RedrawLine, StratumEdge
from ssj_desktop.outputs import words
from ssj_desktop.outputs.fonts import Face, Fonts
from ssj_desktop.outputs.form import Form
from ssj_desktop.outputs.table import Column, Look, draw_table
from ssj_desktop.outputs.text import Span

TITLE = "摇号会议记录暨结果确认表"
_SHORT = 16  # hex digits printed of a ticket, and of the final head on every page


def render(facts: DrawFacts, *, system_fonts: bool = True) -> bytes:
    """Return the PDF of a draw's confirmation form.

    Raises:
        DeskError: a name holds a character that no font can print.
    """
    paper = lay_out(facts, Fonts(system=system_fonts))
    return paper.pdf(
        f"{facts.heading}{TITLE}",
        author=facts.office,
        subject=f"摇号编号 {facts.draw_id}",
        program=facts.program,
        dated=facts.drawn_at,
    )


def lay_out(facts: DrawFacts, fonts: Fonts) -> Form:
    """Return the form with everything on its pages."""
    head = words.hex_groups(facts.final_head[:_SHORT])
    form = Form(fonts, f"摇号编号 {facts.draw_id}　末端校验值 {head}")
    rest = facts.heading.removeprefix(facts.period)
    title = f"{facts.period}\n{rest}{TITLE}" if facts.campaign else f"{facts.heading}\n{TITLE}"
    form.title(facts.office, title)
    _meeting(form, facts)
    _snapshot(form, facts)
    _quotas(form, facts)
    _method(form, facts)
    _results(form, facts)
    _changes(form, facts)
    _secrecy(form, facts)
    _signatures(form, facts)
    form.end()
    return form


def _meeting(form: Form, facts: DrawFacts) -> None:
    meeting = facts.meeting
    form.pairs(
        [
            ("摇号编号", facts.draw_id, "期次", facts.period),
            ("主持人", meeting.host, "操作人", meeting.operator),
            ("监督人", words.names(meeting.supervisors) or "无", "记录人", meeting.recorder),
        ],
        (26, 57, 26, 57),
    )
    form.pairs(
        [
            ("会议名称", meeting.title),
            ("时间", words.meeting_time(meeting)),
            ("地点", meeting.place),
            ("出席", words.names((meeting.host, *meeting.attendees))),
            ("列席", words.names((*meeting.supervisors, *meeting.observers)) or "无"),
            ("请假", words.names(meeting.absent) or "无"),
            ("依据方案", words.title_of_scheme(facts.scheme)),
        ],
        (26, 140),
    )


def _snapshot(form: Form, facts: DrawFacts) -> None:
    form.section("一、基数快照")
    form.pairs(
        [
            ("检查对象", f"{facts.target_count}家", "执法检查人员", f"{facts.inspector_count}人"),
            ("执法分队", f"{facts.squad_count}个", "冻结时间", words.moment(facts.frozen_at)),
        ],
        (26, 57, 26, 57),
    )
    rows = [("冻结文件\nSHA-256", words.hex_groups(facts.document_sha256, 8))]
    if facts.previous_head.strip("0"):
        rows.append(("上次摇号\n末端校验值", words.hex_groups(facts.previous_head, 8)))
    form.pairs(rows, (26, 140))


def _quotas(form: Form, facts: DrawFacts) -> None:
    form.section("二、抽查比例")
    drawn = [words.drawn(facts, line) for line in facts.quotas]
    rows = [
        (
            line.name,
            str(line.base),
            str(line.pool),
            f"{line.clause}\n{words.close_up(line.rule)}",
            "\n".join(words.close_up(text) for text in (line.formula, *line.notes)),
            str(line.quota),
            str(count),
            words.close_up(line.raise_reason),
        )
        for line, count in zip(facts.quotas, drawn, strict=True)
    ]
    totals = [sum(n) for n in zip(*((q.base, q.pool, q.quota) for q in facts.quotas), strict=True)]
    if totals:
        base, pool, quota = map(str, totals)
        rows.append(("合计", base, pool, "", "", quota, str(sum(drawn)), ""))
    columns = (
        Column("类别", 22, "center"),
        Column("基数", 11, "right"),
        Column("可抽", 11, "right"),
        Column("依据条款", 34),
        Column("算式", 44),
        Column("应抽", 11, "right"),
        Column("实抽", 11, "right"),
        Column("调整理由", 22),
    )
    draw_table(form, columns, rows)


def _method(form: Form, facts: DrawFacts) -> None:
    form.need(160)  # the head and a paragraph that stays on one page
    form.section("三、抽取方法和取数")
    form.paragraph(
        Span(
            f"使用程序：{facts.program}，抽签规则 yaohao/1。名录、分层、名额、回避先行冻结并算出"
            "承诺值，承诺值公布之后才取数；每个对象和每个席位的抽签号由冻结文件与所取数字用"
            "SHA-256算出，号小者入选，任何人持抽取记录都能逐步复算。"
            f"组队方式：{facts.team_mode}，每名（组）检查人员本次最多承担{facts.cap}家。"
            + _widened(facts),
            Face.SONG,
        )
    )
    form.skip(5)
    rows = [
        (str(number), slot.by, slot.source, str(len(slot.digits)), slot.digits)
        for number, slot in enumerate(facts.slots, start=1)
    ]
    columns = (
        Column("序", 10, "center"),
        Column("取数人", 40, "center"),
        Column("方式", 60, "center"),
        Column("位数", 14, "center"),
        Column("所取数字", 42, "center"),
    )
    draw_table(form, columns, rows, Look(size=10, leading=14))
    form.skip(12)
    commitment = words.hex_groups(facts.commitment, 8)
    form.head_with_qr(
        "承诺值（取数之前公布）", commitment, words.qr_frozen(facts.draw_id, facts.commitment)
    )
    form.head_with_qr(
        f"末端校验值（{words.moment(facts.drawn_at)}摇号，本表打印时）",
        words.hex_groups(facts.final_head, 8),
        words.qr_drawn(facts.draw_id, facts.final_head),
    )
    for remark in facts.remarks:
        form.paragraph(Span("说明：", Face.HEI), Span(words.close_up(remark), Face.SONG))


def _widened(facts: DrawFacts) -> str:
    if not facts.caps_plus:
        return ""
    return (
        "按上述名额和回避，全部席位不能排满，"
        f"人员名额按协议统一放宽{facts.caps_plus}家，即最多{facts.cap + facts.caps_plus}家。"
    )


def _results(form: Form, facts: DrawFacts) -> None:
    void = len(facts.targets) - len(facts.standing)
    count = f"{len(facts.standing)}家" + (f"，另作废{void}家" if void else "")
    form.section(f"四、抽取结果（{count}）")
    columns = (
        Column("序", 7, "center"),
        Column("对象编号\n统一社会信用代码", 37.2),
        Column("单位名称\n地址", 53.2),
        Column("类别", 14.9, "center"),
        Column("主办、协办\n执法证号", 32.3),
        Column("分队", 11.7, "center"),
        Column("可选\n人数", 9.7, "center"),
    )
    rows = [_result(target) for target in facts.targets]
    _table_or(form, "没有抽取检查对象。", columns, rows, Look(9, 11.5))
    form.paragraph(
        Span("可选人数：", Face.HEI),
        Span("抽到该席位时符合条件的人数（编组抽取时为组数），主办在前。", Face.SONG),
    )
    form.need(100)
    form.skip(4)
    form.paragraph(
        Span("分层界线：", Face.HEI),
        Span("重算下表各分层的两个抽签号，即可核对这一层的取舍。", Face.SONG),
    )
    form.skip(4)
    layers = (
        Column("分层", 36, "center"),
        Column("可抽", 10, "right"),
        Column("抽取", 10, "right"),
        Column("末位入选\n抽签号前16位", 55),
        Column("首位未入选\n抽签号前16位", 55),
    )
    draw_table(form, layers, [_edge(edge) for edge in facts.edges], Look(9, 11.5))


def _result(target: DrawnTarget) -> tuple[str, ...]:
    people = (
        f"{person.name:　<3} {person.role or person.badge_no}"
        for person in (*target.team.officers, *target.team.others)
    )
    return (
        str(target.order),
        words.codes(target),
        words.name_place_fate(target),
        target.category,
        "\n".join(people),
        target.team.squad,
        "/".join(map(str, target.team.admissible)),
    )


def _edge(edge: StratumEdge) -> tuple[str, ...]:
    first, last = edge.last_in, edge.first_out
    if edge.k == 0:
        return (edge.name, str(edge.pool), "0", "本层不抽", _ticket(edge.first_out_name, last))
    out = "全部列入" if edge.k == edge.pool else _ticket(edge.first_out_name, last)
    return (edge.name, str(edge.pool), str(edge.k), _ticket(edge.last_in_name, first), out)


def _ticket(name: str, ticket: str) -> str:
    return f"{name}\n{words.hex_groups(ticket[:_SHORT])}" if ticket else ""


def _changes(form: Form, facts: DrawFacts) -> None:
    form.section("五、回避、排除和补抽")
    recusals = [(line.inspector, line.target, line.reason) for line in facts.recusals]
    recused = (
        Column("回避人员", 30, "center"),
        Column("回避的对象", 76),
        Column("原因", 60),
    )
    _table_or(form, "回避：没有登记。", recused, recusals)
    exclusions = [
        (f"{e.name}\n{e.code}", e.category, e.reason, e.evidence) for e in facts.exclusions
    ]
    excluded = (
        Column("不列入可抽范围的对象（仍计入基数）", 68),
        Column("类别", 24, "center"),
        Column("原因", 30),
        Column("依据", 44),
    )
    _table_or(form, "排除：没有不列入可抽范围的对象。", excluded, exclusions)
    redrawn = (
        Column("时间", 20, "center"),
        Column("事项", 16, "center"),
        Column("退出", 26),
        Column("补入", 26),
        Column("原因、依据、批准", 42),
        Column("取数", 36),
    )
    _table_or(
        form, "补抽：截至本表打印时没有。", redrawn, [_redraw(line) for line in facts.redraws]
    )


def _table_or(
    form: Form,
    nothing: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    look: Look | None = None,
) -> None:
    if not rows:
        form.paragraph(Span(nothing, Face.SONG))
        return
    draw_table(form, columns, rows, look)
    form.skip(5)


def _redraw(line: RedrawLine) -> tuple[str, ...]:
    return (
        words.moment(line.at),
        line.kind,
        line.went_out or "—",
        line.came_in or "—",
        f"原因：{line.reason}\n依据：{line.evidence}\n批准：{line.approved_by}",
        "\n".join(words.digit_slot(slot) for slot in line.digits),
    )


def _secrecy(form: Form, facts: DrawFacts) -> None:
    form.section("六、保密与备案要求")
    for text in (
        "1.现场检查实施前，抽查名单对被检查单位保密。本表限参加会议和承办人员知悉，"
        "不得拍照外传；违反保密制度的，依照有关规定追究责任。",
        f"2.抽查名单报{facts.filing_receiver}备案；名单变更后重新备案。",
        "3.名单一经确定不得随意变更。确需变更的，写明原因、附依据、经批准后补抽，原记录保留。",
        "4.本表签名后扫描存入备查卷，原件与会议纪要、抽取记录一并保管。",
    ):
        form.paragraph(Span(text, Face.SONG))


def _signatures(form: Form, facts: DrawFacts) -> None:
    meeting = facts.meeting
    signers = [("主持人", meeting.host), ("操作人", meeting.operator)]
    signers += [("监督人", name) for name in meeting.supervisors]
    signers.append(("记录人", meeting.recorder))
    roles = [name for _, name in signers]
    signers += [
        ("出席人", name)
        for name in dict.fromkeys(meeting.attendees)
        if not any(words.same_person(name, role) for role in roles)
    ]
    form.signatures(
        "以上冻结、取数、摇号在到会人员见证下进行，本表所载数字和结果与现场一致。"
        "本表打印时的末端校验值为：",
        words.hex_groups(facts.final_head),
        signers,
    )
