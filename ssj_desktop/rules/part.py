"""What every part of a scheme has in common, and how its ratios are written."""

import re
import unicodedata
from fractions import Fraction
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
)

NEW = {"new": True}
"""The context in which a file that is to be taken in is validated."""

_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


class Part(BaseModel):
    """A piece of a file that an office writes: a name it does not know is a fault, not ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _percent(value: Any) -> Any:
    """Read 「25%」 exactly; a bare number would leave open whether 1 means 1 % or all."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]+(\.[0-9]+)?%", value):
        raise ValueError('比例要写成带百分号的文字，例如 "25%"')
    return Fraction(value[:-1]) / 100


def _plain(value: str, info: ValidationInfo) -> str:
    """Refuse what a paper could not print, or a lottery's document not hold (docs/protocol.md).

    Only where a file is taken in (context ``NEW``): what was kept or frozen before is read as it
    stands there.
    """
    if info.context is not NEW:
        return value
    if value != value.strip() or any(unicodedata.category(c) in _UNSEEN for c in value):
        raise ValueError("要写在一行里，首尾不留空白，不带看不见的字符")
    if not unicodedata.is_normalized("NFC", value):
        raise ValueError("里面有拆开写的字符，请重新打一遍")
    return value


Line = Annotated[str, AfterValidator(_plain)]
Name = Annotated[str, Field(min_length=1), AfterValidator(_plain)]
Rate = Annotated[Fraction, BeforeValidator(_percent)]
