"""专项抽查计划: what it says of scope, number, items and people, and that no length breaks it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from ssj_desktop.facts.campaign import CampaignFacts, CampaignPlan, Crew
from ssj_desktop.facts.quota import Exclusion, Layer, QuotaLine
from ssj_desktop.outputs import campaign_plan as paper
from ssj_desktop.rules.period import Quarter
from tests.outputs.conftest import LONG, RARE
from tests.outputs.pdf import flat, full_text


@pytest.fixture
def plan() -> CampaignPlan:
    """A joint campaign with something in every place."""
    campaign = CampaignFacts(
        id=7,
        quarter=Quarter(2026, 4),
        kind="部门联合",
        name="加油站油气回收和计量联合抽查",
        document="陵环发〔2026〕12号",
        scope="定向：标签为加油站、油库",
        amount="范围内对象的 20%",
        items=(("SX-07", "油气回收设施运行"), ("SX-08", "在线监测")),
        crew=Crew(("市场监督管理局",), 1, "大气", ("王𠮷",)),
        due=date(2026, 11, 30),
    )
    line = QuotaLine(
        key="",
        name=campaign.name,
        clause=campaign.document,
        rule="定向：标签为加油站、油库，抽范围内对象的 20%",
        formula="26 家 × 20% = 5.2 → 6 家",
        base=26,
        visited=3,
        pool=25,
        span="本次",
        least=6,
        quota=6,
        planned=6,
        raised_to=None,
        raise_reason="",
        notes=(),
        layers=(Layer("加油站·本年0次", 0, 22, 6), Layer("加油站·本年1次", 1, 3, 0)),
    )
    return CampaignPlan(
        campaign=campaign,
        office="晋城市生态环境局陵川分局",
        scheme="陵川县污染源日常环境监管领域“双随机、一公开”抽查工作实施方案（陵环发〔2024〕1号）",
        program="双随机桌面 0.1.0",
        counted_at=datetime(2026, 9, 30, 14, 0),
        line=line,
        exclusions=(Exclusion("LC-00077", RARE, campaign.name, "拆除", "陵政函〔2026〕12号"),),
        deadline=date(2026, 11, 30),
        approved_at=datetime(2026, 9, 30, 14, 2),
        approved_by="郑咏军",
    )


def test_the_plan_says_of_whom_how_many_what_and_by_whom(plan: CampaignPlan) -> None:
    """BD-11: 定向必填范围条件，打印在计划; EZ-7: its kind. 26 × 20 % = 5.2, rounded up to 6."""
    text = flat(full_text(paper.render(plan, system_fonts=False)))
    for words in (
        "2026年第四季度加油站油气回收和计量联合抽查计划",
        "部门联合抽查，不计入日常监督管理各类别的应抽数",
        "定向：标签为加油站、油库",
        "范围内对象26家，不列入可抽范围1家；抽范围内对象的20%：26家×20%=5.2→6家",
        "本次计划抽查6家",
        "油气回收设施运行（SX-07）；在线监测（SX-08）",
        "市场监督管理局派1人；抽取大气专业辅助检查人员1人；挑选辅助检查人员王𠮷",
        "2026年11月30日前（含当日）完成",
        "经郑咏军批准",
        RARE,
    ):
        assert flat(words) in text, words
    assert "草稿" not in text


def test_a_draft_says_that_nothing_is_drawn_by_it(plan: CampaignPlan) -> None:
    draft = replace(plan, approved_at=None, approved_by="")
    text = flat(full_text(paper.render(draft, system_fonts=False)))
    assert "本稿是草稿，未批准，不能据以摇号" in text
    assert "签名" not in text


def test_no_length_of_names_breaks_it(plan: CampaignPlan) -> None:
    gone = [Exclusion(f"LC-{n:05}", LONG, LONG, "注销", "市监注销" * 9) for n in range(80)]
    crew = Crew(tuple(f"{LONG[:30]}{n}" for n in range(9)), 5, "大气", (RARE,) * 5)
    items = tuple((f"SX-{n:03}", LONG) for n in range(60))
    campaign = replace(plan.campaign, name=LONG[:40], crew=crew, items=items)
    text = flat(
        full_text(
            paper.render(
                replace(plan, campaign=campaign, exclusions=tuple(gone)), system_fonts=False
            )
        )
    )
    assert text.count("LC-000") == 80
    assert "SX-059" in text


def test_the_same_plan_makes_the_same_bytes(plan: CampaignPlan) -> None:
    assert paper.render(plan, system_fonts=False) == paper.render(plan, system_fonts=False)
