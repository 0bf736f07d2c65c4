"""The rosters: sites, inspectors, check items, and what is known of them by date.

An ``id`` is SQLite's, given at the flush; before it, it is None whatever its type says.
"""

from datetime import date
from typing import Any

from pydantic import NaiveDatetime
from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


def _texts() -> Any:
    return Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class Office(SQLModel, table=True):
    """The one office of this file (row 1)."""

    id: int = Field(default=1, primary_key=True)
    name: str
    enforcement_unit: str
    filing_receiver: str
    code_prefix: str
    scheme_id: str
    steering_group: list[str] = _texts()


class Target(SQLModel, table=True):
    """A site that can be inspected; ``code`` is its id in the protocol and never changes."""

    id: int = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str = Field(index=True)
    kind: str = "排污单位"
    credit_code: str = Field(default="", index=True)
    permit_code: str = ""
    office_code: str = ""
    address: str = ""
    township: str = ""
    legal_person: str = ""
    contact: str = ""
    phone: str = ""
    industry: str = ""
    permit_class: str = ""
    status: str = "在产"
    status_evidence: str = ""
    positive_list: bool = False
    key_unit: bool = False
    credit_grade: str = ""
    tags: list[str] = _texts()


class TargetFact(SQLModel, table=True):
    """Something that happened to a site on a day; the scheme computes "last year" from it."""

    id: int = Field(default=None, primary_key=True)
    target_id: int = Field(foreign_key="target.id", index=True)
    kind: str
    happened_on: date
    number: str = ""
    evidence: str
    resolved_on: date | None = None


class Visit(SQLModel, table=True):
    """An inspection held before the program was in use (补录).

    ``category`` is a key of the scheme ``scheme_id``; "" where the file was too old to keep which.
    """

    id: int = Field(default=None, primary_key=True)
    target_id: int = Field(foreign_key="target.id", index=True)
    visited_on: date
    category: str
    evidence: str
    scheme_id: str = Field(default="", sa_column_kwargs={"server_default": ""})


class Inspector(SQLModel, table=True):
    """A person of the office; ``code`` is the badge number where it fits, else the office's own."""

    id: int = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str = Field(index=True)
    badge_no: str = ""
    badge_from: date | None = None
    badge_until: date | None = None
    office_code: str = ""
    unit: str = ""
    department: str = ""
    squad: str = ""
    team: str = ""
    establishment: str = "在编"
    qualified: bool = True
    post: str = ""
    years: int | None = None
    specialties: list[str] = _texts()
    auxiliary: bool = False
    on_duty: bool = True


class Recusal(SQLModel, table=True):
    """``inspector`` must not inspect ``target`` (None: anybody), while ``lifted_on`` is empty."""

    id: int = Field(default=None, primary_key=True)
    inspector_id: int = Field(foreign_key="inspector.id", index=True)
    target_id: int | None = Field(default=None, foreign_key="target.id")
    reason: str
    lifted_on: date | None = None


class CheckItem(SQLModel, table=True):
    """One line of the 抽查事项清单 (BD-3, WL-12, EZ-20, TJ-2).

    ``department`` starts a check and ``partners`` join it; ``quantity`` is how many the list says
    are drawn, in its own words, ``each_period`` (objects a period) and ``a_year`` (visits a year)
    are the two numbers that may mean (WL-13), None where the office decides by what it finds.
    """

    id: int = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    category: str = ""
    target_scope: str = ""
    subject: str = ""
    content: str = ""
    basis: str = ""
    method: str = ""
    rate: str = ""
    joint: bool = False
    sub_item: str = ""
    department: str = ""
    partners: str = ""
    liaison: str = ""
    field: str = ""
    frequency: str = ""
    quantity: str = ""
    each_period: int | None = None
    a_year: int | None = None


class ImportBatch(SQLModel, table=True):
    """One confirmed import, so that the whole of it can be taken back.

    ``new`` and ``changed`` count its rows. ``last_draw`` is the id of the latest draw frozen
    before it, 0 before the first: which came first is not asked of clocks, which can be set back.
    """

    id: int = Field(default=None, primary_key=True)
    kind: str
    file_name: str
    sha256: str
    confirmed_at: NaiveDatetime
    new: int
    changed: int
    last_draw: int
    taken_back_at: NaiveDatetime | None = None


class ImportChange(SQLModel, table=True):
    """What an import did to one row: ``before`` is None for a new one; both hold whole rows."""

    id: int = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="importbatch.id", index=True)
    row_id: int = Field(index=True)
    before: dict[str, Any] | None = Field(sa_column=Column(JSON(none_as_null=True)))
    after: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
