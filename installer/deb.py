"""The .deb: the frozen tree, an entry in the menu, and what the machine must have."""

import shutil
import subprocess
import tomllib
from pathlib import Path

# Every Linux desktop has these; the rest of `dev.QT_PACKAGES` is in the tree. Debian 13 and its
# kin have renamed some.
DEPENDS = (
    "libcups2 | libcups2t64",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libfreetype6",
    "libgl1",
    "libglib2.0-0 | libglib2.0-0t64",
    "libgssapi-krb5-2",
    "libstdc++6",
    "libx11-6",
    "libx11-xcb1",
    "libxcb1",
)

CONTROL = """\
Package: ssj-desktop
Version: {version}
Architecture: {architecture}
Maintainer: ssj-desktop
Section: misc
Priority: optional
Installed-Size: {kilobytes}
Depends: {depends}
Description: 双随机桌面
 县级生态环境执法“双随机、一公开”抽查的名录、摇号与文书，不联网。
"""


def build(root: Path, tree: Path, glibc: int) -> Path:
    """Make the package in ``tree``'s neighbourhood; ``glibc``: the x of the 2.x that it needs.

    Raises:
        subprocess.CalledProcessError: dpkg-deb has said why.
    """
    stage = root / "build" / "deb"
    shutil.rmtree(stage, ignore_errors=True)
    lay_out(root, tree, stage)
    architecture = ask("dpkg", "--print-architecture")
    control = CONTROL.format(
        version=version(root),
        architecture=architecture,
        kilobytes=int(ask("du", "-sk", str(stage)).split()[0]),
        depends=", ".join((f"libc6 (>= 2.{glibc})", *DEPENDS)),
    )
    (stage / "DEBIAN").mkdir()
    (stage / "DEBIAN" / "control").write_text(control, encoding="utf-8")
    package = tree.parent / f"ssj-desktop_{version(root)}_{architecture}.deb"
    # xz, since the dpkg of 2019 reads no zstd.
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(stage), str(package)],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return package


def lay_out(root: Path, tree: Path, stage: Path) -> None:
    """Put every file where it is to lie, ``stage`` standing for the machine's root."""
    shutil.copytree(tree, stage / "opt" / "ssj-desktop", symlinks=True)
    command = stage / "usr" / "bin" / "ssj-desktop"
    command.parent.mkdir(parents=True)
    command.symlink_to("/opt/ssj-desktop/ssj-desktop")
    put(root / "installer" / "ssj-desktop.desktop", stage / "usr/share/applications")
    icons = stage / "usr/share/icons/hicolor/scalable/apps"
    put(root / "resources" / "icons" / "ssj.svg", icons).rename(icons / "ssj-desktop.svg")
    for path in (stage, *stage.rglob("*")):  # whatever the builder's umask says
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)


def put(file: Path, folder: Path) -> Path:
    folder.mkdir(parents=True)
    return Path(shutil.copy(file, folder))


def version(root: Path) -> str:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return str(project["version"])


def ask(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
