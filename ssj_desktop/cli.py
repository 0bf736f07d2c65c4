"""The headless verbs: what a script, a second office or a doubting supervisor can run.

Each verb imports its own rooms, so that --help and verify answer at once.
"""

import argparse
import gc
import getpass
import io
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from ssj_desktop import lottery, paths
from ssj_desktop.arguments import parser
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import ROSTERS, ImportPreview, RosterKind
from ssj_desktop.facts.office import OfficeFacts
from ssj_desktop.facts.task import NO_VISIT, TaskState
from ssj_desktop.rules.period import Quarter

if TYPE_CHECKING:
    from ssj_desktop.desk import Desk


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 after saying in Chinese what is wrong.

    130 after Ctrl-C: a verb that was not acknowledged has not happened.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a GBK console has no 𠮷, and must not crash
            stream.reconfigure(errors="backslashreplace")
    args = parser().parse_args(arguments or sys.argv[1:] or ["window"])
    try:
        status = _VERBS[args.verb](args)
        sys.stdout.flush()  # here, where a closed pipe is still ours to deal with
        return status
    except DeskError as error:
        print(error.message, error.hint, sep="\n", file=sys.stderr)
        return 1
    except BrokenPipeError:  # whoever read our output, `head` say, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:  # what no verb could foresee, a path too long for the disk say
        print(f"读写“{error.filename}”时出错。", "请核对路径和权限。", sep="\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已中断，没有完成的这一步什么也没有写入。", file=sys.stderr)
        return 130


def _window(args: argparse.Namespace) -> int:
    if sys.platform == "linux" and not any(map(os.environ.get, _SCREENS)):
        if not args.demo:
            raise DeskError("这里没有图形桌面，窗口打不开。", "请在图形桌面里启动，或用其他命令。")
        print("这里没有图形桌面，窗口打不开；改为不开窗口走一遍虚构的青岭县，结果在 out/ 里。")
        return _demo(parser().parse_args(["demo", "--out", "out"]))
    # A start makes a hundred thousand things and drops none: to look for dropped ones again and
    # again is a tenth of it. The window has the collector back.
    gc.disable()
    from ssj_desktop import app

    return app.run(args.data, args.demo)


def _demo(args: argparse.Namespace) -> int:
    from ssj_desktop import demo

    with TemporaryDirectory() as scratch:
        data = Path(scratch) / "青岭县分局.ssj"
        draw_id = demo.make(data)
        with _desk(data) as desk:
            plan = desk.plans.of(demo.QUARTER).approved
            if plan:
                paths.write_bytes(args.out / "plan.pdf", desk.papers.plan(plan))
                _list([("抽查计划", args.out / "plan.pdf")])
            _list(_year_papers(desk, demo.QUARTER.year, args.out))
            _list(desk.papers.write(draw_id, args.out))
            _list(_field_papers(desk, demo.QUARTER, args.out))
        if not args.no_window:
            from ssj_desktop import app

            _list(app.picture_demo(data, args.out))
    return 0


def _year_papers(desk: "Desk", year: int, folder: Path) -> Iterator[tuple[str, Path]]:
    """Write the year's plan as it would be published: on paper, in Excel and in Word."""
    if plan := desk.year_plans.of(year).approved:
        paths.write_bytes(folder / "year-plan.pdf", desk.papers.year_plan(plan, internal=False))
        for name in ("year-plan.xlsx", "year-plan.docx"):
            desk.papers.save_year_plan(plan, internal=False, file=folder / name)
        for name in ("year-plan.pdf", "year-plan.xlsx", "year-plan.docx"):
            yield "年度抽查计划", folder / name


def _field_papers(desk: "Desk", quarter: Quarter, folder: Path) -> Iterator[tuple[str, Path]]:
    """Write the sheets of all tasks and the papers of the records that are signed."""
    rows = desk.tasks.of(quarter).rows
    visits = [row.number for row in rows if row.state not in NO_VISIT]
    signed = (TaskState.TO_JUDGE, TaskState.CLOSED)
    for title, name, content in (
        ("检查任务单", "tasks.pdf", desk.tasks.sheets(visits)),
        (
            "现场检查记录",
            "records.pdf",
            desk.records.to_sign(*(row.number for row in rows if row.state in signed)).content,
        ),
    ):
        paths.write_bytes(folder / name, content)
        yield title, folder / name


def _papers(args: argparse.Namespace) -> int:
    with _desk(_existing(args.data)) as desk:
        _list(desk.papers.write(args.draw, args.out, args.gb18030))
    return 0


def _list(written: Iterable[tuple[str, Path]]) -> None:
    for title, path in written:
        print(f"{title}：{path}")


def _verify(args: argparse.Namespace) -> int:
    try:
        checked = lottery.verify([file.read_bytes() for file in args.files])
    except OSError as error:
        raise DeskError(f"读不到“{error.filename}”。", "请核对文件名。") from error
    except lottery.ProtocolError as error:
        raise DeskError(
            "核验不通过：这份抽取记录被改动过，或者不完整。", f"与重算对不上的地方：{error}。"
        ) from error
    if args.head and args.head != checked[-1].head:
        raise DeskError(
            f"核验不通过：这份抽取记录不是签字的那一份。它的末端校验值是 {checked[-1].head}。",
            "记录本身前后一致；请核对是不是补抽之前（或之后）另存的一份。",
        )
    for file, transcript in zip(args.files, checked, strict=True):
        print(f"{file}：核验通过，共 {len(transcript.events)} 个事件")
        print(f"  摇号编号 {transcript.document.draw_id}")
        print(f"  承诺值 {transcript.commitment}")
        print(f"  末端校验值 {transcript.head}")
    if args.head is None:
        print("请与签字的《摇号会议记录暨结果确认表》上的承诺值、末端校验值逐字核对。")
    else:
        print("末端校验值与给出的一致。")
    return 0


def _import(args: argparse.Namespace) -> int:
    kind, data = RosterKind(args.kind), args.data
    if data.exists():
        with _desk(data) as desk:
            return _take_in(desk, desk.imports.preview(kind, args.file), args.dry_run)
    # A first import makes the data file, but one that fails must not leave an empty one behind.
    with TemporaryDirectory() as scratch, _desk(Path(scratch) / data.name) as empty:
        preview = empty.imports.preview(kind, args.file)
    if preview.blocked or args.dry_run:
        return _report(preview)
    with _desk(data) as desk:
        print(f"新建了数据文件：{data}")
        return _take_in(desk, preview, args.dry_run)


def _take_in(desk: "Desk", preview: ImportPreview, dry_run: bool) -> int:
    batch = 0 if preview.blocked or dry_run else desk.imports.confirm(preview)
    return _report(preview, batch)


def _report(preview: ImportPreview, batch: int = 0) -> int:
    for problem in preview.problems:
        print(f"{'问题' if problem.blocking else '提示'}  {problem}")
    known = "名录中有" if preview.reading.kind in ROSTERS else "已经补录"
    print(
        f"{preview.reading.kind.label}：新增 {preview.new}，变更 {preview.changed}，"
        f"不变 {preview.unchanged}，{known}而文件中没有 {preview.missing}（保留）"
    )
    if preview.blocked:
        count = sum(problem.blocking for problem in preview.problems)
        print(f"有 {count} 处问题须先改正，没有写入任何内容。")
        return 1
    if batch:
        print(f"已导入，这是第 {batch} 次导入；要整批撤回，用 take-back {batch}。")
    else:
        print("只是预览，没有写入任何内容。")
    return 0


def _headings(args: argparse.Namespace) -> int:
    from ssj_desktop import intake

    kind = RosterKind(args.kind)
    print(f"{kind.whole}认得的列名（冒号前是通常的叫法）：")
    for usual, others in intake.headings(kind):
        print(f"  {usual}：{'、'.join(others)}" if others else f"  {usual}")
    return 0


def _take_back(args: argparse.Namespace) -> int:
    with _desk(_existing(args.data)) as desk:
        desk.imports.take_back(args.batch)
    print(f"第 {args.batch} 次导入已整批撤回。")
    return 0


def _office(args: argparse.Namespace) -> int:
    from ssj_desktop.intake import schemes
    from ssj_desktop.rules.scheme import parse_scheme

    scheme_id, file = args.scheme, _scheme_file(args.scheme)
    if file:  # looked at first: a faulty one must not leave an empty data file behind
        scheme_id = parse_scheme(schemes.read(file), file.name, is_new=True).id
    with _desk(args.data) as desk:
        if file:
            desk.offices.take_scheme(desk.offices.read_scheme(file))
        known = desk.offices.current()
        desk.offices.set_up(
            OfficeFacts(
                name=args.name,
                enforcement_unit=args.unit,
                filing_receiver=args.receiver,
                code_prefix=args.prefix,
                scheme_id=scheme_id,
                # Names the command doesn't ask for stay as they are.
                steering_group=known.steering_group if known else (),
            )
        )
    print(f"已登记：{args.name}，方案 {scheme_id}。")
    return 0


def _quota(args: argparse.Namespace) -> int:
    if isinstance(args.subject, str):
        if args.census is None:
            raise DeskError("算全年的应抽数，请在方案后面写上家数文件，写法见 quota --help。")
        return _year_quota(args.subject, args.census)
    if args.data is None:
        raise DeskError("算一个季度的应抽数要数据文件，请写 --data 和它的位置。")
    return _quarter_quota(args.subject, args.data)


def _quarter_quota(quarter: Quarter, data: Path) -> int:
    with _desk(_existing(data)) as desk:
        facts = desk.plans.of(quarter)
    if facts.shown is None:
        raise DeskError(facts.why_not_approve)
    print(f"{facts.title}应抽")
    for line in facts.shown.lines:
        print(f"{line.name}（{line.clause}）：{line.rule}")
        print(f"  基数 {line.base} 家，可抽 {line.pool} 家；{line.formula}")
        print(f"  应抽 {line.quota} 家，计划抽 {line.planned} 家")
        for layer in line.layers:
            print(f"    本年已查 {layer.visits} 次的 {layer.pool} 家，抽 {layer.k} 家")
        for note in line.notes:
            print(f"  注意：{note}")
    for deadline in facts.shown.deadlines:
        unknown = "（节假日表没有这一年，待国务院办公厅公布后更新）"
        print(
            f"{deadline.name}（{deadline.clause}）：截止 {deadline.due or unknown}（含当日）；"
            f"最后一个工作日 {deadline.act_by or unknown}"
        )
    return 0


def _year_quota(named: str, file: Path) -> int:
    from ssj_desktop.desk.scheme_book import read_shipped
    from ssj_desktop.intake import schemes
    from ssj_desktop.rules import census_file
    from ssj_desktop.rules.scheme import parse_scheme
    from ssj_desktop.rules.year import plan_year

    if own := _scheme_file(named):
        scheme = parse_scheme(schemes.read(own), own.name)
    else:
        scheme, _ = read_shipped(named)
    census = census_file.parse_census(_text(file), file.name, scheme)
    year = plan_year(scheme, census.year, census.quarters, census.raises)
    print(json.dumps(census_file.year_table(scheme, year), ensure_ascii=False, indent=2))
    return 0


def _scheme_file(argument: str) -> Path | None:
    """Return the file that a scheme is named by, None where it is named by its id."""
    return Path(argument) if argument.endswith(".toml") else None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise DeskError(f"读不到“{file}”。", "请核对文件名；文件要存成 UTF-8 文字。") from error


def _backup(args: argparse.Namespace) -> int:
    with _desk(_existing(args.data)) as desk:
        if not args.list:
            print(f"已备份并核对：{desk.backups.take().path}")
            return 0
        for found in desk.backups.listed():
            print(f"{found.taken_at:%Y-%m-%d %H:%M:%S}  {found.reason}  {found.path}")
    return 0


def _restore(args: argparse.Namespace) -> int:
    from ssj_desktop.desk.backups import Backups

    aside = Backups.restore(args.backup, args.data)
    print(f"已恢复：{args.data}")
    if aside:
        print(f"原来的文件没有删除，放在：{aside}")
    return 0


@contextmanager
def _desk(data: Path) -> Iterator["Desk"]:
    from ssj_desktop.desk import Desk

    if data.suffix != ".ssj":
        raise DeskError(f"“{data.name}”不是数据文件的名字。", "数据文件的扩展名是 .ssj。")
    with Desk.open(data, getpass.getuser()) as desk:
        if desk.read_only:
            raise DeskError(f"“{data.name}”现在不能使用：{desk.read_only}")
        yield desk
    if desk.backup_fault:  # known only once the file is closed, for closing backs it up too
        print(desk.backup_fault, file=sys.stderr)


def _existing(data: Path) -> Path:
    if not data.is_file():
        raise DeskError(
            f"找不到数据文件“{data}”。", "请核对路径；第一次使用请先用 office 登记本单位。"
        )
    return data


# What says that there is a screen, real or made up.
_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")

_VERBS: dict[str, Callable[[argparse.Namespace], int]] = {
    "window": _window,
    "demo": _demo,
    "verify": _verify,
    "papers": _papers,
    "office": _office,
    "import": _import,
    "headings": _headings,
    "take-back": _take_back,
    "quota": _quota,
    "backup": _backup,
    "restore": _restore,
}
