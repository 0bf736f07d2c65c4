"""处罚等: what has happened to a site, on which its category may depend."""

from ssj_desktop.facts.roster import TargetCard, TargetFact
from ssj_desktop.views.inline_form import Answers, InlineForm, Verb, offer
from ssj_desktop.views.page import Context
from ssj_desktop.views.rosters.records import Record, Records

_EVIDENCE = "请写明文号或材料名称。"


class TargetFacts(Records):
    """The dated facts of one site: recorded, and settled (销号) once they are put right."""

    def __init__(self, context: Context) -> None:
        self._desk = context.desk
        self._code = ""
        self._settled: TargetFact | None = None
        self._new = InlineForm(context, "登记", self._read_new)
        self._settling = InlineForm(context, "销号", self._read_settling)

        kinds = self._desk.targets.fact_kinds()
        offer(self._new.form.choice("kind", "情形", ()), {kind: kind for kind in kinds})
        self._new.line("day", "发生日期", "2026-10-08")
        self._new.line("number", "文号", "没有的不填")
        self._new.line("evidence", "依据", "决定书、名单或材料名称")
        self._settling.line("day", "销号日期", "2026-10-08")
        self._settling.line("evidence", "依据", "核查记录、摘牌文件等")
        forms = (self._new, self._settling)
        super().__init__("登记一条…", self._begin, forms, self._desk.read_only)

    def show_card(self, card: TargetCard) -> None:
        """Show the facts of a site."""
        self._code = card.code
        records = [self._record(fact) for fact in card.facts]
        self.show_records(records, "没有登记过处罚、红黑牌、举报查实、挂牌督办或整改未到位。")

    def _record(self, fact: TargetFact) -> Record:
        state = f"{fact.settled_on} 已销号" if fact.settled_on else "未销号"
        details = "；".join(filter(None, (fact.number, f"依据：{fact.evidence}")))
        settle = ("销号…", lambda: self._begin_settling(fact))
        text = f"{fact.happened_on}　{fact.kind}　{state}"
        return Record(text, details, None if fact.settled_on else settle)

    def _begin(self) -> None:
        if self.make_way():
            self._new.open_form("登记一条", "kind", {})

    def _begin_settling(self, fact: TargetFact) -> None:
        if self.make_way():
            self._settled = fact
            title = " ".join(filter(None, (f"销号：{fact.happened_on} {fact.kind}", fact.number)))
            self._settling.open_form(title, "day", {"day": self._desk.today().isoformat()})

    def _read_new(self, answers: Answers) -> Verb:
        code, day, number = self._code, answers.day("day"), answers.text("number")
        kind = answers.required("kind", "请选一种情形。")
        evidence = answers.required("evidence", _EVIDENCE)
        return lambda: self._desk.targets.record_fact(code, kind, day, number, evidence)

    def _read_settling(self, answers: Answers) -> Verb:
        fact, code, day = self._settled, self._code, answers.day("day")
        evidence = answers.required("evidence", _EVIDENCE)
        assert fact is not None
        return lambda: self._desk.targets.settle_fact(code, fact, day, evidence)
