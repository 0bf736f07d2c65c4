"""The look: colours, sizes and fonts, named once; everything else asks here or theme.qss."""

from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from ssj_desktop import paths
from ssj_desktop.views.language import speak_chinese

INK, SECONDARY, HINT = "#1B2A2B", "#4B5A5C", "#5B6A6C"
PINE, PRESSED, SOFT = "#17594D", "#2E8069", "#E4F0EB"
DANGER, WARN, FINE = "#A8322A", "#8A5A10", "#2B6B58"
WINDOW, CARD, BORDER, HEAD = "#F4F6F4", "#FFFFFF", "#DCE3DF", "#EEF3F0"

TONES = {"": INK, "danger": DANGER, "warn": WARN, "fine": FINE, "hint": HINT}
"""A text's tone → its colour; the words beside it must say the same."""

BODY = 14  # px
# What the first font lacks (rare characters of names), the second one has.
_FAMILIES = ("Noto Sans SC", "LXGW WenKai")
_FILES = ("NotoSansSC_400Regular.ttf", "NotoSansSC_700Bold.ttf", "LXGWWenKai-Regular.ttf")


def dress(app: QApplication) -> None:
    """Give the program its own fonts, words, colours and style; the system's are not relied on."""
    speak_chinese(app)
    folder = paths.resources()
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(folder / "fonts" / name))
    app.setStyle("Fusion")
    app.setFont(font())
    app.setPalette(_palette())
    colours = {name: value for name, value in globals().items() if name.isupper()}
    style = Template((folder / "theme.qss").read_text(encoding="utf-8"))
    icons = (folder / "icons").as_posix()
    app.setStyleSheet(style.substitute(colours, ICONS=icons))


def font(pixels: int = BODY, bold: bool = False) -> QFont:
    """Return the window's font, with figures of equal width."""
    made = QFont()
    made.setFamilies(list(_FAMILIES))
    made.setPixelSize(pixels)
    made.setBold(bold)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def _palette() -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    for role, colour in {
        roles.Window: WINDOW,
        roles.WindowText: INK,
        roles.Base: CARD,
        roles.AlternateBase: HEAD,
        roles.Text: INK,
        roles.Button: CARD,
        roles.ButtonText: INK,
        roles.PlaceholderText: HINT,
        roles.Highlight: SOFT,
        roles.HighlightedText: INK,
        roles.Link: PINE,
        roles.ToolTipBase: CARD,
        roles.ToolTipText: INK,
    }.items():
        palette.setColor(role, QColor(colour))
    for role in (roles.Text, roles.ButtonText, roles.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(HINT))
    return palette
