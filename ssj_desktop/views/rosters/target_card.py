"""The card of one site: its form, its category, what has happened to it, and its history."""

from ssj_desktop.facts import roster
from ssj_desktop.views.codes import in_groups
from ssj_desktop.views.page import Context
from ssj_desktop.views.rosters.entry_card import EntryCard
from ssj_desktop.views.rosters.history_list import HistoryList
from ssj_desktop.views.rosters.target_class import TargetClass
from ssj_desktop.views.rosters.target_exclusions import TargetExclusions
from ssj_desktop.views.rosters.target_facts import TargetFacts
from ssj_desktop.views.rosters.target_recusals import TargetRecusals
from ssj_desktop.views.rosters.target_visits import TargetVisits


class TargetCard(EntryCard[roster.TargetCard]):
    """What stands beside the table of sites."""

    width_hint = 540  # its seven tabs, with their counts

    def __init__(self, context: Context) -> None:
        self._class = TargetClass(context)
        self._facts = TargetFacts(context)
        self._visits = TargetVisits(context)
        self._exclusions = TargetExclusions(context)
        self._recusals = TargetRecusals(context)
        self._history = HistoryList()
        self._records = (
            *(self._class, self._facts, self._visits),
            *(self._exclusions, self._recusals),
        )
        tabs = (
            ("类别", self._class),
            ("处罚等", self._facts),
            ("检查", self._visits),
            ("排除", self._exclusions),
            ("回避", self._recusals),
            ("变更", self._history),
        )
        super().__init__(context, "检查对象", context.desk.targets, {}, tabs)

    def show_more(self, card: roster.TargetCard | None) -> str:
        if card is None:
            return ""
        for part in self._records:
            part.show_card(card)
        self._history.show_lines(card.history)
        standing = sum(recusal.lifted_on is None for recusal in card.recusals)
        decided = sum(not one.lifted for one in card.exclusions)
        counts = (len(card.facts), len(card.visits), decided, standing)
        for index, (title, count) in enumerate(
            zip(("处罚等", "检查", "排除", "回避"), counts, strict=True), start=2
        ):
            self.call_tab(index, f"{title} {count}" if count else title)
        category = card.category or "未归入任何类别"
        why = f"：{'、'.join(reason.words for reason in card.why)}" if card.why else ""
        return f"{category}{why}\n编码 {in_groups(card.code)}"

    def open_at_class(self, code: str) -> None:
        """Show a site, and of it first why it is in its category."""
        self.open_entry(code, grab=False)
        self._tabs.setCurrentIndex(1)

    def unsaved(self) -> str:
        typed = any(part.form and part.form.dirty for part in self._records)
        other = f"“{self.title.text()}”有一项登记还没有保存。" if typed and self.is_open else ""
        return super().unsaved() + other

    def forget(self) -> None:
        super().forget()
        for part in self._records:
            part.close_form()

    def save(self) -> None:
        """Keep the form that is seen: the site's own, or the one open in another tab."""
        part = self._stack.currentWidget()
        form = next((it.form for it in self._records if it is part), None)
        if form:
            form.submit()
        else:
            super().save()
