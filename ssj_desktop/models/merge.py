"""How a read file is taken into the roster, in one transaction, and taken back as a whole."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import delete, insert, update
from sqlalchemy import select as columns
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col, func, select

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import ImportRow, Problem, Reading, RosterKind
from ssj_desktop.models.codes import any_code, coded
from ssj_desktop.models.import_log import draw_after, used_words
from ssj_desktop.models.lottery import Draw
from ssj_desktop.models.matching import match
from ssj_desktop.models.roster import (
    CheckItem,
    ImportBatch,
    ImportChange,
    Inspector,
    Target,
    Visit,
)
from ssj_desktop.models.roster_history import edited_since
from ssj_desktop.models.rows import as_stored, blank, columns_there, jsonable, revived

TABLES: dict[RosterKind, type[SQLModel]] = {
    RosterKind.TARGETS: Target,
    RosterKind.INSPECTORS: Inspector,
    RosterKind.ITEMS: CheckItem,
    RosterKind.VISITS: Visit,
}
# Written and read at one go: a few hundredths of a second, which a window does not notice.
_CHUNK = 2_000

T = TypeVar("T")


@dataclass(frozen=True)
class Merge:
    """What taking a file in would do: whole ``new`` rows, and by row id the fields that change.

    ``names``: what the roster calls the entries that change.
    """

    kind: RosterKind
    new: list[dict[str, Any]]
    before: dict[int, dict[str, Any]]
    after: dict[int, dict[str, Any]]
    names: dict[int, str]
    unchanged: int
    missing: int
    problems: list[Problem]

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Return how many are new, changed, unchanged and missing."""
        return len(self.new), len(self.after), self.unchanged, self.missing


def compare(
    session: Session, reading: Reading, prefix: str, stop: Callable[[], object] = lambda: None
) -> Merge:
    """Compare a file with the roster.

    ``prefix`` begins the codes that must be made up; while it is "", rows without any code are
    problems, for a code once given stays. ``stop`` is called now and then and may raise.
    """
    known = _known(session, reading.kind)
    stop()
    matches, problems = match(reading.kind, reading.rows, known)
    stop()
    before: dict[int, dict[str, Any]] = {}
    after: dict[int, dict[str, Any]] = {}
    for row in reading.rows:
        if row.line not in matches:
            continue
        number = matches[row.line]
        fields = _differing(as_stored(row.values), known[number])
        if fields:
            after[number] = fields
            before[number] = {name: known[number][name] for name in fields}
    fresh = [row for row in reading.rows if row.line not in matches]
    if not prefix:
        problems += [_unnamed(row) for row in fresh if not any_code(row.values)]
    return Merge(
        kind=reading.kind,
        new=coded(reading.kind, fresh, {row["code"] for row in known.values()}, prefix),
        before=before,
        after=after,
        names={number: known[number]["name"] for number in after},
        unchanged=len(matches) - len(after),
        missing=len(known) - len(matches),
        problems=problems,
    )


def apply(
    session: Session,
    merge: Merge,
    reading: Reading,
    now: datetime,
    stop: Callable[[], object] = lambda: None,
) -> int:
    """Write the merge and what is needed to undo it; return the batch's id.

    ``stop`` is called before every few thousand rows and may raise.
    """
    batch = ImportBatch(
        kind=merge.kind.value,
        file_name=reading.file_name,
        sha256=reading.sha256,
        confirmed_at=now,
        new=len(merge.new),
        changed=len(merge.after),
        last_draw=session.exec(select(func.max(Draw.id))).one() or 0,
    )
    session.add(batch)
    session.flush()
    model = TABLES[merge.kind]
    # Not model(**values): it took four fifths of an import's time.
    empty = blank(model)
    numbers = count((session.exec(select(func.max(col(model.id)))).one() or 0) + 1)  # type: ignore[attr-defined]
    for fresh in _chunks(merge.new):
        stop()
        rows = [{**empty, **values, "id": next(numbers)} for values in fresh]
        session.execute(insert(model), rows)
        session.execute(insert(ImportChange), [_change(batch, row["id"], None, {}) for row in rows])
    for changed in _chunks([*merge.after.items()]):
        stop()
        session.execute(update(model), [{"id": n, **fields} for n, fields in changed])
        session.execute(
            insert(ImportChange),
            [_change(batch, n, merge.before[n], after) for n, after in changed],
        )
    return batch.id


def _chunks(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    return (rows[start : start + _CHUNK] for start in range(0, len(rows), _CHUNK))


def take_back(session: Session, batch: ImportBatch, now: datetime) -> None:
    """Undo a whole import.

    Raises:
        DeskError: a draw has seen it, or what it brought in has been used or changed since.
    """
    if seen := draw_after(session, batch):
        raise DeskError(
            f"导入“{batch.file_name}”不能撤回：{used_words(batch, seen)}",
            "应抽家数已按它算过，请保留，并把情况写进备查材料。"
            if batch.kind == RosterKind.VISITS
            else "请改为导入一份更正后的名录。",
        )
    model = TABLES[RosterKind(batch.kind)]
    if name := edited_since(session, batch, model):
        raise DeskError(
            f"导入“{batch.file_name}”不能撤回：其中的“{name}”后来又改动过。",
            "请先核对这些记录，再导入更正后的名录。",
        )
    back = [
        {"id": change.row_id, **revived(model, change.before)}
        for change in session.exec(select(ImportChange).where(ImportChange.batch_id == batch.id))
        if change.before is not None
    ]
    for chunk in _chunks(back):
        session.execute(update(model), chunk)
    ids = select(ImportChange.row_id).where(
        ImportChange.batch_id == batch.id, col(ImportChange.before).is_(None)
    )
    try:
        session.execute(delete(model).where(col(model.id).in_(ids)))  # type: ignore[attr-defined]
        session.flush()
    except IntegrityError as error:
        raise DeskError(
            f"导入“{batch.file_name}”不能撤回：其中的记录已登记了处罚、检查、排除或回避，或者作过人工认定。",
            "请先核对这些登记，再导入更正后的名录。",
        ) from error
    batch.taken_back_at = now


def _known(session: Session, kind: RosterKind) -> dict[int, dict[str, Any]]:
    """Return the whole roster by row id."""
    model = TABLES[kind]
    query = columns(*columns_there(session, model)).order_by(col(model.id))  # type: ignore[attr-defined]
    query = query.execution_options(yield_per=_CHUNK)
    empty = blank(model)
    same: dict[str, str] = {}  # most columns repeat a few texts, which SQLite hands out anew
    known = {}
    for row in session.execute(query).mappings():
        known[row["id"]] = empty | {
            name: same.setdefault(value, value) if type(value) is str else value
            for name, value in row.items()
        }
    return known


def _change(
    batch: ImportBatch, number: int, before: dict[str, Any] | None, after: dict[str, Any]
) -> dict[str, Any]:
    return {
        "batch_id": batch.id,
        "row_id": number,
        "before": before and jsonable(before),
        "after": jsonable(after),
    }


def _differing(values: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value for name, value in values.items() if name != "code" and known[name] != value
    }


def _unnamed(row: ImportRow) -> Problem:
    return Problem(
        row.line,
        "名称",
        "这一行没有任何编码，要由本程序编号，而编号的前缀还没有登记。",
        "请先登记本单位信息，再导入。",
    )
