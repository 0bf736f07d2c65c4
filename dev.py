"""Run, test, measure and lock the program; every verb first sets up what it needs.

    python3 dev.py run [ARGS…]            the program; alone its window, first with the demo
    python3 dev.py test [PYTEST ARGS…]    every check; --slow adds the tests that take minutes
    python3 dev.py bench [--help]         the table of figures
    python3 dev.py lock [UV ARGS…]        new locks, proven installable on Windows and glibc 2.28
    python3 dev.py package                the program without Python, tried out, and its installer

Standard library only, and any Python from 3.8 on reads it: an old one can look for a right one.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "ready.json"
RUN_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"  # every pin of RUN_LOCK, and the tools
VERSIONS = ("3.13", "3.12", "3.11")
WINDOWS = os.name == "nt"

# Prints which interpreter this is (outside any venv), if it is of our kind and can make a venv.
PROBE = """
import importlib.util, json, sys
print(json.dumps({
    "python": getattr(sys, "_base_executable", None) or sys.executable,
    "version": "%d.%d" % sys.version_info[:2],
    "fit": sys.maxsize > 2**32 and sys.implementation.name == "cpython",
    "ensurepip": importlib.util.find_spec("ensurepip") is not None,
}))
"""

# Loads what a window, a preview and a printer need; the error's last line names what is missing.
QT_PROBE = """
import ctypes, pathlib, PySide6
from PySide6 import QtPdf, QtPrintSupport, QtWidgets
QtWidgets.QApplication(["probe", "-platform", "offscreen"])
plugins = pathlib.Path(PySide6.__file__).parent / "Qt" / "plugins"
for name in ("platforms/libqxcb.so", "printsupport/libcupsprintersupport.so"):
    ctypes.CDLL(str(plugins / name))
"""

# Read off PySide6 6.9.3 with ldd. Where Debian has renamed one (…t64), that provides the old name.
QT_PACKAGES = """
libatomic1 libcups2 libdbus-1-3 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libx11-xcb1
libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0
libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 libxkbcommon0
libzstd1
"""

# Where a run-time wheel must be at hand, by uv's name of the platform.
PLATFORMS = {
    "x86_64-pc-windows-msvc": "Windows（win_amd64）",
    "x86_64-manylinux_2_28": "统信 UOS 20、银河麒麟 V10（glibc 2.28，x86_64）",
}


def tool(name: str) -> str:
    return str(VENV / "Scripts" / f"{name}.exe" if WINDOWS else VENV / "bin" / name)


# Named, our Python spares uv a long search for one of the version it is to think of.
COMPILE = [tool("uv"), "pip", "compile", "-q", "--only-binary", ":all:", "--python", tool("python")]


class SetUpError(Exception):
    """What keeps us from going on, in words for the one who typed the command."""


def main(args: list[str]) -> int:
    verbs = {"run": run, "test": test, "bench": bench, "lock": lock, "package": package}
    if not args or args[0] not in verbs:
        say("用法：python3 dev.py run|test|bench|lock|package [参数…]")
        return 2
    try:
        return verbs[args[0]](args[1:])
    except SetUpError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("已中断。如果正在安装，下次启动会重新装好。")
        return 130


def run(args: list[str]) -> int:
    """Become the program; its exit code is ours."""
    set_up(RUN_LOCK)
    command = [tool("python"), "-m", "ssj_desktop", *(args or ["window", "--demo"])]
    if not WINDOWS:  # there, exec would give the shell its prompt back at once
        os.execve(command[0], command, environment())
    return subprocess.call(command, env=environment())


def test(args: list[str]) -> int:
    """Run every check, also after one has failed; 0 if all passed."""
    set_up(DEV_LOCK)
    slow = ["-m", ""] if "--slow" in args else []
    workers = ["-n", "3", "--dist", "worksteal"]
    wanted = [arg for arg in args if arg != "--slow"]
    steps = {
        "ruff check": [tool("ruff"), "check", "."],
        "ruff format": [tool("ruff"), "format", "--check", "."],
        "mypy": [tool("mypy")],
        "lint-imports": [tool("lint-imports")],
        "pytest": [tool("pytest"), *workers, *slow, *wanted],
    }
    failed = []
    for name, command in steps.items():
        began = time.monotonic()
        code = subprocess.call(command, cwd=ROOT, env=environment())
        say(f"{name} {'没有' if code else ''}通过（{time.monotonic() - began:.1f} 秒）")
        failed += [name] if code else []
    say(f"没有通过：{'、'.join(failed)}" if failed else "全部通过")
    return 1 if failed else 0


def bench(args: list[str]) -> int:
    set_up(DEV_LOCK)
    return subprocess.call([tool("python"), "-m", "bench", *args], cwd=ROOT, env=environment())


def package(args: list[str]) -> int:
    set_up(DEV_LOCK)
    return subprocess.call([tool("python"), "-m", "installer", *args], cwd=ROOT, env=environment())


def lock(args: list[str]) -> int:
    """Pin what pyproject.toml asks for; the locks are replaced only after the proof.

    Present pins stay unless ``args`` say otherwise (uv's ``--upgrade``, ``--upgrade-package X``).
    """
    set_up(DEV_LOCK)
    pin = [*COMPILE, "--universal", "--generate-hashes", "--python-version", VERSIONS[-1]]
    pin += ["--no-emit-index-url", "--no-emit-find-links"]
    pin += ["--custom-compile-command", "python3 dev.py lock", *args, "pyproject.toml"]
    with tempfile.TemporaryDirectory() as folder:
        for name in ("pyproject.toml", RUN_LOCK, DEV_LOCK):
            shutil.copy(str(ROOT / name), folder)
        say("正在解析依赖……")
        for extra in (["-o", RUN_LOCK], ["--group", "dev", "-c", RUN_LOCK, "-o", DEV_LOCK]):
            must([*pin, *extra], "解析依赖", cwd=folder)
        prove(Path(folder, RUN_LOCK))
        for name in (RUN_LOCK, DEV_LOCK):
            shutil.copy(str(Path(folder, name)), str(ROOT))
    say(f"{RUN_LOCK} 和 {DEV_LOCK} 已更新。")
    return 0


def prove(pins: Path) -> None:
    """Check that every pin has a wheel for each of our platforms and Pythons.

    uv resolves as if it were there and reads the index only; it downloads no wheel.

    Raises:
        SetUpError: one has none; it names the package, the platform and the Python.
    """
    for platform, where in PLATFORMS.items():
        for version in VERSIONS:
            check = f"核对现成安装包（{where}，Python {version}）"
            say(f"正在{check}")
            target = ["--python-platform", platform, "--python-version", version]
            must([*COMPILE, "--no-deps", *target, str(pins)], check)


def set_up(wanted: str) -> None:
    """Make ``.venv`` hold what the lock ``wanted`` pins.

    Nothing is believed but the stamp, and there is none from the first change to the last: after a
    set-up that was killed, the next start begins anew.
    """
    before = read_stamp()
    stamp = dict(before) or make_venv()
    if stamp.get(wanted) != fingerprint(wanted):
        STAMP.unlink(missing_ok=True)
        say("正在安装软件包（首次约 300 MB，需要几分钟）……")
        pip = [tool("python"), "-m", "pip", "install", "--require-hashes", "--only-binary", ":all:"]
        must([*pip, "-r", str(ROOT / wanted)], "安装软件包")
        stamp.update({name: fingerprint(name) for name in (wanted, RUN_LOCK)}, qt=False)
    stamp["qt"] = stamp["qt"] or qt_ready()
    if stamp != before:
        draft = STAMP.with_suffix(".part")
        draft.write_text(json.dumps(stamp), encoding="utf-8")
        draft.replace(STAMP)


def read_stamp() -> dict[str, Any]:
    """Return what the last whole set-up left; nothing if its Python is gone or another one now."""
    try:
        stamp: dict[str, Any] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    found = probe([tool("python")])
    alive = found and found["version"] == stamp["version"] and str(VENV) == stamp["place"]
    return stamp if alive else {}


def make_venv() -> dict[str, Any]:
    """Put a new ``.venv`` in place of whatever is there; return the first entries of its stamp."""
    found = find_python()
    if not found["ensurepip"]:
        apt_install([f"python{found['version']}-venv"])
        found = probe([found["python"]]) or found
        if not found["ensurepip"]:
            raise SetUpError(f"{found['python']} 缺少 venv 模块，装好后请再运行一次。")
    say(f"正在用 Python {found['version']} 建立 .venv ……")
    STAMP.unlink(missing_ok=True)
    if VENV.exists():
        shutil.rmtree(str(VENV))
    must([found["python"], "-m", "venv", str(VENV)], "建立 .venv")
    return {"place": str(VENV), "version": found["version"], "qt": False}


def find_python() -> dict[str, Any]:
    """Return the first interpreter that starts and suits: this one, then any on PATH."""
    candidates = [[sys.executable]]
    for version in VERSIONS:
        # All of PATH, since the first find may be a shim that cannot start.
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            path = shutil.which(f"python{version}", path=folder)
            candidates += [[path]] if path else []
        candidates += [["py", f"-{version}"]] if WINDOWS else []
    for command in candidates:
        found = probe(command)
        if found and found["fit"] and found["version"] in VERSIONS:
            return found
    present = sys.version.split()[0]
    raise SetUpError(
        f"没有找到可用的 Python：需要 64 位的 3.11、3.12 或 3.13，这里是 {present}。\n"
        f"    请安装：{python_to_install()}"
    )


def probe(command: list[str]) -> dict[str, Any] | None:
    """Start an interpreter and return what PROBE says of it; None if it does not start."""
    try:
        done = subprocess.run(
            [*command, "-I", "-c", PROBE], capture_output=True, stdin=subprocess.DEVNULL, timeout=30
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None
    return answer


def python_to_install() -> str:
    """Name the Python to install on this platform, and how."""
    if WINDOWS:
        return "winget install Python.Python.3.12（或 python.org 的 3.12 Windows 64 位安装程序）"
    if sys.platform == "darwin":
        return "brew install python@3.12"
    for version in VERSIONS if shutil.which("apt-cache") else ():
        shown = subprocess.run(["apt-cache", "show", f"python{version}"], capture_output=True)
        if shown.returncode == 0:
            return f"sudo apt-get install -y python{version} python{version}-venv"
    return "Miniforge，再执行 conda create -n py312 python=3.12，用其中的 python 运行 dev.py"


def qt_ready() -> bool:
    """Say whether Qt finds its system libraries, installing them first if we may."""
    if not sys.platform.startswith("linux") or not qt_fault():
        return True
    apt_install(QT_PACKAGES.split())
    fault = qt_fault()
    if fault:
        say(f"Qt 还缺系统组件，窗口暂时打不开：{fault}")
    return not fault


def qt_fault() -> str:
    done = subprocess.run([tool("python"), "-c", QT_PROBE], capture_output=True, text=True)
    return done.stderr.strip().split("\n")[-1] or "未知原因" if done.returncode else ""


def apt_install(packages: list[str]) -> None:
    """Install Debian packages if we are root, else say how; the caller sees what came of it."""
    if shutil.which("apt-get") is None:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.geteuid() != 0:
        say(f"缺少系统组件，请执行：\n    sudo {' '.join(install)}")
        return
    say(f"正在安装系统组件：{' '.join(packages)}")
    silent = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (install, ["apt-get", "update"], install):  # a fresh machine has no list yet
        done = subprocess.run(command, env=silent, capture_output=True, text=True)
        if command is install and done.returncode == 0:
            return
    say(f"系统组件没有装成：\n{done.stderr}")


def must(command: list[str], what: str, cwd: str | None = None) -> None:
    """Run a command without its chatter; if it fails, raise SetUpError with all it said."""
    pipe = subprocess.PIPE
    done = subprocess.run(command, cwd=cwd, stdout=pipe, stderr=subprocess.STDOUT, errors="replace")
    if done.returncode != 0:
        raise SetUpError(f"{what}没有成功：\n{done.stdout}")


def environment() -> dict[str, str]:
    """Return this environment with the package on Python's path, wherever the user stands.

    Bytecode is kept: the window, the tests and the bench start many processes, each of which would
    compile the whole package anew.
    """
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    kept = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def fingerprint(name: str) -> str:
    return hashlib.sha256((ROOT / name).read_bytes()).hexdigest()


def say(text: str) -> None:
    print(f"[dev] {text}", flush=True)


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):  # "?" for what a console cannot show
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
