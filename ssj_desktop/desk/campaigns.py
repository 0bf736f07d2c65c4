"""专项抽查: written down, approved, drawn in a meeting of its own (docs/decisions/campaigns.md)."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from hashlib import sha256

from sqlmodel import Session

from ssj_desktop.desk.campaign_facts import (
    PLAN,
    facts_of,
    order_of,
    plan_of,
    require_staffed,
    row_of,
)
from ssj_desktop.desk.campaign_form import FIELDS, Reader, texts_of, words_for
from ssj_desktop.desk.freezing import Order
from ssj_desktop.desk.offices import office_of
from ssj_desktop.desk.scheme_book import scheme_of
from ssj_desktop.desk.texts import required
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.campaign import (
    CampaignCard,
    CampaignFacts,
    CampaignRow,
    CampaignState,
    CampaignWords,
)
from ssj_desktop.models import roster_book
from ssj_desktop.models.campaign import Campaign, campaigns
from ssj_desktop.models.store import Store
from ssj_desktop.rules.period import Quarter


class Campaigns:
    """Any number a quarter; approved they stay as they are, until drawn or called off."""

    def __init__(self, store: Store, clerk: str) -> None:
        self._store = store
        self._clerk = clerk

    def rows(self, year: int) -> tuple[CampaignRow, ...]:
        """Return a year's campaigns, quarter by quarter.

        Raises:
            DeskError: the office is not set up, or its scheme is wrong.
        """
        with self._store.reading() as session:
            return tuple(row_of(session, row) for row in campaigns(session, year))

    def card(self, number: int) -> CampaignCard:
        """Return all of one campaign.

        Raises:
            DeskError: there is no such campaign.
        """
        now = self._store.clock()
        with self._store.reading() as session:
            row = _campaign(session, number)
            line, order, why_not = row_of(session, row), order_of(session, row), ""
            try:
                _require_open(row)
                _require_drawable(session, row, order, now.date())
            except DeskError as error:
                why_not = str(error)
            names = {it.code: it.name for it in roster_book.people(session).values()}
            return CampaignCard(
                row=line,
                texts=tuple(texts_of(row, order.scheme, names).items()),
                plan=plan_of(session, row, order, now),
                approved=_approved(row),
                closed=_closed(row),
                why_not_approve=why_not,
                why_not_call_off=_why_not_call_off(line),
            )

    def blank(self) -> dict[str, str]:
        """Return the texts of a new campaign's form."""
        quarter = Quarter.of(self._store.clock().date())
        return {**dict.fromkeys(FIELDS, ""), "kind": "专项", "quarter": str(quarter.number)}

    def words(self) -> CampaignWords:
        """Return what the form's fields can be filled with; nothing while there is no office or its
        scheme is wrong, which saving tells."""
        today = self._store.clock().date()
        with self._store.reading() as session, suppress(DeskError):
            return words_for(session, scheme_of(session, office_of(session)), today)
        return CampaignWords()

    def save(self, year: int, number: int | None, texts: Mapping[str, str]) -> int:
        """Keep a form, of a new campaign of ``year`` where ``number`` is None; return its number.

        Raises:
            FormError: names every field that is wrong.
            DeskError: there is no such campaign, or it is approved.
        """
        today = self._store.clock().date()
        with self._store.writing(self._clerk, "campaigns.save") as change:
            session = change.session
            scheme = scheme_of(session, office_of(session))
            values = Reader(session, scheme, texts, today).read(year, number)
            values["scheme_id"] = scheme.id
            row = Campaign(**values) if number is None else _campaign(session, number)
            _require_open(row)
            for name, value in values.items():
                setattr(row, name, value)
            session.add(row)
            session.flush()
            change.say(**_said(facts_of(session, row, scheme)))
            return row.id

    def discard(self, number: int) -> None:
        """Throw a draft away.

        Raises:
            DeskError: there is no such campaign, or it is approved.
        """
        with self._store.writing(self._clerk, "campaigns.discard") as change:
            row = _campaign(change.session, number)
            _require_open(row)
            change.session.delete(row)
            change.say(campaign=row.name, quarter=_quarter(row))

    def approve(self, number: int, by: str) -> None:
        """Fix a campaign as it is, with a copy of the office's scheme.

        Raises:
            DeskError: nobody's name, it is approved already, its scope names nobody who can be
                drawn, or a seat that nobody could take.
        """
        by = required(by, "没有填写批准人。", "请填写批准的负责人姓名。")
        now = self._store.clock()
        with self._store.writing(self._clerk, "campaigns.approve") as change:
            session = change.session
            row = _campaign(session, number)
            _require_open(row)
            order = order_of(session, row)
            _require_drawable(session, row, order, now.date())
            plan = plan_of(session, row, order, now)
            row.plan, row.scheme_text = PLAN.dump_python(plan, mode="json"), order.scheme_text
            row.approved_at, row.approved_by = now, by
            session.add(row)
            digest = sha256(row.scheme_text.encode()).hexdigest()
            said = {"by": by, "scheme": order.scheme.id, "scheme_sha256": digest}
            change.say(**_said(plan.campaign), **said, planned={row.name: plan.line.planned})

    def call_off(self, number: int, reason: str, by: str) -> None:
        """Give an approved campaign up before it is drawn.

        Raises:
            DeskError: it is frozen or drawn, no draft of an approval, or a reason or name is
                missing.
        """
        reason = required(reason, "没有写明取消的原因。", "请补上原因。")
        by = required(by, "没有写明谁决定取消。", "请补上姓名。")
        with self._store.writing(self._clerk, "campaigns.call_off") as change:
            session = change.session
            row = _campaign(session, number)
            if why_not := _why_not_call_off(row_of(session, row)):
                raise DeskError(why_not)
            row.called_off_at = self._store.clock()
            row.called_off_by, row.called_off_why = by, reason
            session.add(row)
            change.say(campaign=row.name, quarter=_quarter(row), by=by, reason=reason)


def _campaign(session: Session, number: int) -> Campaign:
    row = session.get(Campaign, number)
    if row is None:
        raise DeskError(f"没有编号为 {number} 的专项。", "请刷新后再试。")
    return row


def _quarter(row: Campaign) -> str:
    return str(Quarter(row.year, row.quarter))


def _approved(row: Campaign) -> str:
    if row.called_off_at:
        day = f"{row.called_off_at:%Y-%m-%d}"
        return f"{day} 取消，{row.called_off_by}决定。原因：{row.called_off_why}"
    if row.approved_at:
        return f"{row.approved_at:%Y-%m-%d} 经{row.approved_by}批准"
    return "草稿，还没有批准"


def _closed(row: Campaign) -> str:
    return "已经批准，内容不能再改；要改的，取消后另建。" if row.approved_at else ""


def _require_open(row: Campaign) -> None:
    if row.approved_at:
        raise DeskError(f"“{row.name}”已经批准。", "内容不能再改；要改的，取消后另建。")


def _said(facts: CampaignFacts) -> dict[str, str]:
    """Return what the journal keeps of a campaign."""
    told = {
        "campaign": facts.name,
        "kind": facts.kind,
        "quarter": str(facts.quarter),
        "scope": facts.scope,
        "amount": facts.amount,
        "document": facts.document,
        "items": "、".join(code for code, _ in facts.items),
        "crew": facts.crew.words,
    }
    return {name: text for name, text in told.items() if text}


def _require_drawable(session: Session, row: Campaign, order: Order, day: date) -> None:
    """Refuse what would draw nobody, or whom nobody could visit.

    Raises:
        DeskError: says so, or that its categories are another scheme's.
    """
    if row.categories and row.scheme_id != order.scheme.id:
        hint = "请核对限定类别，保存以后再批准。"
        raise DeskError("填写以后换过方案，限定类别要重新核对。", hint)
    [line] = order.measured.lines
    if not line.planned:
        hint = "请核对范围的类型、类别、标签，或给对象加上标签。"
        raise DeskError(f"“{row.name}”的范围里没有可抽的对象。", hint)
    require_staffed(session, order, day)


def _why_not_call_off(row: CampaignRow) -> str:
    match row.state:
        case CampaignState.APPROVED:
            return ""
        case CampaignState.DRAFT:
            return "还没有批准的，直接删除就行。"
        case CampaignState.CALLED_OFF:
            return "已经取消。"
        case _:
            return f"抽取 {row.draw_id} 已经冻结或摇号，不能取消；冻结后没有揭示数字的可以中止。"
