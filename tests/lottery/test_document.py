"""docs/protocol.md §2: a document that exists is lawful."""

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ssj_desktop.lottery import Company, Document, ProtocolError, Slot, freeze

_VECTORS = Path(__file__).parents[1] / "vectors" / "yaohao1.json"
_KAT_2 = json.loads(_VECTORS.read_text("utf-8"))[1]["transcript"]["events"][0]["body"]


def test_a_document_reads_and_spells_the_same() -> None:
    assert Document.from_json(_KAT_2).as_json() == _KAT_2


def _set(*path: Any, to: Any) -> Callable[[Any], None]:
    def change(body: Any) -> None:
        for step in path[:-1]:
            body = body[step]
        body[path[-1]] = to

    return change


def _drop(*path: Any) -> Callable[[Any], None]:
    def change(body: Any) -> None:
        for step in path[:-1]:
            body = body[step]
        del body[path[-1]]

    return change


_SLOT = {"source": "dice", "by": "甲", "digits": 1}
_FAULTS = [
    (_set("v", to="yaohao/2"), "yaohao/1"),
    (_set("draw_id", to="2026年"), "摇号编号"),
    (_set("draw_id", to="KAT-2\n"), "摇号编号"),
    (_set("prev", to="0" * 63), "prev"),
    (_set("prev", to="A" * 64), "prev"),
    (_set("prev", to=0), "prev"),
    (_drop("prev"), "缺少 prev"),
    (_set("more", to=1), "多出 more"),
    (_set("plan", to=[]), "取数安排是空的"),
    (_set("plan", to={}), "plan 应是数组"),
    (_set("plan", 0, to=[]), r"plan\[0\] 应是对象"),
    (_set("plan", 0, to={**_SLOT, "source": "clock"}), "clock"),
    (_set("plan", 0, to={**_SLOT, "digits": 0}), "位数"),
    (_set("plan", 0, to={**_SLOT, "digits": True}), "位数"),
    (_set("plan", 0, to={**_SLOT, "by": None}), "提供人"),
    (_set("plan", 0, "note", to=""), r"plan\[0\] 多出 note"),
    (_set("strata", 0, "k", to=-1), "抽取数 k"),
    (_set("strata", 0, "k", to=4), "重点 只有 3 家，抽不出 4 家"),
    (_set("strata", 0, "k", to="2"), "抽取数 k"),
    (_set("strata", 1, "name", to="重点"), "同名"),
    (_set("strata", 1, "name", to=["重点"]), "分层名称"),
    (_drop("strata", 3), "正面清单"),
    (_set("companies", 3, "stratum", to="别的"), "91330182MA00000004.*别的"),
    (_set("companies", 3, "id", to="91330182MA00000003"), "91330182MA00000003 出现两次"),
    (_set("companies", 3, "id", to="91330182MA0000000a"), "检查对象编号"),
    (_set("companies", 3, "id", to="-1"), "检查对象编号"),
    (_set("companies", 3, "id", to="9" * 33), "检查对象编号"),
    (_set("companies", 3, "id", to="٣"), "检查对象编号"),
    (_set("companies", 3, "id", to=3), "检查对象编号"),
    (_set("companies", 8, "id", to="1"), "没有按编号排列：1 "),
    (_set("companies", 0, "seats", to=[["甲"], "乙"]), r"companies\[0\].seats\[1\] 应是数组"),
    (_set("companies", 0, "seats", to=[[1]]), "席位标签"),
    (_set("companies", 0, "name", to=1), "名称"),
    (_drop("companies", 0, "name"), r"companies\[0\] 缺少 name"),
    (_set("companies", 0, "row", to=7), r"companies\[0\] 多出 row"),
    (_set("inspectors", 5, "id", to="1"), "检查人员没有按编号排列"),
    (_set("inspectors", 0, "cap", to=-1), "上限"),
    (_set("inspectors", 0, "cap", to=False), "上限"),
    (_set("inspectors", 0, "tags", to="甲"), r"inspectors\[0\].tags 应是数组"),
    (_set("inspectors", 0, "tags", to=[None]), "标签"),
    (_set("recusals", 0, to=["33010009", "*"]), "33010009"),
    (_set("recusals", 0, to=["33010001", "1"]), "检查对象 1"),
    (_set("recusals", 0, to=["33010001"]), r"recusals\[0\]"),
    (_set("recusals", 0, to=["33010001", ["*"]]), r"recusals\[0\]"),
]


@pytest.mark.parametrize(("change", "named"), _FAULTS)
def test_a_fault_in_a_document_is_refused_by_name(
    change: Callable[[Any], None], named: str
) -> None:
    body = copy.deepcopy(_KAT_2)
    change(body)
    with pytest.raises(ProtocolError, match=named):
        Document.from_json(body)


def test_what_the_program_builds_itself_is_checked_alike() -> None:
    with pytest.raises(ProtocolError, match="位数"):
        Slot("person", "主持人", 0)
    with pytest.raises(ProtocolError, match="检查对象编号"):
        Company("lc-1", "甲", "一般", ())


def test_recusals_may_stand_in_any_order_and_reach_everywhere() -> None:
    body = copy.deepcopy(_KAT_2)
    body["recusals"] = [["33010006", "*"], ["33010001", "91330182MA00000002"]]
    assert Document.from_json(body).recusals[0] == ("33010006", "*")


def test_a_name_without_canonical_bytes_cannot_be_frozen() -> None:
    body = copy.deepcopy(_KAT_2)
    body["companies"][3]["name"] = "丁纸业 "
    with pytest.raises(ProtocolError, match=r"body\.companies\[3\]\.name：文字首尾有空白"):
        freeze(Document.from_json(body))
