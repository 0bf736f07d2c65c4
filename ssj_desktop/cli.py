"""The headless verbs: what a script, a second office or a doubting supervisor can run.

Each verb imports its own rooms, so that --help and verify answer at once.
"""

import argparse
import getpass
import io
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NoReturn

from ssj_desktop import lottery
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import ImportPreview, RosterKind
from ssj_desktop.facts.office import OfficeFacts
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
    args = _parser().parse_args(arguments)
    try:
        return int(args.run(args))
    except DeskError as error:
        print(error.message, error.hint, sep="\n", file=sys.stderr)
        return 1
    except OSError as error:  # what no verb could foresee, a path too long for the disk say
        print(f"读写“{error.filename}”时出错。", "请核对路径和权限。", sep="\n", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("已中断，没有完成的这一步什么也没有写入。", file=sys.stderr)
        return 130


def _demo(args: argparse.Namespace) -> int:
    from ssj_desktop import demo

    _list(demo.run(args.out))
    return 0


def _papers(args: argparse.Namespace) -> int:
    with _desk(_existing(args.data)) as desk:
        _list(desk.papers.write(args.draw, args.out, args.gb18030))
    return 0


def _list(written: Sequence[tuple[str, Path]]) -> None:
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
    print(
        f"{preview.reading.kind.label}：新增 {preview.new}，变更 {preview.changed}，"
        f"不变 {preview.unchanged}，名录中有而文件中没有 {preview.missing}（保留）"
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
    print(f"{kind.label}名录认得的列名（冒号前是通常的叫法）：")
    for usual, others in intake.headings(kind):
        print(f"  {usual}：{'、'.join(others)}" if others else f"  {usual}")
    return 0


def _take_back(args: argparse.Namespace) -> int:
    with _desk(_existing(args.data)) as desk:
        desk.imports.take_back(args.batch)
    print(f"第 {args.batch} 次导入已整批撤回。")
    return 0


def _office(args: argparse.Namespace) -> int:
    with _desk(args.data) as desk:
        desk.offices.set_up(
            OfficeFacts(
                name=args.name,
                enforcement_unit=args.unit,
                filing_receiver=args.receiver,
                code_prefix=args.prefix,
                scheme_id=args.scheme,
                steering_group=(),
            )
        )
    print(f"已登记：{args.name}，方案 {args.scheme}。")
    return 0


def _quota(args: argparse.Namespace) -> int:
    with _desk(_existing(args.data)) as desk:
        print(f"{args.quarter}应抽")
        for line in desk.quotas.lines(args.quarter):
            print(f"{line.name}（{line.clause}）：{line.rule}")
            print(f"  基数 {line.base} 家，可抽 {line.pool} 家；{line.formula}")
            print(f"  应抽 {line.quota} 家，实抽 {line.planned} 家")
            for layer in line.layers:
                print(f"    本年已查 {layer.visits} 次的 {layer.pool} 家，抽 {layer.k} 家")
            for note in line.notes:
                print(f"  注意：{note}")
        for deadline in desk.quotas.deadlines(args.quarter):
            last = deadline.act_by or "（节假日表没有这一年，待国务院办公厅公布后更新）"
            print(
                f"{deadline.name}（{deadline.clause}）：截止 {deadline.due}（含当日）；"
                f"最后一个工作日 {last}"
            )
    return 0


def _backup(args: argparse.Namespace) -> int:
    with _desk(_existing(args.data)) as desk:
        if not args.list:
            print(f"已备份并核对：{desk.backups.take().path}")
            return 0
        for found in desk.backups.listed():
            print(f"{found.taken_at:%Y-%m-%d %H:%M:%S}  {found.reason.label}  {found.path}")
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
        if desk.backup_fault:
            print(desk.backup_fault, file=sys.stderr)


def _existing(data: Path) -> Path:
    if not data.is_file():
        raise DeskError(
            f"找不到数据文件“{data}”。", "请核对路径；第一次使用请先用 office 登记本单位。"
        )
    return data


def _quarter(text: str) -> Quarter:
    if not re.fullmatch("20[0-9]{2}Q[1-4]", text):
        raise argparse.ArgumentTypeError("季度写作 2026Q4")
    return Quarter(int(text[:4]), int(text[5]))


def _head(text: str) -> str:
    """Read a head as the paper prints it: in fours, in either case."""
    head = "".join(text.split()).lower()
    if not re.fullmatch("[0-9a-f]{64}", head):
        raise argparse.ArgumentTypeError(
            f"末端校验值应是 64 位 0 至 9、a 至 f，这里有 {len(head)} 位，请照文书重新抄写"
        )
    return head


class _Parser(argparse.ArgumentParser):
    """argparse in Chinese: its own sentences are English and not made to be translated."""

    _SAID = (
        (r"the following arguments are required: (.*)", r"缺少 \1"),
        (r"unrecognized arguments: (.*)", r"不认识 \1"),
        (r"argument (.*): invalid choice: (.*?) \(choose from (.*)\)", r"\1 不能是 \2，可用：\3"),
        (r"argument (.*): expected .*", r"\1 后面要写值"),
        (r"argument (.*?): (.*)", r"\1：\2"),
    )

    def __init__(self, **options: str) -> None:
        super().__init__(add_help=False, **options)  # type: ignore[arg-type]
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        for pattern, said in self._SAID:
            if re.fullmatch(pattern, message):
                message = re.sub(pattern, said, message)
                break
        self.exit(2, f"命令写法有误：{message}\n用 {self.prog} --help 查看说明。\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="ssj-desktop", description="双随机桌面：双随机、一公开抽查的名录、摇号与文书"
    )
    verbs = parser.add_subparsers(title="命令", metavar="命令", required=True)

    def verb(name: str, run: object, words: str) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = verbs.add_parser(name, help=words, description=words)
        added.set_defaults(run=run)
        return added

    added = verb("demo", _demo, "用虚构的青岭县走完一个季度，把文书写到文件夹")
    added.add_argument("--out", type=Path, required=True, metavar="文件夹", help="文书写到哪里")
    added.add_argument("--no-window", action="store_true", help="不打开窗口")
    added = verb("verify", _verify, "核验抽取记录；按先后给出几份时，一并核验前后相接")
    added.add_argument("files", type=Path, nargs="+", metavar="文件", help="transcript.json")
    added.add_argument(
        "--head",
        type=_head,
        metavar="末端校验值",
        help="签字文书上的末端校验值，64 位；可以照文书分组写，用引号括起来",
    )
    added = verb("import", _import, "导入名录；有问题时逐行列出，什么也不写入")
    _kind(added)
    added.add_argument("file", type=Path, metavar="文件", help="xlsx、xls、ods 或 csv")
    _data(added)
    added.add_argument("--dry-run", action="store_true", help="只预览，不写入")
    added = verb("headings", _headings, "列出名录文件里认得的列名")
    _kind(added)
    added = verb("take-back", _take_back, "整批撤回最近一次导入")
    added.add_argument("batch", type=int, metavar="次数", help="导入时给出的那个数")
    _data(added)
    added = verb("office", _office, "登记本单位名称和所用方案")
    _data(added)
    added.add_argument("--name", required=True, metavar="名称", help="机关全称")
    added.add_argument("--unit", required=True, metavar="名称", help="执法队全称")
    added.add_argument("--receiver", required=True, metavar="名称", help="名单报谁备案")
    added.add_argument("--prefix", required=True, metavar="前缀", help="自编编号的前缀，如 LC")
    added.add_argument("--scheme", required=True, metavar="方案", help="如 lingchuan-2024")
    added = verb("quota", _quota, "按本单位方案计算一个季度应抽多少")
    _data(added)
    added.add_argument("quarter", type=_quarter, metavar="季度", help="如 2026Q4")
    added = verb("papers", _papers, "把一次摇号的文书和抽取记录写到文件夹")
    added.add_argument("draw", metavar="摇号编号", help="如 LC-2026Q4-01")
    _data(added)
    added.add_argument("--out", type=Path, required=True, metavar="文件夹", help="文书写到哪里")
    added.add_argument("--gb18030", action="store_true", help="备案 CSV 用 GB18030 编码")
    added = verb("backup", _backup, "备份数据文件并核对备份")
    _data(added)
    added.add_argument("--list", action="store_true", help="只列出已有的备份")
    added = verb("restore", _restore, "用备份恢复数据文件，原文件另放一旁")
    added.add_argument("backup", type=Path, metavar="备份", help="备份文件")
    _data(added)
    return parser


def _kind(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "kind",
        choices=[kind.value for kind in RosterKind],
        metavar="种类",
        help="；".join(f"{kind.value} {kind.label}" for kind in RosterKind),
    )


def _data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, metavar="数据文件", help="扩展名 .ssj")
