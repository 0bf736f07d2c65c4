"""The form of a campaign, from what is typed to what the table keeps, and back."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, get_args

from sqlmodel import Session

from ssj_desktop.desk.moments import DAY_HINT, day_of
from ssj_desktop.desk.texts import one_line
from ssj_desktop.errors import DeskError, FormError
from ssj_desktop.facts.campaign import CampaignWords
from ssj_desktop.models import census, roster_book
from ssj_desktop.models.campaign import Campaign, campaigns
from ssj_desktop.rules.campaign import CampaignKind, amount_of
from ssj_desktop.rules.census import GUEST
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.scheme import Scheme

FIELDS = (
    *("kind", "name", "quarter", "document", "amount", "kinds", "categories", "tags", "items"),
    *("departments", "auxiliaries", "specialty", "chosen", "due"),
)
KINDS: tuple[str, ...] = get_args(CampaignKind)
_PLAIN = ("kind", "name", "document", "amount", "specialty")
_JOINT = KINDS[2:]
_MOST_AUXILIARIES = 5
_LONGEST = 40  # characters: a title's line holds no more
_BETWEEN = "[、，,；;]"

Words = Mapping[str, str]


def texts_of(row: Campaign, scheme: Scheme | None, people: Words) -> dict[str, str]:
    """Return a campaign as its form shows it; ``people``: auxiliaries' names by code."""
    names = {part.key: part.name for part in scheme.categories} if scheme else {}
    lists = {
        **{name: getattr(row, name) for name in ("kinds", "tags", "items", "departments")},
        "categories": [names.get(key, key) for key in row.categories],
        "chosen": [people.get(code, code) for code in row.chosen],
    }
    return {
        **{name: getattr(row, name) for name in _PLAIN},
        **{name: "、".join(words) for name, words in lists.items()},
        "quarter": str(row.quarter),
        "auxiliaries": str(row.auxiliaries) if row.auxiliaries else "",
        "due": row.due.isoformat() if row.due else "",
    }


def words_for(session: Session, scheme: Scheme, day: date) -> CampaignWords:
    """Return what the form's fields can be filled with, from the rosters as they are."""
    own = {person.department for person in census.officers(session, day)}
    guests = {person.unit for person in census.guests(session, day)}
    return CampaignWords(
        kinds=scheme.kinds,
        categories=tuple(part.name for part in scheme.categories),
        tags=roster_book.tags(session),
        items=tuple((item.code, item.name) for item in roster_book.items(session)),
        departments=tuple(sorted((own | guests) - {""})),
        chosen=tuple(person.name for person in census.auxiliaries(session)),
    )


class Reader:
    """Reads a form field by field; what can't be kept is told beside each."""

    def __init__(self, session: Session, scheme: Scheme, texts: Words, today: date) -> None:
        self._session = session
        self._scheme = scheme
        self._texts = {name: one_line(texts.get(name, "")) for name in FIELDS}
        self._today = today
        self._faults: dict[str, str] = {}

    def read(self, year: int, but: int | None) -> dict[str, Any]:
        """Return the columns of a campaign of ``year``; ``but``: the one that is being edited.

        Raises:
            FormError: names every field that is wrong.
        """
        known = words_for(self._session, self._scheme, self._today)
        values = {
            "year": year,
            "kind": self._one_of("kind", KINDS),
            "name": self._name(year, but),
            "quarter": int(self._one_of("quarter", ("1", "2", "3", "4")) or 0),
            "document": self._filled("document", "请写明依据，例如 青环办〔2026〕12号。"),
            "amount": self._amount(),
            "kinds": self._listed("kinds", dict.fromkeys(self._scheme.kinds), "方案不检查"),
            "categories": self._categories(),
            "tags": self._listed("tags", dict.fromkeys(known.tags), "名录里没有标签"),
            "items": self._listed("items", dict(known.items), "清单里没有事项编码"),
            "departments": self._departments(),
            "auxiliaries": self._auxiliaries(),
            "specialty": self._texts["specialty"],
            "chosen": self._chosen(),
            "due": self._due(year),
        }
        if self._faults:
            raise FormError(tuple(self._faults.items()))
        return values

    def _filled(self, name: str, fault: str) -> str:
        if not self._texts[name]:
            self._faults[name] = fault
        # Loaded here because few starts print; told now, for the meeting cannot mend it.
        from ssj_desktop.outputs.fonts import Face, Fonts

        try:
            Fonts().glyphs(self._texts[name], Face.SONG_BOLD)
        except DeskError as error:
            self._faults[name] = str(error)
        return self._texts[name]

    def _one_of(self, name: str, words: Sequence[str]) -> str:
        if self._texts[name] in words:
            return self._texts[name]
        self._faults[name] = f"请选：{'、'.join(words)}。"
        return ""

    def _name(self, year: int, but: int | None) -> str:
        name = self._filled("name", "请写明名称，例如 加油站油气回收专项。")
        if len(name) > _LONGEST:
            self._faults["name"] = f"名称最多 {_LONGEST} 个字，文书标题要放得下。"
        same = (it for it in campaigns(self._session, year) if it.id != but)
        if any(it.name == name and not it.called_off_at for it in same):
            self._faults["name"] = "本年已有同名的专项，请换个名称，例如写明第几批。"
        return name

    def _amount(self) -> str:
        if amount_of(self._texts["amount"]) is None:
            self._faults["amount"] = "请写家数（例如 12）或比例（例如 20%）。"
        return self._texts["amount"]

    def _listed(self, name: str, known: Mapping[str, Any], fault: str) -> list[str]:
        """Return the words of a field, each of which must be ``known``."""
        words = _words(self._texts[name], known)
        if strange := [word for word in words if word not in known]:
            offered = f"可写：{'、'.join(list(known)[:12])}。" if known else "现在一个也没有。"
            self._faults[name] = f"{fault}“{strange[0]}”。{offered}"
        return words

    def _categories(self) -> list[str]:
        keys = {part.name: part.key for part in self._scheme.categories}
        return [keys.get(name, "") for name in self._listed("categories", keys, "方案里没有类别")]

    def _departments(self) -> list[str]:
        """Return who takes part: other departments (TJ-8), or offices of our own (BD-14)."""
        kind, day = self._texts["kind"], self._today
        if kind == "部门联合":
            known = {person.unit for person in census.guests(self._session, day)} - {""}
            fault = f"名录里没有别的部门的可派人员（编制选“{GUEST}”，工作单位写部门）："
        else:
            known = {person.department for person in census.officers(self._session, day)} - {""}
            fault = "名录里没有本单位科室的可派人员："
        names = self._listed("departments", dict.fromkeys(sorted(known)), fault)
        if kind in _JOINT and not names:
            self._faults["departments"] = "联合抽查要写明参加的部门，每个部门各派 1 人。"
        if kind not in _JOINT and names:
            self._faults["departments"] = "只有部门联合、内部联合才有参加部门，请改类型或删去。"
        return names

    def _auxiliaries(self) -> int:
        text = self._texts["auxiliaries"] or "0"
        if not re.fullmatch("[0-9]", text) or int(text) > _MOST_AUXILIARIES:
            self._faults["auxiliaries"] = f"请写 0 至 {_MOST_AUXILIARIES} 的整数。"
            return 0
        if self._texts["specialty"] and text == "0":
            self._faults["auxiliaries"] = "写了专业，请写明每家抽几名辅助检查人员。"
        return int(text)

    def _chosen(self) -> list[str]:
        people = {person.name: person.code for person in census.auxiliaries(self._session)}
        fault = "在岗的辅助检查人员里没有"
        return [people.get(name, "") for name in self._listed("chosen", people, fault)]

    def _due(self, year: int) -> date | None:
        if not (text := self._texts["due"]):
            return None
        day, number = day_of(text), self._texts["quarter"]
        if day is None:
            self._faults["due"] = DAY_HINT
        elif number in ("1", "2", "3", "4") and day < Quarter(year, int(number)).first_day:
            self._faults["due"] = "完成时限不能早于季度的第一天。"
        return day


def _words(text: str, known: Collection[str]) -> list[str]:
    """Return the words of a list, each once; a known word may hold what parts others (武隆's
    「涉气重点企业、油库加油站」)."""
    long = "|".join(re.escape(word) for word in sorted(known, key=len, reverse=True))
    one = re.compile(rf"(?:{long})(?={_BETWEEN}|$)|[^、，,；;]+" if long else r"[^、，,；;]+")
    return list(dict.fromkeys(word for it in one.findall(text) if (word := it.strip())))
