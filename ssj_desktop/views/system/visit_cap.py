"""年度入企上限: how often the province lets one site be visited in a year (N-11)."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ssj_desktop.facts.office import VisitCap
from ssj_desktop.views.forms import Form
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, card, label, restyle, row


class VisitCapCard(QWidget):
    """Two fields, kept apart from the office's own; empty where the province has published none."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._desk, self._work, self._say = context.desk, context.work, context.say
        self._known = VisitCap(None, "")
        self._form = Form()
        self._state = label(name="secondary")
        self._save = button("保存上限", self.save)
        self._drop = button("不改了", self._show_known)

        self._form.line("most", "每家每年最多（次）", "省里没有公布的不填")
        self._form.line("source", "依据", "省里公布上限的文件名称或文号")
        words = "同一家本年查满这个次数、还可能抽到的，季度计划和核对名单会提醒，不会自动排除。"
        frame, column = card("年度入企上限", words)
        column.addWidget(self._form)
        column.addLayout(row(self._state, None, self._drop, self._save))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

        self._form.edited.connect(self._show_state)

    @property
    def dirty(self) -> bool:
        """Whether something is typed and not saved."""
        return self._form.dirty

    def show_cap(self, cap: VisitCap) -> None:
        """Show the cap; what is being typed stays."""
        self._known = cap
        if not self._form.dirty:
            self._show_known()
        self._show_state()

    def save(self) -> None:
        """Keep what is typed, or say beside the field why not."""
        if not self._save.isEnabled():
            return
        texts = self._form.texts()
        most, source = texts["most"].strip(), texts["source"]
        if most and not most.isdecimal():
            self._form.blame({"most": "请填一个整数，没有上限的留空。"})
            return
        self._work.verb(
            self,
            "正在保存……",
            lambda: self._desk.offices.cap_visits(int(most) if most else None, source),
            lambda _: self._saved(texts),
            lambda error: self._form.blame({"source" if most else "most": str(error)}),
        )

    def _show_known(self) -> None:
        most = "" if self._known.most is None else str(self._known.most)
        self._form.fill({"most": most, "source": self._known.source})
        self._show_state()

    def _show_state(self) -> None:
        changed = self._form.dirty
        self._state.setText("有修改，还没有保存" if changed else "")
        restyle(self._state, "warn" if changed else "")
        allow(self._save, self._desk.read_only or ("" if changed else "没有修改。"))
        allow(self._drop, "" if changed else "没有修改。")

    def _saved(self, texts: dict[str, str]) -> None:
        self._form.keep(texts)
        self._show_state()
        self._say("年度入企上限已保存")
