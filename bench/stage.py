"""How smoothly a lottery rolls on the projector, painted by the processor alone."""

import multiprocessing
import os
import statistics
import time
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from bench.table import Row

if TYPE_CHECKING:
    from PySide6.QtCore import QSize

    from ssj_desktop.facts.draw import DrawFacts, Meeting
    from ssj_desktop.facts.lottery import FrozenFacts, LotteryFacts
    from ssj_desktop.views.stage import Show

_SIZES = ((1920, 1080), (3840, 2160))
_SECONDS = 8.0
_PICKS, _POOL = 60, 200
_AT = datetime(2026, 10, 8, 9, 0, tzinfo=UTC)


def frames() -> tuple[list[Row], str]:
    """Return how long a frame takes beside its rival, and a sentence on the processor's share."""
    rows, words = [], []
    context = multiprocessing.get_context("spawn")
    for width, height in _SIZES:
        inbox, outbox = context.Pipe(duplex=False)
        child = context.Process(target=_roll, args=(width, height, outbox))
        child.start()
        outbox.close()  # the child's death is told, not waited for
        ours, whole, floor, share = inbox.recv()
        child.join()
        slowest = statistics.quantiles(ours, n=100)[-1]
        named = f"摇号滚动的一帧，第 99 百分位（{width}×{height}，{len(ours)} 帧）"
        rows.append(Row(named, slowest, "每帧重画整页（对手）", statistics.median(whole)))
        named = f"摇号滚动的一帧，中位数（{width}×{height}）"
        rows.append(
            Row(
                named,
                statistics.median(ours),
                "只贴同样大的一块图（下限）",
                statistics.median(floor),
            )
        )
        words.append(f"{width}×{height} 占 {share:.0%}")
    return rows, f"滚动时整个程序（含操作页上的小画面）占用一个处理器核心：{'，'.join(words)}。"


def _roll(width: int, height: int, outbox: Connection) -> None:
    """Roll a round on a window without a screen; send the frames' times and the process's share."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QSize
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication

    from ssj_desktop.settings import StageManner
    from ssj_desktop.views import theme
    from ssj_desktop.views.stage import Mirror, Show, StageWindow

    app = QApplication([])
    theme.dress(app)
    times: list[float] = []

    class Timed(StageWindow):
        def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
            begun = time.perf_counter()
            super().paintEvent(event)
            times.append(time.perf_counter() - begun)

    show = Show(StageManner(tempo="normal"))
    show.show_facts(_lottery())
    window, mirror = Timed(show), Mirror(show)
    window.resize(width, height)
    mirror.resize(384, 216)
    window.show()
    mirror.show()
    show.go_to_first_round()
    app.processEvents()
    times.clear()
    begun, used = time.perf_counter(), time.process_time()
    while time.perf_counter() - begun < _SECONDS:
        app.processEvents()
        time.sleep(0.001)  # a real loop sleeps until something is due
    share = (time.process_time() - used) / (time.perf_counter() - begun)
    whole, floor = _rivals(show, QSize(width, height))
    outbox.send((times, whole, floor, share))
    show.stop()


def _rivals(show: "Show", size: "QSize") -> tuple[list[float], list[float]]:
    """Time painting everything anew, and copying a picture as large as the reel."""
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter, QPixmap

    from ssj_desktop.views.stage.paint import Canvas

    target = QPixmap(size)
    page = QRect(0, 0, size.width(), size.height())
    whole, floor = [], []
    area = Canvas(show).reel(size)
    picture = target.copy()
    for _ in range(20):
        painter = QPainter(target)
        begun = time.perf_counter()
        Canvas(show).paint(painter, size, page)
        whole.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        painter.drawPixmap(area, picture, area)
        floor.append(time.perf_counter() - begun)
        painter.end()
    return whole, floor


def _lottery() -> "LotteryFacts":
    """Return a lottery of one category that is drawn and about to be shown."""
    from ssj_desktop.facts.draw import Meeting
    from ssj_desktop.facts.lottery import LotteryFacts, LotteryStep
    from ssj_desktop.rules.period import Quarter

    meeting = Meeting("摇号会议", "会议室", _AT, None, "甲", "乙", "丙", ("丁",), (), (), ())
    return LotteryFacts(
        quarter=Quarter(2026, 4),
        office="陵川分局",
        unit="县生态环境保护综合行政执法队",
        step=LotteryStep.DRAW,
        why_not="",
        place="",
        suggested=meeting,
        meeting_id=1,
        meeting=meeting,
        lines=(),
        frozen=_frozen(),
        drawn=_drawn(meeting),
        aborted=(),
        two=("甲", "丁"),
    )


def _frozen() -> "FrozenFacts":
    from ssj_desktop.facts.lottery import Candidate, FrozenFacts, Round, RoundLayer

    names = (
        "陵川县崇文镇北关洗煤厂",
        "山西晟源玻璃制品有限公司",
        "陵川县礼义镇养殖专业合作社联合社",
    )
    pool = tuple(Candidate(f"{n:03}", f"{names[n % 3]}{n}分厂") for n in range(_POOL))
    held = Round("一般监管对象", (RoundLayer(0, pool, pool[-_PICKS:]),))
    value, code = "0123456789abcdef" * 4, ("10" * 18 + "1",) * 37
    return FrozenFacts(
        draw_id="LC-2026-4",
        frozen_at=_AT,
        team_mode="逐人",
        entries=10,
        cap=10,
        quotas=(),
        commitment=value,
        commitment_qr=code,
        head=value,
        head_qr=code,
        slots=(),
        keyed=False,
        revealed=False,
        asked=None,
        rounds=(held,),
    )


def _drawn(meeting: "Meeting") -> "DrawFacts":
    from ssj_desktop.facts.draw import DrawFacts

    none = ("quotas", "exclusions", "recusals", "slots", "edges", "targets", "redraws", "remarks")
    zero = ("target_count", "inspector_count", "squad_count", "cap", "caps_plus")
    blank = ("office", "enforcement_unit", "filing_receiver", "period", "scheme", "program")
    unknown = ("team_mode", "document_sha256", "previous_head", "commitment", "final_head")
    rest: dict[str, Any] = dict.fromkeys(none, ()) | dict.fromkeys(zero, 0)
    rest |= dict.fromkeys((*blank, *unknown), "")
    return DrawFacts(
        draw_id="LC-2026-4", meeting=meeting, frozen_at=_AT, drawn_at=_AT, deadline=None, **rest
    )
