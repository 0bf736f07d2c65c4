"""本单位: the names that stand on papers, the scheme, the steering group."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from ssj_desktop.facts.office import OfficeFacts, SchemeChoice, VisitCap
from ssj_desktop.views import alerts
from ssj_desktop.views.forms import Form
from ssj_desktop.views.page import Context, Page
from ssj_desktop.views.parts import allow, button, card, label, restyle, row, save_key, scrolled
from ssj_desktop.views.system.scheme_card import SchemeCard
from ssj_desktop.views.system.visit_cap import VisitCapCard

_WIDEST, _BESIDE = 760, 520  # px


def office_fields(form: Form, schemes: Sequence[SchemeChoice]) -> None:
    """Add the fields of whoever sets an office up, now or for the first time."""
    form.line("name", "单位全称", "例如 晋城市生态环境局陵川分局")
    unit = "例如 陵川县生态环境保护综合行政执法队"
    form.line("enforcement_unit", "执法队全称", unit)
    receiver = "抽查名单报给谁，例如 晋城市生态环境保护综合行政执法队"
    form.line("filing_receiver", "备案单位", receiver)
    form.line("code_prefix", "编号前缀", "1 至 8 个大写字母或数字，例如 LC")
    form.choice("scheme_id", "抽查方案", scheme_words(schemes))


def scheme_words(schemes: Sequence[SchemeChoice]) -> list[tuple[str, str]]:
    """Return each scheme's id with its name, its 文号 and, of the office's own, its edition."""
    return [
        (
            it.id,
            f"{it.name}（{it.document}）{f' 本单位第 {it.edition} 版' if it.edition else ''}",
        )
        for it in schemes
    ]


class OfficeData(Page):
    """The form of the office, and the province's cap below it; nothing is written before 保存."""

    title = "本单位"
    watches = frozenset({"offices"})

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._known: OfficeFacts | None = None
        self._schemes: tuple[SchemeChoice, ...] = ()
        self._wanted = ""  # the scheme that is to be chosen once the list has it
        self._form = self._make_form()
        self._state = label(name="secondary")
        self._save = button("保存", self._ask_and_save, "primary")
        self._drop = button("放弃修改", self._show_known)
        self._cap = VisitCapCard(context)
        self._scheme = SchemeCard(context)

        self._lay_out()

        self._form.edited.connect(self._show_state)
        self._scheme.taken.connect(self._choose_scheme)
        save_key(self, self._save_form)

    def _make_form(self) -> Form:
        form = Form()
        office_fields(form, ())
        form.paragraph("steering_group", "领导小组", "一行一个姓名，组长写在第一行", lines=6)
        return form

    def _lay_out(self) -> None:
        words = "摇号会议的出席人从领导小组里选；方案决定类别、应抽数和期限。"
        frame, column = card("单位、方案和领导小组", words)
        column.addWidget(self._form)
        column.addLayout(row(self._state, None, self._drop, self._save))
        left = QVBoxLayout()
        left.setSpacing(12)
        for part in (frame, self._cap):
            part.setMaximumWidth(_WIDEST)
            left.addWidget(part)
        left.addStretch()
        self._scheme.setMaximumWidth(_BESIDE)
        both = row(left, self._scheme, spacing=12)
        both.setStretch(0, 3)
        both.setStretch(1, 2)
        both.addStretch()
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addLayout(both)
        inner.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside))

    def refresh(self) -> None:
        offices = self.desk.offices
        self.work.read(
            self,
            lambda: (offices.current(), offices.schemes(), offices.visit_cap()),
            lambda known: self._show(*known),
        )

    def unsaved(self) -> str:
        lost = (("本单位", self._form.dirty), ("年度入企上限", self._cap.dirty))
        return "".join(f"{what}的修改还没有保存。" for what, dirty in lost if dirty)

    def _show(
        self, office: OfficeFacts | None, schemes: tuple[SchemeChoice, ...], cap: VisitCap
    ) -> None:
        self._cap.show_cap(cap)
        self._known, self._schemes = office, schemes
        self._form.offer("scheme_id", scheme_words(schemes))
        if not self._form.dirty:
            self._show_known()
        if self._wanted:
            self._form.choose("scheme_id", self._wanted)
            self._wanted = ""
        self._show_state()

    def _choose_scheme(self, scheme_id: str) -> None:
        self._wanted = scheme_id
        self.refresh()  # for the list may not have it yet

    def _show_known(self) -> None:
        office = self._known
        texts = {name: getattr(office, name) for name in OfficeFacts.__slots__} if office else {}
        self._form.fill(texts | {"steering_group": "\n".join(texts.get("steering_group", ()))})
        self._show_state()

    def _show_state(self) -> None:
        chosen = self._form.texts()["scheme_id"]
        self._scheme.show_choice(next((it for it in self._schemes if it.id == chosen), None))
        changed = self._form.dirty
        self._state.setText("有修改，还没有保存" if changed else "")
        restyle(self._state, "warn" if changed else "")
        allow(self._save, self.desk.read_only or ("" if changed else "没有修改。"))
        allow(self._drop, "" if changed else "没有修改。")

    def _save_form(self) -> None:
        """Keep the form that one is in."""
        keyboard = QApplication.focusWidget()
        in_cap = keyboard is not None and self._cap.isAncestorOf(keyboard)
        self._cap.save() if in_cap else self._ask_and_save()

    def _ask_and_save(self) -> None:
        if not self._save.isEnabled():
            return
        old, new = self._known, self._typed()
        if old and old.scheme_id != new.scheme_id:
            alerts.ask(
                self,
                "要换用另一个方案吗？",
                "类别、应抽数和期限此后按新方案计算；已经批准的计划和已经摇出的名单不变。",
                "换用",
                self._write,
            )
        else:
            self._write()

    def _write(self) -> None:
        facts, texts = self._typed(), self._form.texts()
        self.work.verb(
            self,
            "正在保存……",
            lambda: self.desk.offices.set_up(facts),
            lambda _: self._saved(texts),
        )

    def _typed(self) -> OfficeFacts:
        texts = self._form.texts()
        group = tuple(texts.pop("steering_group").splitlines())
        return OfficeFacts(**texts, steering_group=group)

    def _saved(self, texts: Mapping[str, str]) -> None:
        self._form.keep(texts)
        self._show_state()
        self.context.say("本单位信息已保存")
