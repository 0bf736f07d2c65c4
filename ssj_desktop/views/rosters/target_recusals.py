"""回避: who must not inspect a site, and why."""

from collections.abc import Sequence

from ssj_desktop.facts.roster import InspectorRow, RecusalRow, TargetCard
from ssj_desktop.views.inline_form import Answers, InlineForm, Verb, offer
from ssj_desktop.views.page import Context
from ssj_desktop.views.rosters.records import Record, Records
from ssj_desktop.views.rosters.recusal_forms import LiftRecusal


class TargetRecusals(Records):
    """The recusals that concern one site: registered, and lifted."""

    def __init__(self, context: Context) -> None:
        self._desk, self._work = context.desk, context.work
        self._code = ""
        self._recused: set[str] = set()
        self._new = InlineForm(context, "登记回避", self._read_new)
        self._lift = LiftRecusal(context)

        self._people = self._new.form.choice("inspector", "回避人员", ())
        self._new.line("reason", "原因", "写明利害关系")
        forms = (self._new, self._lift)
        super().__init__("登记回避…", self._begin, forms, self._desk.read_only)

    def show_card(self, card: TargetCard) -> None:
        """Show the recusals that concern a site."""
        self._code = card.code
        standing = [recusal for recusal in card.recusals if recusal.lifted_on is None]
        self._recused = {recusal.inspector_code for recusal in standing}
        records = [self._record(recusal) for recusal in card.recusals]
        self.show_records(records, "没有人员需要回避这家。")

    def _record(self, recusal: RecusalRow) -> Record:
        whom = recusal.inspector
        if recusal.target_code is None:
            whom += "（回避全部对象）"
        if recusal.lifted_on:
            return Record(f"{whom}　{recusal.lifted_on} 已解除", recusal.reason)
        return Record(whom, recusal.reason, ("解除…", lambda: self._begin_lifting(recusal)))

    def _begin(self) -> None:
        if self.make_way():
            self._work.read(self._new, self._desk.inspectors.rows, self._open)

    def _open(self, people: Sequence[InspectorRow]) -> None:
        words = {
            one.code: f"{one.name}（{one.squad}）" if one.squad else one.name
            for one in people
            if one.code not in self._recused
        }
        offer(self._people, words)
        self._new.open_form("登记回避", "inspector", {})

    def _begin_lifting(self, recusal: RecusalRow) -> None:
        if self.make_way():
            self._lift.begin(recusal)

    def _read_new(self, answers: Answers) -> Verb:
        code, inspector = self._code, answers.required("inspector", "请选回避的人员。")
        reason = answers.required("reason", "请写明利害关系。")
        return lambda: self._desk.inspectors.recuse(inspector, code, reason)
