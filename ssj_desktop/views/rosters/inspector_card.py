"""The card of one inspector: the form, who must not be inspected by him, and the changes."""

from ssj_desktop.facts import roster
from ssj_desktop.facts.roster import RecusalRow
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import label, restyle
from ssj_desktop.views.rosters.entry_card import EntryCard
from ssj_desktop.views.rosters.history_list import HistoryList
from ssj_desktop.views.rosters.records import Record, Records
from ssj_desktop.views.rosters.recusal_forms import LiftRecusal, NewRecusal
from ssj_desktop.views.rosters.squads import EXPIRED

_RECUSALS = 1  # the place of its tab


class InspectorRecusals(Records):
    """The recusals of one inspector: registered, and lifted."""

    def __init__(self, context: Context) -> None:
        self._card: roster.InspectorCard | None = None
        self._new = NewRecusal(context)
        self._lift = LiftRecusal(context)
        forms = (self._new, self._lift)
        super().__init__("登记回避…", self._begin, forms, context.desk.read_only)

    def show_card(self, card: roster.InspectorCard) -> None:
        """Show an inspector's recusals."""
        self._card = card
        self.show_records([self._record(one) for one in card.recusals], "没有需要回避的对象。")

    def _record(self, recusal: RecusalRow) -> Record:
        if recusal.lifted_on:
            return Record(f"{recusal.target}　{recusal.lifted_on} 已解除", recusal.reason)
        return Record(recusal.target, recusal.reason, ("解除…", lambda: self._begin_lift(recusal)))

    def _begin(self) -> None:
        if self._card and self.make_way():
            self._new.begin(f"登记{self._card.name}的回避", self._card.code)

    def _begin_lift(self, recusal: RecusalRow) -> None:
        if self.make_way():
            self._lift.begin(recusal)


class InspectorCard(EntryCard[roster.InspectorCard]):
    """What stands beside the table of inspectors."""

    def __init__(self, context: Context) -> None:
        self._recusals = InspectorRecusals(context)
        self._history = HistoryList()
        tabs = (("回避", self._recusals), ("变更", self._history))
        super().__init__(context, "执法人员", context.desk.inspectors, {}, tabs)
        self._badge = label(name="secondary")
        self.body.insertWidget(self.body.indexOf(self.line) + 1, self._badge)

    def show_more(self, card: roster.InspectorCard | None) -> str:
        if card is None:
            self._badge.hide()
            return ""
        self._recusals.show_card(card)
        self._history.show_lines(card.history)
        standing = sum(recusal.lifted_on is None for recusal in card.recusals)
        self.call_tab(_RECUSALS, f"回避 {standing}" if standing else "回避")
        self._badge.setText(f"执法证{card.badge_state}")
        self._badge.setVisible(bool(card.badge_state))
        restyle(self._badge, "danger" if card.badge_state == EXPIRED else "warn")
        known = {field.name: field.text for field in card.fields}
        return "　".join(filter(None, (known["squad"], known["team"], known["post"])))

    def unsaved(self) -> str:
        form = self._recusals.form
        typed = self.is_open and form is not None and form.dirty
        return super().unsaved() + (f"“{self.title.text()}”的回避还没有保存。" if typed else "")

    def forget(self) -> None:
        super().forget()
        self._recusals.close_form()

    def save(self) -> None:
        """Keep the form that is seen."""
        form = self._recusals.form
        if form and form.isVisible():
            form.submit()
        else:
            super().save()
