"""The reel ends on what was drawn, and shows nobody who could not be."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssj_desktop.facts.lottery import Round, RoundLayer
from ssj_desktop.views.stage import reel
from ssj_desktop.views.stage.scene import RoundScene
from ssj_desktop.views.stage.scenes import scenes
from tests.views.stage.builders import candidates, facts


@given(
    pool=st.integers(2, 30),
    share=st.floats(0, 0.99),
    tempo=st.sampled_from(["slow", "normal", "fast"]),
    whole=st.integers(0, 3),
)
def test_each_pick_ends_on_its_result_past_eligible_ones(
    pool: int, share: float, tempo: str, whole: int
) -> None:
    pace = reel.PACES[tempo]  # type: ignore[index]
    named = [f"第{number}厂" for number in range(pool)]
    sites = candidates("A", pool, named)
    before = candidates("B", whole, ["全厂"])
    drawn = sites[: max(int(pool * share), 1)]
    held = Round("一般", (RoundLayer(0, before, before), RoundLayer(1, sites, drawn)))
    scene = next(
        page for page in scenes(facts(held=(held,)), False) if isinstance(page, RoundScene)
    )
    for pick, result in enumerate(scene.picks):
        rolled = reel.strip(scene.eligible(pick), result, pick, pace)
        fair = set(named) - {entry.label for entry in scene.picks[:pick]}
        assert set(rolled.names) <= fair
        assert rolled.names[rolled.end] == result.label
        assert reel.position(rolled, pace.moving, pace) == rolled.end
        assert reel.position(rolled, 1e9, pace) == rolled.end
        assert reel.position(rolled, 0, pace) == rolled.start
        assert rolled == reel.strip(scene.eligible(pick), result, pick, pace)


@pytest.mark.parametrize("tempo", ["slow", "normal", "fast"])
def test_it_slows_down_and_never_turns_back(tempo: str) -> None:
    pace = reel.PACES[tempo]  # type: ignore[index]
    rolled = reel.Strip(("甲", "乙") * 40, 50 - pace.passed, 50)
    at = [reel.position(rolled, pace.moving * step / 100, pace) for step in range(101)]
    steps = [after - before for before, after in pairwise(at)]
    assert all(step >= 0 for step in steps)
    assert all(later <= earlier + 1e-9 for earlier, later in pairwise(steps))
    assert pace.moving < pace.whole
