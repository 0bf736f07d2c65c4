"""The show: which page the room sees. The projector's window and the operator's mirror paint it."""

import time
from dataclasses import replace

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal

from ssj_desktop.facts.lottery import LotteryFacts, LotteryStep
from ssj_desktop.settings import StageManner
from ssj_desktop.views.stage import reel, told
from ssj_desktop.views.stage.boxes import Box
from ssj_desktop.views.stage.layout import layout, pages
from ssj_desktop.views.stage.scene import (
    Moment,
    RoundScene,
    Scene,
)
from ssj_desktop.views.stage.scenes import scenes

_FRAME = 16  # ms


class Show(QObject):
    """Signals: ``changed``, all is to be painted anew; ``rolled``, the reel's names moved;
    ``moved``, the place or its words are others; ``rested``, a pick stands in the reel and there
    is time to draw ahead."""

    changed = Signal()
    rolled = Signal()
    moved = Signal()
    rested = Signal()

    def __init__(self, manner: StageManner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._manner = manner
        self._size = QSize(1920, 1080)
        self._facts: LotteryFacts | None = None
        self._scenes: tuple[Scene, ...] = ()
        self._at = 0
        self._moment = Moment()
        self._strip: reel.Strip | None = None
        self._ahead: reel.Strip | None = None
        self._since = 0.0  # when the pick in the reel began
        self._boxes: tuple[Box, ...] | None = None
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setSingleShot(True)

        self._timer.timeout.connect(self._step)

    # What is seen

    @property
    def manner(self) -> StageManner:
        return self._manner

    @property
    def size(self) -> QSize:
        """The projector's pixels."""
        return self._size

    @property
    def scene(self) -> Scene | None:
        """The page's matter; None until facts are shown."""
        return self._scenes[self._at] if self._scenes else None

    @property
    def moment(self) -> Moment:
        return self._moment

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The page, laid out."""
        if self._boxes is None:
            scene = self.scene
            self._boxes = layout(scene, self._moment, self._size) if scene else ()
        return self._boxes

    @property
    def strip(self) -> reel.Strip | None:
        """What rolls through the reel, if there is one."""
        return self._strip

    @property
    def ahead(self) -> reel.Strip | None:
        """What will roll through the reel next in this round."""
        return self._ahead

    @property
    def position(self) -> float:
        """Which name of the strip is in the band; between two it is a fraction."""
        if self._strip is None:
            return 0.0
        if self._landed:
            return float(self._strip.end)
        return reel.position(self._strip, time.monotonic() - self._since, self._pace)

    @property
    def rolling(self) -> bool:
        """Whether a round is going on."""
        return self._moment.rolling

    @property
    def at_start(self) -> bool:
        """Whether there is nothing to go back to."""
        return self._at == 0 and not self._moment.page

    @property
    def behind(self) -> bool:
        """Whether the presenter has turned back before the page that the step calls for."""
        facts = self._facts
        if facts is None or (facts.drawn and facts.frozen and not facts.frozen.asked):
            return False  # the rounds are the presenter's own
        return self._at < told.home(facts, self._scenes, None)

    @property
    def at_end(self) -> bool:
        """Whether there is nothing more to go on to."""
        return not self.rolling and not self._more_pages and self._at + 1 >= len(self._scenes)

    @property
    def words(self) -> str:
        """Where the show stands, for the operator."""
        scene = self.scene
        return told.place(scene, self._moment, pages(scene, self._size)) if scene else ""

    @property
    def next_words(self) -> str:
        """What going on would do, for the operator's button; "" at the end."""
        if self.rolling:
            return "直接看本轮结果"
        if self._more_pages:
            return "下一页"
        return "" if self.at_end else told.next_page(self._scenes[self._at], self._next)

    @property
    def _next(self) -> Scene:
        return self._scenes[self._at + 1]

    @property
    def _more_pages(self) -> bool:
        scene = self.scene
        return scene is not None and self._moment.page + 1 < pages(scene, self._size)

    # What is to be seen

    def show_facts(self, facts: LotteryFacts) -> None:
        """Tell these facts. The place stays if its page still exists.

        Where the meeting has moved on, the show follows it; but to the minutes it does not run
        ahead of the presenter.
        """
        before, moved = self.scene, told.standing(facts) != told.standing(self._facts)
        self._facts = facts
        self._scenes = scenes(facts, self._manner.coded)
        place = told.index(self._scenes, before)
        if place is None or (moved and facts.step is not LotteryStep.MINUTES):
            place = told.home(facts, self._scenes, before)
        if self._scenes[place] != before:
            self._leave()
            kept = before is not None and self._scenes[place].frame.key == before.frame.key
            self._rest(place, self._moment.page if kept else 0)
        else:
            self._at = place
        self._tell()

    def set_manner(self, manner: StageManner) -> None:
        """Show the same place in another manner; a pick that rolls begins anew."""
        if manner == self._manner:
            return
        recoded = manner.coded != self._manner.coded
        self._manner = manner
        if recoded and self._facts:
            self._scenes = scenes(self._facts, manner.coded)
        if self.rolling:
            self._begin(self._moment.pick)
        self._tell()

    def set_size(self, size: QSize) -> None:
        """Lay the pages out for this many pixels."""
        if size == self._size or size.isEmpty():
            return
        self._size = size
        if scene := self.scene:
            last = pages(scene, size) - 1
            self._moment = replace(self._moment, page=min(self._moment.page, last))
        self._tell()

    # One step at a time

    def go_on(self) -> bool:
        """Go one step on: to the end of a rolling round, else to the next page."""
        if self.at_end or not self._scenes:
            return False
        if self.rolling:
            self._rest(self._at, 0)
        elif self._more_pages:
            self._moment = replace(self._moment, page=self._moment.page + 1)
        else:
            self._enter(self._at + 1)
        self._tell()
        return True

    def go_back(self) -> bool:
        """Go one page back; a round that is back in sight does not roll again."""
        if self._moment.page:
            self._moment = replace(self._moment, page=self._moment.page - 1)
        elif self._at:
            self._rest(self._at - 1, pages(self._scenes[self._at - 1], self._size) - 1)
        else:
            return False
        self._tell()
        return True

    def go_to_end(self) -> None:
        """Go to the last page."""
        if self._scenes:
            last = len(self._scenes) - 1
            self._rest(last, pages(self._scenes[last], self._size) - 1)
            self._tell()

    def go_to_first_round(self) -> None:
        """Begin the rounds, again if need be."""
        for number, scene in enumerate(self._scenes):
            if isinstance(scene, RoundScene):
                self._enter(number)
                self._tell()
                return

    def stop(self) -> None:
        """Come to rest, since nobody looks any more: a rolling round is at its end."""
        if self.rolling:
            self._rest(self._at, 0)
            self._tell()
        self._timer.stop()

    # Rolling

    @property
    def _pace(self) -> reel.Pace:
        return reel.PACES[self._manner.tempo]

    @property
    def _landed(self) -> bool:
        return self._moment.drawn > self._moment.pick

    def _enter(self, number: int) -> None:
        scene = self._scenes[number]
        self._rest(number, 0)
        if isinstance(scene, RoundScene) and scene.picks:
            self._begin(0)

    def _begin(self, pick: int, late: float = 0.0) -> None:
        """Have a pick roll, which should have begun ``late`` seconds ago."""
        scene = self.scene
        assert isinstance(scene, RoundScene)
        self._since = time.monotonic() - late
        self._strip, self._ahead = self._strip_of(pick), None
        drawn = pick + 1 if self._manner.still else pick
        self._moment = Moment(pick, drawn, rolling=True)
        self._wait()

    def _strip_of(self, pick: int) -> reel.Strip | None:
        scene = self.scene
        if not isinstance(scene, RoundScene) or pick >= len(scene.picks):
            return None
        return reel.strip(scene.eligible(pick), scene.picks[pick], pick, self._pace)

    def _wait(self) -> None:
        """Set the timer: for the next frame, or, once landed, for the next pick."""
        still = self._manner.still
        rest = self._lasting - (time.monotonic() - self._since) if still else 0.0
        self._timer.start(max(round(rest * 1000), _FRAME))

    @property
    def _lasting(self) -> float:
        scene = self.scene
        last = isinstance(scene, RoundScene) and self._moment.pick + 1 == len(scene.picks)
        return max(self._pace.whole, self._pace.moving + reel.LINGER) if last else self._pace.whole

    def _step(self) -> None:
        seconds = time.monotonic() - self._since
        if not self._landed:
            if seconds < self._pace.moving:
                self._wait()
                self.rolled.emit()
                return
            self._moment = replace(self._moment, drawn=self._moment.pick + 1)
            self._ahead = self._strip_of(self._moment.pick + 1)
        elif seconds >= self._lasting:
            self._turn(seconds)
        else:
            self._wait()
            self.rested.emit()
            return
        if self.rolling:
            self._wait()
        self._tell()

    def _turn(self, seconds: float) -> None:
        """Go from a pick to the next, or to the round's end."""
        scene = self.scene
        assert isinstance(scene, RoundScene)
        if self._moment.pick + 1 < len(scene.picks):
            # Not later and later: what one pick was late by, the next one makes up.
            self._begin(self._moment.pick + 1, min(seconds - self._lasting, _FRAME / 1000))
        else:
            self._rest(self._at, 0)

    def _leave(self) -> None:
        self._timer.stop()
        self._strip = self._ahead = None

    def _rest(self, number: int, page: int) -> None:
        """Stand at a page where nothing moves; of a round all picks are out."""
        self._leave()
        self._at = number
        scene = self._scenes[number]
        count = len(scene.picks) if isinstance(scene, RoundScene) else 0
        if isinstance(scene, RoundScene) and count:
            self._strip = self._strip_of(count - 1)
        page = min(page, pages(scene, self._size) - 1)
        self._moment = Moment(max(count - 1, 0), count, rolling=False, page=page)

    def _tell(self) -> None:
        self._boxes = None
        self.changed.emit()
        self.moved.emit()
