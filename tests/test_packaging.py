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
