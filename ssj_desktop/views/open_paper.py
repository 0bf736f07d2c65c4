"""A paper made on the worker's thread and then looked at in a window of its own."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ssj_desktop.errors import DeskError
from ssj_desktop.views.page import Context

if TYPE_CHECKING:
    from ssj_desktop.views.preview import Preview


def open_paper(
    asker: QWidget,
    context: Context,
    title: str,
    render: Callable[[], bytes],
    failed: Callable[[DeskError], None] | None = None,
) -> None:
    """Have ``render`` make a PDF and show it; ``failed`` takes what it raises."""

    def show(content: bytes) -> None:
        show_paper(asker, context, title, content)

    context.work.verb(asker, "正在排版……", render, show, failed)


def show_paper(asker: QWidget, context: Context, title: str, content: bytes) -> "Preview":
    """Show a PDF in a window of its own; return the window."""
    # Loaded here because few starts print.
    from ssj_desktop.views.preview import Preview

    preview = Preview(asker, context, title, content)
    preview.show()
    return preview
