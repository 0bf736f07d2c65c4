"""What the journal says, in the office's words."""

import json
from collections.abc import Mapping
from typing import Any

from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.intake.fields import FIELDS

VERBS = {
    "offices.set_up": "登记本单位",
    "offices.cap_visits": "设年度入企上限",
    "offices.take_scheme": "载入方案文件",
    "calendars.import_table": "导入放假安排",
    "calendars.set_day": "改日历",
    "calendars.forget_day": "恢复日历",
    "targets.record_fact": "登记对象情况",
    "targets.settle_fact": "对象情况销号",
    "targets.record_visit": "补录检查",
    "targets.forget_visit": "撤销补录",
    "targets.save": "编辑检查对象",
    "targets.tag": "增减标签",
    "targets.override": "人工认定类别",
    "targets.lift_override": "撤销人工认定",
    "exclusions.exclude": "登记本年排除",
    "exclusions.exclude_at_cap": "按入企上限排除",
    "exclusions.keep": "满上限仍保留",
    "exclusions.lift": "撤销排除或保留",
    "classes.confirm": "确认类别",
    "inspectors.save": "编辑执法人员",
    "items.save": "编辑抽查事项",
    "items.load": "从方案载入事项",
    "items.publish": "发布事项清单",
    "inspectors.recuse": "登记回避",
    "inspectors.lift": "解除回避",
    "imports.confirm": "导入名录",
    "imports.take_back": "撤回导入",
    "plans.raise_to": "调高应抽家数",
    "plans.unraise": "取消调高",
    "plans.raise_year": "调高全年应抽家数",
    "plans.unraise_year": "取消全年调高",
    "plans.approve": "批准抽查计划",
    "year_plans.approve": "批准年度抽查计划",
    "campaigns.save": "编辑专项",
    "campaigns.discard": "删除专项草稿",
    "campaigns.approve": "批准专项",
    "campaigns.call_off": "取消专项",
    "meetings.convene": "登记摇号会议",
    "meetings.correct": "更正摇号会议",
    "meetings.end": "会议结束",
    "draws.freeze": "冻结名单",
    "draws.key": "输入数字",
    "draws.reveal": "揭示数字",
    "draws.draw": "摇号",
    "draws.abort": "中止摇号",
    "redraws.ask": "申请补抽",
    "redraws.withdraw": "撤回补抽申请",
    "tasks.sheets": "查看任务单",
    "records.fill": "填写现场记录",
    "records.sent": "打印供签字",
    "records.sign": "登记签字",
    "scans.attach": "存入扫描件",
    "scans.remove": "移除扫描件",
    "findings.judge": "认定检查结果",
    "filings.report": "名单报送备案",
    "papers.write": "生成文书",
    "papers.open": "查看文书",
    "papers.printed": "打印文书",
    "papers.save": "另存文书",
    "papers.transcript": "导出抽取记录",
    "exports.table": "导出表格",
}

# In the order in which they are read out.
LABELS = {
    "name": "单位",
    "enforcement_unit": "执法队",
    "filing_receiver": "备案单位",
    "code_prefix": "编号前缀",
    "scheme_id": "方案",
    "scheme": "方案",
    "edition": "第几版",
    "steering_group": "领导小组",
    "draw": "摇号编号",
    "task": "任务",
    "tasks": "任务",
    "event": "环节",
    "slot": "第几组数字",
    "digits": "数字",
    "by": "输入人",
    "files": "文书",
    "paper": "文书",
    "title": "表名",
    "rows": "行数",
    "printer": "打印机",
    "pages": "页数",
    "why_not": "情况",
    "again": "此前打印次数",
    "meeting": "会议序号",
    "campaign": "专项",
    "quarter": "季度",
    "scope": "范围",
    "amount": "抽取数量",
    "items": "事项",
    "crew": "同去",
    "quarters": "季度",
    "plan": "计划序号",
    "host": "主持人",
    "place": "地点",
    "ended": "结束时间",
    "kind": "类型",
    "file": "文件",
    "years": "年份",
    "year": "年度",
    "most": "上限",
    "source": "上限依据",
    "new": "新增",
    "changed": "变更",
    "unchanged": "不变",
    "missing": "文件中没有",
    "batch": "导入序号",
    "site": "名称",
    "person": "姓名",
    "code": "编号",
    "inspector": "人员",
    "target": "对象",
    "company": "对象",
    "category": "类别",
    "ground": "情形",
    "exception": "保留理由",
    "authority": "上级单位",
    "add": "加标签",
    "remove": "去标签",
    "codes": "编号",
    "before": "改前",
    "after": "改后",
    "on": "日期",
    "decided": "讨论确定日期",
    "settled": "销号日期",
    "number": "文号",
    "planned": "实抽",
    "visits": "全年家次",
    "classes": "各类对象",
    "moves": "换类别",
    "newcomers": "新列入",
    "leavers": "不再列入",
    "officers": "可派人员",
    "scans": "扫描件",
    "outcome": "签字",
    "result": "认定",
    "problem": "问题",
    "dispositions": "处置",
    "document": "文号",
    "receipt": "接收编号",
    "witness": "见证人",
    "reason": "原因",
    "evidence": "依据",
    "decided_by": "决定人",
    "approved_by": "批准人",
}
# Where a verb means something else by the same name.
_OTHERWISE = {
    ("calendars.import_table", "rows"): "天数",
    ("calendars.set_day", "name"): "名称",
    ("calendars.forget_day", "name"): "名称",
    ("papers.printed", "title"): "文书",
    ("plans.raise_to", "number"): "抽取家数",
    ("plans.unraise", "number"): "原定家数",
    ("plans.raise_year", "number"): "抽取家数",
    ("plans.unraise_year", "quarters"): "原定家数",
    ("plans.approve", "number"): "计划序号",
    ("plans.approve", "by"): "批准人",
    ("year_plans.approve", "number"): "计划序号",
    ("year_plans.approve", "by"): "批准人",
    ("year_plans.approve", "reason"): "修订理由",
    ("plans.approve", "planned"): "计划抽",
    ("campaigns.approve", "planned"): "计划抽",
    ("campaigns.approve", "by"): "批准人",
    ("campaigns.call_off", "by"): "决定人",
    ("exclusions.exclude", "on"): "上级检查日期",
    ("exclusions.exclude", "result"): "检查结果",
    ("items.publish", "number"): "版本",
    ("items.publish", "on"): "生效日期",
    ("items.publish", "place"): "会议",
    ("items.publish", "by"): "确定人",
    ("items.publish", "reason"): "说明",
    ("items.publish", "rows"): "项数",
    ("classes.confirm", "number"): "确认序号",
    ("classes.confirm", "by"): "确认人",
}
# For whoever recomputes a file or a draw; nobody reads them out.
UNSPOKEN = {"overwritten", "sha256", "scheme_sha256", "text_sha256", "head"}

_ORDER = {name: place for place, name in enumerate(LABELS)}
_WORDS = {
    "event": {
        "freeze": "冻结",
        "draw": "摇号",
        "redraw": "补抽",
        "abort": "中止",
        "note": "撤回补抽",
    },
    "kind": {kind.value: kind.label for kind in RosterKind},
    "target": {"*": "全部对象"},
    "company": {"*": "全部对象"},
}

# A roster's verbs stand under its name.
_COLUMNS = {
    kind.value: {field.name: field.label for field in fields} for kind, fields in FIELDS.items()
}

Names = Mapping[str, Mapping[str, str]]


def words_of(verb: str) -> str:
    """Return what a verb of the journal did; one of a newer version by its own name."""
    return VERBS.get(verb, f"其他操作（{verb}）")


def detail_of(verb: str, what: str, names: Names) -> str:
    """Return an entry's account (JSON) as text; ``names``: its field → stored value → words."""
    try:
        fields = json.loads(what)
        spoken = sorted(_ORDER.keys() & fields.keys(), key=_ORDER.__getitem__)
        parts = (_part(verb, name, fields[name], names) for name in spoken)
        return "；".join(filter(None, parts))
    except (ValueError, TypeError, AttributeError, RecursionError):  # not as any verb writes it
        return "（这一条的内容已无法辨认）"


def _part(verb: str, name: str, value: Any, names: Names) -> str:
    label = _OTHERWISE.get((verb, name)) or LABELS[name]
    if value is True:
        return label
    if name == "files":
        text = f"{len(value)} 份"
    elif name == "slot":
        text = str(value + 1)
    else:
        columns = _COLUMNS.get(verb.partition(".")[0], {})
        text = _told(value, names.get(name) or _WORDS.get(name, columns))
    return f"{label} {text}" if text else ""


def _told(value: Any, words: Mapping[str, str]) -> str:
    """Return a value as text; ``words`` stand for its texts and for what it names its parts by."""
    if isinstance(value, str):
        return words.get(value, value)
    if isinstance(value, list):
        return "、".join(_told(part, words) for part in value)
    if isinstance(value, dict):
        parts = ((words.get(key, key), _told(part, {})) for key, part in value.items())
        return "、".join(f"{key} {part}" for key, part in parts if part)
    if value is None or isinstance(value, bool):
        return {None: "", True: "是", False: "否"}[value]
    return str(value)
