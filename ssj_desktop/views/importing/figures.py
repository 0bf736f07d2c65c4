"""An import in figures and a sentence."""

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ssj_desktop.facts.imports import ROSTERS, ImportPreview
from ssj_desktop.views.importing.words import counted
from ssj_desktop.views.parts import label, restyle

_CAPTIONS = ("新增", "变更", "不变", "文件里没有，保留", "须改正", "提示")
_TONES = ("", "", "", "", "danger", "warn")


class Figures(QWidget):
    """What 确认 would do, and how much is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self._figures: list[QLabel] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(28)
        grid.setVerticalSpacing(0)
        for place, caption in enumerate(_CAPTIONS):
            self._figures.append(label(name="figure"))
            grid.addWidget(self._figures[-1], 0, place)
            grid.addWidget(label(caption, "secondary"), 1, place)

    def show_preview(self, preview: ImportPreview) -> None:
        counts = (preview.new, preview.changed, preview.unchanged, preview.missing)
        wrong = faults(preview)
        numbers = (*counts, wrong, len(preview.problems) - wrong)
        for figure, number, tone in zip(self._figures, numbers, _TONES, strict=True):
            figure.setText(f"{number:,}")
            restyle(figure, tone if number else "")


def faults(preview: ImportPreview) -> int:
    """Return how many problems keep the file out."""
    return sum(problem.blocking for problem in preview.problems)


def verdict(preview: ImportPreview) -> tuple[str, str]:
    """Return what to do now, and the tone to say it in."""
    reading = preview.reading
    if reading.looks_like:
        return (
            f"这份文件不像{reading.kind.whole}，像是{reading.looks_like.whole}。"
            f"拿错了，请换一份；没有拿错，请按“改按{reading.looks_like.label}读取”。",
            "danger",
        )
    if preview.blocked:
        return (
            f"还有 {faults(preview)} 处须改正，现在不能导入，什么也没有写入。"
            "请在 Excel 里改好、存盘，再按“重新读取”。",
            "danger",
        )
    if not (preview.new or preview.changed):
        same = counted(reading.kind, preview.unchanged)
        there = "名录里都有，内容也一样" if reading.kind in ROSTERS else "都已经补录过"
        return f"没有变化：文件里的 {same}{there}，不用导入。", "hint"
    look = "，有几处提示请看一眼" if preview.problems else ""
    return f"没有须改正的问题{look}。确认以后才写入，写入前自动备份，导错了可以撤回。", "fine"


def why_not(preview: ImportPreview) -> str:
    """Return why the file can't be taken in, "" when it can."""
    if preview.blocked:
        return f"还有 {faults(preview)} 处须改正；改好后按“重新读取”。"
    return "" if preview.new or preview.changed else "没有变化，不用导入。"
