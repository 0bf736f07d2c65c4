"""Facts of made-up site records: short, ugly and absurd ones."""

from dataclasses import replace
from datetime import date, datetime
from itertools import pairwise

from ssj_desktop.facts.record import CheckLine, Conclusion, Finding, RecordFacts
from ssj_desktop.facts.task import Officer
from tests.outputs.conftest import LONG, RARE

_UNIT = "陵川县生态环境保护综合行政执法队"
CONTENTS = (
    "污染防治设施建设运行情况",
    "污染物排放及自主监测（含在线监测）情况",
    "环评审批执行情况",
    "建设项目环保“三同时”执行情况",
    "排污许可执行情况",
    "危险废物管理情况",
    "环境应急管理情况",
)
CHECKS = (
    CheckLine(CONTENTS[0], "二（三）第1项", Conclusion.FINE, "脱硫、除尘设施正在运行"),
    CheckLine(CONTENTS[1], "二（三）第2项", Conclusion.PROBLEM, "10月手工监测缺1次。"),
    CheckLine(CONTENTS[2], "二（三）第3项", Conclusion.FINE, "晋市环审〔2019〕12号"),
    CheckLine(CONTENTS[3], "二（三）第4项", Conclusion.FINE),
    CheckLine(CONTENTS[4], "二（三）第5项", Conclusion.FINE, "按证排污，台账完整。"),
    CheckLine(CONTENTS[5], "二（三）第6项", Conclusion.NOT_CONCERNED),
    CheckLine(
        CONTENTS[6], "二（三）第7项", Conclusion.UNCHECKED, "应急物资库上锁，保管人不在现场。"
    ),
)
NARRATIVE = (
    "经现场检查，该单位1号窑炉正常生产，配套脱硫、除尘设施正在运行，脱硫塔循环液pH值显示为7.2；"
    "在线监测站房内数采仪显示二氧化硫小时均值为38.6mg/m³，颗粒物小时均值为9.1mg/m³。\n"
    "厂区东侧原料堆场面积约1200㎡，已建围挡和顶棚，道路有洒水痕迹；厂界外㛃河支沟未见排水。\n"
    "执法人员调阅2026年1月至10月自行监测报告，缺10月份手工监测报告1份，该单位陈述系委托的"
    "检测机构改期所致。"
)
FINDING = Finding(
    on=date(2026, 11, 26),
    result="发现问题已责令改正",
    problem="未按自行监测方案开展10月份手工监测",
    dispositions=("责令限期改正",),
    document="晋市环责改〔2026〕12号",
)


def record() -> RecordFacts:
    """Return an ugly record: a name of 40 characters, rare ones, no phone, no finding yet."""
    return RecordFacts(
        office="晋城市生态环境局陵川分局",
        enforcement_unit=_UNIT,
        program="双随机桌面 0.1.0",
        scheme="陵川县污染源日常环境监管领域“双随机、一公开”抽查工作实施方案（陵环发〔2024〕1号）",
        period="2026年第四季度",
        plan="2026年第四季度抽查计划第1号",
        task="LC-2026-Q4-1-007",
        code="91140524MA0K12348M001P",
        name=LONG,
        credit_code="91140524MA0K12348M",
        category="特殊监管对象",
        industry="3024 轻质建筑材料制造",
        permit_class="重点管理",
        permit_code="91140524MA0K12348M001P",
        legal_person="冯䶮",
        address="陵川县崇文镇城东工业园区经一路与纬三路交叉口东南角二号院",
        phone="",
        postcode="048300",
        started=datetime(2026, 11, 22, 9, 10),
        ended=datetime(2026, 11, 22, 10, 40),
        place="陵川县崇文镇城东工业园区经一路二号院",
        contact="孙𠮷",
        contact_age="46",
        contact_employer=LONG,
        contact_post="生产副经理",
        contact_relation="现场负责人",
        inspectors=(
            Officer("王建军", _UNIT, "04050001"),
            Officer("欧阳晓明", _UNIT, "04050006"),
        ),
        recorder=Officer("欧阳晓明", _UNIT, "04050006"),
        others=("张𬍛（县行政审批服务管理局）",),
        production="正常生产",
        methods=("现场检查", "检验检测"),
        checks=CHECKS,
        narrative=NARRATIVE,
        late_reason="",
        absence="",
        witness="",
        method_reason="",
        mobile_no="YD-2026-0117",
        recording_no="ZF-0388、ZF-0389",
        results=("未发现问题", "发现问题已责令改正", "发现违法行为已立案查处"),
        finding=None,
        dated=datetime(2026, 11, 22, 10, 45),
    )


def plain() -> RecordFacts:
    """Return a record as most are: short names, everything known."""
    return replace(
        record(),
        name="山西晟源玻璃制品有限公司",
        legal_person="赵国强",
        address="陵川县崇文镇工业园区经一路12号",
        place="山西晟源玻璃制品有限公司厂区",
        phone="13900000000",
        contact="孙建国",
        contact_employer="山西晟源玻璃制品有限公司",
        others=(),
    )


def absurd() -> RecordFacts:
    """Return a record of 12,000 characters and 60 checks, with six inspectors and four others."""
    fact = "厂界东侧第{}号监测点位于㛃河支沟北岸，𬭎字窑炉运行正常，未见异常排放。"
    sentences = "".join(fact.format(n) for n in range(1, 400))[:12_000]
    cut = [0, 40, 900, 1300, 5000, 5100, 5200, 12_000]
    narrative = "\n".join(sentences[a:b] for a, b in pairwise(cut))
    checks = tuple(
        replace(CHECKS[n % 7], name=f"{RARE}第{n + 1}项{CHECKS[n % 7].name}") for n in range(60)
    )
    people = tuple(Officer(f"检查员{n}号", _UNIT, f"0405{n:04}") for n in range(1, 7))
    return replace(
        record(),
        narrative=narrative,
        checks=checks,
        inspectors=people,
        others=tuple(f"参加人{n}（陵川县市场监督管理局）" for n in range(1, 5)),
        absence="被检查人阅读笔录后以负责人外出、无权签名为由拒绝签名，执法人员已告知拒签不影响"
        "笔录效力，全过程由执法记录仪记录（编号DSJ-0007）。",
        witness="韩秀兰，城东工业园区管理委员会",
        late_reason="现场突降暴雨且无照明，笔录于次日上午在该单位会议室补做。",
        finding=FINDING,
    )
