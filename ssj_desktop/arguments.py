"""What can be typed after ``ssj-desktop``, and what is said of it when it is typed wrongly."""

import argparse
import re
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, get_args

from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.rules.census import Establishment
from ssj_desktop.rules.period import Quarter

CENSUS_EXAMPLE = """{
  "year": 2022,
  "squads": 3,
  "heads": {"在编": 14, "下沉": 4},
  "pools": {"key": 5, "special": 22, "general": [298, 298, 301, 301]},
  "raises": {"special": {"number": 22, "reason": "每半年全部抽查"}}
}"""
_CENSUS_HELP = f"""家数文件的写法，例如：
{CENSUS_EXAMPLE}

  year        年份
  squads      执法分队数
  heads       在岗、有执法资格的人员，按编制计数：{"、".join(get_args(Establishment))}
  unlicensed  在岗但没有执法资格的，写法同 heads
  pools       各类别的家数；类别用方案里的 key。家数变少时，去掉编号最大的
  raises      调高的类别：规则所定周期里抽几家、理由；四个季度都按它
  人数、分队数、家数可以写一个数，也可以写四个季度的数，例如 [298, 298, 301, 301]。

  按方案的条件自动分类的，不写 pools，改写 objects，逐家列出：
  {{"code": "A1", "key_unit": true, "tags": ["…"], "quarters": [1, 2],
   "facts": [{{"kind": "行政处罚", "on": "2021-05-01"}}]}}
  还可以写 kind、positive_list、permit_class、credit_grade、excluded（注销等）、
  visits（已有的检查）；quarters 不写就是四个季度都在。中途情况有变的，分成几条写。"""

Verb = Callable[[str, str], argparse.ArgumentParser]


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line; ``verb`` of its result names the command."""
    whole = _Parser(
        prog="ssj-desktop", description="双随机桌面：双随机、一公开抽查的名录、摇号与文书"
    )
    verbs = whole.add_subparsers(title="命令", metavar="命令", required=True)

    def verb(name: str, words: str) -> argparse.ArgumentParser:
        added: argparse.ArgumentParser = verbs.add_parser(name, help=words, description=words)
        added.set_defaults(verb=name)
        return added

    window = verb("window", "打开窗口；什么命令也不写时就是它")
    window.add_argument(
        "data", type=Path, nargs="?", metavar="数据文件", help="不写时打开上次的那一份"
    )
    window.add_argument("--demo", action="store_true", help="第一次打开时，先看虚构的青岭县")
    _draw_verbs(verb)
    _office_verbs(verb)
    _file_verbs(verb)
    return whole


def _draw_verbs(verb: Verb) -> None:
    demo = verb("demo", "用虚构的青岭县走完一个季度，把文书写到文件夹")
    demo.add_argument("--out", type=Path, required=True, metavar="文件夹", help="文书写到哪里")
    demo.add_argument("--no-window", action="store_true", help="不画窗口各页的图片")
    verify = verb("verify", "核验抽取记录；按先后给出几份时，一并核验前后相接")
    verify.add_argument("files", type=Path, nargs="+", metavar="文件", help="transcript.json")
    verify.add_argument(
        "--head",
        type=_head,
        metavar="末端校验值",
        help="签字文书上的末端校验值，64 位；可以照文书分组写，用引号括起来",
    )
    papers = verb("papers", "把一次摇号的文书和抽取记录写到文件夹")
    papers.add_argument("draw", metavar="摇号编号", help="如 LC-2026Q4-01")
    _data(papers)
    papers.add_argument("--out", type=Path, required=True, metavar="文件夹", help="文书写到哪里")
    papers.add_argument("--gb18030", action="store_true", help="备案 CSV 用 GB18030 编码")


def _office_verbs(verb: Verb) -> None:
    office = verb("office", "登记本单位名称和所用方案")
    _data(office)
    office.add_argument("--name", required=True, metavar="名称", help="机关全称")
    office.add_argument("--unit", required=True, metavar="名称", help="执法队全称")
    office.add_argument("--receiver", required=True, metavar="名称", help="名单报谁备案")
    office.add_argument("--prefix", required=True, metavar="前缀", help="自编编号的前缀，如 LC")
    office.add_argument(
        "--scheme",
        required=True,
        metavar="方案",
        help="如 lingchuan-2024；也可以是方案文件 .toml，一并存进数据文件",
    )
    taking = verb("import", "导入名录或补录检查；有问题时逐行列出，什么也不写入")
    _kind(taking)
    taking.add_argument("file", type=Path, metavar="文件", help="xlsx、xls、ods 或 csv")
    _data(taking)
    taking.add_argument("--dry-run", action="store_true", help="只预览，不写入")
    _kind(verb("headings", "列出名录文件里认得的列名"))
    back = verb("take-back", "整批撤回最近一次导入")
    back.add_argument("batch", type=int, metavar="次数", help="导入时给出的那个数")
    _data(back)
    words = "一个季度应抽多少（要数据文件）；或者按方案和家数文件计算全年应抽，结果是 JSON"
    quota = verb("quota", words)
    quota.add_argument(
        "subject",
        type=_quarter_or_scheme,
        metavar="季度或方案",
        help="季度如 2026Q4；方案如 taijiang-2022，也可以是方案文件 .toml",
    )
    quota.add_argument(
        "census", type=Path, nargs="?", metavar="家数文件", help="方案后面写，JSON 文件，写法见下"
    )
    _data(quota, required=False)
    quota.formatter_class = argparse.RawDescriptionHelpFormatter
    quota.epilog = _CENSUS_HELP


def _file_verbs(verb: Verb) -> None:
    backup = verb("backup", "备份数据文件并核对备份")
    _data(backup)
    backup.add_argument("--list", action="store_true", help="只列出已有的备份")
    restore = verb("restore", "用备份恢复数据文件，原文件另放一旁")
    restore.add_argument("backup", type=Path, metavar="备份", help="备份文件")
    _data(restore)


def _kind(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "kind",
        choices=[kind.value for kind in RosterKind],
        metavar="种类",
        help="；".join(f"{kind.value} {kind.label}" for kind in RosterKind),
    )


def _data(parser: argparse.ArgumentParser, required: bool = True) -> None:
    parser.add_argument(
        "--data", type=Path, required=required, metavar="数据文件", help="扩展名 .ssj"
    )


def _quarter_or_scheme(text: str) -> Quarter | str:
    if re.fullmatch("20[0-9]{2}Q[1-4]", text):
        return Quarter(int(text[:4]), int(text[5]))
    if not re.fullmatch("[a-z][a-z0-9-]*", text) and Path(text).suffix.lower() != ".toml":
        raise argparse.ArgumentTypeError("季度写作 2026Q4，方案写作 taijiang-2022 或者 .toml 文件")
    return text


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
        (r"argument (.*): invalid int value: (.*)", r"\1 应是整数，不能是 \2"),
        (r"ambiguous option: (.*) could match (.*)", r"\1 可能是 \2，请写全"),
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
