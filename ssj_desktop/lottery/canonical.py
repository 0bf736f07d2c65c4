"""The one spelling of a JSON value (``docs/protocol.md`` §1) and the strict way back.

Canonical bytes are RFC 8785 narrowed to objects, arrays, strings, true, false, null and small
whole numbers. For that subset RFC 8785 sorts and escapes as :func:`json.dumps` does.
"""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn, TypeAlias

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"

_TOO_BIG = 2**53
_KEY = re.compile(r"[a-z_]+")
# A lone surrogate is no character and has no UTF-8 bytes.
_NO_TEXT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")
# The way to a value, innermost step first; spelled out only when something is wrong.
_Place: TypeAlias = "tuple[str | int, _Place] | None"


class ProtocolError(ValueError):
    """Something yaohao/1 does not allow, or that disagrees when recomputed; told in Chinese."""


def canonical(value: Json) -> bytes:
    """Return the bytes that stand for ``value`` in every hash (§1).

    Raises:
        ProtocolError: ``value`` holds something outside the subset; the message names it.
    """
    _check(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def parse(text: bytes | str) -> Json:
    """Read JSON text, laid out in any way, as a value that :func:`canonical` accepts.

    Raises:
        ProtocolError: not JSON, a key twice in one object, a number not written as a plain whole
            number (``2.0``, ``2e0``, ``-0``), or a value outside the subset.
    """
    try:
        decoded = text.decode() if isinstance(text, bytes) else text
    except UnicodeDecodeError as error:
        raise ProtocolError(f"文件不是 UTF-8 编码（第 {error.start + 1} 个字节起）") from error
    try:
        value: Json = json.loads(
            decoded,
            object_pairs_hook=_object,
            parse_int=_whole_number,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
    except json.JSONDecodeError as error:
        raise ProtocolError(f"第 {error.lineno} 行第 {error.colno} 个字符处不是 JSON") from error
    except RecursionError as error:
        raise ProtocolError("JSON 嵌套太深") from error
    _check(value)
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ProtocolError(f"键 {twice!r} 在同一个对象里出现两次")
    return members


def _whole_number(literal: str) -> int:
    # 2**53 has 16 digits; int() of a very long literal would be slow or refused.
    if literal == "-0" or len(literal) > 17 or abs(int(literal)) >= _TOO_BIG:
        _refuse_number(literal)
    return int(literal)


def _refuse_number(literal: str) -> NoReturn:
    raise ProtocolError(f"数字 {literal[:40]} 不是普通整数的写法，或不小于 2 的 53 次方")


def _check(root: Json) -> None:
    """Refuse whatever lies outside the subset, without recursion: a file may nest at will."""
    pending: list[tuple[Any, _Place]] = [(root, None)]
    sound: set[str] = set()
    while pending:
        value, place = pending.pop()
        kind = type(value)
        if kind is str:
            if value not in sound:
                _check_text(value, place)
                sound.add(value)
        elif kind is dict:
            for key, member in value.items():
                if type(key) is not str or not _KEY.fullmatch(key):
                    _refuse("键只能用小写字母和下划线", key, place)
                pending.append((member, (key, place)))
        elif kind is list or kind is tuple:
            pending.extend([(item, (number, place)) for number, item in enumerate(value)])
        elif kind is int:
            if abs(value) >= _TOO_BIG:
                _refuse("整数不小于 2 的 53 次方", value, place)
        elif kind is not bool and value is not None:
            _refuse("只能是文字、整数、真假、空、数组或对象", value, place)


def _check_text(text: str, place: _Place) -> None:
    if _NO_TEXT.search(text):
        _refuse("文字里有控制字符或残缺字符", text, place)
    if text != text.strip():
        _refuse("文字首尾有空白", text, place)
    if not unicodedata.is_normalized("NFC", text):
        _refuse("文字不是 NFC 规范形式", text, place)


def _refuse(reason: str, value: object, place: _Place) -> NoReturn:
    path = ""
    while place is not None:
        step, place = place
        path = (f"[{step}]" if isinstance(step, int) else f".{step}") + path
    shown = repr(value)
    shown = shown if len(shown) <= 60 else shown[:60] + "…"
    raise ProtocolError(f"{path.removeprefix('.') or '整个值'}：{reason}：{shown}")
