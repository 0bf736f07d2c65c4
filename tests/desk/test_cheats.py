"""What somebody could try with the verbs, and what it comes to."""

import pytest

from ssj_desktop.desk import Desk
from ssj_desktop.errors import DeskError
from tests.desk.office import code, frozen


def test_a_site_that_nobody_may_visit_is_told_before_the_freeze_not_after_the_digits(
    desk: Desk,
) -> None:
    for badge in ("149900000", "149900002", "149900004"):  # one of each team
        desk.inspectors.recuse(badge, code(20), "利害关系")
    with pytest.raises(DeskError, match=r"没有合规的人可派：企业20（\w+）第 1 席"):
        frozen(desk)
    assert desk.draws.unfinished() == ""
