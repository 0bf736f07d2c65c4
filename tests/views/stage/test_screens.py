"""Two displays: Qt's offscreen platform has as many as a file tells it of."""

import json
import os
import subprocess
import sys
from pathlib import Path

_SCRIPT = """
from PySide6.QtWidgets import QApplication, QWidget
from ssj_desktop.settings import StageManner
from ssj_desktop.views import theme
from ssj_desktop.views.stage import Show, StageWindow, other_screen
from tests.views.stage.builders import facts

app = QApplication([])
theme.dress(app)
operator = QWidget()
operator.setGeometry(0, 0, 1366, 768)
operator.show()
app.processEvents()
found = other_screen(operator)
assert found is not None and found.name() == "b", [one.name() for one in app.screens()]
show = Show(StageManner())
show.show_facts(facts())
window = StageWindow(show)
told = []
window.gone.connect(lambda: told.append("gone"))
window.open_on(found, with_keyboard=False)
app.processEvents()
print(window.screen().name(), window.geometry().getRect(), show.size.toTuple())
window.close()
print(told)
"""


def _screen(name: str, x: int, width: int, height: int) -> dict[str, object]:
    dots = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    return {"name": name, "x": x, "y": 0, "width": width, "height": height, **dots}


def test_it_opens_on_the_display_the_operator_does_not_use(tmp_path: Path) -> None:
    screens = [_screen("a", 0, 1366, 768), _screen("b", 1366, 1920, 1080)]
    told = {"synchronousWindowSystemEvents": False, "windowFrameMargins": True, "screens": screens}
    file = tmp_path / "screens.json"
    file.write_text(json.dumps(told))
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={file}"},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["b (1366, 0, 1920, 1080) (1920, 1080)", "['gone']"]
