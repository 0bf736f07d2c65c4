"""A small office with a real data file: built once, copied for every test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ssj_desktop.desk import Desk
from ssj_desktop.facts.imports import RosterKind
from tests.desk.office import AFTERNOON, OFFICE, drawn, inspectors_csv, targets_csv, ticking


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    data = folder / "测试县分局.ssj"
    with Desk.open(data, "小李", ticking()) as desk:
        desk.offices.set_up(OFFICE)
        for kind, file in (
            (RosterKind.TARGETS, targets_csv(folder)),
            (RosterKind.INSPECTORS, inspectors_csv(folder)),
        ):
            desk.imports.confirm(desk.imports.preview(kind, file))
    return data


@pytest.fixture
def data(prepared: Path, tmp_path: Path) -> Path:
    """The closed office's file, for tests that open it more than once."""
    return Path(shutil.copy(prepared, tmp_path / prepared.name))


@pytest.fixture
def desk(data: Path) -> Iterator[Desk]:
    with Desk.open(data, "小李", ticking()) as opened:
        yield opened


@pytest.fixture(scope="session")
def held(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's file once the first quarter is drawn."""
    data = Path(shutil.copy(prepared, tmp_path_factory.mktemp("held") / prepared.name))
    with Desk.open(data, "小李", ticking()) as desk:
        drawn(desk)
    return data


@pytest.fixture
def field_data(held: Path, tmp_path: Path) -> Path:
    """The closed file of an office that has drawn."""
    (tmp_path / "摇过").mkdir()
    return Path(shutil.copy(held, tmp_path / "摇过" / held.name))


@pytest.fixture
def field(field_data: Path) -> Iterator[Desk]:
    """The office in the afternoon of the draw, when the first records are typed."""
    with Desk.open(field_data, "小李", ticking(AFTERNOON)) as opened:
        yield opened
