"""What every part of a scheme has in common, and how its ratios are written."""

import re
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict


class Part(BaseModel):
    """A piece of a file that an office writes: a name it does not know is a fault, not ignored."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


def _percent(value: Any) -> Any:
    """Read 「25%」 exactly; a bare number would leave open whether 1 means 1 % or all."""
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]+(\.[0-9]+)?%", value):
        raise ValueError('比例要写成带百分号的文字，例如 "25%"')
    return Fraction(value[:-1]) / 100


Rate = Annotated[Fraction, BeforeValidator(_percent)]
