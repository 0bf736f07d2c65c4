"""The office itself: its names, its people in the chair, its scheme."""

import re
from contextlib import suppress
from pathlib import Path

from sqlmodel import Session

from ssj_desktop import paths
from ssj_desktop.desk.texts import one_line, required
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.office import OfficeFacts, SchemeChoice
from ssj_desktop.models.roster import Office
from ssj_desktop.models.store import Store
from ssj_desktop.rules.scheme import Scheme, parse_scheme

_FIRST = "lingchuan-2024"
_NAMES = {"name": "机关名称", "enforcement_unit": "执法队名称", "filing_receiver": "备案单位"}


class Offices:
    """There is one office in a file; it is set up once and may be set up again."""

    def __init__(self, store: Store, clerk: str) -> None:
        self._store = store
        self._clerk = clerk

    def set_up(self, facts: OfficeFacts) -> None:
        """Write down who the office is.

        Raises:
            DeskError: a name is missing, there is no such scheme, or the code prefix is not 1 to 8
                capitals or digits.
        """
        scheme_text(facts.scheme_id)
        names = {
            name: required(getattr(facts, name), f"没有填写{label}。", "文书上都要写明，请补上。")
            for name, label in _NAMES.items()
        }
        if not re.fullmatch("[0-9A-Z]{1,8}", facts.code_prefix):
            raise DeskError(
                f"编号前缀“{facts.code_prefix}”不能用。", "请用 1 至 8 个大写字母或数字，例如 LC。"
            )
        with self._store.writing(self._clerk, "offices.set_up") as change:
            values = {name: getattr(facts, name) for name in OfficeFacts.__slots__} | names
            values["steering_group"] = list(filter(None, map(one_line, facts.steering_group)))
            change.session.merge(Office(id=1, **values))
            change.say(**values)

    def current(self) -> OfficeFacts | None:
        """Return who the office is, None before it has been set up."""
        with self._store.reading() as session:
            return office_if_any(session)

    @staticmethod
    def schemes() -> tuple[SchemeChoice, ...]:
        """Return the schemes that an office can choose from; asked before a file is open, too."""
        return scheme_choices(paths.resources() / "schemes")


def office_of(session: Session) -> OfficeFacts:
    """Return the office of this file.

    Raises:
        DeskError: it has not been set up.
    """
    if office := office_if_any(session):
        return office
    raise DeskError("还没有填写本单位信息。", "请先填写单位名称并选定方案。")


def office_if_any(session: Session) -> OfficeFacts | None:
    """Return the office of this file, None before it has been set up."""
    office = session.get(Office, 1)
    if office is None:
        return None
    values = office.model_dump(exclude={"id"})
    return OfficeFacts(**{**values, "steering_group": tuple(office.steering_group)})


def scheme_choices(folder: Path) -> tuple[SchemeChoice, ...]:
    """Return the sound schemes in ``folder``; a broken one hides no other.

    What comes first is offered first: the county branch's, the rest in the order of ids.
    """
    choices = []
    for file in sorted(folder.glob("*.toml"), key=lambda file: (file.stem != _FIRST, file.stem)):
        with suppress(DeskError):  # whoever chooses it by its id is told
            scheme = parse_scheme(_text(file), file.name)
            choices.append(SchemeChoice(file.stem, scheme.name, scheme.document, scheme.issued))
    return tuple(choices)


def scheme_text(scheme_id: str) -> str:
    """Return the TOML of a shipped scheme that has been found sound.

    Raises:
        DeskError: there is none of that name, or it is wrong.
    """
    return _shipped(scheme_id)[0]


def _shipped(scheme_id: str) -> tuple[str, Scheme]:
    files = {file.stem: file for file in (paths.resources() / "schemes").glob("*.toml")}
    if scheme_id not in files:
        raise DeskError(f"没有名为“{scheme_id}”的方案。", f"现有方案：{'、'.join(sorted(files))}。")
    text = _text(files[scheme_id])
    return text, parse_scheme(text, files[scheme_id].name)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise DeskError(
            f"方案文件 {file.name} 读不出来。", "请重新安装本程序，或另选一个方案。"
        ) from error


def scheme_of(office: OfficeFacts) -> Scheme:
    """Return the office's scheme."""
    return _shipped(office.scheme_id)[1]


def require_category(scheme: Scheme, key: str) -> None:
    """Refuse what is none of the scheme's categories.

    Raises:
        DeskError: names those that can be chosen.
    """
    if key not in scheme.precedence:
        names = "、".join(found.name for found in scheme.categories)
        raise DeskError(f"方案里没有类别“{key}”。", f"可选的类别：{names}。")
