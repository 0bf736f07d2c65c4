"""Offices to look at: empty, and absurdly full."""

from pathlib import Path

from ssj_desktop.desk import Desk
from ssj_desktop.facts.imports import RosterKind
from tests.desk.office import OFFICE, code, ticking, write_csv

NAME = "测试县太行山革命老区𠮷祥红色文化生态旅游综合开发与农副产品精深加工循环经济产业园区有限公司"
_PERSON = "欧阳䶮·买买提江·阿卜杜热合曼"
_SITES = 300


def empty(data: Path) -> Path:
    """Return a data file in which nothing has been done yet."""
    Desk.open(data, "小李", ticking()).close()
    return data


def absurd(folder: Path) -> Path:
    """Return an office whose every name is too long, with missing values between."""
    data = folder / "名称特别特别长的生态环境保护综合行政执法大队的数据文件.ssj"
    sites = ["名称,信用代码,地址,乡镇,电话,重点排污单位,管理类别,标签"]
    people = ["姓名,执法证号,证件有效期止,所属分队,编组,职务,专业特长"]
    items = ["事项编码,检查事项名称,检查对象,检查内容,检查依据"]
    for number in range(_SITES):
        tags = "、".join(f"重点关注的标签{n}" for n in range(number % 9))
        credit = code(number) if number % 7 else ""
        where = f"{NAME}旁边的{number}号院" if number % 5 else ""
        key = "是" if number % 3 else "否"
        sites.append(f"{number}{NAME},{credit},{where},{NAME[:20]},,{key},重点管理,{tags}")
    for number in range(60):
        squad = f"{NAME[:24]}第{number // 6}分队"
        team = f"{squad}第{number // 2}组"
        post = "分队长兼环境应急与信访举报中心副主任"
        day = f"202{number % 5 + 5}-12-31"
        people.append(f"{_PERSON}{number},1499{number:05},{day},{squad},{team},{post},{tags}")
    items += [f"S-{number:03},{NAME},{NAME},{NAME * 6},{NAME * 3}" for number in range(80)]
    with Desk.open(data, _PERSON, ticking()) as desk:
        desk.offices.set_up(OFFICE)
        rows = {"targets": sites, "inspectors": people, "items": items}
        for kind, lines in rows.items():
            file = write_csv(folder / f"{kind}.csv", lines)
            desk.imports.confirm(desk.imports.preview(RosterKind(kind), file))
        desk.inspectors.recuse("149900001", code(1), NAME * 2)
    return data
