"""类别: which category a site is in and by which facts, or who has put it there by hand."""

from collections.abc import Iterator

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.roster import OverrideLine, TargetCard
from ssj_desktop.views.inline_form import Answers, InlineForm, Verb, offer
from ssj_desktop.views.page import Context
from ssj_desktop.views.rosters.records import Record, Records

_NOWHERE = "未归入任何类别"


class TargetClass(Records):
    """The category of one site: told with its proofs, set by hand, and that lifted again."""

    def __init__(self, context: Context) -> None:
        self._desk, self._work = context.desk, context.work
        self._code = self._category = ""
        self._new = InlineForm(context, "认定", self._read_new)
        self._lift = InlineForm(context, "撤销认定", self._read_lift)

        self._keys = self._new.form.choice("key", "认定为", ())
        self._new.line("reason", "理由", "为什么不按方案的条件归类")
        self._new.line("evidence", "依据", "文号、会议纪要或材料名称")
        self._lift.line("reason", "理由", "为什么不再按人工认定归类")
        super().__init__("人工认定…", self._begin, (self._new, self._lift), self._desk.read_only)

    def show_card(self, card: TargetCard) -> None:
        """Show the category of a site."""
        self._code, self._category = card.code, card.category
        records = [*self._by_hand(card.override)] if card.override else [*_by_rule(card)]
        self.show_records(records, "")
        set_already = "已经人工认定过。要另行认定，请先撤销原来的认定。"
        self.allow_add(set_already if card.override else "")

    def _by_hand(self, found: OverrideLine) -> Iterator[Record]:
        signed = f"（{found.by}，{found.on}）"
        title = (
            "换方案以前的人工认定，现在不起作用" if found.is_idle else f"人工认定为{found.category}"
        )
        details = f"依据：{found.evidence}"
        yield Record(f"{title}：{found.reason}{signed}", details, ("撤销…", self._begin_lifting))
        proofs = "\n".join(map(str, found.why))
        yield Record(f"按方案的条件：{found.instead_of or _NOWHERE}", proofs)

    def _begin(self) -> None:
        if self.make_way():
            self._work.read(self._new, self._ask_categories, self._open)

    def _ask_categories(self) -> dict[str, str]:
        if found := self._desk.targets.categories():
            return dict(found)
        raise DeskError("还没有登记单位和方案。", "请先到“系统 → 本单位”登记，再认定类别。")

    def _open(self, categories: dict[str, str]) -> None:
        others = {key: name for key, name in categories.items() if name != self._category}
        offer(self._keys, others)
        self._new.open_form("不按条件归类，人工认定类别", "key", {})

    def _begin_lifting(self) -> None:
        if self.make_way():
            self._lift.open_form("撤销人工认定，重新按方案的条件归类", "reason", {})

    def _read_new(self, answers: Answers) -> Verb:
        code, key = self._code, answers.required("key", "请选认定为哪一类。")
        reason = answers.required("reason", "请写明为什么不按方案的条件归类。")
        evidence = answers.required("evidence", "请写明文号或材料名称。")
        return lambda: self._desk.targets.override(code, key, reason, evidence)

    def _read_lift(self, answers: Answers) -> Verb:
        code = self._code
        reason = answers.required("reason", "请写明为什么不再按人工认定归类。")
        return lambda: self._desk.targets.lift_override(code, reason)


def _by_rule(card: TargetCard) -> Iterator[Record]:
    yield Record(card.category or _NOWHERE, "" if card.why else "方案的条件都不符合。")
    for reason in card.why:
        yield Record(reason.words, "\n".join(reason.proofs))
