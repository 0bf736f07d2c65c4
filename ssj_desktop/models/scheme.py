"""方案文件: the schemes that an office has taken in itself, every edition of them kept."""

import json
from collections.abc import Sequence
from contextlib import suppress

from pydantic import NaiveDatetime
from sqlalchemy import UniqueConstraint
from sqlmodel import Field, Session, SQLModel, col, func, select

from ssj_desktop.models.rows import is_there


class SchemeFile(SQLModel, table=True):
    """A scheme's TOML as ``by`` took it in, edition ``number`` 1, 2, … of its ``scheme_id``.

    ``file`` is the name it came under; ``sha256`` (hex) is the text's, in UTF-8.
    """

    __table_args__ = (UniqueConstraint("scheme_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    scheme_id: str
    number: int
    text: str
    file: str
    sha256: str
    kept_at: NaiveDatetime
    by: str


APPEND_ONLY = (SchemeFile,)


def newest(session: Session, scheme_id: str) -> SchemeFile | None:
    """Return the edition of a scheme that counts, None where the file holds none.

    There are none in a file of an older format.
    """
    if not is_there(session, SchemeFile):
        return None
    query = select(SchemeFile).where(SchemeFile.scheme_id == scheme_id)
    return session.exec(query.order_by(col(SchemeFile.number).desc())).first()


def editions(session: Session, scheme_id: str) -> Sequence[SchemeFile]:
    """Return every edition of a scheme that the file holds, the newest first."""
    if not is_there(session, SchemeFile):
        return ()
    query = select(SchemeFile).where(SchemeFile.scheme_id == scheme_id)
    return session.exec(query.order_by(col(SchemeFile.number).desc())).all()


def gone_by(session: Session) -> list[tuple[int, str]]:
    """Return by which schemes the office has gone, the first one first: the number of the journal's
    entry that says so, and the scheme's id."""
    query = "SELECT id, CAST(what AS BLOB) FROM journalentry WHERE verb = 'offices.set_up'"
    found = []
    for number, what in session.connection().exec_driver_sql(f"{query} ORDER BY id"):
        with suppress(ValueError, KeyError, TypeError):  # not as the verb writes it
            found.append((number, str(json.loads(what)["scheme_id"])))
    return found


def all_newest(session: Session) -> Sequence[SchemeFile]:
    """Return the edition that counts of every scheme that the file holds, in the order of ids."""
    if not is_there(session, SchemeFile):
        return ()
    last = select(func.max(SchemeFile.id)).group_by(SchemeFile.scheme_id)
    query = select(SchemeFile).where(col(SchemeFile.id).in_(last))
    return session.exec(query.order_by(SchemeFile.scheme_id)).all()
