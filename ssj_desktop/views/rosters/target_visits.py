"""检查: the visits to a site that count, those of before the program was in use entered here."""

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.roster import EnteredVisit, TargetCard, VisitLine
from ssj_desktop.views.inline_form import Answers, InlineForm, Verb, offer
from ssj_desktop.views.page import Context
from ssj_desktop.views.rosters.records import Record, Records


class TargetVisits(Records):
    """The visits to one site."""

    def __init__(self, context: Context) -> None:
        self._desk, self._work = context.desk, context.work
        self._code = self._category = ""
        self._mistaken: EnteredVisit | None = None
        self._new = InlineForm(context, "补录", self._read_new)
        self._forgetting = InlineForm(context, "撤销补录", self._read_forgetting)

        self._new.line("day", "检查日期", "2026-10-08")
        self._categories = self._new.form.choice("category", "当时类别", ())
        self._new.line("evidence", "依据", "检查记录或任务编号")
        self._forgetting.line("reason", "原因", "例如：日期填错、不是这一家")
        forms = (self._new, self._forgetting)
        super().__init__("补录一次…", self._begin, forms, self._desk.read_only)

    def show_card(self, card: TargetCard) -> None:
        """Show the visits to a site."""
        self._code, self._category = card.code, card.category
        records = [self._record(visit) for visit in card.visits]
        nothing = "没有检查过。用本程序之前查过的，请补录，季度应抽家数会算上。"
        self.show_records(records, nothing)

    def _record(self, visit: VisitLine) -> Record:
        text, entered = f"{visit.on}　{visit.category}", visit.entered
        if entered is None:
            return Record(f"{text}　一并查" if visit.joined else text, visit.source)
        return Record(text, visit.source, ("撤销…", lambda: self._begin_forgetting(entered)))

    def _begin(self) -> None:
        if self.make_way():
            self._work.read(self._new, self._ask_categories, self._open)

    def _ask_categories(self) -> dict[str, str]:
        if found := self._desk.targets.categories():
            return dict(found)
        raise DeskError("还没有登记单位和方案。", "请先到“系统 → 本单位”登记，再补录检查。")

    def _open(self, categories: dict[str, str]) -> None:
        offer(self._categories, categories)
        likely = [key for key, name in categories.items() if name == self._category]
        self._new.open_form("补录一次检查", "day", {"category": "".join(likely)})

    def _begin_forgetting(self, visit: EnteredVisit) -> None:
        if self.make_way():
            self._mistaken = visit
            title = f"撤销 {visit.on} 的补录（{visit.evidence}），不再计入检查次数"
            self._forgetting.open_form(title, "reason", {})

    def _read_forgetting(self, answers: Answers) -> Verb:
        visit, code = self._mistaken, self._code
        reason = answers.required("reason", "请写明为什么撤销这次补录。")
        assert visit is not None
        return lambda: self._desk.targets.forget_visit(code, visit, reason)

    def _read_new(self, answers: Answers) -> Verb:
        code, day = self._code, answers.day("day")
        category = answers.required("category", "请选检查时属于哪一类。")
        evidence = answers.required("evidence", "请写明检查记录或任务编号。")
        return lambda: self._desk.targets.record_visit(code, day, category, evidence)
