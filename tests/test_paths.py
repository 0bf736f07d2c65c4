"""A file is whole or not there: what happens when the disk has no room left."""

import subprocess
import sys
from pathlib import Path

import pytest

from ssj_desktop.errors import DeskError
from ssj_desktop.paths import write_bytes

_ON_A_SMALL_DISK = """
import resource, sys
from pathlib import Path
from ssj_desktop.errors import DeskError
from ssj_desktop.paths import write_bytes

resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_bytes(Path(sys.argv[1]), bytes(5000))
except DeskError as error:
    print(error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no process's files")
def test_a_full_disk_is_told_and_the_old_paper_stays(tmp_path: Path) -> None:
    paper = tmp_path / "minutes.pdf"
    paper.write_bytes(b"the old one")
    child = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", _ON_A_SMALL_DISK, str(paper)],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "文件“minutes.pdf”没有写成" in child.stdout
    assert "请检查磁盘是否已满" in child.stdout
    assert paper.read_bytes() == b"the old one"
    assert list(tmp_path.iterdir()) == [paper]


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "papers").write_text("in the way")
    with pytest.raises(DeskError, match=r"minutes\.pdf"):
        write_bytes(tmp_path / "papers" / "minutes.pdf", b"new")


def test_a_new_file_replaces_the_old_one_whole(tmp_path: Path) -> None:
    paper = tmp_path / "deep" / "minutes.pdf"
    for content in (b"a longer first edition", b"second"):
        write_bytes(paper, content)
        assert paper.read_bytes() == content
    assert list(paper.parent.iterdir()) == [paper]
