"""What a computer remembers: kept from start to start, and never in the way of one."""

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssj_desktop.errors import DeskError
from ssj_desktop.settings import Settings, StageManner, default_file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "双随机桌面" / "设置.json"


def test_what_is_saved_is_remembered_at_the_next_start(file: Path) -> None:
    settings = Settings.load(file)
    settings.data = "D:\\双随机\\陵川分局.ssj"
    settings.clerk = "李某𠮷"
    settings.second_place = "\udcff 不是 UTF-8 的文件夹"  # as Linux hands such names over
    settings.printer = "HP LaserJet"
    settings.widths = {"targets": [240, 96]}
    settings.geometry = "01d9d0cb"
    settings.save()
    assert Settings.load(file) == settings


def test_the_first_start_remembers_nothing(file: Path) -> None:
    assert Settings.load(file) == Settings(file, "", "", "", "", {}, "")
    assert not file.parent.exists()


def test_saving_the_same_again_writes_nothing(file: Path) -> None:
    settings = Settings.load(file)
    settings.clerk = "张三"
    settings.save()
    os.utime(file, (0, 0))
    settings.save()
    assert file.stat().st_mtime == 0
    settings.clerk = "李四"
    settings.save()
    assert file.stat().st_mtime > 0


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b'{"clerk": "\xe5', b"[]", b"null", b"7", b"[" * 100_000],
    ids=["empty", "no text", "cut off", "a list", "null", "a number", "nested without end"],
)
def test_a_spoilt_file_starts_with_nothing_remembered_and_is_mended_by_saving(
    file: Path, content: bytes
) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    settings = Settings.load(file)
    assert settings == Settings(file)
    settings.clerk = "张三"
    settings.save()
    assert Settings.load(file).clerk == "张三"


def test_of_another_versions_file_what_fits_is_taken_and_the_rest_dropped(file: Path) -> None:
    newer = {
        "data": ["a.ssj", "b.ssj"],
        "clerk": "张三",
        "theme": "dark",
        "geometry": "not hex",
        "widths": {"targets": [80], "items": [-1], "plans": [10**30], "draws": [True], "x": "80"},
        "stage": {"look": "bright", "tempo": "furious", "still": 1, "coded": True, "x": []},
    }
    file.parent.mkdir()
    file.write_text(json.dumps(newer), encoding="utf-8")
    settings = Settings.load(file)
    stage = StageManner(look="bright", coded=True)
    assert settings == Settings(file, clerk="张三", widths={"targets": [80]}, stage=stage)
    settings.save()
    assert "theme" not in json.loads(file.read_bytes())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)
names = st.sampled_from(
    ["data", "clerk", "second_place", "printer", "widths", "geometry", "file", "stage"]
)


@given(st.dictionaries(names, json_values))
def test_whatever_json_stands_there_the_program_starts_and_saves(
    tmp_path_factory: pytest.TempPathFactory, content: dict[str, object]
) -> None:
    file = tmp_path_factory.mktemp("settings") / "设置.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    settings = Settings.load(file)
    settings.save()
    assert Settings.load(file) == settings


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "in the way").write_text("a file where the folder should be")
    settings = Settings.load(tmp_path / "in the way" / "设置.json")
    with pytest.raises(DeskError, match="没有写成"):
        settings.save()


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "设置.json").mkdir()
    settings = Settings.load(tmp_path / "设置.json")
    assert settings == Settings(tmp_path / "设置.json")
    with pytest.raises(DeskError, match="没有写成"):
        settings.save()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps it elsewhere")
def test_the_file_lies_in_the_users_own_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_file() == tmp_path / "ssj_desktop" / "设置.json"
