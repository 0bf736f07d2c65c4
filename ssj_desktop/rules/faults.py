"""What pydantic finds wrong with a file that somebody has written, in the office's words."""

from typing import Any

# Kind of complaint → words; {…} are the complaint's own values.
_WORDS = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这样一项，名称是否写错了",
    "literal_error": "只能是 {expected}",
    "enum": "只能是 {expected}",
    "value_error": "{error}",
    "union_tag_not_found": "缺少 by，要写明按什么判定",
    "union_tag_invalid": "by 只能是 {expected_tags}",
    "string_type": "要写成带引号的文字",
    "string_too_short": "不能空着",
    "string_pattern_mismatch": "只能用小写字母、数字和连接符",
    "int_type": "要写成不带引号的整数",
    "int_parsing": "要写成不带引号的整数",
    "int_from_float": "要写成整数，不能有小数",
    "bool_type": "要写成 true 或 false",
    "bool_parsing": "要写成 true 或 false",
    "date_type": "要写成日期，例如 2024-01-03",
    "date_parsing": "要写成日期，例如 2024-01-03",
    "date_from_datetime_inexact": "要写成日期，例如 2024-01-03，不带时刻",
    "date_from_datetime_parsing": "要写成日期，例如 2024-01-03",
    "tuple_type": "要写成方括号括起来的一列",
    "model_type": "要写成一组名称和值",
    "model_attributes_type": "要写成一组名称和值",
    "dict_type": "要写成一组名称和值",
    "too_short": "至少要写 {min_length} 项",
    "too_long": "最多写 {max_length} 项",
    "greater_than_equal": "不能小于 {ge}",
    "less_than_equal": "不能大于 {le}",
    "int_parsing_size": "数太大了",
}


def fault_words(detail: Any) -> str:
    """Return one of pydantic's complaints (an item of ``ValidationError.errors()``) in words."""
    values = {name: str(value) for name, value in detail.get("ctx", {}).items()}
    for name in ("expected", "expected_tags"):
        if name in values:
            values[name] = values[name].replace(" or ", ", ").replace("'", "").replace(", ", "、")
    template = _WORDS.get(detail["type"])
    return template.format_map(values) if template else "这一项的写法不对"
