"""From the venv to a folder that runs without Python: PyInstaller, and less of everything."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QImage, QImageReader

ICON_SIZE = 256


def freeze(root: Path, tree: Path) -> None:
    """Put the frozen program into ``tree``; whatever lay there is gone.

    Raises:
        subprocess.CalledProcessError: PyInstaller has said why.
    """
    work = root / "build"
    work.mkdir(exist_ok=True)
    if sys.platform == "win32":
        draw_icon(root / "resources" / "icons" / "ssj.svg", work / "ssj.ico")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(tree.parent), "--workpath", str(work / "pyinstaller")]
    subprocess.run([*command, str(root / "installer" / "ssj_desktop.spec")], check=True)
    if sys.platform == "linux":
        drop_debug_tables(tree)


def draw_icon(svg: Path, ico: Path) -> None:
    """Draw ``svg`` as the one picture in ``ico``; Windows makes the smaller ones of it."""
    reader = QImageReader(str(svg), QByteArray(b"svg"))
    reader.setScaledSize(QSize(ICON_SIZE, ICON_SIZE))
    picture: QImage = reader.read()
    if not picture.save(str(ico)):
        raise RuntimeError(f"{svg}: {reader.errorString()}")


def drop_debug_tables(tree: Path) -> None:
    """Take from each library what only a debugger reads. Where there is none it stays untouched,
    for not every tool that has rewritten a library leaves one that ``strip`` understands."""
    for path in libraries(tree):
        if b".debug_info" in path.read_bytes():
            subprocess.run(["strip", "--strip-debug", str(path)], check=True)


def glibc_wanted(tree: Path) -> int:
    """Return the x of the oldest glibc 2.x on which everything in ``tree`` loads; 0: not Linux."""
    versions = (
        int(minor)
        for path in libraries(tree)
        for minor in re.findall(rb"\0GLIBC_2\.(\d+)(?=[.\d]*\0)", path.read_bytes())
    )
    return max(versions, default=0)


def libraries(tree: Path) -> Iterator[Path]:
    """Yield every Linux program and library in ``tree``, links left out."""
    for path in sorted(tree.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path
