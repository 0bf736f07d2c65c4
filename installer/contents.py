"""What of the venv goes into the frozen program, and what stays out.

The smoke test finds what is missing. Something new that Qt or the system must bring (a plugin, a
module) is one more name here.
"""

import re
from pathlib import PurePosixPath

# Never imported by the program: tools of the developer's, and what optional imports would drag in.
EXCLUDED_MODULES = (
    "IPython",
    "PIL.AvifImagePlugin",
    "PIL.ImageQt",
    "PIL.ImageTk",
    "PIL.WebPImagePlugin",
    "PIL._avif",
    "PIL._imagingtk",
    "PIL._webp",
    "PySide6.QtDBus",
    "PySide6.QtNetwork",
    "curses",
    "distutils",
    "doctest",
    "ensurepip",
    "hypothesis",
    "mypy",
    "numpy",
    "pandas",
    "pip",
    "pydantic.mypy",
    "pydoc",
    "pygments",
    "pytest",
    "readline",
    "rich",
    "setuptools",
    "sqlalchemy.dialects.mssql",
    "sqlalchemy.dialects.mysql",
    "sqlalchemy.dialects.oracle",
    "sqlalchemy.ext.mypy",
    "sqlalchemy.testing",
    "sqlite3",
    "tkinter",
    "unittest",
    "wheel",
)

# Svg draws the icons. Gui wants DBus, Pdf wants Network, and X11's plugin XcbQpa.
QT_LIBRARIES = {"Core", "Gui", "Widgets", "Pdf", "PdfWidgets", "PrintSupport", "Svg"}
QT_LIBRARIES |= {"DBus", "Network", "XcbQpa"}

# Folder of plugins -> file names without "lib"; None keeps the whole folder.
QT_PLUGINS: dict[str, set[str] | None] = {
    "iconengines": None,
    "imageformats": {"qico", "qjpeg", "qsvg"},
    "platforminputcontexts": {
        "composeplatforminputcontextplugin",
        "ibusplatforminputcontextplugin",
    },
    "platforms": {"qoffscreen", "qwindows", "qxcb"},
    "printsupport": None,
    "styles": None,
}

QT_WORDS = "qtbase_zh_CN.qm"

# Windows only: OpenGL drawn by the processor, and its compiler. Our window draws without OpenGL.
QT_BALLAST = {"opengl32sw.dll", "d3dcompiler_47.dll"}

# Of Linux's own libraries, those that came with Python or that a desktop may lack. All others
# (C++, OpenGL, fontconfig, GLib, D-Bus, CUPS, X11 itself) must be the machine's: `deb.DEPENDS`.
SYSTEM_LIBRARIES = re.compile(
    r"lib(python3|atomic|bz2|crypto|expat|ffi|lzma|mpdec|ssl|uuid|z|zstd"
    r"|xcb-(cursor|icccm|image|keysyms|randr|render|render-util|shape|shm|sync|util|xfixes|xkb)"
    r"|xkbcommon|xkbcommon-x11)[\d.]*\.so"
)
NEVER_BROUGHT = re.compile(r"lib(stdc\+\+|gcc_s)\.so")  # wherever they lie, conda's Python say


def wanted(name: str, source: str) -> bool:
    """Say whether a file goes into the frozen program.

    ``name`` is where it would lie there, ``source`` where it lies now; for a symbolic link that
    is the place it points to.
    """
    path = PurePosixPath(name.replace("\\", "/"))
    stem = path.name.split(".")[0].removeprefix("lib")
    if NEVER_BROUGHT.match(path.name) or path.name in QT_BALLAST:
        return False
    if "translations" in path.parts:
        return path.name == QT_WORDS
    if "plugins" in path.parts:
        kept = QT_PLUGINS.get(path.parent.name, set())
        return kept is None or stem in kept
    if stem.startswith("Qt6"):
        return stem.removeprefix("Qt6") in QT_LIBRARIES
    if re.match(r"(/usr)?/lib(64)?/", source) and len(path.parts) == 1 and ".so" in path.name:
        return bool(SYSTEM_LIBRARIES.match(path.name))
    return True
