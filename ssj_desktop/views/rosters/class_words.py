"""分类 in words and columns: where a quarter stands, what each category has, and what has moved."""

from ssj_desktop.facts.classes import ClassCount, ClassFacts, ClassMove, Confirmation, MoveKind
from ssj_desktop.views.tables import Column

_TONES = {"换类别": "warn", "不再列入": "hint"}
_KINDS: tuple[MoveKind, ...] = ("换类别", "新列入", "不再列入")

COUNTS: tuple[Column[ClassCount], ...] = (
    Column("类别", lambda count: count.name, 136),
    Column(
        "上次确认",
        lambda count: "—" if count.before is None else str(count.before),
        80,
        lambda count: count.before,
        numeric=True,
    ),
    Column("现在", lambda count: str(count.now), 64, lambda count: count.now, numeric=True),
    Column("增减", lambda count: _difference(count), 56, numeric=True),
)

MOVES: tuple[Column[ClassMove], ...] = (
    Column("变化", lambda move: move.kind, 80, tone=lambda move: _TONES.get(move.kind, "")),
    Column("名称", lambda move: move.name, 216),
    Column("原来的类别", lambda move: move.before or "—", 112),
    Column("现在的类别", lambda move: move.now or "—", 112),
    Column("为什么", lambda move: move.why, 300),
)


def standing(facts: ClassFacts) -> tuple[str, str]:
    """Return where a quarter's categories stand, in words, and their tone."""
    own = f"已确认　{_signed(facts.confirmed)}" if facts.confirmed else ""
    if not facts.is_open:
        return (own, "fine") if own else ("没有确认过类别", "hint")
    if facts.moved:
        return f"{own and '确认以后又有变化，'}还没有确认　{_tally(facts)}", "warn"
    if facts.since is None:
        return "还没有确认过类别", "hint"
    return f"还没有确认　没有对象换类别{_also(facts)}", "hint"


def explained(facts: ClassFacts) -> str:
    """Return what there is to do, or why there is nothing."""
    if not facts.is_open:
        return facts.why_not_confirm
    if facts.moved:
        return (
            f"和{_named(facts.since)}比较。换了类别的要先确认，本季度的计划才能批准；"
            "不同意的，双击打开这一家，在“类别”一栏人工认定。"
        )
    compared = f"和{_named(facts.since)}比较。" if facts.since else ""
    return f"{compared}可以现在确认；不另外确认的，批准本季度计划时一并确认。"


def people(facts: ClassFacts) -> str:
    """Return what is confirmed of the people beside (TJ-4)."""
    if facts.confirmed and not facts.is_open:
        return f"确认时执法人员名录一并核对过，当时可派 {facts.confirmed.officers} 人。"
    return f"确认类别时，请一并核对执法人员名录：现在可派 {facts.officers} 人。"


def nothing_moved(facts: ClassFacts) -> str:
    """Return what stands in the place of an empty table of moves."""
    if facts.is_open and facts.since is None:
        return "这是第一次确认，没有可以比较的。\n以后各季度，换了类别的对象列在这里。"
    if facts.is_open or facts.confirmed:
        return "没有变化"
    return "没有确认过，所以没有可以看的变化"


def _tally(facts: ClassFacts) -> str:
    counted = ((facts.count_of(kind), kind) for kind in _KINDS)
    return "，".join(f"{count} 家{kind}" for count, kind in counted if count)


def _also(facts: ClassFacts) -> str:
    return f"，{_tally(facts)}" if facts.told.moves else ""


def _named(confirmation: Confirmation | None) -> str:
    return f"{confirmation.quarter}的确认（{_signed(confirmation)}）" if confirmation else ""


def _signed(confirmation: Confirmation) -> str:
    return f"{confirmation.at:%Y-%m-%d}　{confirmation.by}"


def _difference(count: ClassCount) -> str:
    change = count.now - count.before if count.before is not None else 0
    return f"{change:+}" if change else ""
