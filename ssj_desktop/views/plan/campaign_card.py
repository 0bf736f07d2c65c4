"""One campaign: its form while it is a draft, what comes of it, and what can be done with it."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ssj_desktop.errors import DeskError, FormError
from ssj_desktop.facts.campaign import CampaignCard as Card
from ssj_desktop.facts.campaign import CampaignState, CampaignWords
from ssj_desktop.views import alerts
from ssj_desktop.views.alerts import Alert
from ssj_desktop.views.forms import Form
from ssj_desktop.views.open_paper import open_paper
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import (
    allow,
    button,
    card,
    label,
    rank,
    restyle,
    row,
    save_key,
    scrolled,
)
from ssj_desktop.views.plan.approval import ask_campaign_approver

_TONES = {
    CampaignState.DRAFT: "warn",
    CampaignState.APPROVED: "fine",
    CampaignState.FROZEN: "warn",
    CampaignState.DRAWN: "fine",
    CampaignState.CALLED_OFF: "hint",
}
_LIMIT = "不写就不限"


class CampaignCard(QFrame):
    """``kept`` (the number of a campaign that has been saved), ``gone`` (it was thrown away),
    ``left`` (a new one is given up)."""

    kept = Signal(int)
    gone = Signal()
    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._desk, self._work = context, context.desk, context.work
        self._year = 0
        self._number: int | None = None
        self._card: Card | None = None
        self._title = label(name="cardTitle", wrap=True)
        self._state = label(wrap=True)
        self._sum = label(name="notice", wrap=True)
        self._why_not = label(name="secondary", wrap=True)
        self._form = self._make_form()
        self._save = button("保存", self._keep, "primary")
        self._approve = button("批准…", self._ask_approver)
        self._paper = button("打印计划…", self._print)
        self._draw = button("去摇号", self._go_draw)
        self._leave = button("取消", self.left.emit)
        self._discard = button("删除草稿…", self._ask_discard)
        self._call_off = button("取消专项…", self._ask_call_off)

        self._lay_out()
        self._form.edited.connect(self._allow)
        save_key(self, self._keep)

    def _make_form(self) -> Form:
        form = Form()
        kinds = ("专项", "监督执法", "部门联合", "内部联合")
        form.choice("kind", "类型", [(kind, kind) for kind in kinds])
        form.line("name", "名称", "例如 加油站油气回收专项")
        quarters = zip("1234", "一二三四", strict=True)
        form.choice("quarter", "季度", [(n, f"第{word}季度") for n, word in quarters])
        form.line("document", "依据", "文件名称和文号")
        form.line("amount", "抽取数量", "家数（例如 12）或比例（例如 20%）")
        form.line("kinds", "限定类型", f"例如 水源地；{_LIMIT}")
        form.line("categories", "限定类别", f"例如 重点监管对象；{_LIMIT}")
        form.line("tags", "限定标签", f"例如 加油站、油库；{_LIMIT}")
        form.line("items", "检查事项", "点一下挑选事项编码；不写就是清单的全部")
        form.line("departments", "参加部门", "联合抽查填写，每个部门各抽 1 人")
        form.line("auxiliaries", "辅助人员", "每家抽几名，不抽就不写")
        form.line("specialty", "辅助专业", "只抽这个专业的，例如 大气；不写就不限")
        form.line("chosen", "挑选辅助", "不抽、直接指定的辅助人员姓名")
        form.line("due", "完成时限", "例如 2026-11-30；不写按方案")
        return form

    def offer(self, words: CampaignWords) -> None:
        """Offer what the rosters and the scheme hold for the fields that name such things."""
        for name in ("kinds", "categories", "tags", "departments", "chosen"):
            self._form.suggest(name, [(word, word) for word in getattr(words, name)])
        self._form.suggest("items", [(code, f"{code}　{name}") for code, name in words.items])

    def _lay_out(self) -> None:
        frame, column = card()
        for part in (self._title, self._state, self._sum, self._why_not, self._form):
            column.addWidget(part)
        column.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(frame), 1)
        verbs = (self._paper, self._draw, self._approve, self._save)
        whole.addLayout(row(self._discard, self._call_off, None, self._leave, *verbs))

    @property
    def dirty(self) -> bool:
        """Whether something is typed that is not saved."""
        return not self.isHidden() and self._form.dirty

    @property
    def number(self) -> int | None:
        """The campaign that is shown, None for a new one."""
        return self._number

    def open_new(self, year: int, texts: dict[str, str]) -> None:
        """Show the form of a new campaign of this year."""
        self._year, self._number, self._card = year, None, None
        self._form.fill(texts)
        self._show()
        self._form.focus("name")

    def show_card(self, found: Card) -> None:
        """Show a campaign as it stands; what is being typed into it stays while it can be saved."""
        same = self._number == found.row.id
        self._year, self._number, self._card = found.row.quarter.year, found.row.id, found
        if found.closed or not (same and self._form.dirty):
            self._form.fill(dict(found.texts))
        self._show()

    def _show(self) -> None:
        found = self._card
        self._title.setText(found.row.name if found else "新建专项")
        self._state.setText(_standing(found) if found else "填好以后保存，再批准。")
        restyle(self._state, _TONES[found.row.state] if found else "")
        self._sum.setText(_sum(found) if found else "")
        self._sum.setVisible(bool(found and found.plan))
        draft = found is None or found.row.state is CampaignState.DRAFT
        why_not = found.why_not_approve if found and draft else ""
        self._why_not.setText(f"现在还不能批准：{why_not}" if why_not else "")
        self._why_not.setVisible(bool(why_not))
        self._form.setEnabled(draft and not self._desk.read_only)
        for part in (self._save, self._approve):
            part.setVisible(draft)
        self._leave.setVisible(found is None)
        self._discard.setVisible(found is not None and draft)
        self._call_off.setVisible(found is not None and not found.why_not_call_off)
        self._draw.setVisible(found is not None and not draft and not _is_called_off(found))
        self._paper.setVisible(found is not None)
        self._allow()

    def _allow(self) -> None:
        found, read_only = self._card, self._desk.read_only
        typed = "请先保存正在填的。" if self._form.dirty else ""
        new, drawn = self._number is None, bool(found and found.row.drawn)
        nothing = "" if new or self._form.dirty else "没有改动。"
        allow(self._save, read_only or nothing)
        unfit = found.why_not_approve if found else "请先保存。"
        allow(self._approve, read_only or typed or unfit)
        allow(self._paper, typed)
        for part in (self._discard, self._call_off):
            allow(part, read_only)
        rank(self._save, "primary" if new or self._form.dirty else "")
        rank(self._approve, "" if new or self._form.dirty else "primary")
        rank(self._draw, "" if drawn else "primary")

    def _keep(self) -> None:
        if not self._save.isEnabled():
            return
        year, number, texts = self._year, self._number, self._form.texts()
        self._work.verb(
            self,
            "正在保存……",
            lambda: self._desk.campaigns.save(year, number, texts),
            lambda kept: self._kept(int(kept), texts),
            self._refuse,
        )

    def _kept(self, number: int, texts: dict[str, str]) -> None:
        self._number = number  # at once: what is typed from now on is this one's
        self._form.keep(texts)
        self._leave.hide()
        self._allow()
        self._context.say(f"“{texts['name']}”已保存")
        self.kept.emit(number)

    def _refuse(self, error: DeskError) -> None:
        if isinstance(error, FormError):
            self._form.blame(dict(error.faults))
        else:
            alerts.tell(self, error)

    def _print(self) -> None:
        if self._card and (plan := self._card.plan):
            draft = "" if plan.approved_at else "（草稿）"
            title = f"{plan.campaign.quarter}{plan.campaign.plan_title}{draft}"
            papers = self._desk.papers
            open_paper(self, self._context, title, lambda: papers.campaign_plan(plan))

    def _go_draw(self) -> None:
        if self._card:
            self._context.go(f"摇号/{self._card.row.id}")

    def _ask_approver(self) -> None:
        if self._card and self._card.plan:
            office = self._desk.offices.current()
            chair = office.steering_group[0] if office and office.steering_group else ""
            number = self._card.row.id
            ask_campaign_approver(
                self,
                self._card.plan,
                chair,
                lambda by: self._do(
                    lambda: self._desk.campaigns.approve(number, by), "已批准，可以去摇号"
                ),
            )

    def _ask_discard(self) -> None:
        if self._card:
            number, name = self._card.row.id, self._card.row.name
            alerts.ask(
                self,
                f"删除“{name}”的草稿？",
                "草稿没有批准过，删除以后不能恢复；操作日志里留有记录。",
                "删除",
                lambda: self._do(lambda: self._desk.campaigns.discard(number), "草稿已删除", True),
                danger=True,
            )

    def _ask_call_off(self) -> None:
        if self._card is None:
            return
        number, name = self._card.row.id, self._card.row.name
        alert = Alert(self, "取消专项", f"取消“{name}”？", "取消以后不能再摇号，计划和原因都留存。")
        form = Form()
        form.line("reason", "原因", "例如 并入省厅统一行动")
        form.line("by", "决定人", "决定取消的负责人姓名")
        form.fill({})
        alert.add(form)
        alert.offer(
            "取消这个专项",
            lambda: self._give_up(number, form.texts()),
            "danger",
            ready=lambda: form.complete({"reason": "请写明原因。", "by": "请填写决定人姓名。"}),
        )
        alert.offer("不取消")
        alert.show_up()
        form.focus("reason")

    def _give_up(self, number: int, texts: dict[str, str]) -> None:
        reason, by = texts["reason"], texts["by"]
        self._do(lambda: self._desk.campaigns.call_off(number, reason, by), "专项已取消")

    def _do(self, verb: Callable[[], object], said: str, gone: bool = False) -> None:
        """Run a verb and say what it has done."""

        def done(_: object) -> None:
            self._context.say(said)
            if gone:
                self.gone.emit()

        self._work.verb(self, "正在保存……", verb, done)


def _is_called_off(found: Card) -> bool:
    return found.row.state is CampaignState.CALLED_OFF


def _standing(found: Card) -> str:
    line = found.row
    if line.state is CampaignState.DRAFT:
        return found.approved
    drawn = f"；摇号编号 {line.draw_id}，名单 {line.drawn} 家" if line.draw_id else ""
    return f"{line.state}：{found.approved}{drawn}"


def _sum(found: Card) -> str:
    """Return what the campaign would draw today, with its sum."""
    if found.plan is None:
        return ""
    line = found.plan.line
    notes = f"（{'；'.join(line.notes)}）" if line.notes else ""
    told = [f"{found.row.scope}，范围内 {line.base} 家，可抽 {line.pool} 家"]
    told.append(f"{line.formula}，计划抽 {line.planned} 家{notes}")
    if found.row.crew:
        told.append(f"另有：{found.row.crew}")
    return "\n".join(told)
