"""What we ship is whole: it is built, installed into an empty environment and used there.

The frozen program is built and tried by ``python3 dev.py package``, which takes minutes; here is
what can be known of it without.
"""

import ast
import configparser
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
import uv
from python_calamine import load_workbook

import dev
from installer import contents, deb, smoke

RESOURCES = [
    "schemes/lingchuan-2024.toml",
    "schemes/taijiang-2022.toml",
    "calendars/china.csv",
    "fonts/NotoSerifSC_400Regular.ttf",
    "fonts/LXGWWenKai-Regular.ttf",
    "fonts/OFL-LXGWWenKai.txt",
]
PAPERS = [
    "confirmation.pdf",
    "minutes.pdf",
    "filing.pdf",
    "filing.csv",
    "filing.xlsx",
    "transcript.json",
]


def sdist_of(project: Path, folder: Path) -> Path:
    hatchling(project, "sdist", folder)
    (sdist,) = folder.glob("*.tar.gz")
    return sdist


def wheel_of(sdist: Path, folder: Path) -> Path:
    """Build the wheel from the sdist alone, so that nothing the sdist lacks gets in."""
    folder.mkdir()
    run([sys.executable, "-m", "tarfile", "-e", sdist, folder], folder)
    (project,) = folder.iterdir()
    hatchling(project, "wheel", folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


def hatchling(project: Path, target: str, folder: Path) -> None:
    run([sys.executable, "-m", "hatchling", "build", "-t", target, "-d", folder], project)


def install(wheel: Path, venv: Path) -> None:
    """Make an environment of the locked packages, hashes checked, and the wheel; nothing else."""
    run([uv.find_uv_bin(), "venv", "--quiet", "--python", sys.executable, venv], venv.parent)
    pip: list[str | Path] = [uv.find_uv_bin(), "pip", "install", "--quiet", "--python", venv]
    run([*pip, "--require-hashes", "-r", dev.ROOT / dev.RUN_LOCK], venv.parent)
    run([*pip, "--no-deps", "--offline", wheel], venv.parent)


def run(command: list[str | Path], folder: Path) -> None:
    """Run a command that must succeed, in ``folder``, without the clone on Python's path."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    pipe = subprocess.PIPE
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdout=pipe,
        stderr=subprocess.STDOUT,
        errors="replace",
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
@pytest.mark.timeout(300)  # a first run downloads what is locked
def test_the_wheel_holds_a_whole_quarter_s_work_in_an_empty_environment(tmp_path: Path) -> None:
    sdist = sdist_of(dev.ROOT, tmp_path / "sdist")
    with tarfile.open(sdist) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert inside.issuperset(f"resources/{name}" for name in RESOURCES)

    wheel = wheel_of(sdist, tmp_path / "wheel")
    inside = set(zipfile.ZipFile(wheel).namelist())
    assert inside.issuperset(f"ssj_desktop/resources/{name}" for name in RESOURCES)
    assert {name.split("/")[0] for name in inside if ".dist-info/" not in name} == {"ssj_desktop"}

    venv, away = tmp_path / "venv", tmp_path / "away"
    away.mkdir()
    install(wheel, venv)
    program = venv / ("Scripts/ssj-desktop.exe" if os.name == "nt" else "bin/ssj-desktop")
    run([program, "demo", "--out", "papers", "--no-window"], away)
    assert [name for name in PAPERS if (away / "papers" / name).stat().st_size == 0] == []
    run([program, "verify", "papers/transcript.json"], away)


# The frozen program


def imports_of(*files: Path) -> set[str]:
    """Return the full names of all that Python files import, wherever in a file."""
    names = set()
    for path in files:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_nothing_that_the_program_imports_is_left_out() -> None:
    imported = imports_of(*(dev.ROOT / "ssj_desktop").rglob("*.py"))
    parts = {name.rsplit(".", depth)[0] for name in imported for depth in range(4)}
    assert parts.isdisjoint(contents.EXCLUDED_MODULES)
    qt = {name.split(".")[1][2:] for name in imported if name.startswith("PySide6.Qt")}
    assert qt <= contents.QT_LIBRARIES


@pytest.mark.parametrize(
    ("name", "source", "wanted"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", "/venv/libqxcb.so", True),
        ("PySide6/plugins/platforms/qwindows.dll", r"C:\venv\qwindows.dll", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", "/venv/libqvnc.so", False),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", "/venv/libqgtk3.so", False),
        ("PySide6/Qt/plugins/printsupport/libcupsprintersupport.so", "/venv/x.so", True),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", "/venv/qtbase_zh_CN.qm", True),
        ("PySide6/Qt/translations/qtbase_fr.qm", "/venv/qtbase_fr.qm", False),
        ("libQt6Pdf.so.6", "PySide6/Qt/lib/libQt6Pdf.so.6", True),
        ("PySide6/Qt6Qml.dll", r"C:\venv\Qt6Qml.dll", False),
        ("PySide6/opengl32sw.dll", r"C:\venv\opengl32sw.dll", False),
        ("libxcb-cursor.so.0", "/lib/x86_64-linux-gnu/libxcb-cursor.so.0", True),
        ("libglib-2.0.so.0", "/usr/lib/x86_64-linux-gnu/libglib-2.0.so.0", False),
        ("libstdc++.so.6", "/home/user/miniforge3/lib/libstdc++.so.6", False),
        ("ssj_desktop/resources/theme.qss", "resources/theme.qss", True),
    ],
)
def test_what_goes_into_the_frozen_program(name: str, source: str, wanted: bool) -> None:
    assert contents.wanted(name, source) is wanted


def test_each_system_library_is_brought_along_or_asked_for() -> None:
    asked = {name for line in deb.DEPENDS for name in line.split(" | ")}
    for package in dev.QT_PACKAGES.split():
        library = re.sub(r"-?\d+$", "", package) + ".so.0"
        assert package in asked or contents.SYSTEM_LIBRARIES.match(library), package


@pytest.mark.skipif(os.name == "nt", reason="a Linux package")
def test_the_menu_starts_what_the_package_lays_down(tmp_path: Path) -> None:
    tree, stage = tmp_path / "tree", tmp_path / "stage"
    tree.mkdir()
    program = tree / "ssj-desktop"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o700)
    deb.lay_out(dev.ROOT, tree, stage)

    entry = configparser.ConfigParser(interpolation=None)
    entry.read(stage / "usr/share/applications/ssj-desktop.desktop", encoding="utf-8")
    started = stage / entry["Desktop Entry"]["Exec"].lstrip("/")
    assert started.stat().st_mode & 0o777 == 0o755
    assert (stage / "usr/bin/ssj-desktop").readlink() == Path("/") / started.relative_to(stage)
    icon = entry["Desktop Entry"]["Icon"]
    assert (stage / f"usr/share/icons/hicolor/scalable/apps/{icon}.svg").is_file()


def test_the_windows_installer_takes_what_the_spec_makes() -> None:
    spec = (dev.ROOT / "installer/ssj_desktop.spec").read_text(encoding="utf-8")
    made = set(re.findall(r'program\("([a-z-]+)"', spec))
    assert made == {"ssj-desktop", "ssj-cli"}
    script = (dev.ROOT / "installer/windows.iss").read_text(encoding="utf-8")
    assert script.startswith("\ufeff")  # else Inno Setup takes the Chinese for another encoding
    assert set(re.findall(r"\{app\}\\([a-z-]+)\.exe", script)) == {"ssj-desktop"}
    assert r"..\dist\ssj-desktop\*" in script
    assert r"..\build\ssj.ico" in script


# The smoke test, which runs where there is nothing but the frozen program and an old Python


def test_a_python_of_2018_can_run_the_smoke_test() -> None:
    script = dev.ROOT / "installer" / "smoke.py"
    ast.parse(script.read_text(encoding="utf-8"), feature_version=(3, 7))
    assert {name.split(".")[0] for name in imports_of(script)} <= sys.stdlib_module_names


def test_the_smoke_test_s_workbook_is_one(tmp_path: Path) -> None:
    smoke.write_workbook(tmp_path / "book.xlsx", smoke.ROWS)
    book = load_workbook(str(tmp_path / "book.xlsx"))
    assert book.get_sheet_by_index(0).to_python() == smoke.ROWS


@pytest.mark.parametrize("answer", ["", "#!/bin/sh\nexit 3\n"], ids=["no program", "a broken one"])
def test_a_program_that_does_not_work_fails_the_smoke_test(
    answer: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if answer:
        program = tmp_path / "ssj-desktop"
        program.write_text(answer)
        program.chmod(0o755)
    assert smoke.main([str(tmp_path)]) == 1
    assert "试运行没有通过" in capsys.readouterr().out
