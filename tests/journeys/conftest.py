"""A walk through the program on a computer of one's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ssj_desktop.app import Program
from ssj_desktop.settings import Settings
from tests.journeys.walk import Walk
from tests.views.conftest import settings

__all__ = ["settings"]


@pytest.fixture
def walk(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Walk]:
    """The program has never run here."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    settings.clerk = ""
    made = Walk(Program(settings))
    yield made
    made.shut()
