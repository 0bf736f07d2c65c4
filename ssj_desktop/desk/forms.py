"""One entry of a roster typed by hand: shown field by field, kept whole or refused whole."""

from collections.abc import Mapping, Sequence
from typing import Any, NoReturn

from sqlmodel import Session

from ssj_desktop.desk.offices import office_of
from ssj_desktop.errors import DeskError, FormError
from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.facts.roster import FieldText
from ssj_desktop.intake import typed
from ssj_desktop.intake.cells import CellError
from ssj_desktop.models import roster_book, roster_edit
from ssj_desktop.models.merge import TABLES
from ssj_desktop.models.rows import blank, jsonable
from ssj_desktop.models.store import Change


def blank_form(kind: RosterKind) -> tuple[FieldText, ...]:
    """Return the fields of a new entry, filled with what holds unless somebody says otherwise."""
    empty = dict.fromkeys(TABLES[kind].model_fields, None)
    return typed.field_texts(kind, {**empty, **blank(TABLES[kind])})


def form_of(kind: RosterKind, entry: Mapping[str, Any]) -> tuple[FieldText, ...]:
    """Return an entry's fields but its code, which it has for good."""
    return typed.field_texts(kind, {name: value for name, value in entry.items() if name != "code"})


def entry_of(session: Session, kind: RosterKind, code: str) -> dict[str, Any]:
    """Return the whole row with this code.

    Raises:
        DeskError: there is none.
    """
    if entry := roster_book.entry(session, kind, code):
        return entry
    return refuse_code(kind, code)


def refuse_code(kind: RosterKind, code: str) -> NoReturn:
    """Say that no entry of the roster has this code.

    Raises:
        DeskError: always.
    """
    raise DeskError(f"名录库里没有编号为 {code} 的{kind.label}。", "请核对编号，或先导入名录。")


def tags_of(words: Sequence[str]) -> list[str]:
    """Return tags as the form's field of tags reads them, each once.

    Raises:
        DeskError: one holds what no list may show.
    """
    try:
        return typed.read_tags(words)
    except CellError as error:
        raise DeskError(error.message, error.remedy) from error


def save(change: Change, kind: RosterKind, code: str | None, texts: Mapping[str, str]) -> str:
    """Keep what a form says of a new entry (None) or of the one with this code; return its code.

    ``texts`` are by field name; an emptied one wipes the value, one that is missing leaves it.

    Raises:
        FormError: names every field that is wrong, also one that clashes with another entry.
        DeskError: there is no such entry, or the office, whose codes begin with its prefix, is
            not set up.
    """
    session = change.session
    known = {} if code is None else entry_of(session, kind, code)
    if known and texts.get("code", code) != code:
        raise FormError((("code", "编码登记以后不能更改。"),))
    said = typed.read_form(kind, texts, known)
    others = roster_book.sharing(session, kind, typed.marks(kind, said), known.get("id"))
    faults = (*said.faults, *typed.clashes(kind, said.whole, others))
    if faults:
        raise FormError(faults)
    if code is None:
        filled = {name: value for name, value in said.values.items() if value is not None}
        code = roster_edit.add(session, kind, filled, office_of(session).code_prefix)
        change.say(code=code, new=True, after=jsonable(filled))
    elif after := roster_edit.differing(kind, known, said.values):
        roster_edit.change(session, kind, known["id"], after)
        before = {name: known[name] for name in after}
        who = {"person" if kind is RosterKind.INSPECTORS else "site": known["name"]}
        change.say(code=code, **who, before=jsonable(before), after=jsonable(after))
    return code
