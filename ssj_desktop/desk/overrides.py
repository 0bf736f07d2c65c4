"""人工认定: a site's category set by hand with a reason, evidence and a name, until lifted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from ssj_desktop.desk.scheme_book import require_category
from ssj_desktop.desk.target_book import category_of
from ssj_desktop.desk.texts import required
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.roster import OverrideLine, TargetFact
from ssj_desktop.models.classes import TargetOverride, as_rule, override_of
from ssj_desktop.models.roster import Target
from ssj_desktop.rules.census import DatedFact
from ssj_desktop.rules.classification import Reason, governs
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.scheme import Scheme


@dataclass(frozen=True)
class Site:
    """A site with what its category depends on."""

    target: Target
    facts: Sequence[TargetFact]
    scheme: Scheme | None
    quarter: Quarter

    def category(self, set_by: TargetOverride | None = None) -> tuple[str, tuple[Reason, ...]]:
        """Return the category's name and why, as :func:`category_of`."""
        dated = tuple(
            DatedFact(fact.kind, fact.happened_on, fact.settled_on, fact.number, fact.evidence)
            for fact in reversed(self.facts)  # the newest come first
        )
        by_hand = as_rule(set_by) if set_by else None
        return category_of(self.target, self.target.tags, dated, by_hand, self.scheme, self.quarter)

    def override_line(self, set_by: TargetOverride | None) -> OverrideLine | None:
        """Return what is set by hand as the card tells it."""
        if set_by is None:
            return None
        instead_of, why = self.category()
        counts = self.scheme is not None and governs(as_rule(set_by), self.scheme)
        return OverrideLine(
            category=self.category(set_by)[0] if counts else "",
            reason=set_by.reason,
            evidence=set_by.evidence,
            by=set_by.by,
            on=set_by.at.date(),
            instead_of=instead_of,
            why=why,
            is_idle=not counts,
        )


@dataclass(frozen=True)
class Ground:
    """Why something is set by hand or lifted, by what, who says so and when."""

    reason: str
    evidence: str
    by: str
    at: datetime


def impose(session: Session, site: Site, key: str, ground: Ground) -> dict[str, Any]:
    """Put a site into a category; return what the journal is to say.

    Raises:
        DeskError: no such category, a site that the scheme does not cover, no reason or evidence,
            something is set by hand already, or the site's facts say the same.
    """
    reason = required(ground.reason, "没有填写认定的理由。", "请写明为什么不按方案的条件归类。")
    evidence = required(ground.evidence, "没有填写依据。", "请写明文号或材料名称。")
    target, scheme = site.target, site.scheme
    assert scheme is not None
    require_category(scheme, key)
    if target.kind not in scheme.kinds:
        raise DeskError(f"方案不管“{target.kind}”，不能认定类别。", "请核对对象的类型。")
    if earlier := override_of(session, target.id):
        raise DeskError(
            f"{target.name}已经人工认定过（{earlier.by}，{earlier.at.date()}）。",
            "要另行认定，请先撤销原来的认定。",
        )
    name = scheme.category(key).name
    if site.category()[0] == name:
        raise DeskError(f"按方案的条件，{target.name}本来就是{name}。", "不用另行认定。")
    session.add(
        TargetOverride(
            target_id=target.id,
            category=key,
            scheme_id=scheme.id,
            reason=reason,
            evidence=evidence,
            by=ground.by,
            at=ground.at,
        )
    )
    return {
        "code": target.code,
        "site": target.name,
        "category": key,
        "reason": reason,
        "evidence": evidence,
    }


def lift(session: Session, target: Target, ground: Ground) -> dict[str, Any]:
    """Lift what is set by hand; return what the journal is to say.

    Raises:
        DeskError: nothing is, or no reason.
    """
    reason = required(ground.reason, "没有填写撤销的理由。", "请写明为什么不再按人工认定归类。")
    row = override_of(session, target.id)
    if row is None:
        raise DeskError(f"{target.name}没有人工认定的类别。", "请核对对象。")
    row.lifted_at, row.lifted_by, row.lifted_reason = ground.at, ground.by, reason
    session.add(row)
    return {"code": target.code, "site": target.name, "category": row.category, "reason": reason}
