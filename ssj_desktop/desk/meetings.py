"""摇号会议: when, where and who; corrected freely until the freeze."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from ssj_desktop.desk.texts import bare_name, one_line, required
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.draw import DrawStep
from ssj_desktop.facts.draw import Meeting as MeetingFacts
from ssj_desktop.models import draw_log
from ssj_desktop.models.campaign import Campaign, CampaignMeeting, campaign_numbered, campaign_of
from ssj_desktop.models.lottery import Meeting
from ssj_desktop.models.store import Store
from ssj_desktop.rules.period import Quarter

_TEXTS = {
    "title": "会议名称",
    "place": "地点",
    "host": "主持人",
    "operator": "操作人",
    "recorder": "记录人",
}
_PEOPLE = ("supervisors", "attendees", "observers", "absent")


class Meetings:
    """Each draw has one meeting."""

    def __init__(self, store: Store, clerk: str) -> None:
        self._store = store
        self._clerk = clerk

    def waiting(self) -> bool:
        """Return whether a meeting was left in its midst: a draw is open, or today's is not over.

        The next start then offers to go on there.
        """
        with self._store.reading() as session:
            return under_way(session, self._store.clock().date()) is not None

    def convene(self, quarter: Quarter, facts: MeetingFacts, campaign: int = 0) -> int:
        """Write down a meeting to draw ``quarter``'s plan or, named, a campaign; return its number.

        Raises:
            DeskError: something that the minutes must say is missing, it ends before it begins, or
                the campaign is of another quarter, not approved or called off.
        """
        facts = _whole(facts)
        with self._store.writing(self._clerk, "meetings.convene") as change:
            named = campaign_numbered(change.session, campaign)
            if campaign:
                _require_to_draw(named, quarter)
            meeting = Meeting(year=quarter.year, quarter=quarter.number, **_columns(facts))
            change.session.add(meeting)
            change.session.flush()
            if campaign:
                change.session.add(CampaignMeeting(meeting_id=meeting.id, campaign_id=campaign))
            if named:
                change.say(campaign=named.name)
            change.say(meeting=meeting.id, quarter=str(quarter), host=facts.host, place=facts.place)
            return meeting.id

    def correct(self, meeting_id: int, facts: MeetingFacts) -> None:
        """Replace what is said of a meeting that is not frozen yet.

        Raises:
            DeskError: its draw is frozen; or as :meth:`convene`.
        """
        facts = _whole(facts)
        with self._store.writing(self._clerk, "meetings.correct") as change:
            meeting = meeting_of(change.session, meeting_id)
            if draw := draw_log.draw_at(change.session, meeting_id):
                raise DeskError(
                    f"抽取 {draw.draw_id} 已经冻结，会议信息不能再改。",
                    "有误请在签字的会议记录上更正。",
                )
            for name, value in _columns(facts).items():
                setattr(meeting, name, value)
            change.say(meeting=meeting_id, host=facts.host, place=facts.place)

    def end(self, meeting_id: int, ended: datetime) -> None:
        """Write down when the meeting ended, once.

        Raises:
            DeskError: it ended before it began, or its end is written down already.
        """
        with self._store.writing(self._clerk, "meetings.end") as change:
            meeting = meeting_of(change.session, meeting_id)
            if meeting.ended is not None:
                raise DeskError(f"会议结束时间已记为 {meeting.ended:%H:%M}。", "不能再改。")
            _require_order(meeting.started, ended)
            meeting.ended = ended
            change.say(meeting=meeting_id, ended=ended.isoformat(timespec="minutes"))


def _require_to_draw(campaign: Campaign | None, quarter: Quarter) -> None:
    if campaign is None:
        raise DeskError("没有这个专项。", "请刷新后再试。")
    hint = "请到“抽查计划”的“专项与联合”核对。"
    if campaign.called_off_at:
        raise DeskError(f"“{campaign.name}”已经取消。", hint)
    if campaign.approved_at is None:
        raise DeskError(f"“{campaign.name}”还没有批准。", hint)
    if (campaign.year, campaign.quarter) != (quarter.year, quarter.number):
        raise DeskError(f"“{campaign.name}”不在{quarter}摇号。", hint)


def under_way(session: Session, today: date) -> tuple[Quarter, int] | None:
    """Return quarter and campaign (0: none) of the draw that is open, else of today's meeting that
    is not over."""
    if draw := draw_log.unfinished(session):
        return _drawn_by(session, meeting_of(session, draw.meeting_id))
    meeting = draw_log.latest_meeting(session)
    if meeting is None or meeting.ended is not None or meeting.started.date() != today:
        return None
    named, draw = campaign_of(session, meeting.id), draw_log.draw_at(session, meeting.id)
    if named and named.called_off_at:
        return None
    if draw and draw_log.step_of(session, draw) is DrawStep.ABORTED:
        return None
    return _drawn_by(session, meeting)


def _drawn_by(session: Session, meeting: Meeting) -> tuple[Quarter, int]:
    campaign = campaign_of(session, meeting.id)
    return Quarter(meeting.year, meeting.quarter), campaign.id if campaign else 0


def meeting_of(session: Session, meeting_id: int) -> Meeting:
    """Return a meeting's row.

    Raises:
        DeskError: there is none with this number.
    """
    meeting = session.get(Meeting, meeting_id)
    if meeting is None:
        raise DeskError(f"没有编号为 {meeting_id} 的会议。", "请先登记摇号会议。")
    return meeting


def meeting_facts(meeting: Meeting) -> MeetingFacts:
    """Return what papers say of a meeting."""
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value := getattr(meeting, name), list) else value
        for name in MeetingFacts.__slots__
    }
    return MeetingFacts(**values)


def _columns(facts: MeetingFacts) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value := getattr(facts, name), tuple) else value
        for name in MeetingFacts.__slots__
    }


def _whole(facts: MeetingFacts) -> MeetingFacts:
    """Return the facts with every text on one line and no nameless person.

    Raises:
        DeskError: something that the minutes must say is missing, or it ends before it begins.
    """
    hint = "会议记录和纪要都要写明，请补上。"
    clean: dict[str, Any] = {
        name: required(getattr(facts, name), f"没有填写{label}。", hint)
        for name, label in _TEXTS.items()
    }
    for name in _PEOPLE:
        clean[name] = tuple(filter(None, map(one_line, getattr(facts, name))))
    if not clean["supervisors"]:
        raise DeskError("没有填写监督人。", "摇号须有人在场监督，请补上。")
    if bare_name(clean["host"]) in map(bare_name, clean["supervisors"]):
        raise DeskError("主持人不能又是监督人。", "请另请一人到场监督。")
    if facts.ended is not None:
        _require_order(facts.started, facts.ended)
    return replace(facts, **clean)


def _require_order(started: datetime, ended: datetime) -> None:
    if ended <= started:
        raise DeskError("会议结束时间应晚于开始时间。", "请核对时间。")
