"""抽查事项清单 on paper and in Excel: nine, eight and seven columns, whole and in their order."""

import io
from dataclasses import replace
from datetime import date, datetime

import pypdfium2  # type: ignore[import-untyped]
import pytest
from docx import Document
from openpyxl import load_workbook

from ssj_desktop import paths
from ssj_desktop.desk.item_rows import values_of
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.catalogue import Catalogue, Edition, ListKind
from ssj_desktop.facts.roster import ItemRow
from ssj_desktop.outputs import item_list, item_list_doc, item_list_sheet
from ssj_desktop.rules.scheme import parse_scheme
from tests.outputs.pdf import MM, boxes, flat, full_text, golden, pages

NINE, EIGHT, JOINT = ListKind
OFFICE = "重庆市武隆区生态环境局"
AT = datetime(2026, 3, 20, 15, 0)
EDITION = Edition(
    2, OFFICE, date(2026, 4, 1), date(2026, 3, 18), "局务会2026年第3次", "张局长", "", AT, 27
)
BLANK = dict.fromkeys(("category", "subject", "method", "rate", "basis", "content"), "")


def item(**said: object) -> ItemRow:
    """Return an item that says this, and elsewhere nothing."""
    facts = {"code": "S-01", "name": "事项", "target_scope": "", "joint": False, **BLANK, **said}
    return ItemRow(**facts)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def wulong() -> Catalogue:
    file = paths.resources() / "schemes" / "wulong-2024.toml"
    rows = values_of(parse_scheme(file.read_text(encoding="utf-8"), file.name))
    items = tuple(item(code=code, **values) for code, values in rows.items())
    return Catalogue(OFFICE, "双随机桌面 0.1.0", AT, items, EDITION)


@pytest.fixture
def joint() -> Catalogue:
    """Two items of which one is checked together with others (EZ-20)."""
    items = (
        item(name="排污许可", sub_item="台账", category="一般", target_scope="排污单位"),
        item(
            code="S-02",
            name="机动车排放检验",
            sub_item="检验报告",
            category="重点",
            target_scope="检验机构",
            subject="大气科",
            basis="《大气污染防治法》第五十四条",
            content="1.报告\n2.设备",
            method="现场检查",
            joint=True,
            department="生态环境局",
            partners="市场监管局、公安局",
            liaison="大气科",
            field="机动车",
        ),
    )
    return Catalogue(OFFICE, "双随机桌面 0.1.0", AT, items, None)


def text_of(catalogue: Catalogue, kind: ListKind) -> str:
    return "\n".join(pages(item_list.render(catalogue, kind, system_fonts=False)))


def table_of(catalogue: Catalogue, kind: ListKind) -> list[list[object]]:
    """Return the workbook's rows from the head on."""
    book = load_workbook(io.BytesIO(item_list_sheet.render(catalogue, kind)))
    [sheet] = book.worksheets
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]


@pytest.mark.parametrize("kind", ListKind)
def test_a_list_prints_this_very_text(kind: ListKind, wulong: Catalogue, joint: Catalogue) -> None:
    """BD-3, WL-12, EZ-20."""
    catalogue = wulong if kind is EIGHT else joint
    text = full_text(item_list.render(catalogue, kind, system_fonts=False))
    assert text == golden(f"item_list_{kind.name.lower()}", text)


def test_every_one_of_the_twenty_rows_comes_out_whole_in_eight_columns(wulong: Catalogue) -> None:
    """WL-12, WL-13: with the document's own texts, and both numbers."""
    said = flat(text_of(wulong, EIGHT))
    for one in wulong.items:
        texts = (one.department, one.name, one.content, one.target_scope, one.frequency, one.rate)
        for text in (*texts, one.quantity):
            assert flat(text) in said, (one.code, text)
    head, *rows = table_of(wulong, EIGHT)
    assert head == [
        *("序号", "发起部门", "抽查事项名称", "检查内容", "检查对象", "抽查频次", "抽查比例"),
        "抽取对象数量（家）",
    ]
    assert len(rows) == 27
    # 18 × 100% × 4 quarters = 72; the document's 约100 is of all four lines of row 15.
    assert rows[16] == [
        17,
        "执法支队",
        wulong.items[16].name,
        wulong.items[16].content,
        "核发排污许可证的企业（重点管理类18家）",
        "4次/年",
        "重点管理类排污单位每季度抽查100%",
        "约100\n每期18家\n全年72家次",
    ]
    assert rows[3][7] == "根据实际情况确定"
    assert rows[13][7] == "按年度监管工作方案执行"


def test_where_nothing_is_said_of_the_number_the_office_decides() -> None:
    """WL-13."""
    assert item_list.quantity(item()) == "根据实际情况确定"
    assert item_list.quantity(item(each_period=0)) == "每期0家"
    assert item_list.quantity(item(quantity="约6", a_year=6)) == "约6\n全年6家次"


def test_the_nine_columns_in_the_documents_order(joint: Catalogue) -> None:
    """BD-3."""
    head, first, second = table_of(joint, NINE)
    assert head == [
        *("检查事项名称", "检查子项", "事项类别", "检查对象", "检查主体", "检查依据", "检查内容"),
        *("检查方式", "是否适用联合抽查"),
    ]
    assert first[-1] == "否"
    assert second == [
        *("机动车排放检验", "检验报告", "重点", "检验机构", "大气科"),
        *("《大气污染防治法》第五十四条", "1.报告\n2.设备", "现场检查", "是"),
    ]


def test_the_joint_list_has_what_several_departments_check_and_nothing_else(
    joint: Catalogue,
) -> None:
    """EZ-20."""
    head, *rows = table_of(joint, JOINT)
    assert head == [
        *("序号", "抽查领域", "抽查事项", "检查对象", "发起部门", "配合部门", "联络科室"),
    ]
    assert rows == [
        [
            *(1, "机动车", "机动车排放检验（检验报告）", "检验机构", "生态环境局"),
            *("市场监管局、公安局", "大气科"),
        ]
    ]
    assert "部门联合抽查事项清单" in flat(text_of(joint, JOINT))
    alone = replace(joint, items=joint.items[:1])
    for render in (item_list.render, item_list_sheet.render):
        with pytest.raises(DeskError, match="没有适用联合抽查的事项"):
            render(alone, JOINT)
    with pytest.raises(DeskError, match="还没有抽查事项"):
        item_list.render(replace(joint, items=()), NINE)


def test_a_version_and_a_draft_say_what_they_are_on_every_page(
    wulong: Catalogue, joint: Catalogue
) -> None:
    """BD-3: 版本＋生效日期; EZ-6: 会议集中讨论确定."""
    first, *others = pages(item_list.render(wulong, EIGHT, system_fonts=False))
    said = "（第2版，2026年4月1日起生效；2026年3月18日局务会2026年第3次讨论，张局长确定）"
    assert said in flat(first)
    assert others
    assert all("随机抽查事项清单第2版，2026年4月1日起生效" in flat(page) for page in others)
    assert all("发起部门" in flat(page) for page in others)  # the head, on each page
    assert "（草稿，未发布，截至2026年3月20日）" in flat(text_of(joint, NINE))


@pytest.mark.parametrize("kind", ListKind)
def test_the_same_list_gives_the_same_bytes(kind: ListKind, joint: Catalogue) -> None:
    paper = item_list.render(joint, kind, system_fonts=False)
    assert paper == item_list.render(joint, kind, system_fonts=False)
    assert item_list_sheet.render(joint, kind) == item_list_sheet.render(joint, kind)


def test_it_lies_on_its_side_and_keeps_its_margins(wulong: Catalogue) -> None:
    document = pypdfium2.PdfDocument(item_list.render(wulong, EIGHT, system_fonts=False))
    for page in document:
        assert [round(side / MM) for side in page.get_size()] == [297, 210]
        for _, (left, bottom, right, top) in boxes(page):
            assert left >= 17 * MM
            assert right <= (297 - 17) * MM
            assert bottom >= 9 * MM
            assert top <= (210 - 15) * MM


def test_word_has_every_row_of_the_list_whole(wulong: Catalogue) -> None:
    """WL-12: the eight columns of 武隆's 附件, for 公示; landscape, its head on every page."""
    content = item_list_doc.render(wulong, EIGHT)
    assert content == item_list_doc.render(wulong, EIGHT)
    document = Document(io.BytesIO(content))
    [table] = document.tables
    [section] = document.sections
    assert (section.page_width or 0) > (section.page_height or 0)
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == [column.title for column in item_list.LAYOUTS[EIGHT].columns]
    told = [[str(cell) for cell in row] for row in item_list.rows_of(wulong, EIGHT)]
    assert rows[1:] == told
    assert len(told) == 27
    words = [line.text for line in document.paragraphs]
    assert f"{OFFICE}随机抽查事项清单" in words
    assert any("第2版，2026年4月1日起生效" in line for line in words)


def test_word_refuses_a_list_without_rows(wulong: Catalogue) -> None:
    with pytest.raises(DeskError, match="没有适用联合抽查的事项"):
        item_list_doc.render(wulong, JOINT)
