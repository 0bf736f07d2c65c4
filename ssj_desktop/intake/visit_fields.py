"""The columns of a list of visits made before the program was in use (补录), and their names."""

from dataclasses import replace

from ssj_desktop.intake import cells
from ssj_desktop.intake.field import Field
from ssj_desktop.intake.target_fields import TARGETS

_OF_SITES = {field.name: field for field in TARGETS}
_NAME = replace(_OF_SITES["name"], required=False, form="照名录写全称；填了代码或编号的可以不填。")
_CREDIT_CODE = replace(
    _OF_SITES["credit_code"], form="照名录填写；几个场所用同一个代码的，再填编号或名称。"
)

VISITS = (
    _CREDIT_CODE,
    Field(
        "code",
        # Whatever the roster calls a site by is looked for there, so there is no form to check.
        cells.code(lambda _: "", ""),
        "对象编号 "
        + " ".join(
            word for word in _OF_SITES["office_code"].headings.split() if word != "对象编号"
        ),
        fallback=_OF_SITES["permit_code"].headings,
        form="名录里的对象编号、本单位编号或排污单位编码。",
    ),
    _NAME,
    Field(
        "visited_on",
        cells.day,
        "检查日期 检查时间 现场检查日期 现场检查时间 抽查日期 抽查时间 实际检查日期 "
        "实际检查时间 检查完成日期 检查完成时间 入企日期 入企时间 执法检查日期 执法检查时间 日期",
        required=True,
        form="今年或去年已经做过的那一天，如 2026-02-10。",
    ),
    Field(
        "category",
        cells.text,
        "类别 当时类别 检查时类别 对象类别 检查对象类别 抽查对象类别 监管对象类别 企业类别 "
        "单位类别 抽查类别 监管类别 对象分类 分类",
        required=True,
        form="检查时属于哪一类，照本单位方案里的类别名称写全，如“重点监管对象”。",
    ),
    Field(
        "evidence",
        cells.text,
        "依据 补录依据 依据材料 证明材料 佐证材料 文号或材料 文号 材料名称 检查记录 检查记录编号 "
        "检查记录文号 笔录编号 任务编号 任务单编号 检查任务编号 台账 来源",
        required=True,
        form="检查记录、任务单的文号，或台账等材料的名称。",
    ),
    Field(
        "number",
        cells.text,
        "原摇号编号 原名单编号 摇号编号 抽取编号 名单编号 摇号批次 抽取批次 抽查批次 "
        "原抽取编号 抽签编号 批次",
        form="那次抽取或名单的编号，会写进依据里。",
    ),
)
