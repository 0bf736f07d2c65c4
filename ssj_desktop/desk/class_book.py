"""What would be confirmed of a quarter's categories, and how it is written down."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlmodel import Session

from ssj_desktop.facts.classes import ClassCount, ClassMove, MoveKind, Told
from ssj_desktop.models import classes
from ssj_desktop.models.classes import ClassConfirmation, Confirmed
from ssj_desktop.rules.census import Subject
from ssj_desktop.rules.classification import classify, reasons_for
from ssj_desktop.rules.moves import Move, moves
from ssj_desktop.rules.period import Quarter
from ssj_desktop.rules.scheme import Scheme

TOLD: TypeAdapter[Told] = TypeAdapter(Told)

_NOWHERE = "未归类"


@dataclass(frozen=True)
class Roll:
    """Everybody's category's key of one quarter (``placed``), and the last ones confirmed.

    ``base`` None: none is, under this scheme. ``names`` are those of the roster as it is;
    ``called``: key → name of categories, of those too that an edition of the scheme has dropped.
    """

    quarter: Quarter
    scheme: Scheme
    subjects: Sequence[Subject]
    placed: Mapping[str, str]
    base: Confirmed | None
    names: Mapping[str, str]
    officers: int
    called: Mapping[str, str] = field(default_factory=dict)

    @property
    def moves(self) -> tuple[Move, ...]:
        """What differs from the last ones confirmed."""
        return unconfirmed(self.base, self.quarter, self.placed)

    @property
    def waits(self) -> bool:
        """Whether there is something to confirm: the quarter itself, or what has moved since."""
        if self.base is None or self.quarter > quarter_of(self.base.row):
            return True
        return bool(self.moves)


def quarter_of(row: ClassConfirmation) -> Quarter:
    """Return the quarter of a confirmation."""
    return Quarter(row.year, row.quarter)


def unconfirmed(
    base: Confirmed | None, quarter: Quarter, placed: Mapping[str, str]
) -> tuple[Move, ...]:
    """Return what differs from the last confirmation; nothing where there is none, or where it is
    a later quarter's, which has settled all before it."""
    if base is None or quarter_of(base.row) > quarter:
        return ()
    return moves(base.keys, placed)


def told(roll: Roll) -> Told:
    """Return in words what is to be confirmed."""
    return Told(tuple(_counts(roll)), tuple(_moves(roll)))


def enter(session: Session, roll: Roll, by: str, at: datetime) -> tuple[int, dict[str, Any]]:
    """Write the quarter's next confirmation whole; return its number, 1, 2, …, and what the
    journal is to say of it."""
    last, words = classes.latest_of(session, roll.quarter), told(roll)
    row = ClassConfirmation(
        year=roll.quarter.year,
        quarter=roll.quarter.number,
        number=last.number + 1 if last else 1,
        scheme_id=roll.scheme.id,
        at=at,
        by=by,
        officers=roll.officers,
        told=TOLD.dump_python(words, mode="json"),
    )
    classes.write(session, row, roll.placed, roll.names)
    kinds = Counter(move.kind for move in words.moves)
    return row.number, {
        "classes": {count.name: count.now for count in words.counts},
        "moves": [
            f"{move.name} {move.before} → {move.now}（{move.why}）"
            for move in words.moves
            if move.kind == "换类别"
        ],
        "newcomers": kinds["新列入"] or None,
        "leavers": kinds["不再列入"] or None,
        "officers": roll.officers,
    }


def _counts(roll: Roll) -> Iterator[ClassCount]:
    names = {category.key: category.name for category in roll.scheme.categories}
    now = Counter(roll.placed.values())
    before = Counter(roll.base.keys.values()) if roll.base else None
    for key, name in {**names, "": _NOWHERE}.items():
        had = before[key] if before is not None else None
        if key or now[key] or had:
            yield ClassCount(name, had, now[key])


def _moves(roll: Roll) -> Iterator[ClassMove]:
    found = roll.moves
    codes = {move.code for move in found}
    subjects = {subject.code: subject for subject in roll.subjects if subject.code in codes}
    own = {category.key: category.name for category in roll.scheme.categories}
    keys = {**roll.called, **own, "": _NOWHERE}
    known = roll.base.names if roll.base else {}
    for move in found:
        before, now = (
            "" if key is None else keys.get(key, key) for key in (move.before, move.after)
        )
        name = roll.names.get(move.code) or known[move.code]
        why = _why(roll, subjects.get(move.code), move)
        yield ClassMove(_kind(move), move.code, name, before, now, why)


def _kind(move: Move) -> MoveKind:
    if move.is_real:
        return "换类别"
    return "新列入" if move.before is None else "不再列入"


def _why(roll: Roll, subject: Subject | None, move: Move) -> str:
    if subject is None:
        return "类型不归本方案管" if move.code in roll.names else "已不在名录里"
    found = classify(subject, roll.scheme, roll.quarter)
    now = [str(reason) for reason in found.reasons] if found else ["没有符合条件的类别"]
    return "；".join([*_no_longer(roll, subject, move), *now])


def _no_longer(roll: Roll, subject: Subject, move: Move) -> Iterator[str]:
    """Say that the site does not meet the criteria of the category it was in, and how it did."""
    known = set(roll.scheme.precedence) - {roll.scheme.rest}
    if roll.base is None or move.before not in known:
        return
    category = roll.scheme.category(move.before)
    if reasons_for(subject, category, roll.quarter):
        return
    if then := reasons_for(subject, category, quarter_of(roll.base.row)):
        yield f"不再符合{category.name}的条件（原来：{'；'.join(map(str, then))}）"
    else:
        yield f"不符合{category.name}的条件"
