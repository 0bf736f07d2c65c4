"""dev.py sets up a machine honestly; the locks say what every machine gets."""

import ast
import hashlib
import os
import re
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import dev

posix_only = pytest.mark.skipif(os.name == "nt", reason="the fake interpreters are shell scripts")


def script(path: Path, body: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return path


def python_claiming(version: str, path: Path) -> Path:
    """Write an interpreter that starts and answers, but says it is another version."""
    claim = f"import sys; sys.version_info = ({version.replace('.', ', ')}, 0); exec(sys.argv[1])"
    return script(path, f'exec "{sys.executable}" -c "{claim}" "$3"')  # called with -I -c PROBE


def wheel(folder: Path, tags: str) -> Path:
    """Write the smallest wheel of a package named 'thing' that an installer takes."""
    path = folder / f"thing-1.0-{tags}.whl"
    with zipfile.ZipFile(path, "w") as archive:
        info = "thing-1.0.dist-info"
        archive.writestr("thing.py", "")
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: thing\nVersion: 1.0\n")
        archive.writestr(
            f"{info}/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tags}\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return path


# An interpreter is looked for


@posix_only
def test_a_shim_that_does_not_start_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = python_claiming("3.8", tmp_path / "old" / "python3")
    script(tmp_path / "shims" / "python3.12", "echo 'command not found' >&2; exit 127")
    python_claiming("3.12", tmp_path / "bin" / "python3.12")
    monkeypatch.setattr(sys, "executable", str(old))
    monkeypatch.setenv("PATH", f"{tmp_path / 'shims'}{os.pathsep}{tmp_path / 'bin'}")
    assert dev.find_python()["version"] == "3.12"


@posix_only
@pytest.mark.parametrize("version", ["3.8", "3.10", "3.14"])
def test_no_python_too_old_or_too_new_is_taken_and_the_right_one_is_named(
    version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    present = python_claiming(version, tmp_path / "python3")
    python_claiming(version, tmp_path / "python3.12")  # its name lies
    monkeypatch.setattr(sys, "executable", str(present))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(dev.SetUpError, match=r"需要 64 位的 3\.11、3\.12 或 3\.13[\s\S]*请安装"):
        dev.find_python()


def test_a_python_of_2019_can_read_dev_py() -> None:
    ast.parse(Path(dev.__file__).read_text(encoding="utf-8"), feature_version=(3, 8))


def test_every_verb_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main([]) == 2
    usage = capsys.readouterr().out
    for verb in ("run", "test", "bench", "lock", "package"):
        assert verb in usage
        assert f"python3 dev.py {verb}" in str(dev.__doc__)


def test_bench_tells_what_it_is_before_it_takes_minutes() -> None:
    command = [sys.executable, "-m", "bench", "--help"]
    done = subprocess.run(command, cwd=dev.ROOT, capture_output=True, text=True, timeout=20)
    assert done.returncode == 0, done.stderr
    assert "dev.py bench" in done.stdout
    assert "README" in done.stdout
    assert "PySide6" not in done.stdout, "no figure is measured"


# A set-up


@posix_only
@pytest.mark.slow
def test_a_half_made_venv_heals_a_second_start_is_quick_and_a_new_lock_is_installed(
    tmp_path: Path,
) -> None:
    def start() -> tuple[int, str, float]:
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, "dev.py", "run", "quota", "--help"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout, time.monotonic() - began

    def pin(content_hash: str) -> None:
        (tmp_path / "requirements.lock").write_text(f"thing==1.0 --hash=sha256:{content_hash}\n")

    # A program that tells how it was called; no network, no apt-get, no configuration of pip's.
    environment = {"PATH": "", "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path)}
    environment |= {"PIP_CONFIG_FILE": os.devnull, "LANG": "C.UTF-8"}
    (tmp_path / "dev.py").write_bytes(Path(dev.__file__).read_bytes())
    program = tmp_path / "ssj_desktop" / "__main__.py"
    program.parent.mkdir()
    program.write_text("import sys, thing\nprint(sys.argv[1:])\nsys.exit(7)\n")
    script(tmp_path / ".venv" / "bin" / "python", "exit 0")  # what a killed set-up left

    pin("0" * 64)
    code, said, _ = start()
    assert code == 1
    assert "安装软件包没有成功" in said
    assert not (tmp_path / ".venv" / "ready.json").exists()

    pin(hashlib.sha256(wheel(tmp_path, "py3-none-any").read_bytes()).hexdigest())
    code, said, _ = start()
    assert (code, said.splitlines()[-1]) == (7, "['quota', '--help']")
    assert "建立 .venv" in said

    code, said, seconds = start()
    assert code == 7
    assert "正在" not in said
    assert seconds < 1

    with (tmp_path / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    code, said, _ = start()
    assert code == 7
    assert "正在安装软件包" in said
    assert "建立 .venv" not in said


def test_qt_starts_without_a_screen() -> None:
    done = subprocess.run([sys.executable, "-c", dev.QT_PROBE], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


# Locks


@pytest.mark.parametrize(
    ("tags", "missing"),
    [
        (["py3-none-any"], None),
        (["cp311-abi3-win_amd64", "cp311-abi3-manylinux_2_28_x86_64"], None),
        (["cp311-abi3-win_amd64", "cp311-abi3-manylinux_2_34_x86_64"], "glibc 2.28"),
        (["cp311-abi3-manylinux2014_x86_64"], "Windows"),
        (["cp311-cp311-win_amd64", "cp312-cp312-win_amd64"], "Python 3.13"),
    ],
    ids=["pure", "both", "glibc too new", "no Windows", "no 3.13"],
)
def test_a_pin_without_a_wheel_for_a_platform_of_ours_is_named(
    tags: list[str],
    missing: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for each in tags:
        wheel(tmp_path, each)
    pins = tmp_path / "requirements.lock"
    pins.write_text("thing==1.0\n")
    settings = tmp_path / "uv.toml"
    settings.write_text(f"no-index = true\nfind-links = ['{tmp_path.as_posix()}']\n")
    monkeypatch.setenv("UV_CONFIG_FILE", str(settings))
    if missing is None:
        dev.prove(pins)
    else:
        with pytest.raises(dev.SetUpError, match="thing") as error:
            dev.prove(pins)
        assert missing in str(error.value).splitlines()[0]


def pins_of(name: str) -> dict[str, str]:
    """Return package -> all that the lock says of it: version, marker, hashes, who wants it."""
    entries = re.split(r"^(?=[a-z])", (dev.ROOT / name).read_text(encoding="utf-8"), flags=re.M)[1:]
    return {entry.split("==")[0]: entry for entry in entries}


@pytest.mark.parametrize("name", [dev.RUN_LOCK, dev.DEV_LOCK])
def test_a_lock_has_a_hash_for_every_pin_and_no_address(name: str) -> None:
    pins = pins_of(name)
    assert all(re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:", pin, re.S) for pin in pins.values())
    text = (dev.ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links|/", text)


def test_the_lock_holds_just_what_pyproject_asks_for() -> None:
    project = tomllib.loads((dev.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {each.name.lower(): each for each in map(Requirement, project["dependencies"])}
    pins = pins_of(dev.RUN_LOCK)
    assert asked.keys() == {name for name, pin in pins.items() if "ssj-desktop" in pin}
    for name, requirement in asked.items():
        version = pins[name].split()[0].split("==")[1]
        assert requirement.specifier.contains(version), f"{requirement}, but {version} is pinned"


def test_tests_run_with_the_very_versions_that_users_get() -> None:
    development = pins_of(dev.DEV_LOCK)
    for name, pin in pins_of(dev.RUN_LOCK).items():
        assert development[name].split(" \\")[0] == pin.split(" \\")[0]


# The house


def test_one_place_opens_a_session_and_one_place_commits() -> None:
    package = dev.ROOT / "ssj_desktop"
    source = "\n".join(path.read_text(encoding="utf-8") for path in package.rglob("*.py"))
    assert len(re.findall(r"\bSession\(", source)) == 1
    assert len(re.findall(r"\.commit\(", source)) == 1
