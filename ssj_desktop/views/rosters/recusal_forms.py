"""Who must not inspect whom: how tables tell it, and the form that begins it."""

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.roster import InspectorRow, RecusalRow, TargetRow
from ssj_desktop.views.inline_form import Answers, InlineForm, Verb
from ssj_desktop.views.page import Context
from ssj_desktop.views.picker import Picker
from ssj_desktop.views.tables import Column

_PEOPLE: tuple[Column[InspectorRow], ...] = (
    Column("姓名", lambda person: person.name, 96),
    Column("执法证号", lambda person: person.badge_no, 120),
    Column("分队", lambda person: person.squad, 96),
)
_SITES: tuple[Column[TargetRow], ...] = (
    Column("名称", lambda site: site.name, 232),
    Column("乡镇", lambda site: site.township, 72),
)


def recusal_columns(site: int, reason: int) -> tuple[Column[RecusalRow], ...]:
    """Return what a table of recusals says of each; widths in px."""
    return (
        Column("对象", lambda recusal: recusal.target, site),
        Column("原因", lambda recusal: recusal.reason, reason),
        Column(
            "解除日期",
            lambda recusal: recusal.lifted_on.isoformat() if recusal.lifted_on else "现行",
            104,
            key=lambda recusal: recusal.lifted_on,
            tone=lambda recusal: "hint" if recusal.lifted_on else "",
        ),
    )


class NewRecusal(InlineForm):
    """Bars an inspector from one site or from all."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "登记回避", self._read_answers)
        self._context = context
        self._whom = ""
        self._people: Picker[InspectorRow] = Picker(
            context,
            "人员",
            "姓名、执法证号或拼音首字母",
            _PEOPLE,
            lambda person: person.code,
            lambda person: f"{person.name} {person.badge_no} {person.squad}",
        )
        self._sites: Picker[TargetRow] = Picker(
            context,
            "对象",
            "名称、编码、信用代码或拼音首字母",
            _SITES,
            lambda site: site.code,
            lambda site: f"{site.name} {site.code} {site.credit_code} {site.township}",
        )
        self._everywhere = QCheckBox("对全部对象都回避")

        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        parts: tuple[QWidget, ...] = (self._people, self._sites, self._everywhere)
        for place, part in enumerate(parts, start=1):
            column.insertWidget(place, part)
        self.line("reason", "原因", "例如：配偶在该企业任职")

        self._everywhere.toggled.connect(self._sites.setDisabled)

    def begin(self, title: str, whom: str = "") -> None:
        """Open it for the inspector with this code, or "" for one yet to be chosen."""
        self._whom = whom
        for picker in (self._people, self._sites):
            picker.clear()
        self._everywhere.setChecked(False)
        self._people.setVisible(not whom)
        self.open_form(title, "reason", {})
        (self._sites if whom else self._people).search.setFocus()
        self.refresh()

    def refresh(self) -> None:
        """Offer the people and the sites that there are now, while it is open."""
        desk, work = self._context.desk, self._context.work
        if self.is_open:
            work.read(self._sites, desk.targets.rows, self._sites.show_rows)
            if not self._whom:
                work.read(self._people, desk.inspectors.rows, self._people.show_rows)

    def submit(self) -> None:
        everywhere = self._everywhere.isChecked()
        if not (self._whom or self._people.picked()):
            self._refuse(DeskError("没有选人员。", "请在表里点选一人。"))
        elif not (everywhere or self._sites.picked()):
            hint = "请在表里点选一家，或者勾选“对全部对象都回避”。"
            self._refuse(DeskError("没有选对象。", hint))
        else:
            super().submit()

    def _read_answers(self, answers: Answers) -> Verb:
        person, site = self._people.picked(), self._sites.picked()
        whom = self._whom or (person.code if person else "")
        where = None if self._everywhere.isChecked() or site is None else site.code
        reason = answers.required("reason", "请写明利害关系。")
        return lambda: self._context.desk.inspectors.recuse(whom, where, reason)


class LiftRecusal(InlineForm):
    """Ends a recusal from today on."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "解除回避", self._read_answers)
        self._desk = context.desk
        self._recusal: RecusalRow | None = None

        self.line("reason", "依据", "例如：配偶已离职，附证明")

    def begin(self, recusal: RecusalRow) -> None:
        """Open it for a recusal in force."""
        self._recusal = recusal
        title = f"从今天起解除{recusal.inspector}对{recusal.target}的回避"
        self.open_form(title, "reason", {})

    def _read_answers(self, answers: Answers) -> Verb:
        recusal = self._recusal
        assert recusal is not None
        reason = answers.required("reason", "请写明利害关系已不存在的依据。")
        return lambda: self._desk.inspectors.lift(
            recusal.inspector_code, recusal.target_code, reason
        )
