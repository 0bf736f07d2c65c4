"""What has changed an entry of a roster, in the office's words."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session

from ssj_desktop.desk.scheme_book import category_name, former_category
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.facts.roster import HistoryLine
from ssj_desktop.intake import typed
from ssj_desktop.lottery import EVERYWHERE
from ssj_desktop.models import roster_book, roster_history
from ssj_desktop.models.roster_history import Event, history
from ssj_desktop.models.scheme import gone_by
from ssj_desktop.rules.scheme import Scheme

_OTHERS = {"inspector": RosterKind.INSPECTORS, "target": RosterKind.TARGETS}


def history_of(
    session: Session, kind: RosterKind, entry: Mapping[str, Any], scheme: Scheme | None = None
) -> tuple[HistoryLine, ...]:
    """Return what has changed ``entry`` (a whole row) since it came in, the newest first.

    ``scheme``: the office's now, whose categories a site's entries name.
    """
    events = history(session, kind, entry["id"], entry["code"])
    events = list(_named(session, events, scheme))
    names = {EVERYWHERE: roster_book.ALL_SITES}
    for party, roster in _OTHERS.items():
        codes = {event.what[party] for event in events if party in event.what}
        names |= roster_book.names(session, roster, codes) if roster is not kind else {}
    return tuple(HistoryLine(event.at, event.who, _words(kind, event, names)) for event in events)


def _named(session: Session, events: list[Event], scheme: Scheme | None) -> Iterator[Event]:
    """Yield the events with categories by name: by the office's latest scheme of then that had the
    key."""
    told = gone_by(session)
    for event in events:
        if "category" not in event.what:
            yield event
            continue
        key = event.what["category"]
        then = dict.fromkeys(it for number, it in reversed(told) if number < event.seq)
        known = next((it for it in then if former_category(session, it, key)), "")
        name = category_name(session, scheme, known, key)
        yield replace(event, what={**event.what, "category": name})


def _words(kind: RosterKind, event: Event, names: Mapping[str, str]) -> str:
    what = event.what
    match event.verb:
        case "imports.confirm":
            brought = f"导入“{what['file']}”"
            return f"{brought}，新增" if event.is_birth else f"{brought}：{_changes(kind, what)}"
        case "items.load":
            return f"从方案载入（{what['scheme']}）"
        case "imports.take_back":
            return f"撤回导入“{what['file']}”"
        case "targets.tag":
            both = (("加标签", what["add"]), ("去标签", what["remove"]))
            return "，".join(f"{verb}“{typed.shown(tags)}”" for verb, tags in both if tags)
        case "targets.record_fact":
            return f"登记{_fact(what)}"
        case "targets.settle_fact":
            return f"{_fact(what)}于 {what['settled']} 销号，依据：{what['evidence']}"
        case "targets.record_visit" | roster_history.VISIT_IMPORTED | "targets.forget_visit":
            return _visit(event)
        case "targets.override" | "targets.lift_override":
            if event.verb == "targets.lift_override":
                return f"撤销人工认定（{what['category']}）：{what['reason']}"
            return f"人工认定为{what['category']}：{what['reason']}，依据：{what['evidence']}"
        case verb if verb.startswith("exclusions."):
            return _decided(event)
        case "inspectors.recuse" | "inspectors.lift":
            done = "登记回避" if event.verb == "inspectors.recuse" else "解除回避"
            other = what["inspector"] if kind is RosterKind.TARGETS else what["target"]
            return f"{done}（{names.get(other, other)}）：{what['reason']}"
        case _:
            return "手工新增" if event.is_birth else f"手工修改：{_changes(kind, what)}"


def _visit(event: Event) -> str:
    what = event.what
    visit = f"{what['on']} 的检查（{what['category']}）"
    if event.verb == "targets.forget_visit":
        return f"撤销补录的 {visit}：{what['reason']}"
    brought = f"导入“{what['file']}”，" if event.verb == roster_history.VISIT_IMPORTED else ""
    return f"{brought}补录 {visit}"


def _decided(event: Event) -> str:
    what = event.what
    done = f"保留（{what['exception']}）" if what["exception"] else f"排除（{what['ground']}）"
    if event.verb == "exclusions.lift":
        return f"撤销 {what['year']} 年的{done}：{what['reason']}"
    return f"{what['year']} 年{done}，依据：{what['evidence']}"


def _changes(kind: RosterKind, what: Mapping[str, Any]) -> str:
    before, after = what["before"], what["after"]
    return "；".join(
        f"{label} {_one(before[name])} → {_one(after[name])}"
        for name, label in typed.labels(kind).items()
        if name in before
    )


def _one(value: Any) -> str:
    return typed.shown(value) or "（空）"


def _fact(what: Mapping[str, Any]) -> str:
    number = f"，{what['number']}" if what["number"] else ""
    return f"{what['kind']}（{what['on']}{number}）"
