"""Checks of the numbers that name sites and people.

Every ``…_fault`` takes a number as :func:`normal_code` writes it and returns what is wrong with it
as a Chinese sentence, or "" when nothing is.
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache
from operator import mul

# GB 32100-2015: digits and capitals without I, O, S, V, Z; a character's value is its place.
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)}
_STRANGER = re.compile(f"[^{_ALPHABET}]")
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
# Registering department, and the kinds of body each one registers: the first two characters.
_REGISTRATIONS = frozenset(
    department + kind
    for department, kinds in {
        "1": "1239",
        "2": "19",
        "3": "123459",
        "4": "19",
        "5": "1239",
        "6": "129",
        "7": "129",
        "8": "19",
        "9": "123",
        "A": "19",
        "N": "1239",
        "Y": "1",
    }.items()
    for kind in kinds
)

# GB 11643-1999 (ISO 7064 MOD 11-2).
_IDENTITY = re.compile(r"[1-9][0-9]{5}((?:18|19|20)[0-9]{2})([01][0-9])([0-3][0-9])[0-9]{3}[0-9X]")
# The same in free words; some type it in groups: 140524 19900307 1235.
_IDENTITY_WITHIN = re.compile(
    r"(?<![0-9])[1-9][0-9]{5}[ -]?(?:18|19|20)[0-9]{2}[ -]?[01][0-9][ -]?[0-3][0-9][ -]?"
    r"[0-9]{3}[0-9X](?![0-9])"
)
_LONG_NUMBER = re.compile(r"\d{6}[\s-]?\d{4}")
_IDENTITY_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_IDENTITY_CHECKS = "10X98765432"

_PERMIT_TAIL = re.compile(r"[0-9]{3}[0-9A-Z]")
_PERMIT_WITHOUT_CREDIT_CODE = re.compile(r"H9[0-9A-Z]{16}")
_OFFICE_CODE = re.compile(r"[0-9A-Z][0-9A-Z-]{0,31}")
_BADGE_NO = re.compile(r"[0-9A-Z]{6,20}")
_INDUSTRY_CODE = re.compile(r"[A-T]?[0-9]{2,4}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_PHONES = re.compile(
    r"1[3-9][0-9]{9}"
    r"|0[0-9]{2,3}-?[0-9]{7,8}(?:-[0-9]{1,6})?"
    r"|[0-9]{7,8}"
    r"|400-?[0-9]{3}-?[0-9]{4}"
)

_PERSONAL = "这是公民身份号码，不得用作标识。"


def normal_code(text: str) -> str:
    """Return ``text`` as codes are compared: half-width, capitals, without white space."""
    if text.isascii() and text.isalnum():
        return text.upper()
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


@lru_cache(maxsize=1 << 16)  # a roster has the same codes again as heads of permit codes
def credit_code_fault(code: str) -> str:
    """Check a 统一社会信用代码: 18 characters, registration, check character (GB 32100-2015)."""
    if is_identity_number(code):
        return _PERSONAL
    if len(code) != 18:
        return f"统一社会信用代码应为 18 位，现为 {len(code)} 位。"
    try:
        expected = credit_code_check(code[:17])
    except KeyError:
        expected = ""
    if code[17] == expected and code[:2] in _REGISTRATIONS:
        return ""
    if stranger := _STRANGER.search(code):
        place, character = stranger.start() + 1, stranger[0]
        return f"统一社会信用代码第 {place} 位“{character}”不是代码所用的字符。"
    if code[:2] not in _REGISTRATIONS:
        return f"统一社会信用代码开头“{code[:2]}”不是已有的登记部门和机构类别。"
    return f"统一社会信用代码校验不符：按前 17 位推算，末位应为“{expected}”，现为“{code[17]}”。"


def credit_code_check(body: str) -> str:
    """Return the check character for the first 17 characters.

    Raises:
        KeyError: one of them is not of the alphabet.
    """
    total = sum(map(mul, map(_VALUES.__getitem__, body), _WEIGHTS))
    return _ALPHABET[(31 - total % 31) % 31]


def permit_code_fault(code: str) -> str:
    """Check a 排污单位编码: credit code or H9…, 3 digits, 1 character (HJ 608-2017, annex A)."""
    holder, tail = code[:18], code[18:]
    fault = "" if _PERMIT_WITHOUT_CREDIT_CODE.fullmatch(holder) else credit_code_fault(holder)
    if fault == _PERSONAL:
        return _PERSONAL
    if len(code) != 22:
        return f"排污单位编码应为 22 位，现为 {len(code)} 位。"
    if not _PERMIT_TAIL.fullmatch(tail):
        return f"排污单位编码末 4 位“{tail}”应为 3 位数字加 1 位数字或字母，如 001P。"
    return f"排污单位编码的前 18 位有误：{fault}" if fault else ""


def office_code_fault(code: str) -> str:
    """Check an office's own code, which a draw may use as an id (protocol, section 1)."""
    if is_identity_number(code):
        return _PERSONAL
    if not _OFFICE_CODE.fullmatch(code):
        return "本单位编号只能用数字、大写字母和短横线，以数字或字母开头，不超过 32 位。"
    return ""


def badge_no_fault(badge_no: str) -> str:
    """Check a 执法证号: no rule holds for the whole country, so 6 to 20 digits or letters."""
    if is_identity_number(badge_no):
        return _PERSONAL
    if not _BADGE_NO.fullmatch(badge_no):
        return "执法证号应为 6 至 20 位数字或字母。"
    return ""


def phone_fault(phone: str) -> str:
    """Check one telephone number: mobile, fixed with or without area code, or 400."""
    if not _PHONES.fullmatch(phone):
        return f"电话“{phone}”不是手机号、固定电话或 400 电话。"
    return ""


def industry_fault(industry: str) -> str:
    """Check an industry: a GB/T 4754-2017 code, or its Chinese name in free words."""
    if _INDUSTRY_CODE.fullmatch(industry) or _HAN.search(industry):
        return ""
    return f"行业“{industry}”既不是行业代码（如 C3011），也不是行业名称。"


def is_identity_number(text: str) -> bool:
    """Tell whether ``text`` is a citizen's number: 18 places, a date that exists, its check.

    The district is not looked at: districts are abolished, people keep their numbers. Now and then
    a credit code has the shape and check of such a number; one that begins with 9 (firms, traders)
    is let through when its own check is right too.
    """
    shape = _IDENTITY.fullmatch(text) if text[6:14].isdigit() else None
    if shape is None:
        return False
    try:
        date(*map(int, shape.groups()))
    except ValueError:
        return False
    total = sum(map(mul, map(int, text[:17]), _IDENTITY_WEIGHTS))
    if _IDENTITY_CHECKS[total % 11] != text[17]:
        return False
    return not (text[0] == "9" and text[:2] in _REGISTRATIONS and _sums_up(text))


def holds_identity_number(text: str) -> bool:
    """Tell whether a citizen's number stands somewhere in ``text``, which needs no form."""
    if not _LONG_NUMBER.search(text):  # as in most
        return False
    words = unicodedata.normalize("NFKC", text).upper()
    return any(
        is_identity_number(re.sub("[ -]", "", found)) for found in _IDENTITY_WITHIN.findall(words)
    )


def _sums_up(code: str) -> bool:
    return credit_code_check(code[:17]) == code[17]
