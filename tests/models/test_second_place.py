"""The second place on a full disk: told, with nothing half there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ssj_desktop.models import backup


def test_a_full_second_disk_is_told_and_keeps_what_it_had(
    filled: Path, child: Callable[..., Any], tmp_path: Path
) -> None:
    pytest.importorskip("resource", reason="Windows has no limit on a file's size")
    stick = tmp_path / "U 盘"
    stick.mkdir()
    other = child(
        """
import resource, sys
from datetime import datetime
from pathlib import Path
from ssj_desktop.errors import DeskError
from ssj_desktop.models import backup, second_place
from ssj_desktop.models.roster import Target
from ssj_desktop.models.store import Store
data, stick = map(Path, sys.argv[1:])
store = Store.open(data, datetime.now)
second_place.copy_into(stick, store.back_up(backup.Reason.MANUAL), data)
with store.writing("张三", "targets.save") as change:
    change.session.add(Target(code="T9999", name="甲厂"))
    change.say(code="T9999")
newer = store.back_up(backup.Reason.SECOND)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
try:
    second_place.copy_into(stick, newer, data)
except DeskError as error:
    print(error)
store.close()
""",
        filled,
        stick,
    )
    assert "请检查磁盘是否已满" in other.communicate()[0]
    (kept,) = stick.iterdir()
    assert backup.fault_in(kept) == ""
