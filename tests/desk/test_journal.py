"""操作日志: everything done is found again in the office's words, and a break in it is seen."""

import ast
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from threading import Thread

import pytest
from sqlcipher3 import dbapi2

import ssj_desktop
from ssj_desktop.desk import Desk
from ssj_desktop.desk.journal_words import LABELS, UNSPOKEN, VERBS
from ssj_desktop.facts.journal import JournalLine
from ssj_desktop.models import journal
from ssj_desktop.rules.census import FactKind
from tests.desk.office import answer, code, drawn, ticking


def calls(method: str) -> Iterator[ast.Call]:
    """Find every call of a method of this name in the package."""
    for path in Path(ssj_desktop.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(attr=name)) if name == method:
                    yield node


def verbs() -> set[str]:
    found = {ast.literal_eval(call.args[1]) for call in calls("writing")}
    assert "draws.freeze" in found
    return found


def test_every_verb_has_words() -> None:
    assert verbs() <= VERBS.keys()


def test_whatever_a_verb_says_has_a_label() -> None:
    said = {word.arg for call in calls("say") for word in call.keywords if word.arg}
    assert {"draw", "head"} <= said
    assert said <= LABELS.keys() | UNSPOKEN


def test_a_verbs_noun_is_a_room_of_the_desk(desk: Desk) -> None:
    for verb in verbs():
        noun, _, method = verb.partition(".")
        assert method
        assert hasattr(desk, noun)


def told(desk: Desk, text: str = "") -> list[str]:
    return [f"{line.words}：{line.detail}" for line in desk.journal.search(text)]


def test_an_offices_day_reads_in_plain_words_newest_first(desk: Desk) -> None:
    desk.targets.record_visit(code(1), date(2026, 1, 5), "key", "台账")
    desk.inspectors.recuse("149900000", None, "亲属")
    draw_id = drawn(desk)
    desk.redraws.recuse(draw_id, "BZ-01", "*", "近亲属", evidence="本人申请", approved_by="张局长")
    lines = told(desk)
    assert lines[0] == (
        "申请补抽：摇号编号 CS-2026Q1-01；人员 BZ-01；对象 全部对象；原因 近亲属；"
        "依据 本人申请；批准人 张局长"
    )
    assert lines[1] == "摇号：摇号编号 CS-2026Q1-01；环节 摇号"
    assert lines[2] == "揭示数字：摇号编号 CS-2026Q1-01；数字 004213、314159"
    assert lines[3] == "输入数字：摇号编号 CS-2026Q1-01；第几组数字 2；输入人 何组长"
    assert lines[5] == "冻结名单：摇号编号 CS-2026Q1-01；环节 冻结；计划序号 1"
    assert lines[7].startswith(
        "批准抽查计划：方案 陵环发〔2024〕1号；批准人 张局长；季度 2026年第一季度；"
    )
    assert "重点监管对象 1" in lines[7]
    assert lines[8] == "登记回避：姓名 甲某；人员 149900000；对象 全部对象；原因 亲属"
    assert lines[9] == (
        f"补录检查：名称 企业01；编号 {code(1)}；类别 重点监管对象；日期 2026-01-05；依据 台账"
    )
    assert lines[10].startswith("导入名录：类型 执法人员；文件 人员.csv；新增 7；")
    assert lines[-1] == (
        "登记本单位：单位 测试市生态环境局测试县分局；执法队 测试县综合行政执法队；"
        "备案单位 测试市综合行政执法队；编号前缀 CS；方案 陵环发〔2024〕1号；领导小组 张局长"
    )
    answer(desk, draw_id)
    assert told(desk)[0] == "摇号：摇号编号 CS-2026Q1-01；环节 补抽"
    assert {line.who for line in desk.journal.search()} == {"小李"}


@pytest.mark.parametrize(
    "text",
    [
        "第4条",
        "2026-01-08",
        "小李 登记对象情况",
        "青环罚〔2026〕1号",
        "第4条 红牌",
        "ab－７",
        "AB-7",
    ],
)
def test_an_entry_is_found_by_number_day_person_verb_or_detail(desk: Desk, text: str) -> None:
    desk.targets.record_fact(
        code(1), FactKind.RED_CARD, date(2026, 1, 7), "青环罚〔2026〕1号 ab-7", "通报"
    )
    newest = desk.journal.search(text)[0]
    assert (newest.number, newest.words) == (4, "登记对象情况")
    assert desk.journal.search(f"{text} 查无此字") == ()


@pytest.fixture
def long(data: Path) -> Path:
    """The office's journal grown to 12,000 entries, as ``journal.entry_after`` would write them."""
    with Desk.open(data, "小李", ticking()) as desk:
        head = desk.store.head()
        grown: list[tuple[object, ...]] = []
        for number in range(len(desk.journal.search()) + 1, 12_001):
            entry = journal.entry_after(
                head, datetime(2026, 1, 9), "小孙", "papers.write", {"draw": f"第{number}次"}
            )
            head = entry.head
            grown.append((entry.at, entry.who, entry.verb, entry.what, entry.head))
    with closing(dbapi2.connect(str(data), isolation_level=None)) as link:
        link.execute("BEGIN")
        link.executemany(
            "INSERT INTO journalentry (at, who, verb, what, head) VALUES (?, ?, ?, ?, ?)", grown
        )
        link.execute("COMMIT")
    return data


def test_in_a_long_journal_the_oldest_is_found_and_the_newest_come_first(long: Path) -> None:
    with Desk.open(long, "小李", ticking()) as desk:
        assert [line.number for line in desk.journal.search(limit=2)] == [12_000, 11_999]
        assert [line.number for line in desk.journal.search("登记本单位")] == [1]
        assert len(desk.journal.search("小孙", limit=12_000)) == 12_000 - 3
        assert [line.number for line in desk.journal.newest(11_990, 3)] == [12_000, 11_999, 11_998]
        assert desk.journal.newest(12_000, 3) == ()


def test_the_chain_is_checked_whole_while_others_go_on_writing(long: Path) -> None:
    with Desk.open(long, "小李", ticking()) as desk:
        head = desk.store.head()
        state = desk.journal.state()
        assert (state.count, state.head, state.broken) == (12_000, head, None)

        def record() -> None:
            for day in range(1, 8):
                desk.targets.record_visit(code(1), date(2026, 1, day), "key", "台账")

        writer = Thread(target=record)
        writer.start()
        assert desk.journal.state().broken is None
        writer.join()
        assert desk.journal.state().count == 12_007


def edited(path: Path, edit: str) -> Desk:
    with closing(dbapi2.connect(str(path), isolation_level=None)) as link:
        for (name,) in link.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
            link.execute(f"DROP TRIGGER {name}")
        link.execute(edit)
    return Desk.open(path, "小李", ticking())


def test_an_entry_that_another_program_changed_is_named(long: Path) -> None:
    with edited(long, "UPDATE journalentry SET who = '别人' WHERE id = 7321") as desk:
        assert desk.journal.state().broken == 7321
        assert [line.number for line in desk.journal.search("别人")] == [7321]


@pytest.mark.parametrize(
    ("edit", "seen"),
    [
        ("at = 'soon'", JournalLine(1, datetime.min, "小李", "登记本单位", "单位 测")),
        ("who = x'ff'", JournalLine(1, datetime(2026, 1, 8, 9), "\ufffd", "登记本单位", "单位 测")),
        (
            "what = '[' ",
            JournalLine(1, datetime(2026, 1, 8, 9), "小李", "登记本单位", "（这一条的内"),
        ),
        ("verb = 'x'", JournalLine(1, datetime(2026, 1, 8, 9), "小李", "其他操作（x）", "单位 测")),
    ],
)
def test_a_spoilt_entry_is_shown_as_far_as_it_can_be(
    data: Path, edit: str, seen: JournalLine
) -> None:
    with edited(data, f"UPDATE journalentry SET {edit} WHERE id = 1") as desk:
        assert desk.journal.state().broken == 1
        line = desk.journal.search()[-1]
        assert (line.number, line.who, line.words) == (seen.number, seen.who, seen.words)
        assert line.at.replace(second=0) == seen.at
        assert line.detail.startswith(seen.detail)


def test_a_new_file_has_an_empty_whole_journal(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "新.ssj", "小李") as desk:
        state = desk.journal.state()
        assert (state.count, state.head, state.broken) == (0, "0" * 64, None)
        assert desk.journal.search("小李") == ()
