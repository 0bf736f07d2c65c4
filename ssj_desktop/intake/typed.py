"""A form's texts, read as an import reads cells and checked as it checks rows.

An emptied field says that there is nothing, where an empty cell of a file says nothing
(docs/decisions/empty-fields.md).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ssj_desktop.facts.imports import RosterKind
from ssj_desktop.facts.roster import FieldText
from ssj_desktop.intake import cells
from ssj_desktop.intake.checks import ROW_CHECKS, UNIQUE, Row, same_site
from ssj_desktop.intake.field import Field
from ssj_desktop.intake.fields import FIELDS

FormFault = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Typed:
    """What a form says: ``values`` by field name, None where a text was emptied.

    ``whole`` is the entry as it would then be, filled-in fields only.
    """

    values: Mapping[str, Any]
    whole: Mapping[str, Any]
    faults: tuple[FormFault, ...]


def read_form(kind: RosterKind, texts: Mapping[str, str], known: Mapping[str, Any]) -> Typed:
    """Read ``texts`` (field name → text) over what is ``known`` of the entry, {} for a new one.

    Remarks, which would not keep a file out, don't keep a form out either and are left unsaid.
    """
    values: dict[str, Any] = {}
    faults: list[FormFault] = []
    unread = set()
    for field in _asked(kind, texts):
        try:
            values[field.name] = field.read(texts[field.name]) if texts[field.name] else None
        except cells.CellError as error:
            unread.add(field.name)
            faults.append((field.name, error.message + error.remedy))
        else:
            if field.required and values[field.name] is None:
                faults.append((field.name, f"没有填{field.label}。请补上。"))
    whole = {
        name: value
        for name, value in {**known, **values}.items()
        if value not in ("", None, []) and name not in unread
    }
    found = (check(Row(0, whole, unread)) for check in ROW_CHECKS[kind])
    faults += [(it.field, it.message + it.remedy) for it in found if it and it.blocking]
    return Typed(values, whole, tuple(faults))


def marks(kind: RosterKind, said: Typed) -> dict[str, Any]:
    """Return what another entry must not share; a 信用代码 it may, but at another address.

    Where the entry has no code it is its name; a code that could not be read is no missing one.
    """
    codes, unread = _codes(kind), {name for name, _ in said.faults}
    names = [name for name in codes if name in said.whole]
    if not names and unread.isdisjoint(codes) and "name" in said.whole:
        names = ["name"]
    return {name: said.whole[name] for name in names}


def clashes(
    kind: RosterKind, whole: Mapping[str, Any], others: Sequence[Mapping[str, Any]]
) -> Iterator[FormFault]:
    """Yield what says that the entry is one of ``others``, which share :func:`marks` with it."""
    for other in others:
        for name, label in UNIQUE[kind]:
            if name in whole and other[name] == whole[name]:
                said = f"{label} {whole[name]} 与名录里的“{other['name']}”相同。"
                yield name, f"{said}请核对；说的是同一条的，请直接修改那一条。"
        credit = whole.get("credit_code")
        if credit and other["credit_code"] == credit and same_site(whole, other):
            where = "地址也相同" if "address" in whole else "两条都没有地址"
            said = f"与名录里的“{other['name']}”统一社会信用代码相同，{where}。"
            yield "credit_code", f"{said}同一场所请修改那一条；是两个场所的，请分别写明地址。"
        if said := _namesake(kind, whole, other):
            yield "name", said


def _namesake(kind: RosterKind, whole: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """Return what says that the entry is ``other`` by its name, which no code contradicts."""
    if other["name"] != whole.get("name"):
        return ""
    if any(code in whole or other[code] for code in _codes(kind)):
        return ""
    found = f"名录里已有同名的“{other['name']}”，两边都没有"
    if kind is RosterKind.INSPECTORS:
        numbers = "执法证号或本单位编号"
        return f"{found}{numbers}。同一个人请改那一条；是两个人的，请写明各自的{numbers}。"
    townships = {whole.get("township", ""), other["township"]} - {""}
    if len(townships) > 1 or not same_site(whole, other):
        return ""
    where = "编码，地址也相同" if "address" in whole else "编码和地址"
    return f"{found}{where}。同一家的请改那一条；是两家的，请写明各自的地址。"


def _codes(kind: RosterKind) -> list[str]:
    """Return the fields that tell one entry from another, whatever their names."""
    codes = [name for name, _ in UNIQUE[kind]]
    return [*codes, "credit_code"] if kind is RosterKind.TARGETS else codes


def field_texts(kind: RosterKind, values: Mapping[str, Any]) -> tuple[FieldText, ...]:
    """Return a form's fields filled with an entry's ``values``; what it lacks has no field."""
    return tuple(
        FieldText(field.name, field.label, shown(values[field.name]), field.choices, _hint(field))
        for field in FIELDS[kind]
        if field.name in values
    )


def labels(kind: RosterKind) -> dict[str, str]:
    """Return field name → what the office calls it."""
    return {field.name: field.label for field in FIELDS[kind]}


def shown(value: str | bool | int | date | Sequence[str] | None) -> str:
    """Return a value as a field shows it, so that reading it again gives the same value."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case str():
            return value
        case date():
            return value.isoformat()
        case int():
            return str(value)
        case _:
            return "、".join(value)


def read_tags(words: Sequence[str]) -> list[str]:
    """Return tags as the field of tags would read them.

    Raises:
        CellError: one holds what no list may show.
    """
    found = [tag for word in words for tag in cells.tags(word) or ()]
    return list(dict.fromkeys(found))


def _asked(kind: RosterKind, texts: Mapping[str, str]) -> list[Field]:
    """Return the fields of ``texts`` in the form's order."""
    fields = [field for field in FIELDS[kind] if field.name in texts and not field.fills]
    if strangers := texts.keys() - {field.name for field in fields}:
        raise ValueError(f"the {kind} have no fields {sorted(strangers)}")
    return fields


def _hint(field: Field) -> str:
    return ("必填。" if field.required else "") + (field.form or cells.FORMS.get(field.read, ""))
