"""补抽: what is to be changed on the list, why, and on whose word; the digits come after."""

from PySide6.QtWidgets import QVBoxLayout

from ssj_desktop.desk.redraws import VoidGround
from ssj_desktop.facts.draw import DrawFacts, DrawnTarget
from ssj_desktop.views.inline_form import Answers, InlineForm, Verb, offer
from ssj_desktop.views.page import Context
from ssj_desktop.views.picker import Picker
from ssj_desktop.views.tables import Column

_RECUSED, _ABSENT = "recused", "absent"
_COLUMNS: tuple[Column[DrawnTarget], ...] = (
    Column("名称", lambda target: target.name, 320),
    Column("检查人员", lambda target: _team(target), 200),
)


class RedrawForm(InlineForm):
    """Files a request; a page that sees it leads to the digits by itself."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "提出补抽", self._read_answers)
        self._context = context
        self._drawn: DrawFacts | None = None
        self._targets: Picker[DrawnTarget] = Picker(
            context,
            "抽中的对象",
            "名称、编码或拼音首字母",
            _COLUMNS,
            lambda target: target.code,
            lambda target: f"{target.name} {target.code} {_team(target)}",
        )
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, self._targets)
        grounds = [(ground.value, f"作废这一家：{ground.value}") for ground in VoidGround]
        people = [(_RECUSED, "换人：回避这一家"), (_ABSENT, "换人：缺席，他的各家都换")]
        self._kind = self.form.choice("kind", "怎么变", [*grounds, *people])
        self._who = self.form.choice("who", "换下谁", [])
        self.line("reason", "原因", "例如 与法定代表人系近亲属；作废不用填")
        self.line("evidence", "依据", "例如 市监注销〔2026〕41号、本人书面申请")
        self.line("approved_by", "批准人", "一般是领导小组组长")

        self._targets.picked_changed.connect(self._offer_people)
        self._kind.currentIndexChanged.connect(lambda _: self._fit_kind())

    def show_list(self, drawn: DrawFacts) -> None:
        """Offer what stands on the list now."""
        self._drawn = drawn
        self._targets.show_rows(drawn.standing)
        self._offer_people()

    def begin(self) -> None:
        """Open it for a new request."""
        self._targets.clear()
        self.open_form("申请补抽", "kind", {"kind": VoidGround.DEREGISTERED.value})
        self._fit_kind()
        self._targets.search.setFocus()

    def _fit_kind(self) -> None:
        voids = self._kind.currentData() not in (_RECUSED, _ABSENT)
        self._who.setEnabled(not voids)
        self._targets.setEnabled(self._kind.currentData() != _ABSENT)
        self._offer_people()

    def _offer_people(self) -> None:
        """Offer the picked site's inspectors, for an absence all who go anywhere."""
        picked, people = self._targets.picked(), {}
        everybody = self._drawn.standing if self._drawn else ()
        anywhere = self._kind.currentData() == _ABSENT
        for target in everybody if anywhere else (picked,) if picked else ():
            people.update(_entries(target))
        known = {self._who.itemData(n): self._who.itemText(n) for n in range(1, self._who.count())}
        if people != known:
            offer(self._who, people)

    def _read_answers(self, answers: Answers) -> Verb:
        assert self._drawn
        redraws, draw_id = self._context.desk.redraws, self._drawn.draw_id
        kind, picked = answers.text("kind"), self._targets.picked()
        said = {
            "evidence": answers.required("evidence", "请写明依据，例如文号。"),
            "approved_by": answers.required("approved_by", "请写明谁批准的。"),
        }
        if picked is None and kind != _ABSENT:
            answers.faults["kind"] = "请先在上面的表里点选一家。"
        site = picked.code if picked else ""
        if kind in (_RECUSED, _ABSENT):
            who = answers.required("who", "请选换下谁。")
            reason = answers.required("reason", "请写明原因。")
            if kind == _ABSENT:
                return lambda: redraws.absent(draw_id, who, reason, **said)
            return lambda: redraws.recuse(draw_id, who, site, reason, **said)
        ground = VoidGround(kind)
        return lambda: redraws.void(draw_id, site, ground, **said)


def _entries(target: DrawnTarget) -> dict[str, str]:
    """Return the entries on a site's team, each with its people: one is drawn as a whole."""
    return dict(zip(target.team.entries, target.team.behind, strict=True))


def _team(target: DrawnTarget) -> str:
    return "、".join(person.name for person in target.team.people)
