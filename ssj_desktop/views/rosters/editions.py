"""版本: the list of items as published, what has changed since, and its papers."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from ssj_desktop.facts.catalogue import CatalogueFacts, Edition, ListKind
from ssj_desktop.views.files import DOCUMENT, WORKBOOK, ask_new_file
from ssj_desktop.views.inline_form import Answers, InlineForm, Verb
from ssj_desktop.views.open_paper import open_paper
from ssj_desktop.views.page import Context
from ssj_desktop.views.parts import allow, button, card, label, restyle, row, save_key, scrolled
from ssj_desktop.views.short_table import ShortTable
from ssj_desktop.views.tables import Column

_MOST = 60  # changes told one by one
_FORM = 560  # px; a name needs no more
_KINDS = {
    ListKind.NINE: "九列（含检查依据、检查方式）",
    ListKind.EIGHT: "八列（含频次、比例、数量）",
    ListKind.JOINT: "联合抽查七列",
}


@dataclass(frozen=True)
class _Line:
    """A version, or the draft (``edition`` None), and whether it is in force."""

    edition: Edition | None
    size: int
    state: str


def _of(line: _Line, name: str) -> str:
    return str(getattr(line.edition, name)) if line.edition else ""


_COLUMNS: tuple[Column[_Line], ...] = (
    Column("版本", lambda line: _name(line.edition), 88),
    Column("状态", lambda line: line.state, 96),
    Column("生效日期", lambda line: _of(line, "effective_on"), 112),
    Column("讨论确定", lambda line: _of(line, "decided_on"), 112),
    Column("会议", lambda line: _of(line, "meeting"), 176),
    Column("确定人", lambda line: _of(line, "decided_by"), 96),
    Column("项数", lambda line: str(line.size), 64, numeric=True),
    Column("说明", lambda line: _of(line, "note"), 240),
)


class Editions(QWidget):
    """Shows where the list stands; whoever holds it reads the facts."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._facts: CatalogueFacts | None = None
        self._standing = label(wrap=True)
        self._kind = QComboBox()
        self._paper = button("打印…", self._print)
        self._workbook = button("另存为 Excel…", partial(self._ask_where, ".xlsx", WORKBOOK))
        self._document = button("另存为 Word…", partial(self._ask_where, ".docx", DOCUMENT))
        self._publish = button("发布…", self._begin, "primary")
        self._form = InlineForm(context, "发布", self._read)
        self._table: ShortTable[_Line] = ShortTable(
            "清单版本",
            _COLUMNS,
            lambda line: line.edition.number if line.edition else 0,
            context.settings,
        )
        self._card, column = card("上一版以来的变化")
        self._changes = label(wrap=True)
        column.addWidget(self._changes)

        self._lay_out()

        self._table.chosen_changed.connect(self._show_which)
        self._table.opened.connect(lambda _: self._print())
        self._form.closed.connect(lambda _: self._allow())
        save_key(self._form, self._form.submit)

    def _lay_out(self) -> None:
        for kind, words in _KINDS.items():
            self._kind.addItem(words, kind)
        self._kind.setAccessibleName("清单的格式")
        restyle(self._changes, "warn")
        for name, words, hint in (
            ("decided_on", "讨论确定日期", "会议集中讨论确定清单的日期，如 2026-03-20"),
            ("meeting", "会议", "哪次会议，如：局务会2026年第3次"),
            ("decided_by", "确定人", "确定清单的负责人姓名"),
            ("effective_on", "生效日期", "从哪一天起照这一版检查"),
            ("note", "说明", "可以不填，如：新增污染物排放自行监测事项"),
        ):
            self._form.line(name, words, hint)
        self._form.setMaximumWidth(_FORM)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(8)
        savers = (self._workbook, self._document)
        top = row(self._standing, self._kind, self._paper, *savers, self._publish)
        top.setStretch(0, 1)
        column.addLayout(top)
        column.addWidget(self._form)
        column.addWidget(self._table)
        column.addWidget(self._card)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inside))

    def show_facts(self, facts: CatalogueFacts) -> None:
        """Show where the list stands now."""
        if self._facts is None and facts.loadable:  # the scheme's own list has eight columns
            self._kind.setCurrentIndex(self._kind.findData(ListKind.EIGHT))
        self._facts = facts
        lines = [_Line(one, one.size, _state(one, facts)) for one in reversed(facts.editions)]
        if facts.is_draft:
            lines.insert(0, _Line(None, facts.size, "未发布"))
        self._table.show_rows(lines)
        words, tone = _told(facts)
        self._standing.setText(words)
        restyle(self._standing, tone)
        changes = [f"· {change}" for change in facts.changed_since[:_MOST]]
        if (more := len(facts.changed_since) - _MOST) > 0:
            changes.append(f"· 另外还有 {more} 处变化")
        self._changes.setText("\n".join(changes))
        self._card.setVisible(bool(changes))
        self._allow()

    def unsaved(self) -> str:
        """Return in words what leaving would lose, "" when nothing would."""
        return "填好的版本还没有发布。" if self._form.dirty else ""

    def _allow(self) -> None:
        facts = self._facts
        if facts is None:
            return
        none = "" if facts.size or facts.editions else "清单里还没有抽查事项。"
        allow(self._paper, none)
        for saver in (self._workbook, self._document):
            allow(saver, self._context.desk.read_only or none)
        filling = "请在下面填写。" if self._form.is_open else ""
        why = self._context.desk.read_only or facts.why_not_publish or filling
        allow(self._publish, why)
        self._show_which()

    def _show_which(self) -> None:
        verbs = ((self._paper, "打印"), (self._workbook, "另存"), (self._document, "另存"))
        for part, verb in verbs:
            if part.isEnabled():
                part.setToolTip(f"{verb}{_name(self._chosen())}；要别的一版，先在下面选中")

    def _chosen(self) -> Edition | None:
        """Return the version that is chosen, else the one on top; None is the draft."""
        lines = self._table.chosen() or self._table.visible()
        return lines[0].edition if lines else None

    def _print(self) -> None:
        edition, kind, desk = self._chosen(), self._chosen_kind(), self._context.desk
        open_paper(
            self,
            self._context,
            kind.called(_number(edition)),
            lambda: desk.papers.item_list(desk.items.catalogue(_number(edition)), kind),
        )

    def _ask_where(self, suffix: str, files: str) -> None:
        edition, kind = self._chosen(), self._chosen_kind()
        folders = QStandardPaths.StandardLocation
        folder = Path(QStandardPaths.writableLocation(folders.DocumentsLocation))
        suggested = folder / f"{kind.called(_number(edition))}{suffix}"
        ask_new_file(self, "另存为", suggested, files, partial(self._save, edition, kind))

    def _save(self, edition: Edition | None, kind: ListKind, file: Path) -> None:
        desk = self._context.desk
        self._context.work.verb(
            self,
            "正在保存……",
            lambda: desk.papers.save_item_list(desk.items.catalogue(_number(edition)), kind, file),
            lambda _: self._context.say(f"已保存为 {file.name}"),
        )

    def _chosen_kind(self) -> ListKind:
        kind: ListKind = self._kind.currentData()
        return ListKind(kind)

    def _begin(self) -> None:
        if self._facts is None:
            return
        number = len(self._facts.editions) + 1
        today = self._context.desk.today().isoformat()
        texts = {"decided_on": today, "effective_on": today, "meeting": "", "decided_by": "",
                 "note": ""}  # fmt: skip
        title = f"发布第 {number} 版：清单由会议集中讨论确定，发布以后不能改，再有变化发布下一版"
        self._form.open_form(title, "meeting", texts)
        self._allow()

    def _read(self, answers: Answers) -> Verb:
        decided, effective = answers.day("decided_on"), answers.day("effective_on")
        meeting = answers.required("meeting", "请写明讨论确定清单的会议。")
        by = answers.required("decided_by", "请填写确定清单的负责人姓名。")
        note = answers.text("note")
        return lambda: self._context.desk.items.publish(effective, decided, meeting, by, note)


def briefly(facts: CatalogueFacts) -> str:
    """Say in a tab's few words where the list stands."""
    if not facts.editions:
        return "版本：草稿"
    changed = f"后改过 {len(facts.changed_since)} 处" if facts.changed_since else ""
    return f"版本：第 {facts.editions[-1].number} 版{changed}"


def _told(facts: CatalogueFacts) -> tuple[str, str]:
    """Return where the list stands, in words, and their tone."""
    if not facts.editions:
        return "草稿，还没有发布过。会议讨论确定以后按“发布”，成为第 1 版。", "hint"
    last = facts.editions[-1]
    held = f"现行第 {facts.in_force} 版" if facts.in_force else "还没有一版生效"
    if facts.in_force != last.number:
        held = f"{held}，第 {last.number} 版 {last.effective_on} 起生效"
    if facts.changed_since:
        changed = f"第 {last.number} 版以后有 {len(facts.changed_since)} 处变化，还没有发布"
        return f"{held}；{changed}", "warn"
    return held, "fine"


def _state(edition: Edition, facts: CatalogueFacts) -> str:
    if edition.number == facts.in_force:
        return "现行"
    return "尚未生效" if edition.number > (facts.in_force or 0) else "已停用"


def _name(edition: Edition | None) -> str:
    return f"第 {edition.number} 版" if edition else "草稿"


def _number(edition: Edition | None) -> int | None:
    return edition.number if edition else None
