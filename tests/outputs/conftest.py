"""Facts of made-up draws with every ugliness that rosters have."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256

import pytest

from ssj_desktop.facts.draw import (
    DigitSlot,
    DrawFacts,
    DrawnTarget,
    Meeting,
    Person,
    RecusalLine,
    RedrawLine,
    StratumEdge,
    Team,
)
from ssj_desktop.facts.quota import Exclusion, Layer, QuotaLine

LONG = "陵川县崇文镇城东工业园区晋东南新型建筑材料综合利用与固体废物处置示范有限责任公司"  # 40
RARE = "陵川县䶮𬭎𬍛㛃𠮷养殖专业合作社"
SQUADS = ("一分队", "二分队", "三分队")
_NAMES = "王建军 王强 李素红 赵䶮 秦小刚 欧阳晓明 郭建国 靳卫东 牛丽 和平"
OFFICERS = tuple(Person(name, f"0405{n:04}") for n, name in enumerate(_NAMES.split()))
_ROWS = (  # 对象编号, 名称, 信用代码, 类别, 乡镇, 地址
    (
        "91140524MA0K12348M001P", LONG, "91140524MA0K12348M", "特殊监管对象", "崇文镇",
        "城东工业园区经一路与纬三路交叉口东南角二号院",
    ),
    (
        "91140524MA0K12348M002P", LONG, "91140524MA0K12348M", "重点监管对象", "附城镇",
        "附城镇后山村",
    ),
    ("LC-00031", RARE, "", "一般监管对象", "礼义镇", ""),
    (
        "N2140524MF0000128T", "陵川县平城镇股份经济合作社", "N2140524MF0000128T",
        "一般监管对象", "平城镇", "平城镇平城村",
    ),
    (
        "92140524MA0L5678XW", "陵川县吉祥汽车修理厂（个体工商户）", "92140524MA0L5678XW",
        "正面清单对象", "", "县城望洛路118号",
    ),
)  # fmt: skip


def ticket(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def target(order: int) -> DrawnTarget:
    """Return the drawn object at ``order``; the first five are the ugly ones."""
    code, name, credit, category, township, address = _ROWS[(order - 1) % len(_ROWS)]
    if order > len(_ROWS):
        code, name, credit = f"LC-{order:05}", f"陵川县第{order}号砂石料加工场", ""
    lead, member = OFFICERS[order % 10], OFFICERS[(order + 3) % 10]
    team = Team(SQUADS[order % 3], (lead, member), (10 - order % 3, 8))
    return DrawnTarget(
        order, code, name, credit, category, f"{category}·本年0次", address, township,
        ticket(code), team, "", False,
    )  # fmt: skip


def quota(
    key: str, name: str, item: int, base: int, layers: tuple[tuple[int, int], ...], formula: str
) -> QuotaLine:
    """Return a line whose layers are (pool, k), fewest visits first; nothing is raised."""
    planned = sum(k for _, k in layers)
    return QuotaLine(
        key=key,
        name=name,
        clause=f"二（四）第{item}项",
        rule="每季度对象数的 25%，年度全覆盖",
        formula=formula,
        base=base,
        visited=sum(pool for visits, (pool, _) in enumerate(layers) if visits),
        pool=sum(pool for pool, _ in layers),
        span="每季度",
        least=planned,
        quota=planned,
        planned=planned,
        raised_to=None,
        raise_reason="",
        notes=(),
        layers=tuple(
            Layer(f"{name}·本年{visits}次", visits, pool, k)
            for visits, (pool, k) in enumerate(layers)
        ),
    )


SPECIAL = quota(
    "special", "特殊监管对象", 3, 3, ((1, 1), (2, 0)),
    "3 家 × 100% = 3 家；全年尚余 1 家 ÷ 1 个季度 → 1 家",
)  # fmt: skip
KEY = quota("key", "重点监管对象", 1, 4, ((4, 1),), "4 家 × 25% = 1 家")
GENERAL = quota("general", "一般监管对象", 2, 4, ((3, 2),), "2 家")
POSITIVE = quota("positive", "正面清单对象", 4, 3, ((3, 1),), "3 家 × 25% = 0.75 → 1 家")
MEETING = Meeting(
    title="2026年第四季度“双随机”抽查摇号会议",
    place="分局二楼会议室",
    started=datetime(2026, 10, 8, 9, 0),
    ended=datetime(2026, 10, 8, 9, 42),
    host="郑咏军",
    operator="秦小刚",
    recorder="牛丽",
    supervisors=("县纪委监委派驻纪检监察组　张𠮷",),
    attendees=("郑咏军（组长）", "刘龙云", "王建军", "王强", "李素红"),
    observers=("冯䶮（县行政审批局）", "冯䶮", "刘强（一分队）", "刘强（二分队）"),
    absent=("靳卫东（外出培训）",),
)


def facts_of(count: int) -> DrawFacts:
    """Return a plain draw of ``count`` objects without recusals, exclusions or redraws."""
    targets = tuple(target(order) for order in range(1, count + 1))
    frozen = datetime(2026, 10, 8, 9, 5)
    return DrawFacts(
        draw_id="LC-2026-Q4-1",
        office="晋城市生态环境局陵川分局",
        enforcement_unit="陵川县生态环境保护综合行政执法队",
        filing_receiver="晋城市生态环境保护综合行政执法队",
        period="2026年第四季度",
        scheme="陵川县污染源日常环境监管领域“双随机、一公开”抽查工作实施方案（陵环发〔2024〕1号）",
        meeting=MEETING,
        frozen_at=frozen,
        drawn_at=frozen + timedelta(minutes=4),
        program="双随机桌面 0.1.0",
        target_count=236,
        inspector_count=10,
        squad_count=3,
        team_mode="先编组后匹配",
        cap=14,
        caps_plus=0,
        document_sha256=ticket("document"),
        previous_head="0" * 64,
        commitment=ticket("commitment"),
        final_head=ticket("head"),
        deadline=date(2026, 12, 31),
        quotas=(SPECIAL, KEY, GENERAL, POSITIVE),
        exclusions=(),
        recusals=(),
        slots=(
            DigitSlot("当场密封键入", "主持人郑咏军", "048213"),
            DigitSlot("当场密封键入", "监督人张𠮷", "990107"),
        ),
        edges=(
            StratumEdge("特殊监管对象·本年0次", 1, 1, ticket("a"), LONG, "", ""),
            StratumEdge("特殊监管对象·本年1次", 2, 0, "", "", ticket("b"), RARE),
            StratumEdge("重点监管对象·本年0次", 4, 1, ticket("c"), LONG, ticket("d"), RARE),
        ),
        targets=targets,
        redraws=(),
        remarks=(),
    )


def ugly() -> DrawFacts:
    """Return a small draw with something in every place: seven objects, the fourth void."""
    plain = facts_of(7)
    gone = replace(plain.targets[3], fate="已作废：注销登记", void=True, team=Team("", (), ()))
    raised = replace(plain.targets[5], category="正面清单对象")
    new = replace(plain.targets[6], category="一般监管对象", fate="补抽列入")
    reason = "=省厅督办，加抽 1 家"
    return replace(
        plain,
        caps_plus=1,
        previous_head=ticket("previous"),
        quotas=(
            SPECIAL,
            KEY,
            GENERAL,
            replace(POSITIVE, planned=2, raised_to=2, raise_reason=reason),
        ),
        exclusions=(
            Exclusion(
                "LC-00077", "陵川县古郊乡采石场", "一般监管对象", "拆除", "陵政函〔2026〕12号"
            ),
        ),
        recusals=(
            RecusalLine("王强", LONG, "配偶任该公司安全员"),
            RecusalLine("和平", "全部对象", "借调在外"),
        ),
        targets=(*plain.targets[:3], gone, plain.targets[4], raised, new),
        redraws=(
            RedrawLine(
                at=datetime(2026, 10, 9, 15, 8),
                kind="作废补抽",
                went_out=gone.name,
                came_in=new.name,
                reason="该社已于9月30日注销登记，原址改作乡村卫生室，现场核实无生产经营活动",
                evidence="市场监管部门注销通知书",
                approved_by="郑咏军",
                digits=(DigitSlot("当场密封键入", "郑咏军", "371904"),),
            ),
        ),
        remarks=("人员、纸条、骰子或号球所取数字合计不足 12 位，本次为 6 位，会议同意。",),
    )


@pytest.fixture
def small() -> DrawFacts:
    return ugly()


@pytest.fixture
def plain() -> Callable[[int], DrawFacts]:
    return facts_of
