"""What is typed into a site record, from the fields to the facts that its papers print."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from pydantic import TypeAdapter

from ssj_desktop.desk.moments import moment_of
from ssj_desktop.desk.texts import one_line
from ssj_desktop.facts.draw import DrawnTarget
from ssj_desktop.facts.record import (
    FROM_AFAR,
    ON_SITE,
    PRODUCTION,
    CheckLine,
    Finding,
    RecordBody,
    RecordFacts,
)
from ssj_desktop.facts.task import Officer, TaskSheet
from ssj_desktop.models.roster import Inspector, Target

_BODY: TypeAdapter[RecordBody] = TypeAdapter(RecordBody)

# Seats of the form, the lead first; each holds an inspector's code.
INSPECTORS = ("lead", "member_1", "member_2", "member_3")
LABELS = {
    "started": "开始时间",
    "ended": "结束时间",
    "place": "检查地点",
    "lead": "主办",
    "member_1": "协办",
    "member_2": "协办",
    "member_3": "协办",
    "recorder": "记录人",
    "others": "其他参加人",
    "contact": "现场负责人",
    "contact_age": "年龄",
    "contact_employer": "工作单位",
    "contact_post": "职务",
    "contact_relation": "与本次检查事项的关系",
    "legal_person": "法定代表人（负责人）",
    "address": "地址",
    "phone": "联系电话",
    "postcode": "邮政编码",
    "production": "生产状态",
    "methods": "检查方式",
    "method_reason": "检查方式说明",
    "checks": "检查内容",
    "narrative": "现场情况",
    "late_reason": "补做说明",
    "absence": "拒签或不在场的情况",
    "witness": "见证人",
    "mobile_no": "移动执法编号",
    "recording_no": "音像记录编号",
}
TEXTS = tuple(name for name in LABELS if name != "checks")
# What the roster says of a site, as the paper's choice has it; only whoever goes there knows more.
_PRODUCTION = {"在产": PRODUCTION[0], "停产": PRODUCTION[1], "在建": PRODUCTION[2]}


def body_of(stored: Mapping[str, Any]) -> RecordBody:
    """Return a stored body; a field that a later version added is empty."""
    body = _BODY.validate_python(stored)
    return RecordBody({name: body.texts.get(name, "") for name in TEXTS}, body.checks)


def stored(body: RecordBody) -> dict[str, Any]:
    """Return a body as JSON keeps it."""
    texts = {name: _sound(body.texts.get(name, "")) for name in TEXTS}
    checks = tuple(replace(check, text=_sound(check.text)) for check in body.checks)
    plain: dict[str, Any] = _BODY.dump_python(RecordBody(texts, checks), mode="json")
    return plain


def _sound(text: str) -> str:
    """Return a text without halves of characters, which no file can hold."""
    return text.encode("utf-8", "ignore").decode()


def digest(kept: Mapping[str, Any]) -> str:
    """Return SHA-256 (hex) of a stored body: what was printed is what is there while it holds."""
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def blank(
    sheet: TaskSheet,
    target: DrawnTarget,
    site: Target,
    codes: Mapping[str, str],
    contents: Sequence[str],
    on_site: bool,
) -> RecordBody:
    """Return a record before anything is typed: what the rosters and the draw know is there.

    ``codes``: badge number → an inspector's code; ``contents``: the names to go through;
    ``on_site``: the category's objects are visited, not watched from afar (EZ-13).
    """
    team = team_of(target, codes)
    known = {
        "place": site.address if site.township in site.address else site.township + site.address,
        "legal_person": site.legal_person,
        "address": site.address,
        "phone": site.phone,
        "contact": site.contact,
        "contact_employer": target.name,
        "production": _PRODUCTION.get(site.status, ""),
        "methods": ON_SITE if on_site else FROM_AFAR,
        "recorder": team[1] if len(team) > 1 else "",
        **dict(zip(INSPECTORS, team, strict=False)),
    }
    texts = {name: known.get(name, "") for name in TEXTS}
    return completed(RecordBody(texts, ()), sheet, contents)


def team_of(target: DrawnTarget, codes: Mapping[str, str]) -> list[str]:
    """Return the codes of the drawn inspectors, the lead first, as far as the roster has them."""
    return [codes[person.badge_no] for person in target.team.officers if person.badge_no in codes]


def completed(body: RecordBody, sheet: TaskSheet, contents: Sequence[str]) -> RecordBody:
    """Return a body with every content that is to be gone through, those it lacks at the end, and
    with who goes along, where nobody is named."""
    bases = {item.name: item.basis for item in sheet.items}
    known = {check.name for check in body.checks}
    lacking = (CheckLine(name, bases.get(name, "")) for name in contents if name not in known)
    texts = body.texts
    if not texts["others"].strip():
        texts = {**texts, "others": "\n".join(f"{it.name}　{it.unit}" for it in sheet.others)}
    return RecordBody(texts, (*body.checks, *lacking))


def facts_of(
    sheet: TaskSheet,
    body: RecordBody,
    people: Mapping[str, Inspector],
    results: tuple[str, ...],
    finding: Finding | None,
) -> RecordFacts:
    """Return what the papers of a record print; ``people``: code → inspector."""
    texts = {name: _plain(text) for name, text in body.texts.items()}
    seats = [texts[name] for name in INSPECTORS]
    printed = {name: texts[name] for name in _PRINTED_AS_TYPED}
    return RecordFacts(
        **{name: getattr(sheet, name) for name in _OF_THE_TASK},
        **printed,
        task=sheet.number,
        started=moment_of(texts["started"]),
        ended=moment_of(texts["ended"]),
        inspectors=tuple(_officer(people[code], sheet) for code in seats if code in people),
        recorder=(
            _officer(people[texts["recorder"]], sheet) if texts["recorder"] in people else None
        ),
        others=tuple(filter(None, texts["others"].splitlines())),
        methods=tuple(filter(None, texts["methods"].splitlines())),
        checks=tuple(replace(check, text=_plain(check.text)) for check in body.checks),
        results=results,
        finding=finding,
        dated=moment_of(texts["started"]) or sheet.dispatched,
    )


def _plain(text: str) -> str:
    """Return a text of one or more lines without what no paper can set: tabs, unseen marks."""
    return "\n".join(map(one_line, text.splitlines())).strip()


_OF_THE_TASK = (
    "office", "enforcement_unit", "program", "scheme", "period", "plan", "code", "name",
    "credit_code", "category", "industry", "permit_class", "permit_code",
)  # fmt: skip
_PRINTED_AS_TYPED = (
    "place", "legal_person", "address", "phone", "postcode", "contact", "contact_age",
    "contact_employer", "contact_post", "contact_relation", "production", "narrative",
    "late_reason", "absence", "witness", "mobile_no", "recording_no", "method_reason",
)  # fmt: skip


def _officer(person: Inspector, sheet: TaskSheet) -> Officer:
    return Officer(person.name, person.unit or sheet.enforcement_unit, person.badge_no)
