"""Forms to be signed and bound: A4, a wide left margin, 第 X 页 共 Y 页."""

from collections.abc import Iterable, Sequence

from reportlab.lib.units import mm

from ssj_desktop.outputs.fonts import Face, Fonts
from ssj_desktop.outputs.page import (
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SECRECY,
    Mark,
    Paper,
    QrCode,
    Rule,
    Text,
    baseline,
)
from ssj_desktop.outputs.table import Column, Look, draw_table
from ssj_desktop.outputs.text import Span, break_lines, set_line

LEFT, RIGHT, TOP, BOTTOM = 26 * mm, 18 * mm, 24 * mm, 20 * mm  # 左订口 ≥ 25 mm
WIDTH, HEIGHT = PAGE_WIDTH - LEFT - RIGHT, PAGE_HEIGHT - TOP - BOTTOM
SIZE, LEADING = 10.5, 16.0  # 五号
_PAIRS = Look(size=10, leading=14, row=20)
_QR_SIDE = 24 * mm
_SIGNATURE_ROW = 12.5 * mm
_END = 4.5 * LEADING  # what end() takes


class Form(Paper):
    """A form: sections of tables and short texts, at its end the signatures."""

    def __init__(self, fonts: Fonts, running: str) -> None:
        super().__init__(fonts, LEFT, PAGE_HEIGHT - TOP, WIDTH, HEIGHT)
        self._running = running

    def title(self, above: str, text: str) -> None:
        """Set the office's name and, under it, the form's title."""
        for line, size, leading in ((above, 15.0, 24.0), (text, 20.0, 34.0)):
            lines = break_lines(self.fonts, [Span(line, Face.SONG_BOLD)], size, WIDTH)
            self.lines(lines, leading, x=LEFT, width=WIDTH, align="center")
        self.skip(4)

    def section(self, text: str) -> None:
        """Set a section's head; it stays with what follows it."""
        self.need(72)
        self.skip(0 if self.fresh else 9)
        lines = break_lines(self.fonts, [Span(text, Face.HEI)], 12, WIDTH)
        self.lines(lines, 19, x=LEFT, width=WIDTH, align="left")
        self.skip(2)

    def paragraph(self, *spans: Span, keep: int = 8, leading: float = LEADING) -> None:
        """Set running text in 五号宋体, two characters in; its first ``keep`` lines stay on one
        page, and so do its last two."""
        indent = 2 * SIZE
        lines = break_lines(self.fonts, spans, SIZE, WIDTH, indent=indent, squeeze=True)
        self.need(min(len(lines), keep) * leading)
        for index, line in enumerate(lines):
            if index == len(lines) - 2:
                self.need(2 * leading)
            inset = 0 if index else indent
            self.lines([line], leading, x=LEFT + inset, width=WIDTH - inset, align="justify")

    def pairs(
        self,
        rows: Sequence[Sequence[str]],
        shares: Sequence[float],
        look: Look = _PAIRS,
        aside: str = "",
    ) -> None:
        """Set rows of label, value, label, value … without a head."""
        columns = [
            Column(
                "", share, "left" if index % 2 else "center", Face.SONG if index % 2 else Face.HEI
            )
            for index, share in enumerate(shares)
        ]
        draw_table(self, columns, rows, look, aside=aside)

    def head_with_qr(self, label: str, groups: str, value: str) -> None:
        """Set a 64-digit hash in fours for the eye beside the QR code of ``value``."""
        self.need(_QR_SIDE + 16)
        top, text = self.y, LEFT + _QR_SIDE + 6 * mm
        self.put(QrCode(value, LEFT + 1 * mm, top - _QR_SIDE, _QR_SIDE))
        y = top - 12
        for line in break_lines(self.fonts, [Span(label, Face.HEI)], SIZE, WIDTH):
            self.put(Text(line, text, baseline(y, LEADING, SIZE)))
            y -= LEADING + 3
        for line in break_lines(self.fonts, [Span(groups, Face.SONG)], 12, WIDTH):
            self.put(Text(line, text, baseline(y, LEADING, 12)))
            y -= LEADING
        self.skip(_QR_SIDE + 16)

    def signatures(self, opening: str, groups: str, signers: Sequence[tuple[str, str]]) -> None:
        """Set ``opening``, the hash in ``groups`` and a roomy row to sign in for every
        (role, name), on one page with the form's end if one page can hold them."""
        self.need(min(HEIGHT, 84 + (len(signers) + 1) * _SIGNATURE_ROW + _END))
        self.section("七、签名确认")
        self.paragraph(Span(opening, Face.SONG))
        line = self.one_line(groups, Face.SONG, 11)
        self.lines([line], LEADING, x=LEFT, width=WIDTH, align="center")
        self.skip(4)
        self.sign_here(signers)

    def sign_here(
        self, signers: Sequence[tuple[str, str]], shares: Sequence[float] = (22, 50, 56, 38)
    ) -> None:
        """Set a roomy row to sign and date in for every (role, name)."""
        columns = [
            Column(title, share, "right" if title == "日期" else "center")
            for title, share in zip(("职责", "姓名", "签名", "日期"), shares, strict=True)
        ]
        rows = [(role, name, "", "年　　月　　日") for role, name in signers]
        draw_table(self, columns, rows, Look(SIZE, 14, _SIGNATURE_ROW, side=7))

    def end(self) -> None:
        """Count the pages and say how they belong together and that nothing follows (以下空白)."""
        self.need(_END)
        self.skip(8)
        self.paragraph(
            Span(
                f"本表共{len(self.pages)}页，每页页眉印有摇号编号和末端校验值前16位。"
                "请在骑缝处签名或者盖章；缺页、换页，页眉与上列末端校验值不符，"
                "或者骑缝处未签名盖章的，本表无效。",
                Face.SONG,
            )
        )
        self.nothing_follows()

    def nothing_follows(self) -> None:
        """Say that the form ends here (requirements 8: 以下空白)."""
        self.skip(LEADING / 2)
        line = self.one_line("（以下空白）", Face.SONG, SIZE)
        self.lines([line], LEADING, x=LEFT, width=WIDTH, align="center")

    def head(self, _number: int, /) -> Iterable[Mark]:
        """Return what stands above the ``_number``-th page: the secrecy label, which form it is."""
        label = self.one_line(SECRECY, Face.HEI, 10)
        yield Text(label, LEFT, PAGE_HEIGHT - 17 * mm)
        running = self.one_line(self._running, Face.SONG, 9)
        yield Text(running, LEFT + WIDTH - running.width, PAGE_HEIGHT - 17 * mm)
        yield Rule(LEFT, PAGE_HEIGHT - 19 * mm, LEFT + WIDTH, PAGE_HEIGHT - 19 * mm, 0.4)

    def marks(self, number: int, total: int, /) -> Iterable[Mark]:
        yield from self.head(number)
        line = self.one_line(f"第 {number} 页　共 {total} 页", Face.SONG, 9)
        offset, _ = set_line(line, WIDTH, "center")
        yield Text(line, LEFT + offset, 12 * mm)
