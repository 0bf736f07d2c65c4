"""方案文件: the schemes that an office has taken in itself, every edition of them kept."""

from collections.abc import Sequence

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


def all_newest(session: Session) -> Sequence[SchemeFile]:
    """Return the edition that counts of every scheme that the file holds, in the order of ids."""
    if not is_there(session, SchemeFile):
        return ()
    last = select(func.max(SchemeFile.id)).group_by(SchemeFile.scheme_id)
    query = select(SchemeFile).where(col(SchemeFile.id).in_(last))
    return session.exec(query.order_by(SchemeFile.scheme_id)).all()
