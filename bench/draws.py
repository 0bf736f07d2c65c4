"""How long a draw takes: beside re-matching for every candidate, and beside its tickets alone."""

import hashlib

from bench.rival_rematch import replay
from bench.table import Row, timed
from ssj_desktop import lottery
from ssj_desktop.lottery import Company, Document, InspectorEntry, Slot, Stratum, Transcript

_DIGITS = ["482913", "771204"]


def draws() -> list[Row]:
    """Time the draws of the requirement: 60 tight ones, 5,000 of 50,000, and its verification."""
    return [_tight_sixty(), *_fifty_thousand()]


def _tight_sixty() -> Row:
    """60 companies with 3 seats, 20 inspectors who must all sit 9 times."""
    document = _document(companies=60, drawn=60, seats=3, inspectors=20, cap=9)
    seconds, ours = timed(lambda: _freeze_and_draw(document))
    body = document.as_json()
    other_seconds, (_, heads) = timed(lambda: replay(body, [{"type": "draw", "digits": _DIGITS}]))
    assert heads[-1] == ours.head, "the rival found another result"
    name = "摇号：60 家 × 3 席，20 人，名额恰好够"
    return Row(name, seconds, "每个候选人重新匹配（对手）", other_seconds)


def _fifty_thousand() -> list[Row]:
    """5,000 of 50,000 companies with 2 seats, 200 inspectors: 50 seats each on average."""
    floor, _ = timed(_seat_tickets)
    tight, _ = _draw_five_thousand(cap=50)
    usual, drawn = _draw_five_thousand(cap=100)
    text = drawn.encode()
    verifying, _ = timed(lambda: lottery.verify([text], drawn.head))
    what, tickets = "摇号：50,000 家抽 5,000 × 2 席，200 人", "只算 2,000,000 个席位抽签号（下限）"
    return [
        Row(f"{what}，名额为平均的两倍", usual, tickets, floor),
        Row(f"{what}，名额恰好够", tight, tickets, floor),
        Row(f"核验前一个（{len(text) / 1e6:.1f} MB）", verifying, "摇出它", usual),
    ]


def _draw_five_thousand(*, cap: int) -> tuple[float, Transcript]:
    """Make the document, freeze it, draw and spell the transcript out."""

    def work() -> Transcript:
        document = _document(companies=50_000, drawn=5_000, seats=2, inspectors=200, cap=cap)
        transcript = _freeze_and_draw(document)
        transcript.encode()
        return transcript

    return timed(work)


def _freeze_and_draw(document: Document) -> Transcript:
    return lottery.draw(lottery.freeze(document), _DIGITS)


def _seat_tickets() -> None:
    seed = "0" * 64
    for n in range(5_000 * 2 * 200):
        line = f"yaohao/1|ticket|{seed}|seat|{n:018d}|0|{n:08d}"
        hashlib.sha256(line.encode()).digest()


def _document(*, companies: int, drawn: int, seats: int, inspectors: int, cap: int) -> Document:
    return Document(
        "BENCH",
        lottery.NO_HEAD,
        (Slot("person", "主持人", 6), Slot("person", "副组长", 6)),
        (Stratum("一般", drawn),),
        tuple(Company(f"91{n:016d}", f"企业{n}", "一般", ((),) * seats) for n in range(companies)),
        tuple(InspectorEntry(f"{n:08d}", f"人员{n}", (), cap) for n in range(inspectors)),
        (),
    )
