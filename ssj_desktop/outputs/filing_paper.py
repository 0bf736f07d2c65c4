"""The 备案表 as a paper to sign, stamp and hand in (requirements 8.5; LC-19, LC-22)."""

from ssj_desktop.facts.draw import DrawFacts
from ssj_desktop.outputs import filing, words
from ssj_desktop.outputs.fonts import Face, Fonts
from ssj_desktop.outputs.form import LEADING, Form
from ssj_desktop.outputs.table import Column, Look, draw_table
from ssj_desktop.outputs.text import Span

_DATE = "　　年　　月　　日"
_SIGNED = Look(size=10, leading=14, row=30)
_CHANGES = (10, 21, 32, 16, 16, 32, 39)
_FOOT = 100.0  # points: the rows to sign in, which stay on one page


def render(facts: DrawFacts, *, system_fonts: bool = True) -> bytes:
    """Return the PDF of a draw's filing form.

    Raises:
        DeskError: a name holds a character that no font can print.
    """
    paper = lay_out(facts, Fonts(system=system_fonts))
    return paper.pdf(
        filing.title(facts),
        author=facts.office,
        subject=f"摇号编号 {facts.draw_id}",
        program=facts.program,
        dated=facts.drawn_at,
    )


def lay_out(facts: DrawFacts, fonts: Fonts) -> Form:
    """Return the form with everything on its pages; changes have a page of their own."""
    form = Form(fonts, f"摇号编号 {facts.draw_id}")
    form.title(facts.office, filing.title(facts))
    _head(form, facts)
    _summary(form, facts)
    _list(form, facts)
    _signatures(form, facts)
    if facts.redraws:
        form.turn()
        _changes(form, facts)
    if form.y - form.bottom > 2 * LEADING:
        form.nothing_follows()
    return form


def _head(form: Form, facts: DrawFacts) -> None:
    rows = [
        ("填报单位\n（章）", facts.office, "填报日期", f"　　{_DATE}"),
        ("期次", facts.period, "抽取日期", words.day(facts.drawn_at)),
        ("方式", filing.method(facts), "领导签发", ""),
    ]
    form.pairs(rows, (22, 63, 22, 59), Look(size=10, leading=14, row=26))


def _summary(form: Form, facts: DrawFacts) -> None:
    form.section("一、汇总")
    columns = (
        Column("类别", 30, "center"),
        Column("基数（家）", 19, "right"),
        Column("比例、算式", 79),
        Column("应抽（家）", 19, "right"),
        Column("实抽（家）", 19, "right"),
    )
    rows = [
        (name, str(base), formula, str(quota), str(drawn))
        for name, base, quota, drawn, formula in filing.summary(facts)
    ]
    draw_table(form, columns, rows)


def _list(form: Form, facts: DrawFacts) -> None:
    form.section(f"二、抽查企业名单（{len(facts.standing)}家）")
    if not facts.standing:
        form.paragraph(Span("没有抽取检查对象。", Face.SONG))
        return
    columns = (
        Column("序号", 8.6, "center"),
        Column("单位名称\n地址", 53.9),
        Column("对象编号\n统一社会信用代码", 37.2),
        Column("类别", 15, "center"),
        Column("分队", 12.6, "center"),
        Column("检查\n人员", 16.2, "center"),
        Column("计划\n检查时段", 22.5, "center"),
    )
    rows = []
    for row, target in zip(filing.rows(facts), facts.standing, strict=True):
        number, _, _, _, category, _, squad, people, span, _ = row
        who, when = people.replace("、", "\n"), span.replace("至", "\n至")
        name, code = words.name_place_fate(target), words.codes(target)
        rows.append((number, name, code, category, squad, who, when))
    draw_table(form, columns, rows, keep=_FOOT)


def _signatures(form: Form, facts: DrawFacts) -> None:
    form.need(_FOOT)
    form.skip(8)
    shares = (18, 38, 18, 37, 18, 37)
    form.pairs([("填表人", "", "审核人", "", "负责人", "")], shares, _SIGNED)
    form.skip(8)
    receiver = f"{facts.filing_receiver}接收栏"
    draw_table(form, [Column("", 1, "center", Face.HEI)], [(receiver,)], Look(10, 14, row=22))
    form.pairs([("接收人", "", "接收日期", _DATE, "编号", "")], shares, _SIGNED)


def _changes(form: Form, facts: DrawFacts) -> None:
    form.title(facts.office, filing.title_of_changes(facts))
    aligned = zip(filing.CHANGES, _CHANGES, strict=True)
    columns = [Column(head, share, "center" if share < 22 else "left") for head, share in aligned]
    draw_table(form, columns, filing.changes(facts))
