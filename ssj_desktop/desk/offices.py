"""The office itself: its names, its people in the chair, its scheme."""

import re
from pathlib import Path

from sqlmodel import Session

from ssj_desktop import paths
from ssj_desktop.desk.scheme_book import (
    choices_in,
    look,
    read_scheme,
    scheme_of,
    shipped_choices,
)
from ssj_desktop.desk.texts import one_line, required
from ssj_desktop.errors import DeskError
from ssj_desktop.facts.office import OfficeFacts, SchemeChoice, SchemeDraft, VisitCap
from ssj_desktop.intake import schemes
from ssj_desktop.models import exclusion
from ssj_desktop.models.exclusion import VisitCapRow
from ssj_desktop.models.roster import Office
from ssj_desktop.models.scheme import SchemeFile
from ssj_desktop.models.store import Store
from ssj_desktop.rules.scheme import Scheme

_NAMES = {"name": "机关名称", "enforcement_unit": "执法队名称", "filing_receiver": "备案单位"}


class Offices:
    """There is one office in a file; it is set up once and may be set up again."""

    def __init__(self, store: Store, clerk: str) -> None:
        self._store = store
        self._clerk = clerk

    def set_up(self, facts: OfficeFacts) -> None:
        """Write down who the office is.

        Raises:
            DeskError: a name is missing, there is no such scheme, or the code prefix is not 1 to 8
                capitals or digits.
        """
        names = {
            name: required(getattr(facts, name), f"没有填写{label}。", "文书上都要写明，请补上。")
            for name, label in _NAMES.items()
        }
        if not re.fullmatch("[0-9A-Z]{1,8}", facts.code_prefix):
            raise DeskError(
                f"编号前缀“{facts.code_prefix}”不能用。", "请用 1 至 8 个大写字母或数字，例如 LC。"
            )
        with self._store.writing(self._clerk, "offices.set_up") as change:
            read_scheme(change.session, facts.scheme_id)
            values = {name: getattr(facts, name) for name in OfficeFacts.__slots__} | names
            values["steering_group"] = list(filter(None, map(one_line, facts.steering_group)))
            change.session.merge(Office(id=1, **values))
            change.say(**values)

    def current(self) -> OfficeFacts | None:
        """Return who the office is, None before it has been set up."""
        with self._store.reading() as session:
            return office_if_any(session)

    def visit_cap(self) -> VisitCap:
        """Return the province's yearly cap on visits (N-11)."""
        with self._store.reading() as session:
            return exclusion.cap(session)

    def cap_visits(self, most: int | None, source: str) -> None:
        """Set the yearly cap on visits (N-11); ``most`` None: the province has published none.

        Raises:
            DeskError: it lets nobody be visited, or the document that sets it is missing.
        """
        if most is not None and most < 1:
            raise DeskError("年度入企上限至少是 1 次。", "省里没有公布上限的，请留空。")
        source = one_line(source)
        if most is not None and not source:
            raise DeskError("没有填写上限的依据。", "请写明省里公布上限的文件名称或文号。")
        with self._store.writing(self._clerk, "offices.cap_visits") as change:
            change.session.merge(VisitCapRow(id=1, most=most, source=source))
            change.say(most="不设" if most is None else f"{most} 次", source=source)

    @staticmethod
    def shipped_schemes() -> tuple[SchemeChoice, ...]:
        """Return the schemes that ship; asked before a file is open."""
        return shipped_choices()

    def schemes(self) -> tuple[SchemeChoice, ...]:
        """Return the schemes that this office can choose from, those it took in itself first."""
        with self._store.reading() as session:
            return choices_in(session)

    def read_scheme(self, path: Path) -> SchemeDraft:
        """Read a scheme file without keeping anything.

        Raises:
            SchemeError: it is wrong; names every line and field.
            DeskError: it cannot be read, or its id belongs to another scheme, which ships.
        """
        text = schemes.read(path)
        with self._store.reading() as session:
            looked, office = look(session, text, path.name), office_if_any(session)
        scheme = looked.scheme
        return SchemeDraft(
            id=scheme.id,
            name=scheme.name,
            document=scheme.document,
            text=text,
            file=path.name,
            edition=looked.number if looked.is_new else 0,
            in_use=looked.is_new and office is not None and office.scheme_id == scheme.id,
        )

    def take_scheme(self, draft: SchemeDraft) -> int:
        """Keep a scheme file in the data file, as the edition of its scheme that counts from now.

        Returns:
            The edition, 1, 2, …; 0 where the very same text is there already.

        Raises:
            DeskError: as :meth:`read_scheme`.
        """
        with self._store.writing(self._clerk, "offices.take_scheme") as change:
            looked = look(change.session, draft.text, draft.file)
            if not looked.is_new:
                return 0
            row = SchemeFile(
                scheme_id=looked.scheme.id,
                number=looked.number,
                text=looked.text,
                file=draft.file,
                sha256=looked.sha256,
                kept_at=self._store.clock(),
                by=self._clerk,
            )
            change.session.add(row)
            change.say(scheme=row.scheme_id, edition=row.number, file=row.file, sha256=row.sha256)
            return row.number

    def save_scheme(self, scheme_id: str, path: Path) -> None:
        """Write the text that a scheme's id stands for to ``path``, replacing what is there.

        Raises:
            DeskError: there is none of that name, it is wrong, or ``path`` cannot be written.
        """
        with self._store.reading() as session:
            _, text = read_scheme(session, scheme_id)
        paths.write_bytes(path, text.encode())


def office_of(session: Session) -> OfficeFacts:
    """Return the office of this file.

    Raises:
        DeskError: it has not been set up.
    """
    if office := office_if_any(session):
        return office
    raise DeskError("还没有填写本单位信息。", "请先填写单位名称并选定方案。")


def office_if_any(session: Session) -> OfficeFacts | None:
    """Return the office of this file, None before it has been set up."""
    office = session.get(Office, 1)
    if office is None:
        return None
    values = office.model_dump(exclude={"id"})
    return OfficeFacts(**{**values, "steering_group": tuple(office.steering_group)})


def scheme_if_any(session: Session) -> Scheme | None:
    """Return the office's scheme, None before it has been set up."""
    office = office_if_any(session)
    return scheme_of(session, office) if office else None
