"""Run by the frozen program before all else: it makes itself at home on a Linux desktop."""

import os

# Qt as we ship it can speak with IBus alone. fcitx 5 answers to that too, yet a desktop which has
# it asks for a plugin by its own name; so IBus is named as what to try next.
asked = os.environ.get("QT_IM_MODULES") or os.environ.get("QT_IM_MODULE", "")
if "fcitx" in asked and "ibus" not in asked:
    os.environ["QT_IM_MODULES"] = f"{asked};ibus"

# PyInstaller has pointed this to our libraries, and this process found them. Programs that it
# starts, the one that opens a folder say, must find their own; a reading worker, which is this
# program again, is told to point it anew.
before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if before is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = before
os.environ["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
