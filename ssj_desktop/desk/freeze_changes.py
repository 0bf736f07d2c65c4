"""What has changed between the last freeze and the one to come, in words for the meeting."""

from collections.abc import Collection, Iterator

from ssj_desktop.facts.basis import Basis
from ssj_desktop.lottery import EVERYWHERE, Document


def changes_between(
    before: Document, known: Basis, now: Document, basis: Basis, visited: Collection[str]
) -> tuple[str, ...]:
    """Return every change of pools, numbers, people, caps and recusals, one sentence each.

    ``known`` belongs to ``before``, ``visited`` are the codes of those that it drew. To be visited
    is no change: it moves a site to another layer, or out of the pool for the rest of the rule's
    period.
    """
    return (
        *_rules(known, basis),
        *_numbers(known, basis),
        *_sites(before, known, now, basis, visited),
        *_people(before, known, now, basis),
        *_recusals(before, now),
    )


def _rules(known: Basis, basis: Basis) -> Iterator[str]:
    if known.scheme_text != basis.scheme_text:
        yield "方案的内容与上次冻结时不同"
    if known.cap != basis.cap:
        yield f"每名（组）检查人员承担家数的上限：{known.cap} 家 → {basis.cap} 家"


def _numbers(known: Basis, basis: Basis) -> Iterator[str]:
    earlier = {line.key: line for line in known.quotas}
    yield from (f"类别增加：{line.name}" for line in basis.quotas if line.key not in earlier)
    now = {line.key for line in basis.quotas}
    yield from (f"类别取消：{line.name}" for line in known.quotas if line.key not in now)
    for line in basis.quotas:
        old = earlier.get(line.key)
        if old and old.planned != line.planned:
            yield f"抽取数：{line.name} {old.planned} 家 → {line.planned} 家"


def _sites(
    before: Document, known: Basis, now: Document, basis: Basis, visited: Collection[str]
) -> Iterator[str]:
    gone = {site.code for site in basis.exclusions}
    category = {line.key: line.name for line in (*known.quotas, *basis.quotas)}
    old = {it.id: (it.name, category[known.categories[it.stratum]]) for it in before.companies}
    new = {it.id: (it.name, category[basis.categories[it.stratum]]) for it in now.companies}
    for code, (name, where) in new.items():
        if code not in old:
            yield f"列入可抽范围：{name}（{where}）"
            continue
        if old[code][0] != name:
            yield f"改名：{old[code][0]} → {name}"
        if old[code][1] != where:
            yield f"类别变化：{name} {old[code][1]} → {where}"
    yield from (
        f"不再列入可抽范围：{name}（{where}）"
        for code, (name, where) in old.items()
        if code not in new and (code in gone or code not in visited)
    )


def _people(before: Document, known: Basis, now: Document, basis: Basis) -> Iterator[str]:
    if known.team_mode != basis.team_mode:
        yield "组队方式与上次冻结时不同"
        return
    old = {it.id: it.name for it in before.inspectors}
    new = {it.id: it.name for it in now.inspectors}
    yield from (f"新增检查人员：{name}" for code, name in new.items() if code not in old)
    yield from (f"减少检查人员：{name}" for code, name in old.items() if code not in new)
    for code, name in new.items():
        if code in old and old[code] != name:
            yield f"检查人员变化：{old[code]} → {name}"


def _recusals(before: Document, now: Document) -> Iterator[str]:
    """Compare by names: a team's number may be another one each time."""
    old, new = _named(before), _named(now)
    yield from (f"新增回避：{who} — {where}" for who, where in new if (who, where) not in old)
    yield from (f"不再回避：{who} — {where}" for who, where in old if (who, where) not in new)


def _named(document: Document) -> dict[tuple[str, str], None]:
    people = {it.id: it.name for it in document.inspectors}
    sites = {it.id: it.name for it in document.companies} | {EVERYWHERE: "全部对象"}
    return {(people[who], sites[where]): None for who, where in document.recusals}
