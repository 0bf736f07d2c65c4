"""A paper made on the worker's thread and then looked at in a window of its own."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ssj_desktop.errors import DeskError
from ssj_desktop.views.page import Context


def open_paper(
    asker: QWidget,
    context: Context,
    title: str,
    render: Callable[[], bytes],
    failed: Callable[[DeskError], None] | None = None,
) -> None:
    """Have ``render`` make a PDF and show it; ``failed`` takes what it raises."""

    def show(content: bytes) -> None:
        # Loaded here because few starts print.
        from ssj_desktop.views.preview import Preview

        Preview(asker, context, title, content).show()

    context.work.verb(asker, "正在排版……", render, show, failed)
