"""导出: a table as it is seen, as a workbook; journalled, for it takes data out of the file."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from ssj_desktop import paths
from ssj_desktop.errors import DeskError
from ssj_desktop.intake.apart import run_apart
from ssj_desktop.intake.limits import USUAL
from ssj_desktop.models.store import Store


class Exports:
    """Tables that leave the program."""

    def __init__(self, store: Store, clerk: str) -> None:
        self._store = store
        self._clerk = clerk

    def table(
        self,
        title: str,
        headings: Sequence[str],
        rows: Sequence[Sequence[str | int]],
        path: Path,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        """Write a table to ``path`` as .xlsx, replacing what is there; nothing when cancelled.

        Raises:
            DeskError: cancelled, the file is open for reading only, or ``path`` cannot be written.
        """
        # Loaded here because it takes a fifth of the start and few starts export.
        from ssj_desktop.outputs import ledger

        try:
            # 50,000 rows take ten seconds, in which the window is to stay quick.
            content = run_apart(
                USUAL, cancelled, ledger.render, title, headings, rows, self._store.clock()
            )
        except DeskError as error:
            if cancelled():
                raise DeskError("已取消导出，没有写出文件。") from error
            raise DeskError(
                "生成表格时中途停止，没有写出文件。", "请再试一次；行数很多的，筛选后分几次导出。"
            ) from error
        # Journalled first: who has taken a roster out must not stay untold.
        with self._store.writing(self._clerk, "exports.table") as change:
            change.say(
                title=title, rows=len(rows), file=path.name, sha256=sha256(content).hexdigest()
            )
        paths.write_bytes(path, content)
