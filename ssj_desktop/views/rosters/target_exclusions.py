"""排除: in which years a site is kept from the pool or in it, on what ground and by whom."""

from collections.abc import Sequence

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.exclusion import Decision, InspectedAbove
from ssj_desktop.facts.roster import TargetCard
from ssj_desktop.views.inline_form import Answers, InlineForm, Verb, offer
from ssj_desktop.views.page import Context
from ssj_desktop.views.rosters.records import Record, Records

_NOTHING = (
    "没有排除过。本年上级已经查过、没有发现问题的，可以登记，本年各季度不再抽到，仍计入基数；"
    "已经抽中的，请到“摇号”申请补抽。"
)
_DECIDED = "本年已经有决定。要另行登记，请先撤销原来的。"


class TargetExclusions(Records):
    """The decisions on one site: an inspection above is registered here, and any is lifted."""

    def __init__(self, context: Context) -> None:
        self._desk, self._work = context.desk, context.work
        self._code = ""
        self._year = 0  # of the decision that is being lifted
        self._new = InlineForm(context, "登记排除", self._read_new)
        self._lift = InlineForm(context, "撤销决定", self._read_lift)

        self._new.line("authority", "上级单位", "例如 晋城市生态环境局")
        self._new.line("day", "检查日期", "2026-10-08，限本年")
        self._results = self._new.form.choice("result", "检查结果", ())
        self._new.line("evidence", "依据", "检查通报、通知书的文号")
        self._lift.line("reason", "理由", "例如 登记错了单位")
        forms = (self._new, self._lift)
        super().__init__("登记上级已查…", self._begin, forms, self._desk.read_only)

    def show_card(self, card: TargetCard) -> None:
        """Show the decisions on a site."""
        self._code = card.code
        self.show_records([self._record(one) for one in card.exclusions], _NOTHING)
        year = self._desk.today().year
        decided = any(one.year == year and not one.lifted for one in card.exclusions)
        self.allow_add(_DECIDED if decided else "")

    def _record(self, one: Decision) -> Record:
        what = f"保留：{one.exception}" if one.exception else f"排除：{one.ground}"
        signed = f"{one.decided_by}决定，{one.by}登记" if one.decided_by else f"{one.by}登记"
        details = [f"依据：{one.evidence}", f"{signed}，{one.on}"]
        if one.lifted:
            return Record(f"{one.year} 年{what}　已撤销", "\n".join((*details, one.lifted)))
        lift = ("撤销…", lambda: self._begin_lifting(one))
        return Record(f"{one.year} 年{what}", "\n".join(details), lift)

    def _begin(self) -> None:
        if self.make_way():
            self._work.read(self._new, self._ask_results, self._open)

    def _ask_results(self) -> Sequence[str]:
        if found := self._desk.exclusions.results():
            return found
        raise DeskError("还没有登记单位和方案。", "请先到“系统 → 本单位”登记，再登记排除。")

    def _open(self, results: Sequence[str]) -> None:
        offer(self._results, {result: result for result in results})
        title = f"{self._desk.today().year} 年上级已经查过，本年不再列入可抽范围"
        self._new.open_form(title, "authority", {})

    def _begin_lifting(self, one: Decision) -> None:
        if self.make_way():
            self._year = one.year
            what = f"保留（{one.exception}）" if one.exception else f"排除（{one.ground}）"
            self._lift.open_form(f"撤销 {one.year} 年的{what}", "reason", {})

    def _read_new(self, answers: Answers) -> Verb:
        code, year = self._code, self._desk.today().year
        found = InspectedAbove(
            authority=answers.required("authority", "请写明是哪个上级单位检查的。"),
            on=answers.day("day"),
            result=answers.required("result", "请选上级检查的结果。"),
            evidence=answers.required("evidence", "请写明文号或材料名称。"),
        )
        return lambda: self._desk.exclusions.exclude(code, year, found)

    def _read_lift(self, answers: Answers) -> Verb:
        code, year = self._code, self._year
        reason = answers.required("reason", "请写明为什么撤销。")
        return lambda: self._desk.exclusions.lift(code, year, reason)
