"""A backup before it is put back: what it holds, and what the present file has beyond it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ssj_desktop.facts.journal import JournalLine


@dataclass(frozen=True, slots=True)
class BackupLine:
    """One line of the list: when and why (in words) it was taken, its size in bytes."""

    path: Path
    taken_at: datetime
    reason: str
    size: int


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """One backup, looked into.

    ``reason`` says in words why it was taken, "" for a file that was renamed; then ``number`` is 0
    and ``taken_at`` when the file was written last. ``size`` is in bytes. ``fault`` is empty, or
    says why it cannot be put back; then the counts are 0. ``draws`` counts those held,
    ``entries`` the journal's; the last of them is said by its time and words (None and "" when
    there is none).
    """

    path: Path
    number: int
    taken_at: datetime
    reason: str
    size: int
    fault: str
    targets: int = 0
    inspectors: int = 0
    items: int = 0
    draws: int = 0
    entries: int = 0
    last_entry_at: datetime | None = None
    last_entry_words: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """What putting a backup back would do to the journal's entries, and so to what they record.

    ``common`` entries stand in both; ``lost`` only in the present file, the ``newest`` of them
    first and few; ``gained`` only in the backup.
    """

    common: int
    lost: int
    newest: tuple[JournalLine, ...]
    gained: int

    @property
    def words(self) -> str:
        """What the office must know before it says yes."""
        if not self.lost and not self.gained:
            return "这份备份与现在的数据文件内容相同。"
        gained = f"备份里另有 {self.gained} 条操作会回来。" if self.gained else ""
        if not self.lost:
            return gained
        if not self.common:
            return (
                "这份备份不是现在这个数据文件的。恢复后，现有的 "
                f"{self.lost} 条操作都不在数据文件里（原文件另存一旁）。{gained}"
            )
        return f"恢复后，此后的 {self.lost} 条操作将不在数据文件里（原文件另存一旁）。{gained}"
