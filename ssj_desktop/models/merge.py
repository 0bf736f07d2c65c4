"""How a read file is taken into the roster, in one transaction, and taken back as a whole."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import Any

from sqlalchemy import delete, insert, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col, func, select

from ssj_desktop.errors import DeskError
from ssj_desktop.facts.imports import ImportRow, Problem, Reading, RosterKind
from ssj_desktop.models.lottery import Draw
from ssj_desktop.models.matching import match
from ssj_desktop.models.roster import CheckItem, ImportBatch, ImportChange, Inspector, Target

TABLES: dict[RosterKind, type[SQLModel]] = {
    RosterKind.TARGETS: Target,
    RosterKind.INSPECTORS: Inspector,
    RosterKind.ITEMS: CheckItem,
}
# Made-up codes: the office's prefix and a number, e.g. LC-00031 (docs/protocol.md §1).
_MADE_UP = {
    RosterKind.TARGETS: "{}-{:05}",
    RosterKind.INSPECTORS: "{}-P{:03}",
    RosterKind.ITEMS: "{}-S{:03}",
}


@dataclass(frozen=True)
class Merge:
    """What taking a file in would do: whole ``new`` rows, and by row id the fields that change."""

    kind: RosterKind
    new: list[dict[str, Any]]
    before: dict[int, dict[str, Any]]
    after: dict[int, dict[str, Any]]
    unchanged: int
    missing: int
    problems: list[Problem]

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Return how many are new, changed, unchanged and missing."""
        return len(self.new), len(self.after), self.unchanged, self.missing


def compare(session: Session, reading: Reading, prefix: str) -> Merge:
    """Compare a file with the roster.

    ``prefix`` begins the codes that must be made up; while it is "", rows without any code are
    problems, for a code once given stays.
    """
    known = _known(session, reading.kind)
    matches, problems = match(reading.kind, reading.rows, known)
    before: dict[int, dict[str, Any]] = {}
    after: dict[int, dict[str, Any]] = {}
    for row in reading.rows:
        if row.line not in matches:
            continue
        number = matches[row.line]
        fields = _differing(_stored(row.values), known[number])
        if fields:
            after[number] = fields
            before[number] = {name: known[number][name] for name in fields}
    fresh = [row for row in reading.rows if row.line not in matches]
    if not prefix:
        problems += [_unnamed(row) for row in fresh if not _any_code(row.values)]
    return Merge(
        kind=reading.kind,
        new=_coded(reading.kind, fresh, {row["code"] for row in known.values()}, prefix),
        before=before,
        after=after,
        unchanged=len(matches) - len(after),
        missing=len(known) - len(matches),
        problems=problems,
    )


def apply(session: Session, merge: Merge, reading: Reading, now: datetime) -> int:
    """Write the merge and what is needed to undo it; return the batch's id."""
    model = TABLES[merge.kind]
    batch = ImportBatch(
        kind=merge.kind.value,
        file_name=reading.file_name,
        sha256=reading.sha256,
        confirmed_at=now,
        last_draw=session.exec(select(func.max(Draw.id))).one() or 0,
    )
    session.add(batch)
    session.flush()
    first = (session.exec(select(func.max(model.id))).one() or 0) + 1  # type: ignore[attr-defined]
    changes = []
    if merge.new:
        # Not model(**values): it took four fifths of an import's time.
        blank = {
            name: field.get_default(call_default_factory=True)
            for name, field in model.model_fields.items()
            if not field.is_required()
        }
        rows = [{**blank, **values, "id": n} for n, values in enumerate(merge.new, first)]
        session.execute(insert(model), rows)
        changes = [_change(batch, row["id"], None, {}) for row in rows]
    if merge.after:
        session.execute(update(model), [{"id": n, **fields} for n, fields in merge.after.items()])
        changes += [_change(batch, n, merge.before[n], fields) for n, fields in merge.after.items()]
    if changes:
        session.execute(insert(ImportChange), changes)
    return batch.id


def take_back(session: Session, batch: ImportBatch, now: datetime) -> None:
    """Undo a whole import.

    Raises:
        DeskError: a draw has seen it, or what it brought in has been used or changed since.
    """
    seen = session.exec(select(Draw.draw_id).where(Draw.id > batch.last_draw)).first()
    if seen:
        raise DeskError(
            f"导入“{batch.file_name}”不能撤回：其后的摇号 {seen} 已经用过这份名录。",
            "请改为导入一份更正后的名录。",
        )
    model = TABLES[RosterKind(batch.kind)]
    known = _known(session, RosterKind(batch.kind))
    back = []
    for change in session.exec(select(ImportChange).where(ImportChange.batch_id == batch.id)):
        if change.before is None:
            continue
        if _differing(_revived(model, change.after), known[change.row_id]):
            raise DeskError(
                f"导入“{batch.file_name}”不能撤回：其中的记录后来又改动过。",
                "请先核对这些记录，再导入更正后的名录。",
            )
        back.append({"id": change.row_id, **_revived(model, change.before)})
    if back:
        session.execute(update(model), back)
    ids = select(ImportChange.row_id).where(
        ImportChange.batch_id == batch.id, col(ImportChange.before).is_(None)
    )
    try:
        session.execute(delete(model).where(col(model.id).in_(ids)))  # type: ignore[attr-defined]
        session.flush()
    except IntegrityError as error:
        raise DeskError(
            f"导入“{batch.file_name}”不能撤回：其中的记录已登记了处罚、检查或回避。",
            "请先核对这些登记，再导入更正后的名录。",
        ) from error
    batch.taken_back_at = now


def _known(session: Session, kind: RosterKind) -> dict[int, dict[str, Any]]:
    """Return the whole roster by row id."""
    table = TABLES[kind].__table__  # type: ignore[attr-defined]
    found = session.execute(select(table).order_by(table.c.id)).mappings()
    return {row["id"]: dict(row) for row in found}


def _change(
    batch: ImportBatch, number: int, before: dict[str, Any] | None, after: dict[str, Any]
) -> dict[str, Any]:
    return {
        "batch_id": batch.id,
        "row_id": number,
        "before": before and _jsonable(before),
        "after": _jsonable(after),
    }


def _stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as the tables hold them: tuples are lists there."""
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in values.items()
    }


def _differing(values: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value for name, value in values.items() if name != "code" and known[name] != value
    }


def _jsonable(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in values.items()
    }


def _revived(model: type[SQLModel], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return stored JSON as the table's own types: dates come back from text."""
    columns = model.__table__.columns  # type: ignore[attr-defined]
    return {
        name: date.fromisoformat(value)
        if value is not None and columns[name].type.python_type is date
        else value
        for name, value in values.items()
    }


def _coded(
    kind: RosterKind, rows: Sequence[ImportRow], used: set[str], prefix: str
) -> list[dict[str, Any]]:
    """Return the new rows, each with the code it will always keep (docs/protocol.md §1)."""
    sites = Counter(row.values.get("credit_code", "") for row in rows if not _own_code(row.values))
    numbers = count(1)
    coded = []
    for row in rows:
        values = _stored(row.values)
        shared = sites[row.values.get("credit_code", "")] > 1
        code = next(
            candidate
            for candidate in _candidates(kind, values, shared, prefix, numbers)
            if candidate not in used
        )
        used.add(code)
        coded.append({**values, "code": code})
    return coded


def _own_code(values: Mapping[str, Any]) -> str:
    """Return the code that names this very site or person, "" where there is none."""
    return str(values.get("permit_code") or values.get("badge_no") or values.get("code") or "")


def _any_code(values: Mapping[str, Any]) -> str:
    return _own_code(values) or str(values.get("credit_code") or values.get("office_code") or "")


def _unnamed(row: ImportRow) -> Problem:
    return Problem(
        row.line,
        "名称",
        "这一行没有任何编码，要由本程序编号，而编号的前缀还没有登记。",
        "请先登记本单位信息（命令 office），再导入。",
    )


def _candidates(
    kind: RosterKind, values: Mapping[str, Any], shared: bool, prefix: str, numbers: Iterator[int]
) -> Iterator[str]:
    """Yield codes by preference: permit or badge, then credit code, the office's, a made-up one.

    An operator's several sites are told apart by -01, -02 …; one that comes later by -02 on.
    """
    if own := _own_code(values):
        yield own
    if credit := values.get("credit_code"):
        if not shared:
            yield credit
        yield from (f"{credit}-{n:02}" for n in range(1 if shared else 2, 1000))
    if office := values.get("office_code"):
        yield office
    yield from (_MADE_UP[kind].format(prefix, n) for n in numbers)
