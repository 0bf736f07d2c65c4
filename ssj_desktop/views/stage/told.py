"""Where a show stands: the page a step calls for, and what the operator is told of it."""

from collections.abc import Sequence

from ssj_desktop.facts.lottery import LotteryFacts, LotteryStep
from ssj_desktop.views.stage.scene import (
    Closing,
    Commitment,
    Digits,
    Moment,
    Opening,
    Redraw,
    Results,
    RoundScene,
    Scene,
)

_PAGES: dict[LotteryStep, type[Scene]] = {
    LotteryStep.MEETING: Opening,
    LotteryStep.REVIEW: Opening,
    LotteryStep.FREEZE: Commitment,
    LotteryStep.DIGITS: Digits,
    LotteryStep.DRAW: Digits,  # from there the presenter begins the rounds, after a restart too
    LotteryStep.MINUTES: Closing,
}


def place(scene: Scene, moment: Moment, pages: int) -> str:
    """Return where the show stands."""
    turned = f" 第 {moment.page + 1} / {pages} 页" if pages > 1 else ""
    match scene:
        case Opening():
            return "会议信息"
        case Commitment() | Digits() | Redraw():
            return scene.frame.words
        case RoundScene() if moment.rolling:
            return f"{scene.category}　正在滚动 {moment.pick + 1} / {len(scene.picks)}"
        case RoundScene():
            done = "已抽出" if scene.picks else "全部列入"
            return f"{scene.category}　{done} {scene.count} 家{turned}"
        case Results():
            return f"结果　{scene.category}{turned}"
        case Closing():
            return "摇号结束"


def next_page(now: Scene, scene: Scene) -> str:
    """Return what going on from one page to another does."""
    match scene:
        case RoundScene():
            return f"{'开始' if scene.picks else '看'}{scene.category}"
        case Results():
            return f"看{scene.category}的结果" if isinstance(now, Results) else "看结果"
        case Commitment():
            return "看承诺值"
        case Digits():
            return "看取数"
        case Redraw():
            return f"看{scene.frame.words}"
        case Closing():
            return "看校验值"
        case Opening():
            return "看会议信息"


def index(told_now: Sequence[Scene], before: Scene | None) -> int | None:
    """Return where the page that was shown is now."""
    for number, scene in enumerate(told_now):
        if before is not None and scene.frame.key == before.frame.key:
            return number
    return None


def standing(facts: LotteryFacts | None) -> tuple[object, ...]:
    """Return what the show follows: the step, and how far a redraw has got."""
    frozen = facts.frozen if facts else None
    asked = frozen is not None and frozen.asked is not None
    far = frozen is not None and asked and (frozen.keyed or frozen.revealed)
    return (facts.step if facts else None), asked, far


def home(facts: LotteryFacts, told_now: Sequence[Scene], before: Scene | None) -> int:
    """Return the page that the step calls for."""
    kind = _PAGES[facts.step]
    frozen = facts.frozen
    if frozen and frozen.asked:
        kind = Digits if frozen.revealed or frozen.keyed else Redraw
    elif isinstance(before, Redraw) and not before.done:
        kind = Redraw  # what was asked for is done
    elif isinstance(before, Digits) and before.frame.key != "digits":
        kind = Redraw
    found = [number for number, scene in enumerate(told_now) if isinstance(scene, kind)]
    return found[0] if found else len(told_now) - 1
