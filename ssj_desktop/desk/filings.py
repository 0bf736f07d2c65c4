"""备案: that a draw's list was sent to the city team, and when it must be sent again."""

from datetime import date

from ssj_desktop.desk.calendars import calendar_in
from ssj_desktop.desk.deadlines import in_quarter
from ssj_desktop.desk.draws import Draws
from ssj_desktop.desk.task_book import scheme_of
from ssj_desktop.desk.texts import one_line
from ssj_desktop.errors import FormError
from ssj_desktop.facts.filing import FilingCard, SentList
from ssj_desktop.models import draw_log, record_book
from ssj_desktop.models.campaign import to_draw
from ssj_desktop.models.record import Filing
from ssj_desktop.models.store import Store
from ssj_desktop.rules.period import Quarter


class Filings:
    """A list is filed once, and again whenever a redraw has changed it (LC-16, LC-22)."""

    def __init__(self, store: Store, clerk: str, draws: Draws) -> None:
        self._store = store
        self._clerk = clerk
        self._draws = draws

    def of(self, quarter: Quarter, campaign: int = 0) -> FilingCard:
        """Return the quarter's list or, named, a campaign's, and how it stands with its filing.

        No scheme sets a day for a campaign's.
        """
        with self._store.reading() as session:
            others = tuple((row.id, row.name) for row in to_draw(session, quarter))
        draw_id = self._draws.held_in(quarter, campaign)
        if not draw_id:
            name = dict(others).get(campaign, "")
            why_none = f"{quarter}{name}还没有摇号，没有名单可报。"
            return FilingCard(str(quarter), None, None, 0, (), why_none, campaign, others)
        drawn = self._draws.list_of(draw_id)
        with self._store.reading() as session:
            draw = draw_log.draw_of(session, draw_id)
            events = draw_log.list_events(session, draw)
            rule = scheme_of(draw).deadline("filing")
            calendar = calendar_in(session)
            sent = tuple(
                SentList(row.sent_on, row.receipt, row.by, row.events == events)
                for row in record_book.filings_of(session, draw.id)
            )
        deadline = in_quarter(rule, quarter, calendar) if rule and not campaign else None
        due = deadline.due if deadline and not sent else None
        late = max((self._store.clock().date() - due).days, 0) if due else 0
        return FilingCard(str(quarter), drawn, deadline, late, sent, "", campaign, others)

    def report(self, draw_id: str, sent_on: date, receipt: str) -> None:
        """Write down that the list as it stands was sent, on which day, with which receipt.

        Raises:
            FormError: it was sent before it was drawn or is yet to be sent, or has no receipt.
            DeskError: nothing is drawn, or a redraw waits for its digits.
        """
        drawn, receipt = self._draws.facts(draw_id), one_line(receipt)
        now = self._store.clock()
        faults = []
        if not drawn.drawn_at.date() <= sent_on <= now.date():
            span = f"（{drawn.drawn_at.date()}）到今天（{now.date()}）"
            faults.append(("sent_on", f"报送日期应在摇号那天{span}之间。"))
        if not receipt:
            faults.append(("receipt", "请填接收栏上的编号；没有编号的，写接收人和方式。"))
        if faults:
            raise FormError(tuple(faults))
        with self._store.writing(self._clerk, "filings.report") as change:
            draw = draw_log.draw_of(change.session, draw_id)
            change.session.add(
                Filing(
                    draw_ref=draw.id,
                    events=draw_log.list_events(change.session, draw),
                    sent_on=sent_on,
                    receipt=receipt,
                    at=now,
                    by=self._clerk,
                )
            )
            change.say(draw=draw_id, on=sent_on.isoformat(), receipt=receipt)
