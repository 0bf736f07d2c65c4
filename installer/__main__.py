"""Freeze the program, try it, and make what installs it; see ``docs/packaging.md``."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from installer import deb, freeze

ROOT = Path(__file__).resolve().parent.parent
TREE = ROOT / "dist" / "ssj-desktop"
INNO_SETUP = ("iscc", r"C:\Program Files (x86)\Inno Setup 6\ISCC.exe")


def main() -> int:
    """Return 0 if the frozen program works and every package that can be made here was made."""
    say("正在冻结程序，要一两分钟……")
    freeze.freeze(ROOT, TREE)
    glibc = freeze.glibc_wanted(TREE)
    if glibc:
        say(f"在 glibc 2.{glibc} 及以后的系统上能运行（由这台电脑的 Python 和系统库决定）")
    # Apart from this venv, in which a module that was left out would be found after all.
    command = [sys.executable, "-I", str(ROOT / "installer" / "smoke.py"), str(TREE)]
    if subprocess.call(command) != 0:
        return 1
    return windows_setup() if os.name == "nt" else debian_package(glibc)


def debian_package(glibc: int) -> int:
    if shutil.which("dpkg-deb") is None:
        say("这里没有 dpkg-deb，没有做 .deb 安装包")
        return 0
    tell(deb.build(ROOT, TREE, glibc))
    return 0


def windows_setup() -> int:
    found = next(filter(None, map(shutil.which, INNO_SETUP)), None)
    if found is None:
        say("这里没有 Inno Setup 6，没有做安装程序")
        return 0
    version = f"/DVersion={deb.version(ROOT)}"
    status = subprocess.call([found, "/Qp", version, str(ROOT / "installer" / "windows.iss")])
    if status == 0:
        tell(*(ROOT / "dist").glob("*.exe"))
    return status


def tell(*made: Path) -> None:
    for path in made:
        say(f"做好了 dist/{path.name}（{path.stat().st_size / 1e6:.0f} MB）")


def say(text: str) -> None:
    print(f"[打包] {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
