"""抽查比例: the rule that a scheme gives a category, as data."""

from typing import Literal, Self

from pydantic import Field, model_validator

from ssj_desktop.rules.census import Establishment
from ssj_desktop.rules.part import Part, Rate
from ssj_desktop.rules.period import Span

# basis → the measures it must have, and those it may have.
_MEASURES: dict[str, tuple[set[str], set[str]]] = {
    "targets": ({"rate"}, {"rate_max"}),
    "number": ({"number"}, {"number_max"}),
    "inspectors": ({"per"}, set()),
    "squads": ({"per"}, set()),
    "office": (set(), set()),
}


class HeadCount(Part):
    """Who counts as a head: 在编在岗 and 有执法资格 are different people."""

    establishments: tuple[Establishment, ...] = Field(min_length=1)
    qualified: bool


class Quota(Part):
    """The least to be drawn in one ``period``, and the most where the scheme sets a top.

    ``basis`` says what it is measured by: a ``rate`` of the category's objects (up to
    ``rate_max``), ``per`` objects for each inspector or squad, a ``number`` of objects (up to
    ``number_max``), or, where the scheme leaves it open, what the office sets in its plan.
    ``period`` "once": once in an object's life (武隆 row 19). ``coverage``: "hard" — every object
    is visited within the year, so the last quarter takes whatever is left; "soft" — the scheme
    wants that, and who is left is told (EZ-11).
    """

    basis: Literal["targets", "inspectors", "squads", "number", "office"]
    period: Span
    rate: Rate | None = None
    rate_max: Rate | None = None
    per: int | None = Field(default=None, ge=1)
    number: int | None = Field(default=None, ge=0)
    number_max: int | None = Field(default=None, ge=0)
    coverage: Literal["hard", "soft", "none"] = "none"

    @model_validator(mode="after")
    def _measure_fits_basis(self) -> Self:
        names = ("rate", "rate_max", "per", "number", "number_max")
        given = {name for name in names if getattr(self, name) is not None}
        needed, allowed = _MEASURES[self.basis]
        if not needed <= given <= needed | allowed:
            wanted = "、".join(needed) or "不写数量"
            also = f"（还可以写 {'、'.join(allowed)}）" if allowed else ""
            raise ValueError(f'basis = "{self.basis}" 需要且只需要 {wanted}{also}')
        for low, high in ((self.rate, self.rate_max), (self.number, self.number_max)):
            if low is not None and high is not None and high < low:
                raise ValueError("上限不能低于下限")
        if self.period == "once" and self.coverage != "none":
            raise ValueError('period = "once" 按项目计，不能再写 coverage')
        return self
