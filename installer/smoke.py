"""Try a frozen program in an empty home: ``python3 smoke.py FOLDER``.

Standard library only and away from the rest of the house, so that it runs on any machine where
the frozen program lies.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

PAPERS = ["plan.pdf", "confirmation.pdf", "minutes.pdf", "filing.csv", "filing.xlsx"]
PAPERS += ["year-plan.pdf", "year-plan.xlsx", "year-plan.docx"]
ROWS = [["姓名", "执法证号"], ["王一", "14000001"], ["李二", "14000002"]]
LONGEST = 180  # seconds, for any one step


class SmokeError(Exception):
    """What does not work, in words for the one who built the program."""


def main(args: list[str]) -> int:
    """Try the program in ``args``; print what it took, return 1 if anything does not work."""
    if len(args) != 1:
        say("用法：python3 smoke.py 程序所在的文件夹")
        return 2
    home = Path(tempfile.mkdtemp()).resolve()
    try:
        try_out(Path(args[0]).resolve(), home)
    except SmokeError as error:
        say(f"试运行没有通过：{error}")
        return 1
    finally:
        shutil.rmtree(str(home), ignore_errors=True)
    say("试运行通过")
    return 0


def try_out(tree: Path, home: Path) -> None:
    """Use the program as an office would, its whole world being ``home``."""
    say(f"大小：{size_of(tree):.0f} MB")
    console, window = program(tree, "ssj-cli"), program(tree, "ssj-desktop")
    command = [str(console if console.exists() else window)]
    papers = home / "文书"

    timed("第一次 --help", lambda: ask(command, home, "--help"))
    timed("再次 --help", lambda: ask(command, home, "--help"))
    timed("走完虚构的青岭县，画出窗口各页", lambda: ask(command, home, "demo", "--out", papers))
    lacking = [name for name in PAPERS if not (papers / name).is_file()]
    pictures = list((papers / "pages").glob("*.png"))
    if lacking or not pictures:
        raise SmokeError(f"青岭县缺少 {'、'.join(lacking) or '窗口的图片'}")
    transcript = papers / "transcript.json"
    timed("核验它的抽取记录", lambda: ask(command, home, "verify", transcript, says="核验通过"))

    book, data = home / "执法人员.xlsx", home / "试.ssj"
    write_workbook(book, ROWS)
    taking = ["import", "inspectors", book, "--data", data]
    timed("导入一份 Excel（另起读取进程）", lambda: ask(command, home, *taking, says="新增 2"))

    for what in ("第一次打开窗口（先造出青岭县）", "再次打开窗口", "第三次打开窗口"):
        say(f"{what}：{seconds_to_window(command, home):.2f} 秒")


def program(tree: Path, name: str) -> Path:
    return tree / (f"{name}.exe" if os.name == "nt" else name)


def size_of(tree: Path) -> float:
    """Return the megabytes of all files below; a link counts nothing."""
    files = (path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    return sum(file.stat().st_size for file in files) / 1e6


def timed(what: str, do: object) -> None:
    assert callable(do)
    begun = time.perf_counter()
    do()
    say(f"{what}：{time.perf_counter() - begun:.2f} 秒")


def ask(command: list[str], home: Path, *args: object, says: str = "") -> None:
    """Run one command to its end.

    Raises:
        SmokeError: it failed, or did not say ``says``.
    """
    words = [*command, *map(str, args)]
    try:
        done = subprocess.run(
            words,
            cwd=str(home),
            env=environment(home),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=LONGEST,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SmokeError(f"{' '.join(words)}：{error}") from error
    said = done.stdout.decode("utf-8", "replace")
    if done.returncode != 0 or (os.name != "nt" and says not in said):
        raise SmokeError(f"{' '.join(words)} 返回 {done.returncode}：\n{said}")


def seconds_to_window(command: list[str], home: Path) -> float:
    """Return how long it takes from the process's start to the window's first picture.

    Qt itself says when it hands that to the screen; the program knows nothing of this.

    Raises:
        SmokeError: no window came.
    """
    qt = {"QT_LOGGING_RULES": "qt.widgets.painting=true", "QT_FORCE_STDERR_LOGGING": "1"}
    begun = time.perf_counter()
    process = subprocess.Popen(
        [*command, "window", "--demo"],
        cwd=str(home),
        env={**environment(home), **qt},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    assert process.stderr
    too_long = threading.Timer(LONGEST, process.kill)
    too_long.start()
    said = b""
    try:
        for line in process.stderr:
            if b"Flushing" in line and b" of MainWindow(" in line:
                return time.perf_counter() - begun
            said += b"" if line.startswith(b"qt.widgets.painting") else line
    finally:
        too_long.cancel()
        process.kill()
        process.wait()
    raise SmokeError(f"窗口没有打开：\n{said.decode('utf-8', 'replace')}")


def environment(home: Path) -> dict[str, str]:
    """Return this environment with ``home`` for every folder of the user's, and no screen."""
    dropped = ("PYTHON", "VIRTUAL_ENV", "LD_", "QT_", "XDG_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(dropped)}
    places = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA")
    return {**kept, **dict.fromkeys(places, str(home)), "QT_QPA_PLATFORM": "offscreen"}


def write_workbook(path: Path, rows: list[list[str]]) -> None:
    """Write the smallest workbook that Excel opens, all cells text."""
    kind = "http://schemas.openxmlformats.org"
    xml = '<?xml version="1.0" encoding="UTF-8"?>'
    main_space = f'xmlns="{kind}/spreadsheetml/2006/main"'
    relations = f'xmlns="{kind}/package/2006/relationships"'
    document = f"{kind}/officeDocument/2006/relationships"
    excel = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    lines = "".join(
        "<row>"
        + "".join(f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for cell in row)
        + "</row>"
        for row in rows
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{kind}/package/2006/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{excel}.sheet.main+xml"/>'
        f'<Override PartName="/xl/sheet1.xml" ContentType="{excel}.worksheet+xml"/></Types>',
        "_rels/.rels": f"<Relationships {relations}>"
        f'<Relationship Id="r1" Type="{document}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>",
        "xl/_rels/workbook.xml.rels": f"<Relationships {relations}>"
        f'<Relationship Id="r1" Type="{document}/worksheet" Target="sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main_space} xmlns:r="{document}">'
        '<sheets><sheet name="名单" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/sheet1.xml": f"<worksheet {main_space}><sheetData>{lines}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(str(path), "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, xml + text)


def say(text: str) -> None:
    print(f"[试运行] {text}", flush=True)


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):  # "?" for what a console cannot show
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main(sys.argv[1:]))
