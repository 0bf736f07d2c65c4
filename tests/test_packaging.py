"""What we ship is whole: it is built, installed into an empty environment and used there."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
import uv

import dev

RESOURCES = [
    "schemes/lingchuan-2024.toml",
    "schemes/taijiang-2022.toml",
    "calendars/china.csv",
    "fonts/NotoSerifSC_400Regular.ttf",
    "fonts/LXGWWenKai-Regular.ttf",
    "fonts/OFL-LXGWWenKai.txt",
]
PAPERS = ["confirmation.pdf", "minutes.pdf", "filing.csv", "filing.xlsx", "transcript.json"]


def sdist_of(project: Path, folder: Path) -> Path:
    hatchling(project, "sdist", folder)
    (sdist,) = folder.glob("*.tar.gz")
    return sdist


def wheel_of(sdist: Path, folder: Path) -> Path:
    """Build the wheel from the sdist alone, so that nothing the sdist lacks gets in."""
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (project,) = folder.iterdir()
    hatchling(project, "wheel", folder)
    (wheel,) = folder.glob("*.whl")
    return wheel


def hatchling(project: Path, target: str, folder: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)]
    subprocess.run(command, cwd=project, check=True, capture_output=True)


def install(wheel: Path, venv: Path) -> None:
    """Make an environment of the locked packages, hashes checked, and the wheel; nothing else."""
    pip = [uv.find_uv_bin(), "pip", "install", "--quiet", "--python", str(venv)]
    make = [uv.find_uv_bin(), "venv", "--quiet", "--python", sys.executable, str(venv)]
    locked = [*pip, "--require-hashes", "-r", str(dev.ROOT / dev.RUN_LOCK)]
    for command in (make, locked, [*pip, "--no-deps", "--offline", str(wheel)]):
        subprocess.run(command, check=True, capture_output=True)


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
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}

    def ssj_desktop(*args: str) -> None:
        done = subprocess.run(
            [program, *args], cwd=away, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr

    ssj_desktop("demo", "--out", "papers", "--no-window")
    assert [name for name in PAPERS if (away / "papers" / name).stat().st_size == 0] == []
    ssj_desktop("verify", "papers/transcript.json")
