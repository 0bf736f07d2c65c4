"""The commands as somebody types them, in a process of their own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtGui import QImage

from ssj_desktop import paths
from ssj_desktop.arguments import CENSUS_EXAMPLE
from ssj_desktop.demo import county
from ssj_desktop.desk import Desk
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.facts.office import OfficeFacts
from ssj_desktop.rules.numbers import credit_code_check
from ssj_desktop.views.pages import PAGES
from tests.rules.years import SIXTH

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run() -> Run:
    def start(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
        command = [sys.executable, "-X", "utf8", "-m", "ssj_desktop", *map(str, arguments)]
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", check=False
        )

    return start


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "结果"
    command = [sys.executable, "-m", "ssj_desktop", "demo", "--out", str(folder), "--no-window"]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def code(number: int) -> str:
    body = f"91149900MA0{number:06}"
    return body + credit_code_check(body)


def test_the_demo_leaves_the_quarters_papers_and_nothing_else(demo: Path) -> None:
    assert sorted(path.name for path in demo.iterdir()) == [
        "confirmation.pdf",
        "filing.csv",
        "filing.pdf",
        "filing.xlsx",
        "minutes.pdf",
        "plan.pdf",
        "records.pdf",
        "tasks.pdf",
        "transcript.json",
        "year-plan.docx",
        "year-plan.pdf",
        "year-plan.xlsx",
    ]


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with its pictures; on Linux as the newcomer gets it who has no screen."""
    folder = tmp_path_factory.mktemp("pictured")
    blind = dict.fromkeys(("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"), "")
    linux = sys.platform == "linux"
    command = [sys.executable, "-X", "utf8", "-m", "ssj_desktop"]
    done = subprocess.run(
        [*command, *(("window", "--demo") if linux else ("demo", "--out", "out"))],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=folder,
        env={**os.environ, **(blind if linux else {}), "PYTHONPATH": str(Path.cwd())},
    )
    assert done.returncode == 0, done.stderr
    assert ("改为不开窗口走一遍虚构的青岭县" in done.stdout) is linux
    return folder / "out"


@pytest.mark.slow
def test_two_demos_are_the_same_to_the_byte_and_one_has_a_picture_of_every_page(
    demo: Path, pictured: Path
) -> None:
    for path in demo.iterdir():
        assert (pictured / path.name).read_bytes() == path.read_bytes(), path.name
    pictures = sorted((pictured / "pages").iterdir())
    assert [path.stem for path in pictures] == sorted(
        place.replace("/", "-") for page in PAGES for place in page.places()
    )
    # A page of nothing but its ground takes some 5 KB.
    assert min(path.stat().st_size for path in pictures) > 20_000
    # Opening, commitment, digits, four rounds, four categories' results, the redraw, the closing.
    shown = [path.name for path in (pictured / "stage").iterdir()]
    dark, bright = (sum(name.startswith(look) for name in shown) for look in ("深色", "浅色"))
    assert dark == bright >= 13
    # Taken once all is laid out: the categories' white cards fill the left of the plan.
    plan = QImage(str(pictured / "pages" / "抽查计划-季度.png"))
    dots = [plan.pixelColor(x, y).name() for x in range(60, 800, 10) for y in range(160, 640, 10)]
    assert dots.count("#ffffff") > len(dots) / 2


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_without_a_screen_the_window_says_so_and_opens_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PYTHONPATH", str(Path.cwd()))
    command = [sys.executable, "-m", "ssj_desktop"]
    plain = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert plain.returncode == 1
    assert "没有图形桌面" in plain.stderr


def test_a_stranger_verifies_the_demo_with_the_head_from_the_paper(demo: Path, run: Run) -> None:
    head = json.loads((demo / "transcript.json").read_bytes())["head"]
    done = run("verify", demo / "transcript.json", "--head", head)
    assert done.returncode == 0, done.stderr
    assert "核验通过，共 4 个事件" in done.stdout
    assert head in done.stdout


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"042713"', '"042714"', "第 2 个事件 draw"),
        ('"近亲属"', '"没有"', ""),
        ('"v":"yaohao/1"', '"v":"yaohao/2"', "v 应是 yaohao/1"),
        ('"digits":6', '"digits":6.0', "整数"),
    ],
)
def test_a_touched_transcript_is_refused_with_its_place(
    demo: Path, run: Run, tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = (demo / "transcript.json").read_text(encoding="utf-8")
    touched = tmp_path / "touched.json"
    touched.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = run("verify", touched)
    assert (done.returncode == 1) == (old in text)
    assert said in done.stderr


def test_another_head_than_the_papers_is_refused(demo: Path, run: Run) -> None:
    done = run("verify", demo / "transcript.json", "--head", "0" * 64)
    assert done.returncode == 1
    assert "不是签字的那一份" in done.stderr


def test_a_head_is_taken_as_the_paper_prints_it(demo: Path, run: Run) -> None:
    head = json.loads((demo / "transcript.json").read_bytes())["head"]
    fours = " ".join(head[n : n + 4] for n in range(0, 64, 4)).upper()
    assert run("verify", demo / "transcript.json", "--head", fours).returncode == 0
    short = run("verify", demo / "transcript.json", "--head", head[:16])
    assert "应是 64 位" in short.stderr
    assert "这里有 16 位" in short.stderr


FAULTS: dict[
    str, tuple[dict[str, object], str]
] = {  # a cell's heading and content, and what must be said of it
    "name empty": ({"单位名称": ""}, "名称"),
    "code as number": ({"统一社会信用代码": 911499000000000000.0}, "数字"),
    "wrong check character": ({"统一社会信用代码": code(1)[:-1] + "?"}, ""),
    "too short": ({"统一社会信用代码": code(2)[:-1]}, ""),
    "letter that no code has": ({"统一社会信用代码": "91149900MAO000003X"}, ""),
    "unknown registration": ({"统一社会信用代码": "87149900MA0000004X"}, ""),
    "identity card": ({"统一社会信用代码": "11010519491231002X"}, "公民身份号码"),
    "permit not HJ 608": ({"排污单位编码": "12345"}, "排污单位编码"),
    "permit of another": ({"排污单位编码": code(90) + "001P"}, "排污单位编码"),
    "same code and address": ({"统一社会信用代码": code(50), "单位地址": "东街50号"}, "同"),
    "unknown type": ({"类型": "游乐场"}, "类型"),
    "unknown permit class": ({"排污许可管理类别": "特别管理"}, "排污许可管理类别"),
    "unknown status": ({"生产状态": "放假"}, "生产状态"),
    "gone without evidence": ({"生产状态": "注销"}, "依据"),
    "neither yes nor no": ({"正面清单": "也许"}, "正面清单"),
    "telephone": ({"联系电话": "12345"}, "电话"),
    "name of 200": ({"单位名称": "长" * 200}, "名称"),
    "formula error": ({"单位地址": "#REF!"}, "#REF!"),
    "office code": ({"本单位编号": "甲-1"}, "本单位编号"),
    "key unit": ({"重点排污单位": "2"}, "重点排污单位"),
}
HEADINGS = [
    "单位名称", "类型", "统一社会信用代码", "排污单位编码", "本单位编号", "单位地址", "联系电话",
    "排污许可管理类别", "生产状态", "状态依据", "正面清单", "重点排污单位",
]  # fmt: skip


def faulty_workbook(path: Path) -> Path:
    """One sound row, then one row for each fault: the n-th fault stands in row n + 3."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["检查对象名录"])
    sheet.append(HEADINGS)
    sound: dict[str, object] = {"统一社会信用代码": code(50), "单位地址": "东街50号"}
    for number, cells in enumerate([sound, *(cells for cells, _ in FAULTS.values())]):
        usual: dict[str, object] = {
            "单位名称": f"企业{number}",
            "统一社会信用代码": code(100 + number),
            "单位地址": f"西街{number}号",
        }
        sheet.append([(usual | cells).get(heading, "") for heading in HEADINGS])
    book.save(path)
    return path


def test_a_workbook_with_twenty_faults_imports_nothing_and_names_all_twenty(
    run: Run, tmp_path: Path
) -> None:
    workbook, data = faulty_workbook(tmp_path / "坏名录.xlsx"), tmp_path / "局.ssj"
    done = run("import", "targets", workbook, "--data", data)
    assert done.returncode == 1
    said = [line for line in done.stdout.splitlines() if line.startswith("问题")]
    for row, (name, (_, words)) in enumerate(FAULTS.items(), start=4):
        lines = [line for line in said if f"第 {row} 行「" in line]
        assert lines, f"{name}: nothing said of row {row}"
        assert any(words in line for line in lines), f"{name}: {lines}"
        assert all(line.endswith("。") for line in lines), f"{name}: no remedy in {lines}"
    assert not any("  第 3 行" in line for line in said), "the sound row"
    assert "没有写入任何内容" in done.stdout
    assert not data.exists()


def test_rosters_are_imported_looked_at_backed_up_and_restored(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "我局.ssj"
    workbooks = county.write_workbooks(tmp_path, county.sites())
    early = run("import", "targets", workbooks[RosterKind.TARGETS], "--data", data)
    assert "请先登记本单位信息" in early.stdout, "three of the county's sites have no code"
    assert not data.exists()
    names = ("--name", "某分局", "--unit", "某队", "--receiver", "某市队", "--prefix", "MJ")
    assert run("office", "--data", data, *names, "--scheme", "lingchuan-2024").returncode == 0
    for kind, workbook in workbooks.items():
        looked = run("import", kind.value, workbook, "--data", data, "--dry-run")
        assert "只是预览" in looked.stdout
        done = run("import", kind.value, workbook, "--data", data)
        assert done.returncode == 0, done.stdout + done.stderr
    assert "这是第 3 次导入" in done.stdout
    assert "第 3 次导入已整批撤回" in run("take-back", "--data", data, "3").stdout
    assert "只有最近一次导入可以撤回" in run("take-back", "--data", data, "1").stderr
    quota = run("quota", "--data", data, "2026Q1")
    assert "52 家 × 25% = 13 家" in quota.stdout  # the county's 52 key objects
    assert "3 个分队 × 10 = 30 家" in quota.stdout
    taken = run("backup", "--data", data).stdout.split("：", 1)[1].strip()
    assert taken in run("backup", "--list", "--data", data).stdout
    shutil.copy(data, tmp_path / "当时.ssj")
    assert run("office", "--data", data, *names, "--scheme", "taijiang-2022").returncode == 0
    restored = run("restore", taken, "--data", data)
    assert restored.returncode == 0, restored.stderr
    assert "原来的文件没有删除" in restored.stdout
    assert "3 个分队 × 10 = 30 家" in run("quota", "--data", data, "2026Q1").stdout


@pytest.mark.slow
def test_visits_of_before_the_program_are_imported_and_taken_back(run: Run, tmp_path: Path) -> None:
    data, visits = tmp_path / "我局.ssj", tmp_path / "补录.csv"
    year = date.today().year  # the command's clock is the real one
    heading, key = "统一社会信用代码,检查日期,类别,依据", "重点监管对象"
    visits.write_text(f"{heading}\n{code(1)},{year}-01-01,重点,台账\n", "utf-8")
    assert "还没有登记本单位和方案" in run("import", "visits", visits, "--data", data).stdout
    assert not data.exists()
    names = ("--name", "某分局", "--unit", "某队", "--receiver", "某市队", "--prefix", "MJ")
    run("office", "--data", data, *names, "--scheme", "lingchuan-2024")
    sites = tmp_path / "名录.csv"
    listed = "".join(f"企业{n},{code(n)},东街{n}号,是\n" for n in range(13))
    sites.write_text(f"名称,统一社会信用代码,地址,重点排污单位\n{listed}", "utf-8")
    run("import", "targets", sites, "--data", data)
    bad = run("import", "visits", visits, "--data", data)
    assert bad.returncode == 1
    assert "问题  第 2 行「类别」：方案里没有类别“重点”。请改为：重点监管对象、" in bad.stdout
    good = "".join(f"{code(n)},{year}-01-01,{key},台账\n" for n in range(4))
    visits.write_text(f"{heading}\n{good}", "utf-8")
    done = run("import", "visits", visits, "--data", data)
    assert "补录检查：新增 4，变更 0，不变 0，已经补录而文件中没有 0（保留）" in done.stdout
    quota = run("quota", "--data", data, f"{year}Q2").stdout
    assert "本年已查 0 次的 9 家，抽 4 家" in quota  # 13 × 25% = 3.25 → 4, none of them again
    assert "本年已查 1 次的 4 家，抽 0 家" in quota
    assert "第 2 次导入已整批撤回" in run("take-back", "--data", data, "2").stdout
    assert "本年已查 1 次" not in run("quota", "--data", data, f"{year}Q2").stdout
    assert "检查日期：检查时间、" in run("headings", "visits").stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["verify", "没有.json"], "读不到"),
        (["quota", "--data", "没有.ssj", "2026Q1"], "找不到数据文件"),
        (["quota", "2026Q1"], "请写 --data"),
        (["quota", "taijiang-2022"], "请在方案后面写上家数文件"),
        (["restore", "没有.ssj", "--data", "x.ssj"], "找不到备份"),
        (["import", "targets", "没有.xlsx", "--data", "x.ssj"], "没有.xlsx"),
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(
    run: Run, tmp_path: Path, arguments: list[str], said: str
) -> None:
    placed = [tmp_path / one if "." in one else one for one in arguments]
    done = run(*placed)
    assert (done.returncode, said in done.stderr) == (1, True), done.stderr
    assert "Traceback" not in done.stderr


def test_a_years_quotas_are_computed_without_a_data_file(run: Run, tmp_path: Path) -> None:
    census = tmp_path / "家数.json"
    census.write_text('{"year": 2026, "squads": 3, "pools": {"key": 13, "general": 200}}', "utf-8")
    done = run("quota", "lingchuan-2024", census)
    assert done.returncode == 0, done.stderr
    planned = json.loads(done.stdout)["planned"]
    # 13 × 25% = 3.25 → 4; 3 squads × 10 = 30.
    assert (planned["key"], planned["general"]) == ([4] * 4, [30] * 4)
    own = tmp_path / "本局.toml"
    shipped = paths.resources() / "schemes" / "lingchuan-2024.toml"
    own.write_text(shipped.read_text("utf-8").replace("per = 10", "per = 12"), "utf-8")
    done = run("quota", own, census)
    assert json.loads(done.stdout)["planned"]["general"] == [36] * 4


def test_an_office_is_set_up_with_a_scheme_file_of_its_own(run: Run, tmp_path: Path) -> None:
    data, own = tmp_path / "我局.ssj", tmp_path / "青岭县.toml"
    names = ("--name", "某分局", "--unit", "某队", "--receiver", "某市队", "--prefix", "MJ")
    own.write_text(SIXTH.replace("per = 2", "per = 0"), encoding="utf-8")
    refused = run("office", "--data", data, *names, "--scheme", own)
    assert "青岭县.toml 有误：第 38 行 categories.2.quota.per：不能小于 1" in refused.stderr
    assert not data.exists()
    own.write_text(SIXTH, encoding="utf-8")
    done = run("office", "--data", data, *names, "--scheme", own)
    assert done.stdout == "已登记：某分局，方案 qingling-2027。\n", done.stderr
    own.unlink()
    assert run("office", "--data", data, *names, "--scheme", "qingling-2027").returncode == 0
    assert "其他对象（第八条）" in run("quota", "--data", data, "2027Q1").stdout


def test_the_help_of_quota_has_an_example(run: Run) -> None:
    assert CENSUS_EXAMPLE in run("quota", "--help").stdout  # test_census_file computes it


@pytest.mark.parametrize(
    ("scheme", "census", "said"),
    [
        ("lingchuan-2024", '{"year": 2026, "pools": {"key": "多"}}', "pools.key：要写成"),
        ("lingchuan-2024", None, "读不到"),
    ],
)
def test_a_wrong_census_or_scheme_is_said_in_a_sentence(
    run: Run, tmp_path: Path, scheme: str, census: str | None, said: str
) -> None:
    file = tmp_path / "家数.json"
    if census is not None:
        file.write_text(census, "utf-8")
    done = run("quota", scheme, file)
    assert (done.returncode, done.stdout, said in done.stderr) == (1, "", True), done.stderr
    assert "Traceback" not in done.stderr


def test_naming_the_office_anew_keeps_its_steering_group(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "我局.ssj"
    group = ("张局长", "李副局长")
    with Desk.open(data, "小李") as desk:
        desk.offices.set_up(OfficeFacts("旧名", "执法队", "市队", "MJ", "lingchuan-2024", group))
    names = ("--name", "新名", "--unit", "执法队", "--receiver", "市队", "--prefix", "MJ")
    assert run("office", "--data", data, *names, "--scheme", "lingchuan-2024").returncode == 0
    with Desk.open(data, "小李") as desk:
        office = desk.offices.current()
    assert office is not None
    assert (office.name, office.steering_group) == ("新名", group)


def test_a_damaged_file_gives_no_figures(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "坏.ssj"
    names = ("--name", "某分局", "--unit", "某队", "--receiver", "某市队", "--prefix", "MJ")
    run("office", "--data", data, *names, "--scheme", "lingchuan-2024")
    content = bytearray(data.read_bytes())
    content[4096 * 3 : 4096 * 4] = bytes(4096)
    data.write_bytes(content)
    done = run("quota", "--data", data, "2026Q1")
    assert (done.returncode, done.stdout) == (1, "")
    assert "文件内容已损坏" in done.stderr


def test_a_gbk_console_that_has_no_rare_character_does_not_crash(tmp_path: Path) -> None:
    sheet = tmp_path / "生僻.csv"
    sheet.write_text("名称,统一社会信用代码\n𠮷祥厂,123\n", encoding="utf-8")
    arguments = ["import", "targets", str(sheet), "--data", str(tmp_path / "局.ssj")]
    done = subprocess.run(
        [sys.executable, "-m", "ssj_desktop", *arguments],
        env={**os.environ, "PYTHONIOENCODING": "gbk", "PYTHONUTF8": "0"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert "没有写入任何内容" in done.stdout.decode("gbk")
    assert b"Traceback" not in done.stderr


def test_a_data_file_is_called_ssj(run: Run, tmp_path: Path) -> None:
    workbook = tmp_path / "我局.xlsx"
    done = run("quota", "--data", faulty_workbook(workbook), "2026Q1")
    assert (done.returncode, "扩展名是 .ssj" in done.stderr) == (1, True)


def test_a_path_too_long_for_the_disk_is_said_in_a_sentence(run: Run) -> None:
    refused = run("quota", "--data", "长" * 300 + ".ssj", "2026Q1")
    assert (refused.returncode, "请核对路径和权限" in refused.stderr) == (1, True), refused.stderr


def test_the_headings_that_a_file_may_have_are_listed(run: Run) -> None:
    shown = run("headings", "inspectors")
    assert shown.returncode == 0
    assert "执法证号：" in shown.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="a shell with `head`")
def test_output_that_nobody_reads_to_the_end_is_no_error() -> None:
    line = f"'{sys.executable}' -X utf8 -m ssj_desktop headings targets | head -1"
    done = subprocess.run(["sh", "-c", line], capture_output=True, encoding="utf-8", check=False)
    assert done.stdout.startswith("检查对象名录认得的列名")
    assert done.stderr == ""


def test_help_and_wrong_commands_are_in_chinese(run: Run) -> None:
    for arguments in (["--help"], ["import", "--help"], ["verify", "--help"]):
        shown = run(*arguments)
        assert shown.returncode == 0
        assert "用法：" in shown.stdout
        assert not {"usage", "options", "positional", "show this"} & set(shown.stdout.split())
    for arguments, said in (
        (["import"], "缺少"),
        (["quota", "--data", "x", "第四季度"], "季度写作 2026Q4"),
        (["quota", "--data", "x", "0000Q1"], "季度写作 2026Q4"),
        (["import", "cats", "x", "--data", "y"], "种类 不能是 'cats'，可用："),
        (["take-back", "二", "--data", "y"], "次数 应是整数，不能是 '二'"),
        (["verify", "x", "--hea", "1", "--h"], "--h 可能是 "),
    ):
        refused = run(*arguments)
        assert (refused.returncode, said in refused.stderr) == (2, True), refused.stderr
