"""The demo's transcript is what a supervisor would be handed: nothing in it can be changed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ssj_desktop import demo, lottery
from ssj_desktop.demo import county
from ssj_desktop.desk import Desk

_PARTS = 4  # so that two cores share the work


@pytest.fixture(scope="module")
def transcript(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("demo")
    draw_id = demo.make(folder / "demo.ssj")
    with Desk.open(folder / "demo.ssj", "方敏") as desk:
        return json.loads(desk.draws.transcript(draw_id))


def leaves(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every (container, key) that holds a string, a number or a truth value."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(item, (dict, list)):
            yield from leaves(item)
        else:
            yield value, key


def changed(leaf: Any) -> Any:
    if isinstance(leaf, bool):
        return not leaf
    if isinstance(leaf, int):
        return leaf + 1
    # The first digit or letter becomes another of its kind; else a character more.
    swapped = leaf.translate(str.maketrans("0123456789abcdef", "1234567890bcdefa"))
    return swapped if swapped != leaf else f"{leaf}改"


@pytest.mark.parametrize("part", range(_PARTS))
def test_every_leaf_of_the_demos_transcript_changed_is_refused(transcript: Any, part: int) -> None:
    places = list(leaves(transcript))
    # 233 sites × (id, name, stratum) + 53 drawn × (3 of the choice, 4 of the team's seat)
    assert len(places) > 233 * 3 + 53 * 7
    for container, key in places[part::_PARTS]:
        kept = container[key]
        container[key] = changed(kept)
        try:
            with pytest.raises(lottery.ProtocolError):
                lottery.verify([json.dumps(transcript, ensure_ascii=False)])
        finally:
            container[key] = kept
    lottery.verify([json.dumps(transcript, ensure_ascii=False)])


def test_the_demo_shows_what_an_office_really_has(tmp_path: Path) -> None:
    sites = county.sites()
    assert len(sites) == 236
    names = "".join(site.name for site in sites)
    assert "𠮷" in names
    assert "䶮" in names
    assert max(len(site.name) for site in sites) >= 40
    codes = [site.credit_code for site in sites if site.credit_code]
    assert len(codes) - len(set(codes)) == 1, "one code with two sites"
    assert any(site.cells.get("联系电话") == "" for site in sites)
    assert {"停产", "在建", "注销"} <= {site.cells.get("生产状态") for site in sites}
    assert len(county.write_workbooks(tmp_path, county.sites())) == 3
